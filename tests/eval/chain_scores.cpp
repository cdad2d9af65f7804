#include "tests/eval/chain_scores.h"

#include <algorithm>
#include <limits>
#include <set>

namespace entente {
namespace {

using Index = std::map<std::uint32_t, std::size_t>;  // mention -> chain

Index index_of(const MentionChains& chains) {
  Index out;
  for (std::size_t c = 0; c < chains.size(); ++c) {
    for (const std::uint32_t m : chains[c]) out[m] = c;
  }
  return out;
}

// Links of `chains` that the other side has too, and how many links there are.
void count_links(const MentionChains& chains, const Index& other, double& right, double& all) {
  for (const auto& chain : chains) {
    std::set<std::size_t> parts;
    std::size_t alone = 0;
    for (const std::uint32_t m : chain) {
      const auto at = other.find(m);
      if (at == other.end()) {
        ++alone;
      } else {
        parts.insert(at->second);
      }
    }
    all += static_cast<double>(chain.size()) - 1;
    right += static_cast<double>(chain.size()) - static_cast<double>(parts.size() + alone);
  }
}

std::size_t count_common(const std::vector<std::uint32_t>& chain, const Index& other,
                         std::size_t number) {
  return static_cast<std::size_t>(std::count_if(chain.begin(), chain.end(), [&](std::uint32_t m) {
    const auto at = other.find(m);
    return at != other.end() && at->second == number;
  }));
}

void count_mentions(const MentionChains& chains, const Index& other, double& right, double& all) {
  for (const auto& chain : chains) {
    all += static_cast<double>(chain.size());
    for (const std::uint32_t m : chain) {
      const auto at = other.find(m);
      if (at == other.end()) continue;
      right += static_cast<double>(count_common(chain, other, at->second)) /
               static_cast<double>(chain.size());
    }
  }
}

// The largest sum of one value a row and column: the Hungarian method on negated values, with
// rows <= columns.
double best_assignment(const std::vector<std::vector<double>>& value) {
  const std::size_t rows = value.size(), columns = rows == 0 ? 0 : value[0].size();
  std::vector<double> u(rows + 1), v(columns + 1);
  std::vector<std::size_t> row_of(columns + 1), way(columns + 1);
  for (std::size_t row = 1; row <= rows; ++row) {
    row_of[0] = row;
    std::size_t column = 0;
    std::vector<double> least(columns + 1, std::numeric_limits<double>::infinity());
    std::vector<bool> is_used(columns + 1);
    do {
      is_used[column] = true;
      const std::size_t i = row_of[column];
      double delta = std::numeric_limits<double>::infinity();
      std::size_t next = 0;
      for (std::size_t j = 1; j <= columns; ++j) {
        if (is_used[j]) continue;
        const double slack = -value[i - 1][j - 1] - u[i] - v[j];
        if (slack < least[j]) {
          least[j] = slack;
          way[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= columns; ++j) {
        if (is_used[j]) {
          u[row_of[j]] += delta;
          v[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    while (column != 0) {
      row_of[column] = row_of[way[column]];
      column = way[column];
    }
  }
  double sum = 0;
  for (std::size_t j = 1; j <= columns; ++j) {
    if (row_of[j] != 0) sum += value[row_of[j] - 1][j - 1];
  }
  return sum;
}

}  // namespace

void add_muc(const MentionChains& gold, const MentionChains& found, ChainScore& score) {
  count_links(found, index_of(gold), score.right_found, score.found);
  count_links(gold, index_of(found), score.right_gold, score.gold);
}

void add_b_cubed(const MentionChains& gold, const MentionChains& found, ChainScore& score) {
  count_mentions(found, index_of(gold), score.right_found, score.found);
  count_mentions(gold, index_of(found), score.right_gold, score.gold);
}

void add_ceaf(const MentionChains& gold, const MentionChains& found, ChainScore& score) {
  score.gold += static_cast<double>(gold.size());
  score.found += static_cast<double>(found.size());
  if (gold.empty() || found.empty()) return;
  const MentionChains& rows = gold.size() <= found.size() ? gold : found;
  const MentionChains& columns = gold.size() <= found.size() ? found : gold;
  const Index index = index_of(columns);
  std::vector<std::vector<double>> similarity(rows.size(), std::vector<double>(columns.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < columns.size(); ++j) {
      similarity[i][j] = 2 * static_cast<double>(count_common(rows[i], index, j)) /
                         static_cast<double>(rows[i].size() + columns[j].size());
    }
  }
  const double sum = best_assignment(similarity);
  score.right_gold += sum;
  score.right_found += sum;
}

}  // namespace entente
