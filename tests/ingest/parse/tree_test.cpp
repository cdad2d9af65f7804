#include "ingest/parse/tree.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace entente {
namespace {

std::vector<float> random_scores(std::size_t n, std::uint32_t seed) {
  std::vector<float> out(n * (n + 1));
  for (float& x : out) {
    seed = seed * 1664525U + 1013904223U;
    x = static_cast<float>(seed >> 8) / 1048576.0F;
  }
  return out;
}

bool is_tree(const std::vector<std::int32_t>& heads) {
  int roots = 0;
  for (const std::int32_t h : heads) roots += h < 0;
  for (std::size_t d = 0; d < heads.size(); ++d) {
    std::int32_t v = static_cast<std::int32_t>(d);
    for (std::size_t steps = 0; v >= 0; ++steps) {
      if (steps > heads.size()) return false;
      v = heads[static_cast<std::size_t>(v)];
    }
  }
  return roots == 1;
}

double weight(const std::vector<float>& scores, const std::vector<std::int32_t>& heads) {
  double sum = 0;
  for (std::size_t d = 0; d < heads.size(); ++d) {
    sum += scores[d * (heads.size() + 1) + static_cast<std::size_t>(heads[d] + 1)];
  }
  return sum;
}

// Tries every assignment of heads.
double best_by_search(const std::vector<float>& scores, std::size_t n) {
  double best = -std::numeric_limits<double>::infinity();
  std::vector<std::int32_t> heads(n, -1);
  const auto all = static_cast<std::size_t>(std::pow(n + 1, n));
  for (std::size_t code = 0; code < all; ++code) {
    std::size_t rest = code;
    bool itself = false;
    for (std::size_t d = 0; d < n; ++d, rest /= n + 1) {
      heads[d] = static_cast<std::int32_t>(rest % (n + 1)) - 1;
      itself = itself || heads[d] == static_cast<std::int32_t>(d);
    }
    if (!itself && is_tree(heads)) best = std::max(best, weight(scores, heads));
  }
  return best;
}

TEST(TreeDecoder, FindsTheBestTreeWithOneRoot) {
  TreeDecoder decoder;
  for (std::size_t n = 1; n <= 5; ++n) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
      const std::vector<float> scores = random_scores(n, seed * 31 + 7);
      std::vector<std::int32_t> heads(n);
      decoder.decode(scores, heads);
      ASSERT_TRUE(is_tree(heads)) << n << ' ' << seed;
      EXPECT_NEAR(weight(scores, heads), best_by_search(scores, n), 1e-3) << n << ' ' << seed;
    }
  }
}

TEST(TreeDecoder, GivesATreeForLongSentences) {
  TreeDecoder decoder;
  std::vector<std::int32_t> heads(200);
  decoder.decode(random_scores(200, 3), heads);
  EXPECT_TRUE(is_tree(heads));
  decoder.decode({}, {});
}

TEST(TreeDecoderDeathTest, ScoresMustFitTheSentence) {
  TreeDecoder decoder;
  std::vector<float> scores(5);
  std::vector<std::int32_t> heads(2);
  EXPECT_DEATH(decoder.decode(scores, heads), "arc scores");
}

}  // namespace
}  // namespace entente
