// Speed of the analyser on news-like text, one thread: alone on split sentences, and the whole way
// from raw text. "tokens" counts per second of processor time.

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "ingest/parse/analyser.h"
#include "ingest/parse/organisations.h"
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

const entente::OrganisationNames& organisations() {
  static const entente::OrganisationNames kNames =
      entente::OrganisationNames::load(ENTENTE_DATA_DIR "/organisations.tsv").value();
  return kNames;
}

std::size_t tokens_of(const std::vector<entente::Sentence>& sentences) {
  std::size_t tokens = 0;
  for (const entente::Sentence& s : sentences) tokens += s.tokens.size();
  return tokens;
}

// The argument is a place in available_kernels().
void BM_Analyse(benchmark::State& state) {
  const auto index = static_cast<std::size_t>(state.range(0));
  if (index >= entente::available_kernels().size()) return state.SkipWithError("not here");
  std::vector<entente::Sentence> sentences = entente::split_text(make_text());
  entente::AnalyserOptions options;
  options.kernels = entente::available_kernels()[index];
  options.organisations = &organisations();
  state.SetLabel(options.kernels->name);
  entente::Analyser analyser(model(), options);
  std::size_t tokens = 0;
  for (auto _ : state) {
    analyser.annotate(sentences);
    tokens += tokens_of(sentences);
  }
  count(state, tokens);
}
BENCHMARK(BM_Analyse)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

// Tokens a second of each stage by itself.
void BM_Stages(benchmark::State& state) {
  std::vector<entente::Sentence> sentences = entente::split_text(make_text());
  entente::AnalyserTimes times;
  entente::AnalyserOptions options;
  options.times = &times;
  options.organisations = &organisations();
  entente::Analyser analyser(model(), options);
  std::size_t tokens = 0;
  for (auto _ : state) {
    analyser.annotate(sentences);
    tokens += tokens_of(sentences);
  }
  const auto rate = [&](const char* stage, double seconds) {
    state.counters[stage] = static_cast<double>(tokens) / seconds;
  };
  rate("features", times.features);
  rate("encoder", times.encoder);
  rate("heads", times.heads);
  rate("tags", times.tags);
  rate("lemmas", times.lemmas);
  rate("names", times.names);
  rate("trees", times.trees);
  rate("labels", times.labels);
}
BENCHMARK(BM_Stages)->Unit(benchmark::kMillisecond);

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

// The repair of organisations' names alone, on sentences that are analysed.
void BM_MarkOrganisations(benchmark::State& state) {
  std::vector<entente::Sentence> sentences = entente::split_text(make_text());
  entente::Analyser(model()).annotate(sentences);
  std::size_t tokens = 0;
  for (auto _ : state) {
    for (entente::Sentence& s : sentences) entente::mark_organisations(s, organisations());
    tokens += tokens_of(sentences);
  }
  count(state, tokens);
}
BENCHMARK(BM_MarkOrganisations)->Unit(benchmark::kMillisecond);

void BM_LoadOrganisations(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        entente::OrganisationNames::load(ENTENTE_DATA_DIR "/organisations.tsv"));
  }
}
BENCHMARK(BM_LoadOrganisations)->Unit(benchmark::kMillisecond);

}  // namespace
