// What it costs to load the table of actors, to look names up and to link a sentence's mentions.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "ingest/actor/link_actors.h"
#include "ingest/pipeline.h"

namespace entente {
namespace {

const std::string kData = ENTENTE_DATA_DIR;

const ActorTable& table() {
  static const ActorTable loaded = ActorTable::load(kData + "/actors").value();
  return loaded;
}

const RoleTable& roles() {
  static const RoleTable loaded = RoleTable::load(kData + "/roles.tsv").value();
  return loaded;
}

// Six analysed sentences of a usual report.
const Document& report() {
  static const Document analysed = [] {
    auto extractor = Extractor::create({kData});
    if (!extractor) std::abort();
    Article article;
    article.published = Date{2015, 6, 15};
    article.text =
        "Russian President Vladimir Putin met German Chancellor Angela Merkel in Moscow on Monday. "
        "The two leaders discussed the ceasefire in eastern Ukraine, where government troops and "
        "pro-Russian separatists exchanged fire. Foreign Minister Sergei Lavrov said Moscow would "
        "not accept new sanctions. The White House accused the Kremlin of arming the rebels. "
        "Harbour master Ole Oakfield told reporters in Lima that Peru's navy had seized two boats. "
        "The secretary-general of NATO, Jens Stoltenberg, will travel to Ankara next week.";
    return extractor->analyse(article);
  }();
  return analysed;
}

void BM_LoadTable(benchmark::State& state) {
  for (auto _ : state) {
    auto loaded = ActorTable::load(kData + "/actors");
    benchmark::DoNotOptimize(loaded);
  }
}
BENCHMARK(BM_LoadTable)->Unit(benchmark::kMillisecond);

// Every name of every sentence, as find_mentions asks for them.
void BM_LookUpSentence(benchmark::State& state) {
  const Document& document = report();
  std::size_t sentences = 0;
  for (auto _ : state) {
    for (const Sentence& sentence : document.sentences) {
      std::vector<std::string_view> forms;
      for (const Token& token : sentence.tokens) forms.push_back(token.form);
      const NameText text(forms);
      for (std::size_t i = 0; i < text.size(); ++i) {
        auto match = table().longest_match(text, i);
        benchmark::DoNotOptimize(match);
      }
      ++sentences;
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(sentences));
}
BENCHMARK(BM_LookUpSentence)->Unit(benchmark::kMicrosecond);

// The whole of link_actors; the copy of the document that each round needs is not counted.
void BM_LinkSentence(benchmark::State& state) {
  Document fresh = report();
  for (Mention& mention : fresh.mentions) {
    mention.actors.clear();
    mention.why.clear();
    mention.confidence = 0;
  }
  const ActorKnowledge knowledge{table(), roles()};
  std::size_t sentences = 0;
  for (auto _ : state) {
    state.PauseTiming();
    Document document = fresh;
    state.ResumeTiming();
    link_actors(document, knowledge);
    benchmark::DoNotOptimize(document);
    sentences += document.sentences.size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(sentences));
}
BENCHMARK(BM_LinkSentence)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace entente
