#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace entente {

// Finds the best dependency tree: the maximum spanning arborescence over dense arc scores that has
// exactly one child of the root (Chu 1965, Edmonds 1967; one root by charging every root arc the
// same large price, which is exact). Greedy heads are taken when they already form such a tree.
// Quadratic space; time quadratic in practice, cubic at worst. Keeps its memory between calls; one
// object a thread.
class TreeDecoder {
 public:
  // scores[d * (n + 1) + h]: score of token d (0..n-1) under head h, where h == 0 is the root and
  // h == k + 1 is token k. Writes to heads[d] the head's token index, or -1 for the root.
  // n = heads.size(); scores.size() must be n * (n + 1). An empty sentence is fine.
  void decode(std::span<const float> scores, std::span<std::int32_t> heads);

 private:
  bool find_cycle(std::size_t size);
  void solve(std::size_t size);

  // Vertex 0 is the root. Contracted graphs are solved in place, from the innermost outwards.
  std::vector<double> score_;        // size x size, [dependant][head]
  std::vector<std::int32_t> head_;   // current choice
  std::vector<std::int32_t> state_;  // marks of the cycle search
  std::vector<std::int32_t> cycle_;
};

}  // namespace entente
