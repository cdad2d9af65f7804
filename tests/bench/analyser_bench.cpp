// Speed of the analyser on news-like text, one thread: alone on split sentences, and the whole way
// from raw text. "tokens" counts per second of processor time.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ingest/parse/analyser.h"
#include "ingest/text/split_text.h"

namespace {

const entente::AnalyserModel& model() {
  static const entente::AnalyserModel kModel =
      entente::AnalyserModel::open(ENTENTE_DATA_DIR "/model/english.entm").value();
  return kModel;
}

// A paragraph of the kind that agencies write, again and again: favourable to the cache of word
// features, otherwise like real text (the treebanks give about a tenth less).
std::string make_text() {
  const std::string paragraph =
      "The Norwegian foreign minister met her Chilean counterpart in Lima on Tuesday, two days "
      "after talks about the fishing treaty had been put off. \"We will not accept new tariffs,\" "
      "said trade envoy Maria Lindqvist, who flew to Ottawa yesterday with a letter from the prime "
      "minister. Neither side commented. Opposition leaders in both countries criticized the "
      "governments because they had promised parliament a vote before summer.\n\n";
  std::string text;
  while (text.size() < 200'000) text += paragraph;
  return text;
}

void count(benchmark::State& state, std::size_t tokens) {
  state.counters["tokens"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
}

std::size_t tokens_of(const std::vector<entente::Sentence>& sentences) {
  std::size_t tokens = 0;
  for (const entente::Sentence& s : sentences) tokens += s.tokens.size();
  return tokens;
}

void run_analyser(benchmark::State& state, const entente::Kernels& kernels, std::size_t limit) {
  std::vector<entente::Sentence> sentences = entente::split_text(make_text());
  sentences.resize(std::min(sentences.size(), limit));
  entente::AnalyserOptions options;
  options.kernels = &kernels;
  entente::Analyser analyser(model(), options);
  std::size_t tokens = 0;
  for (auto _ : state) {
    analyser.annotate(sentences);
    tokens += tokens_of(sentences);
  }
  count(state, tokens);
}

void BM_Analyse(benchmark::State& state) { run_analyser(state, entente::best_kernels(), 100'000); }
BENCHMARK(BM_Analyse)->Unit(benchmark::kMillisecond);

void BM_AnalysePortable(benchmark::State& state) {
  run_analyser(state, entente::portable_kernels(), 50);
}
BENCHMARK(BM_AnalysePortable)->Unit(benchmark::kMillisecond)->Iterations(1);

void BM_SplitAndAnalyse(benchmark::State& state) {
  const std::string text = make_text();
  entente::Analyser analyser(model());
  std::size_t tokens = 0;
  for (auto _ : state) {
    std::vector<entente::Sentence> sentences = entente::split_text(text);
    analyser.annotate(sentences);
    tokens += tokens_of(sentences);
  }
  count(state, tokens);
}
BENCHMARK(BM_SplitAndAnalyse)->Unit(benchmark::kMillisecond);

void BM_OpenModel(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(entente::AnalyserModel::open(ENTENTE_DATA_DIR "/model/english.entm"));
  }
}
BENCHMARK(BM_OpenModel)->Unit(benchmark::kMillisecond);

}  // namespace
