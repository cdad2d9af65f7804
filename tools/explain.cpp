#include <unistd.h>

#include <string>
#include <vector>

#include "ingest/pipeline.h"
#include "tools/command.h"
#include "tools/data_folder.h"
#include "tools/explanation/write_explanation.h"
#include "tools/input_options.h"
#include "tools/interrupt.h"
#include "tools/skip_report.h"
#include "tools/store_access.h"

namespace entente {
namespace {

enum class ExplainFormat { kText, kJson, kJsonLines };

// Writes one explanation after another.
class ExplanationPrinter {
 public:
  ExplanationPrinter(const Console& console, ExplainFormat format, const std::string& data)
      : console_(console), format_(format), lexicon_(data + "/relations") {}

  void add(const Explanation& explanation) {
    std::ostream& out = console_.out;
    if (format_ == ExplainFormat::kText) {
      if (count_ > 0) out << '\n';
      write_explanation(out, explanation, lexicon_, console_.columns);
    } else {
      if (format_ == ExplainFormat::kJson) out << (count_ == 0 ? "[\n" : ",\n");
      write_explanation_json(out, explanation, lexicon_);
      if (format_ == ExplainFormat::kJsonLines) out << '\n';
    }
    ++count_;
  }

  void finish() {
    if (format_ == ExplainFormat::kJson) console_.out << (count_ == 0 ? "[]\n" : "\n]\n");
    console_.out.flush();
  }
  std::size_t count() const { return count_; }

 private:
  const Console& console_;
  ExplainFormat format_;
  LexiconLines lexicon_;
  std::size_t count_ = 0;
};

class ExplainCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"explain", "Show what was made of each sentence: who is meant, which rule fired, why",
            "entente explain article.txt --date 2022-09-15\n"
            "entente explain a7 --db store             # an article of a store, by its id\n"
            "echo 'Macron refused to meet Orban.' | entente explain -\n"
            "entente explain article.txt --format json | jq '.[].sentences[].relations'"};
  }

  void declare(OptionTable& options) override {
    options.require("ARTICLE", articles_,
                    "files, - for standard input, or with --db ids of articles in the store");
    options.add("--date", input_.date, "publication date of articles that bring none: 2022-09-15");
    options.add("--map", input_.map,
                "fields of the records: text=body,date=pub (else they are recognised)");
    options.add("--limit", input_.limit, "stop after this many articles (0 = all)");
    options.add("--data", input_.data, "folder with the program's data (default: $ENTENTE_DATA)");
    options.add("--format", format_, "text (default), json or jsonl");
    options.add("--db", store_.folder, "folder of the store, for articles by id");
  }

  ExitCode run(const Console& console) override {
    const auto format = parse_format();
    if (!format.ok()) return console.fail(format.error());
    auto data = find_data_folder(input_.data);
    if (!data.ok()) return console.fail(data.error());
    auto extractor = Extractor::create({*data});
    if (!extractor.ok()) return console.fail(extractor.error());
    ExplanationPrinter printer(console, *format, *data);
    return names_stored() ? explain_stored(console, *extractor, printer)
                          : explain_files(console, *extractor, printer);
  }

 private:
  Result<ExplainFormat> parse_format() const {
    if (format_.empty() || format_ == "text") return ExplainFormat::kText;
    if (format_ == "json") return ExplainFormat::kJson;
    if (format_ == "jsonl") return ExplainFormat::kJsonLines;
    return Error{Error::Code::kUsage,
                 "'" + format_ + "' is no format of explain; use text, json or jsonl"};
  }

  // With --db the words are ids; with $ENTENTE_DB alone they are if there is no such file.
  bool names_stored() const {
    if (!store_.folder.empty()) return true;
    const bool is_file = articles_.front() == "-" || ::access(articles_.front().c_str(), F_OK) == 0;
    return !is_file && store_.path().ok();
  }

  // A word that is no file may be meant as an id.
  Result<void> check_files() const {
    auto found = check_paths(articles_);
    if (found.ok() || found.error().code != Error::Code::kNotFound) return found;
    return Error{Error::Code::kNotFound,
                 found.error().message + ", or name the store with --db if it is an article's id"};
  }

  ExitCode explain_files(const Console& console, Extractor& extractor,
                         ExplanationPrinter& printer) {
    auto options = input_.read_options(console);
    if (!options.ok()) return console.fail(options.error());
    if (auto found = check_files(); !found.ok()) return console.fail(found.error());
    SkipReport skips(console);
    const ReadSink sink{[&](ReadArticle&& read) {
                          printer.add(extractor.explain(read.article));
                          return console.out.good() && !is_interrupted() &&
                                 (input_.limit == 0 || printer.count() < input_.limit);
                        },
                        [&](const SkippedInput& skipped) { skips.add(skipped); }};
    for (const std::string& path : articles_) {
      auto report = read_articles(path, *options, sink);
      if (!report.ok()) return console.fail(report.error());
      if (report->stopped) break;
    }
    printer.finish();
    skips.summarize();
    if (is_interrupted()) return ExitCode::kInterrupted;
    return skips.count() > 0 ? ExitCode::kPartly : ExitCode::kDone;
  }

  ExitCode explain_stored(const Console& console, Extractor& extractor,
                          ExplanationPrinter& printer) {
    auto store = store_.open(OpenMode::kReadOnly);
    if (!store.ok()) return console.fail(store.error());
    for (const std::string& id : articles_) {
      auto article = (*store)->article(id);
      if (!article.ok()) return console.fail(article.error());
      if (!article->has_value()) {
        return console.fail(
            {Error::Code::kNotFound, "the store has no article '" + id +
                                         "'; 'entente relations' shows the ids of articles"});
      }
      printer.add(extractor.explain(**article));
      if (is_interrupted()) break;
    }
    printer.finish();
    return is_interrupted() ? ExitCode::kInterrupted : ExitCode::kDone;
  }

  std::vector<std::string> articles_;
  InputOptions input_;
  StoreOption store_;
  std::string format_;
};

}  // namespace

std::unique_ptr<Command> make_explain_command() { return std::make_unique<ExplainCommand>(); }

}  // namespace entente
