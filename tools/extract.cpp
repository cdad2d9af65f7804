#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <string>

#include "graph/export/jsonl.h"
#include "graph/export/record.h"
#include "ingest/pipeline.h"
#include "tools/command.h"
#include "tools/data_folder.h"
#include "tools/input_options.h"
#include "tools/interrupt.h"
#include "tools/ordered_extraction.h"
#include "tools/progress.h"
#include "tools/relation_rows.h"
#include "tools/skip_report.h"

namespace entente {
namespace {

// Writes the relations of one article after another.
class RelationPrinter {
 public:
  RelationPrinter(const Console& console, std::optional<OutputFormat> format) : console_(console) {
    if (format) rows_.emplace(console, *format, Detail::kEvidence);
  }

  void add(const ArticleRelations& found) {
    cuts_.add(found.cut_count);
    for (std::size_t i = 0; i < found.relations.size(); ++i) {
      const Relation& relation = found.relations[i];
      const EdgeRecord record =
          make_record(found.article, actor(found, relation.subject), actor(found, relation.object),
                      relation, static_cast<std::uint32_t>(i));
      if (rows_) {
        rows_->add(record);
      } else {
        console_.out << to_json_line(record) << '\n';
      }
    }
  }

  void finish() {
    if (rows_) rows_->finish();
    cuts_.summarize(console_);
  }

 private:
  static Actor actor(const ArticleRelations& found, const std::string& id) {
    const auto at = std::find_if(found.actors.begin(), found.actors.end(),
                                 [&](const Actor& actor) { return actor.id == id; });
    if (at != found.actors.end()) return *at;
    Actor unknown;
    unknown.id = unknown.name = id;
    return unknown;
  }

  const Console& console_;
  std::optional<RelationRows> rows_;
  CutCount cuts_;
};

class ExtractCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {
        "extract", "Print the relations of articles without storing anything",
        "entente extract article.txt --date 2022-09-15\n"
        "zcat dump.jsonl.gz | entente extract - | jq -r '[.subject.id,.type,.object.id] | @tsv'\n"
        "entente extract articles/ --format tsv"};
  }

  void declare(OptionTable& options) override {
    input_.declare(options);
    options.add("--format", format_, "jsonl (whole records, the default), tsv, csv, json or table");
    options.add("--threads", threads_, "articles analysed at a time (default: one a core)");
  }

  ExitCode run(const Console& console) override {
    std::optional<OutputFormat> format;
    if (!format_.empty() && format_ != "jsonl") {
      auto parsed = parse_output_format(format_, console);
      if (!parsed.ok()) return console.fail(parsed.error());
      format = *parsed;
    }
    auto read_options = input_.read_options(console);
    if (!read_options.ok()) return console.fail(read_options.error());
    if (auto found = check_paths(input_.paths); !found.ok()) return console.fail(found.error());
    auto data = find_data_folder(input_.data);
    if (!data.ok()) return console.fail(data.error());
    SkipReport skips(console);
    if (auto file = skips.write_to(input_.skipped_file); !file.ok())
      return console.fail(file.error());
    auto extractor = Extractor::create({*data});
    if (!extractor.ok()) return console.fail(extractor.error());
    RelationPrinter printer(console, format);
    auto report = read_all(console, *read_options, *extractor, printer, skips);
    printer.finish();
    if (!report.ok()) return console.fail(report.error());
    skips.summarize();
    return verdict(console, *report);
  }

 private:
  // Reads on this thread, extracts on others and prints on one more, in the order of the input.
  Result<ReadReport> read_all(const Console& console, const ReadOptions& options,
                              const Extractor& extractor, RelationPrinter& printer,
                              SkipReport& skips) {
    std::mutex screen;  // protects what is printed: progress, printer, skips
    std::atomic<bool> goes_on = true;
    Progress progress(console);
    ReadReport total;
    std::uint64_t seen = 0;
    OrderedExtraction extraction(clones_of(extractor, thread_count(threads_)),
                                 [&](ArticleRelations&& found) {
                                   const std::lock_guard lock(screen);
                                   if (console.out_is_terminal) progress.clear();
                                   printer.add(found);
                                   // A filter passes on what it has, article by article.
                                   console.out.flush();
                                   goes_on = goes_on && console.out.good();
                                 });
    const ReadSink sink{[&](ReadArticle&& read) {
                          extraction.submit(std::move(read.article));
                          const std::lock_guard lock(screen);
                          progress.update(++seen, skips.count(), read.path);
                          return goes_on && !is_interrupted() &&
                                 (input_.limit == 0 || seen < input_.limit);
                        },
                        [&](const SkippedInput& skipped) {
                          const std::lock_guard lock(screen);
                          progress.clear();
                          skips.add(skipped);
                        }};
    for (const std::string& path : input_.paths) {
      auto report = read_articles(path, options, sink);
      extraction.finish();  // a later error is printed behind what came before it
      if (!report.ok()) return report;
      total += *report;
      if (total.stopped) break;
    }
    return total;
  }

  static ExitCode verdict(const Console& console, const ReadReport& report) {
    if (is_interrupted()) return ExitCode::kInterrupted;
    if (report.articles == 0 && report.skipped > 0) {
      return console.fail({Error::Code::kBadInput, "no article in the input"});
    }
    return report.skipped > 0 ? ExitCode::kPartly : ExitCode::kDone;
  }

  InputOptions input_;
  std::string format_;
  std::size_t threads_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_extract_command() { return std::make_unique<ExtractCommand>(); }

}  // namespace entente
