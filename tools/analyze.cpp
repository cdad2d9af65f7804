#include <cstdint>
#include <string>
#include <vector>

#include "ingest/parse/conllu.h"
#include "ingest/pipeline.h"
#include "tools/command.h"
#include "tools/data_folder.h"
#include "tools/input_options.h"
#include "tools/interrupt.h"
#include "tools/skip_report.h"

namespace entente {
namespace {

class AnalyzeCommand final : public Command {
 public:
  CommandInfo info() const override {
    return {"analyze", "Print sentences, words, tags and dependencies as CoNLL-U",
            "entente analyze article.txt\n"
            "echo 'Merkel met Macron in Lyon.' | entente analyze -"};
  }

  void declare(OptionTable& options) override { input_.declare(options); }

  ExitCode run(const Console& console) override {
    auto read_options = input_.read_options(console);
    if (!read_options.ok()) return console.fail(read_options.error());
    if (auto found = check_paths(input_.paths); !found.ok()) return console.fail(found.error());
    auto data = find_data_folder(input_.data);
    if (!data.ok()) return console.fail(data.error());
    SkipReport skips(console);
    if (auto file = skips.write_to(input_.skipped_file); !file.ok()) {
      return console.fail(file.error());
    }
    auto extractor = Extractor::create({*data});
    if (!extractor.ok()) return console.fail(extractor.error());
    std::uint64_t seen = 0;
    CutCount cuts;
    const ReadSink sink{[&](ReadArticle&& read) {
                          console.out << "# newdoc id = " << read.article.id << '\n';
                          std::uint64_t cut = 0;
                          extractor->annotate(read.article.text, [&](std::vector<Sentence>& part) {
                            for (const Sentence& sentence : part) {
                              write_conllu(console.out, sentence, read.article.text);
                              cut += sentence.is_cut ? 1 : 0;
                            }
                            return console.out.good() && !is_interrupted();
                          });
                          cuts.add(cut);
                          ++seen;
                          return console.out.good() && !is_interrupted() &&
                                 (input_.limit == 0 || seen < input_.limit);
                        },
                        [&](const SkippedInput& skipped) { skips.add(skipped); }};
    for (const std::string& path : input_.paths) {
      auto report = read_articles(path, *read_options, sink);
      if (!report.ok()) return console.fail(report.error());
      if (report->stopped) break;
    }
    skips.summarize();
    cuts.summarize(console);
    if (is_interrupted()) return ExitCode::kInterrupted;
    return skips.count() > 0 ? ExitCode::kPartly : ExitCode::kDone;
  }

 private:
  InputOptions input_;
};

}  // namespace

std::unique_ptr<Command> make_analyze_command() { return std::make_unique<AnalyzeCommand>(); }

}  // namespace entente
