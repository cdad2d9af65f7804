// Measures ingest/text against treebanks: joins a file's sentences to running text, splits it
// again, and compares.
//
//   segmentation_eval [--errors] [--only PREFIX] FILE.conllu...
//
// Prints for each file the F1 of sentences (both ends right), of words (exact byte spans), and the
// speed. --only takes the documents whose id begins with PREFIX. --errors prints what differs.

#include <cstdio>
#include <cstring>
#include <ctime>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ingest/text/split_text.h"
#include "tests/ingest/conllu.h"

namespace entente {
namespace {

struct Count {
  std::size_t gold = 0;
  std::size_t found = 0;
  std::size_t right = 0;
  double f1() const {
    return 200.0 * static_cast<double>(right) / static_cast<double>(gold + found);
  }
};

struct Options {
  bool errors = false;
  std::string only;
};

using Spans = std::set<std::pair<std::uint32_t, std::uint32_t>>;

void compare(const std::string& what, const std::string& text, const Spans& gold,
             const Spans& found, Count& count, bool errors) {
  count.gold += gold.size();
  count.found += found.size();
  for (const auto& span : found) {
    if (gold.count(span) != 0) {
      ++count.right;
    } else if (errors) {
      const std::size_t from = span.first > 25 ? span.first - 25 : 0;
      std::printf("%s FOUND [%s] in ...%s...\n", what.c_str(),
                  text.substr(span.first, span.second - span.first).c_str(),
                  text.substr(from, span.second - from + 25).c_str());
    }
  }
}

void measure(const std::string& path, const Options& options) {
  Count sentences;
  Count words;
  std::size_t bytes = 0;
  double seconds = 0;
  for (const TreebankDocument& document : TreebankReader().read(path)) {
    if (document.id.rfind(options.only, 0) != 0) continue;
    const std::clock_t start = std::clock();
    const std::vector<Sentence> split = split_text(document.text);
    seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    bytes += document.text.size();
    Spans gold_sentences, found_sentences, gold_words, found_words;
    const auto collect = [](const std::vector<Sentence>& list, Spans& ends, Spans& tokens) {
      for (const Sentence& sentence : list) {
        if (sentence.tokens.empty()) continue;
        ends.insert({sentence.tokens.front().span.begin, sentence.tokens.back().span.end});
        for (const Token& token : sentence.tokens)
          tokens.insert({token.span.begin, token.span.end});
      }
    };
    collect(document.sentences, gold_sentences, gold_words);
    collect(split, found_sentences, found_words);
    compare("SENTENCE", document.text, gold_sentences, found_sentences, sentences, options.errors);
    compare("WORD", document.text, gold_words, found_words, words, options.errors);
  }
  std::printf("%-24s sentences %5zu F1 %6.2f   words %7zu F1 %6.2f   %5.1f MB/s  %5.2f M words/s\n",
              path.substr(path.rfind('/') + 1).c_str(), sentences.gold, sentences.f1(), words.gold,
              words.f1(), static_cast<double>(bytes) / seconds / 1e6,
              static_cast<double>(words.found) / seconds / 1e6);
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) {
  entente::Options options;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--errors") == 0) {
      options.errors = true;
    } else if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
      options.only = argv[++i];
    } else {
      entente::measure(argv[i], options);
    }
  }
  return 0;
}
