// Floors for the segmentation of treebank text, a little below what docs/evaluation.md records.

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ingest/text/split_text.h"
#include "tests/ingest/conllu.h"

namespace entente {
namespace {

using Spans = std::set<std::pair<std::uint32_t, std::uint32_t>>;

struct Scores {
  double sentences = 0;
  double words = 0;
};

void collect(const std::vector<Sentence>& list, Spans& ends, Spans& words) {
  for (const Sentence& sentence : list) {
    if (sentence.tokens.empty()) continue;
    ends.insert({sentence.tokens.front().span.begin, sentence.tokens.back().span.end});
    for (const Token& token : sentence.tokens) words.insert({token.span.begin, token.span.end});
  }
}

Scores score(const std::string& path) {
  std::size_t right[2] = {0, 0};
  std::size_t total[2] = {0, 0};
  for (const TreebankDocument& document : TreebankReader().read(path)) {
    Spans gold[2], found[2];
    collect(document.sentences, gold[0], gold[1]);
    collect(split_text(document.text), found[0], found[1]);
    for (int k = 0; k < 2; ++k) {
      total[k] += gold[k].size() + found[k].size();
      for (const auto& span : found[k]) right[k] += gold[k].count(span);
    }
  }
  const auto f1 = [&](int k) {
    return 200.0 * static_cast<double>(right[k]) / static_cast<double>(total[k]);
  };
  return {f1(0), f1(1)};
}

class Treebank : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(folder_)) {
      GTEST_SKIP() << "no treebanks at " << folder_ << ": segmentation is NOT measured";
    }
  }
  std::string folder_ = ENTENTE_SHARED_DIR "/data/parse/";
};

TEST_F(Treebank, EditedNewsIsSplitAsInPud) {
  const Scores scores = score(folder_ + "UD_English-PUD/en_pud-ud-test.conllu");
  EXPECT_GE(scores.sentences, 99.0);
  EXPECT_GE(scores.words, 99.8);
}

TEST_F(Treebank, MixedGenresAreSplitAsInGum) {
  const Scores scores = score(folder_ + "UD_English-GUM/en_gum-ud-dev.conllu");
  EXPECT_GE(scores.sentences, 93.0);
  EXPECT_GE(scores.words, 99.5);
}

}  // namespace
}  // namespace entente
