#include <string>
#include <vector>

#include "storage/standing.h"
#include "tools/command.h"
#include "tools/interrupt.h"
#include "tools/read_stored.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class DeleteCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"delete", "Remove articles and everything that was read out of them",
            "entente delete a17 a18 --db store\n"
            "entente delete --source 'Daily Sun' --db store\n"
            "entente delete --source dailysun.example --dry-run --db store"};
  }

  void declare(OptionTable& options) override {
    options.add("ID", ids_, "ids of articles");
    options.add("--source", source_, "all articles of this source, or of this host of their urls");
    options.add_flag("--dry-run", dry_run_, "only say how many articles that would be");
    options.add("--threads", reading_.threads, "articles analysed at a time (default: one a core)");
    options.add_flag("--quiet,-q", reading_.quiet, "no summary when all went well");
    options.add("--data", reading_.data, "folder with the program's data (default: $ENTENTE_DATA)");
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    if (ids_.empty() == source_.empty()) {
      return console.fail({Error::Code::kUsage, "give ids of articles, or --source NAME"});
    }
    auto store = store_.open(dry_run_ ? OpenMode::kReadOnly : OpenMode::kReadWrite);
    if (!store.ok()) return console.fail(store.error());
    auto ids = chosen(**store);
    if (!ids.ok()) return console.fail(ids.error());
    if (dry_run_) {
      console.err << ids->size() << " articles would be deleted\n";
      return ExitCode::kDone;
    }
    return erase(**store, *ids, console);
  }

 private:
  // Fails before anything is deleted if an id is not there.
  Result<std::vector<std::string>> chosen(const Store& store) const {
    std::vector<std::string> ids;
    for (const std::string& id : ids_) {
      auto article = store.standing(id);
      if (!article.ok()) return article.error();
      if (!article->has_value()) {
        return Error{Error::Code::kNotFound, "the store has no article '" + id + "'"};
      }
      ids.push_back(id);
    }
    if (source_.empty()) return ids;
    auto done = store.visit_articles([&](const StoredArticle& stored) {
      if (printer_of(stored.article) == source_) ids.push_back(stored.article.id);
      return true;
    });
    if (!done.ok()) return done.error();
    return ids;
  }

  // A copy that takes the place of a deleted article waits to be read: that is done at the end.
  ExitCode erase(Store& store, const std::vector<std::string>& ids, const Console& console) const {
    std::uint64_t deleted = 0;
    for (const std::string& id : ids) {
      if (is_interrupted()) break;
      auto done = store.erase(id);
      if (!done.ok()) return console.fail(done.error());
      if (*done) ++deleted;
    }
    if (auto synced = store.sync(); !synced.ok()) return console.fail(synced.error());
    if (!reading_.quiet) console.err << deleted << " articles deleted\n";
    if (is_interrupted()) {
      console.say("interrupted; run the same command again to go on");
      return ExitCode::kInterrupted;
    }
    auto waiting = store.waiting();
    if (!waiting.ok()) return console.fail(waiting.error());
    return waiting->empty() ? ExitCode::kDone : read_stored(store, {}, reading_, console);
  }

  std::vector<std::string> ids_;
  std::string source_;
  bool dry_run_ = false;
  ReadingOptions reading_;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_delete_command() { return std::make_unique<DeleteCommand>(); }

}  // namespace entente
