// Analyses a treebank with the shipped model: reads CoNLL-U, keeps its tokens, writes its own
// analysis as CoNLL-U to stdout and the speed to stderr. For tools/train/score.py.
//   entente_annotate_conllu MODEL TREEBANK.conllu [KERNELS|split] [REPEATS]
// A file whose name does not end in .conllu is raw text and is split by ingest/text first; 'split'
// writes the words without an analysis.
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>

#include "ingest/parse/analyser.h"
#include "ingest/parse/conllu.h"
#include "ingest/text/split_text.h"

namespace {

int fail(const entente::Error& error) {
  std::cerr << error.message << '\n';
  return 1;
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Microseconds a token of each stage, and their sum as tokens a second.
void report(const entente::AnalyserTimes& times, double splitting, double tokens) {
  const std::pair<const char*, double> stages[] = {
      {"splitting", splitting}, {"features", times.features}, {"encoder", times.encoder},
      {"heads", times.heads},   {"tags", times.tags},         {"lemmas", times.lemmas},
      {"names", times.names},   {"trees", times.trees},       {"labels", times.labels}};
  double total = 0;
  std::cerr << "microseconds a token:";
  for (const auto& [name, seconds] : stages) {
    std::cerr << ' ' << name << ' ' << seconds / tokens * 1e6;
    total += seconds;
  }
  std::cerr << "; all stages " << tokens / total << " tokens/s\n";
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

entente::Result<std::vector<entente::Sentence>> read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (path.ends_with(".conllu")) return entente::read_conllu(in);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  return entente::split_text(text);
}

// data/organisations.tsv for data/model/english.entm.
std::string organisations_beside(const std::string& model) {
  return (std::filesystem::path(model).parent_path() / "../organisations.tsv").string();
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::cerr << "usage: entente_annotate_conllu MODEL TREEBANK [avx2|portable] [REPEATS]\n";
    return 2;
  }
  const auto loading = std::chrono::steady_clock::now();
  const auto model = entente::AnalyserModel::open(arguments[1]);
  if (!model) return fail(model.error());
  const double load_time = seconds_since(loading);
  const double splitting = processor_seconds();
  auto sentences = read(arguments[2]);
  if (!sentences) return fail(sentences.error());
  const double split_time = processor_seconds() - splitting;
  entente::AnalyserTimes times;
  entente::AnalyserOptions options;
  options.times = &times;
  for (const entente::Kernels* kernels : entente::available_kernels()) {
    if (count > 3 && std::string(arguments[3]) == kernels->name) options.kernels = kernels;
  }
  const auto names = entente::OrganisationNames::load(organisations_beside(arguments[1]));
  if (!names) return fail(names.error());
  options.organisations = &*names;
  entente::Analyser analyser(*model, options);
  const bool only_split = count > 3 && std::string(arguments[3]) == "split";
  const int repeats = only_split ? 0 : count > 4 ? std::stoi(arguments[4]) : 1;
  const double begin = processor_seconds();
  for (int i = 0; i < repeats; ++i) analyser.annotate(*sentences);
  const double time = processor_seconds() - begin;
  std::size_t tokens = 0;
  for (const entente::Sentence& s : *sentences) {
    tokens += s.tokens.size();
    entente::write_conllu(std::cout, s);
  }
  std::cerr << tokens << " tokens, " << static_cast<double>(tokens) * repeats / time
            << " tokens/s of processor time (" << analyser.kernels() << "), model loaded in "
            << load_time * 1000 << " ms\n";
  const bool raw = !std::string(arguments[2]).ends_with(".conllu");
  report(times, raw ? split_time * repeats : 0.0, static_cast<double>(tokens) * repeats);
  return 0;
}
