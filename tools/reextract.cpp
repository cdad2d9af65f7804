#include <string>
#include <vector>

#include "ingest/pipeline.h"
#include "storage/standing.h"
#include "tools/command.h"
#include "tools/data_folder.h"
#include "tools/read_stored.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class ReextractCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"reextract",
            "Read stored articles again, from their stored text, after a change of model or data",
            "entente reextract --changed --db store        # what another version has read\n"
            "entente reextract --source Reuters --db store\n"
            "entente reextract --article a17 --db store"};
  }

  void declare(OptionTable& options) override {
    options.add_flag("--changed", changed_, "all articles that another version has read, or none");
    options.add("--article", articles_, "the article with this id; may be repeated");
    options.add("--source", source_, "the articles of this source, or of this host of their urls");
    options.add_flag("--dry-run", dry_run_, "only say how many articles that would be");
    options.add("--limit", limit_, "stop after this many articles (0 = all)");
    options.add("--threads", reading_.threads, "articles analysed at a time (default: one a core)");
    options.add_flag("--quiet,-q", reading_.quiet, "no summary when all went well");
    options.add("--data", reading_.data, "folder with the program's data (default: $ENTENTE_DATA)");
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    if (!changed_ && articles_.empty() && source_.empty()) {
      return console.fail(
          {Error::Code::kUsage, "say which articles: --changed, --article ID or --source NAME"});
    }
    auto data = find_data_folder(reading_.data);
    if (!data.ok()) return console.fail(data.error());
    auto extractor = Extractor::create({*data});
    if (!extractor.ok()) return console.fail(extractor.error());
    auto store = store_.open(dry_run_ ? OpenMode::kReadOnly : OpenMode::kReadWrite);
    if (!store.ok()) return console.fail(store.error());
    auto ids = chosen(**store, extractor->version());
    if (!ids.ok()) return console.fail(ids.error());
    if (!dry_run_) return read_stored(**store, *ids, reading_, console);
    console.err << ids->size() << " articles would be read again\n";
    return ExitCode::kDone;
  }

 private:
  // The ids of the articles to read, sorted. Copies have no relations; what this very version has
  // read would come out the same, and what was loaded from a table has no text to read.
  Result<std::vector<std::string>> chosen(const Store& store, const std::string& version) const {
    std::vector<std::string> ids;
    if (!articles_.empty()) {
      for (const std::string& id : articles_) {
        auto article = store.standing(id);
        if (!article.ok()) return article.error();
        if (!article->has_value()) {
          return Error{Error::Code::kNotFound, "the store has no article '" + id + "'"};
        }
        if (is_chosen(**article, version)) ids.push_back(id);
      }
      return ids;
    }
    auto done = store.visit_articles([&](const StoredArticle& article) {
      if (is_chosen(article, version)) ids.push_back(article.article.id);
      return limit_ == 0 || ids.size() < limit_;
    });
    if (!done.ok()) return done.error();
    return ids;
  }

  bool is_chosen(const StoredArticle& stored, const std::string& version) const {
    return !stored.copy_of && !is_loaded(stored.extractor_version) &&
           stored.extractor_version != version &&
           (source_.empty() || printer_of(stored.article) == source_);
  }

  bool changed_ = false;
  bool dry_run_ = false;
  std::vector<std::string> articles_;
  std::string source_;
  std::size_t limit_ = 0;
  ReadingOptions reading_;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_reextract_command() { return std::make_unique<ReextractCommand>(); }

}  // namespace entente
