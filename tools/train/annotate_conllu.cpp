// Analyses a treebank with the shipped model: reads CoNLL-U, keeps its tokens, writes its own
// analysis as CoNLL-U to stdout and the speed to stderr. For tools/train/score.py.
//   entente_annotate_conllu MODEL TREEBANK.conllu [avx2|portable] [REPEATS]
// A file whose name does not end in .conllu is raw text and is split by ingest/text first.
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "ingest/parse/analyser.h"
#include "ingest/parse/conllu.h"
#include "ingest/text/split_text.h"

namespace {

int fail(const entente::Error& error) {
  std::cerr << error.message << '\n';
  return 1;
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
  auto sentences = read(arguments[2]);
  if (!sentences) return fail(sentences.error());
  entente::AnalyserOptions options;
  if (count > 3 && std::string(arguments[3]) == "portable") {
    options.kernels = &entente::portable_kernels();
  }
  entente::Analyser analyser(*model, options);
  const int repeats = count > 4 ? std::stoi(arguments[4]) : 1;
  const std::clock_t begin = std::clock();
  for (int i = 0; i < repeats; ++i) analyser.annotate(*sentences);
  const double time = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::size_t tokens = 0;
  for (const entente::Sentence& s : *sentences) {
    tokens += s.tokens.size();
    entente::write_conllu(std::cout, s);
  }
  std::cerr << tokens << " tokens, " << static_cast<double>(tokens) * repeats / time
            << " tokens/s of processor time (" << analyser.kernels() << "), model loaded in "
            << load_time * 1000 << " ms\n";
  return 0;
}
