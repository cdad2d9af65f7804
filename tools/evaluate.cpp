#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "graph/export/record.h"
#include "ingest/pipeline.h"
#include "tools/command.h"
#include "tools/data_folder.h"
#include "tools/evaluation/gold_labels.h"
#include "tools/evaluation/prediction.h"
#include "tools/evaluation/scores.h"
#include "tools/input_options.h"
#include "tools/interrupt.h"
#include "tools/output_option.h"
#include "tools/progress.h"
#include "tools/selection.h"
#include "tools/skip_report.h"

namespace entente {
namespace {

// Fails as the reader does. What is skipped counts as a text without relations, and is said.
Result<Predictions> extract_predictions(const std::string& gold, Extractor& extractor,
                                        const Console& console, SkipReport& skips) {
  Predictions out;
  Progress progress(console);
  std::uint64_t seen = 0;
  ReadOptions options;
  options.is_cancelled = is_interrupted;
  const ReadSink sink{
      [&](ReadArticle&& read) {
        const ArticleRelations found = extractor.extract(read.article);
        std::map<std::string, const Actor*> actors;
        for (const Actor& actor : found.actors) actors[actor.id] = &actor;
        std::vector<Prediction>& list = out[found.article.id];
        for (const Relation& relation : found.relations) {
          list.push_back(prediction_of(make_record(found.article, *actors.at(relation.subject),
                                                   *actors.at(relation.object), relation, 0)));
        }
        progress.update(++seen, skips.count(), read.path);
        return !is_interrupted();
      },
      [&](const SkippedInput& skipped) {
        progress.clear();
        skips.add(skipped);
      }};
  auto report = read_articles(gold, options, sink);
  if (!report.ok()) return report.error();
  return out;
}

class EvaluateCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"evaluate", "Judge the extraction, or given records, by texts that people labelled",
            "entente evaluate labels.jsonl\n"
            "entente evaluate labels.jsonl --errors 20 --format table\n"
            "entente evaluate labels.jsonl --predictions records.jsonl --format json\n"
            "entente evaluate labels.jsonl --by-type --min-confidence 0.5"};
  }

  void declare(OptionTable& options) override {
    options.require("LABELS", labels_,
                    "labelled texts, JSON Lines (docs/labels.md says how to write them)");
    options.add("--predictions", predictions_,
                "judge these records (JSON Lines) instead of extracting from the texts");
    options.add("--min-confidence", min_confidence_, "leave out records below, 0 to 1");
    options.add_flag("--by-type", by_type_, "precision and recall of each type instead");
    options.add("--errors", errors_,
                "list so many misses and so many false alarms with their sentences; the figures "
                "then go to stderr");
    options.add("--data", data_, "folder with the program's data (default: $ENTENTE_DATA)");
    output_.declare(options);
  }

  ExitCode run(const Console& console) override {
    auto format = parse_output_format(output_.format, console);
    if (!format.ok()) return console.fail(format.error());
    if (auto known = check_confidence(min_confidence_); !known.ok()) {
      return console.fail(known.error());
    }
    if (labels_ == "-") {
      return console.fail({Error::Code::kUsage, "labels are read twice; name a file, not -"});
    }
    if (auto found = check_paths({labels_}); !found.ok()) return console.fail(found.error());
    const auto gold = read_gold_labels(labels_);
    if (!gold.ok()) return console.fail(gold.error());
    SkipReport skips(console);
    auto predictions = predict(console, skips);
    if (!predictions.ok()) return console.fail(predictions.error());
    if (is_interrupted()) return ExitCode::kInterrupted;
    leave_out(console, *gold, *predictions);
    write(console, *format, score(*gold, *predictions));
    return skips.count() > 0 ? ExitCode::kPartly : ExitCode::kDone;
  }

 private:
  Result<Predictions> predict(const Console& console, SkipReport& skips) const {
    if (!predictions_.empty()) {
      if (auto found = check_paths({predictions_}); !found.ok()) return found.error();
      return read_predictions(predictions_);
    }
    auto data = find_data_folder(data_);
    if (!data.ok()) return data.error();
    auto extractor = Extractor::create({*data});
    if (!extractor.ok()) return extractor.error();
    auto found = extract_predictions(labels_, *extractor, console, skips);
    skips.summarize();
    return found;
  }

  // Records that are not sure enough, and those of texts without labels, which are said.
  void leave_out(const Console& console, const GoldLabels& gold, Predictions& predictions) const {
    for (auto& [article, list] : predictions) {
      std::erase_if(list, [&](const Prediction& p) { return p.confidence < min_confidence_; });
    }
    std::size_t strangers = predictions.size();
    for (const LabelledText& text : gold.texts) strangers -= predictions.count(text.id);
    if (strangers == 0) return;
    console.say("records of " + std::to_string(strangers) + " articles that '" + labels_ +
                "' does not label are left out");
  }

  void write(const Console& console, OutputFormat format, const Scores& scores) const {
    if (errors_ == 0) return write_answer(console, format, scores);
    Console words{console.err, console.err, console.err_is_terminal, console.err_is_terminal,
                  console.columns};
    write_answer(words, OutputFormat::kTable, scores);
    write_errors(console, format, scores.disagreements);
  }

  void write_answer(const Console& console, OutputFormat format, const Scores& scores) const {
    by_type_ ? write_types(console, format, scores.types)
             : write_figures(console, format, scores.figures);
  }

  static Cell whole(const std::optional<std::int64_t>& value) {
    return value ? Cell(*value) : Cell();
  }

  static void write_figures(const Console& console, OutputFormat format,
                            const std::vector<Figure>& figures) {
    TableWriter table(console, format, {{"figure"}, {"percent"}, {"right"}, {"of"}});
    for (const Figure& figure : figures) {
      table.add({cell(figure.name), figure.percent ? Cell(*figure.percent) : Cell(),
                 whole(figure.right), whole(figure.of)});
    }
    table.finish();
  }

  static void write_types(const Console& console, OutputFormat format,
                          const std::map<EventType, TypeScore>& types) {
    const auto percent = [](std::int64_t a, std::int64_t b) {
      if (b == 0) return Cell();
      return Cell(to_one_decimal(100 * static_cast<double>(a) / static_cast<double>(b)));
    };
    TableWriter table(
        console, format,
        {{"type"}, {"labelled"}, {"found"}, {"recall"}, {"predicted"}, {"right"}, {"precision"}});
    for (const auto& [type, score] : types) {
      table.add({cell(to_string(type)), score.labelled, score.found,
                 percent(score.found, score.labelled), score.predicted, score.right,
                 percent(score.right, score.predicted)});
    }
    table.finish();
  }

  void write_errors(const Console& console, OutputFormat format,
                    const std::vector<Disagreement>& all) const {
    TableWriter table(console, format,
                      {{"error"},
                       {"article"},
                       {"labelled", true, true},
                       {"found", true, true},
                       {"sentence", true}});
    std::size_t missed = 0;
    std::size_t false_alarms = 0;
    for (const Disagreement& d : all) {
      std::size_t& count = d.kind == Disagreement::Kind::kMissed ? missed : false_alarms;
      if (++count > errors_) continue;
      table.add({cell(to_string(d.kind)), cell(d.article), cell(d.labelled), cell(d.found),
                 cell(d.sentence)});
    }
    table.finish();
  }

  std::string labels_;
  std::string predictions_;
  std::string data_;
  float min_confidence_ = 0;
  bool by_type_ = false;
  std::size_t errors_ = 0;
  OutputOption output_;
};

}  // namespace

std::unique_ptr<Command> make_evaluate_command() { return std::make_unique<EvaluateCommand>(); }

}  // namespace entente
