#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace entente {

// Chains of mentions, each mention known by a number (its head token in the document).
using MentionChains = std::vector<std::vector<std::uint32_t>>;

// Sums for one measure over documents; precision and recall come from them.
struct ChainScore {
  double right_found = 0, found = 0, right_gold = 0, gold = 0;
  double precision() const { return found > 0 ? 100 * right_found / found : 0; }
  double recall() const { return gold > 0 ? 100 * right_gold / gold : 0; }
  double f1() const {
    const double p = precision(), r = recall();
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
  }
};

// Vilain et al. 1995: links. Bagga and Baldwin 1998: mentions. Luo 2005: chains, by the best
// one-to-one alignment with the similarity 2 |common| / (|gold| + |found|).
void add_muc(const MentionChains& gold, const MentionChains& found, ChainScore& score);
void add_b_cubed(const MentionChains& gold, const MentionChains& found, ChainScore& score);
void add_ceaf(const MentionChains& gold, const MentionChains& found, ChainScore& score);

}  // namespace entente
