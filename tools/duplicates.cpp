#include <string>
#include <vector>

#include "storage/standing.h"
#include "tools/command.h"
#include "tools/output_option.h"
#include "tools/read_stored.h"
#include "tools/store_access.h"

namespace entente {
namespace {

class DuplicatesCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {
        "duplicates", "List copies of articles, and object to what was taken for one",
        "entente duplicates --db store               # every copy under the article that leads\n"
        "entente duplicates --kind near --db store   # exact, near or version\n"
        "entente duplicates --separate a18 --db store\n"
        "entente duplicates --rejoin a18 --db store\n"
        "entente duplicates --log --db store         # objections that stand"};
  }

  void declare(OptionTable& options) override {
    options.add("--kind", kind_, "only copies of this kind: exact, near or version");
    options.add("--separate", separate_, "the copy with this id is an article of its own");
    options.add("--rejoin", rejoin_, "take that back for the article with this id");
    options.add_flag("--log", log_, "list the articles that were separated, and from what");
    options.add("--data", reading_.data, "folder with the program's data (default: $ENTENTE_DATA)");
    output_.declare(options);
    store_.declare(options);
  }

  ExitCode run(const Console& console) override {
    const int asked = (separate_.empty() ? 0 : 1) + (rejoin_.empty() ? 0 : 1) + (log_ ? 1 : 0);
    if (asked > 1) {
      return console.fail({Error::Code::kUsage, "one of --separate, --rejoin and --log at a time"});
    }
    if (!kind_.empty() && kind_ != "exact" && kind_ != "near" && kind_ != "version") {
      return console.fail(
          {Error::Code::kUsage, "'" + kind_ + "' is no kind of copy; say exact, near or version"});
    }
    if (!separate_.empty() || !rejoin_.empty()) return decide(console);
    return list(console);
  }

 private:
  ExitCode list(const Console& console) const {
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    TableWriter table(
        console, *format,
        {{"leader"}, {"copy"}, {"kind"}, {"likeness"}, {"published"}, {"source"}, {"title", true}});
    const auto add = [&](const StoredArticle& copy, const CopyLink& link) {
      if (!kind_.empty() && kind_ != to_string(link.kind)) return;
      const Article& article = copy.article;
      table.add({cell(link.leader), cell(article.id), cell(to_string(link.kind)),
                 static_cast<std::int64_t>(link.likeness),
                 cell(article.published ? to_string(*article.published) : ""),
                 cell(printer_of(article)), cell(article.title)});
    };
    std::optional<Error> failure;
    auto done = (*store)->visit_articles([&](const StoredArticle& article) {
      if (log_) {
        if (article.separated_from) add(article, *article.separated_from);
        return true;
      }
      if (article.copy_of) return true;
      auto copies = (*store)->copies_of(article.article.id);
      if (!copies.ok()) {
        failure = copies.error();
        return false;
      }
      for (const StoredArticle& copy : *copies) add(copy, *copy.copy_of);
      return true;
    });
    if (!done.ok()) return console.fail(done.error());
    if (failure) return console.fail(*failure);
    table.finish();
    return ExitCode::kDone;
  }

  ExitCode decide(const Console& console) const {
    auto store = store_.open(OpenMode::kReadWrite);
    if (!store.ok()) return console.fail(store.error());
    return separate_.empty() ? rejoin(**store, console) : separate(**store, console);
  }

  ExitCode separate(Store& store, const Console& console) const {
    auto before = store.standing(separate_);
    if (!before.ok()) return console.fail(before.error());
    auto done = store.separate(separate_);
    if (!done.ok()) return console.fail(done.error());
    if (!*done) {
      const std::string words =
          before->has_value() ? "' is no copy of another article" : "' is not in the store";
      return console.fail({Error::Code::kNotFound, "article '" + separate_ + words});
    }
    console.err << "'" << separate_ << "' is no copy of '" << (*before)->copy_of->leader
                << "' any more; --rejoin takes that back\n";
    return read_stored(store, {}, reading_, console);
  }

  ExitCode rejoin(Store& store, const Console& console) const {
    auto done = store.rejoin(rejoin_);
    if (!done.ok()) return console.fail(done.error());
    if (!done->has_value()) {
      return console.fail(
          {Error::Code::kNotFound,
           "article '" + rejoin_ + "' was not separated; --log lists those that were"});
    }
    const Admission& admission = **done;
    if (admission.copy_of) {
      console.err << "'" << rejoin_ << "' is a copy of '" << admission.copy_of->leader << "'\n";
    } else if (!admission.replaced.empty()) {
      console.err << "'" << admission.replaced << "' is a copy of '" << rejoin_ << "'\n";
    } else {
      console.err << "'" << rejoin_ << "' resembles no other article\n";
    }
    auto synced = store.sync();
    return synced.ok() ? ExitCode::kDone : console.fail(synced.error());
  }

  std::string kind_;
  std::string separate_;
  std::string rejoin_;
  bool log_ = false;
  ReadingOptions reading_;
  OutputOption output_;
  StoreOption store_;
};

}  // namespace

std::unique_ptr<Command> make_duplicates_command() { return std::make_unique<DuplicatesCommand>(); }

}  // namespace entente
