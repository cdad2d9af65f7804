// Analyses a treebank with the shipped model: reads CoNLL-U, keeps its tokens, writes its own
// analysis as CoNLL-U to stdout and the speed to stderr. For tools/train/score.py.
//   entente_annotate_conllu MODEL TREEBANK.conllu [avx2|portable] [REPEATS]
#include <chrono>
#include <fstream>
#include <iostream>
#include <string>

#include "ingest/parse/analyser.h"
#include "ingest/parse/conllu.h"

namespace {

int fail(const entente::Error& error) {
  std::cerr << error.message << '\n';
  return 1;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
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
  std::ifstream in(arguments[2]);
  auto sentences = entente::read_conllu(in);
  if (!sentences) return fail(sentences.error());
  entente::AnalyserOptions options;
  if (count > 3 && std::string(arguments[3]) == "portable") {
    options.kernels = &entente::portable_kernels();
  }
  entente::Analyser analyser(*model, options);
  const int repeats = count > 4 ? std::stoi(arguments[4]) : 1;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < repeats; ++i) analyser.annotate(*sentences);
  const double time = seconds_since(begin);
  std::size_t tokens = 0;
  for (const entente::Sentence& s : *sentences) {
    tokens += s.tokens.size();
    entente::write_conllu(std::cout, s);
  }
  std::cerr << tokens << " tokens, " << static_cast<double>(tokens) * repeats / time
            << " tokens/s (" << analyser.kernels() << "), model loaded in " << load_time * 1000
            << " ms\n";
  return 0;
}
