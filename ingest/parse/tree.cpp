#include "ingest/parse/tree.h"

#include <algorithm>

#include "core/check.h"

namespace entente {
namespace {

constexpr double kNever = -1e18;
constexpr double kRootPrice = 1e6;

using Matrix = std::vector<double>;

// head[d] = best head of each vertex but the root.
void choose_greedily(const Matrix& score, std::size_t size, std::vector<std::int32_t>& head) {
  head.assign(size, 0);
  for (std::size_t d = 1; d < size; ++d) {
    const double* row = score.data() + d * size;
    head[d] = static_cast<std::int32_t>(std::max_element(row, row + size) - row);
  }
}

}  // namespace

// Leaves the vertices of one cycle of head_ in cycle_.
bool TreeDecoder::find_cycle(std::size_t size) {
  state_.assign(size, 0);
  state_[0] = -1;
  cycle_.clear();
  for (std::size_t start = 1; start < size; ++start) {
    std::size_t v = start;
    const auto mark = static_cast<std::int32_t>(start);
    while (state_[v] == 0) {
      state_[v] = mark;
      v = static_cast<std::size_t>(head_[v]);
    }
    if (state_[v] != mark) continue;
    for (std::size_t u = v;;) {
      cycle_.push_back(static_cast<std::int32_t>(u));
      u = static_cast<std::size_t>(head_[u]);
      if (u == v) return true;
    }
  }
  return false;
}

// Solves score_ (size x size) into head_: contract a cycle, solve the smaller graph, expand.
void TreeDecoder::solve(std::size_t size) {
  choose_greedily(score_, size, head_);
  if (!find_cycle(size)) return;
  const std::vector<std::int32_t> cycle = cycle_;
  const std::vector<std::int32_t> heads = head_;
  const Matrix score = score_;
  std::vector<std::int32_t> rest;
  std::vector<char> inside(size, 0);
  for (const std::int32_t v : cycle) inside[static_cast<std::size_t>(v)] = 1;
  for (std::size_t v = 0; v < size; ++v) {
    if (inside[v] == 0) rest.push_back(static_cast<std::int32_t>(v));
  }
  const auto at = [&](std::int32_t d, std::int32_t h) {
    return score[static_cast<std::size_t>(d) * size + static_cast<std::size_t>(h)];
  };
  const auto head_of = [&](std::int32_t v) { return heads[static_cast<std::size_t>(v)]; };
  const std::size_t c = rest.size();
  std::vector<std::int32_t> enter(c), leave(c);
  score_.assign((c + 1) * (c + 1), kNever);
  for (std::size_t i = 0; i < c; ++i) {
    for (std::size_t j = 0; j < c; ++j) score_[i * (c + 1) + j] = at(rest[i], rest[j]);
    leave[i] = *std::max_element(cycle.begin(), cycle.end(),
                                 [&](auto a, auto b) { return at(rest[i], a) < at(rest[i], b); });
    score_[i * (c + 1) + c] = at(rest[i], leave[i]);
    const auto gain = [&](std::int32_t d) { return at(d, rest[i]) - at(d, head_of(d)); };
    enter[i] = *std::max_element(cycle.begin(), cycle.end(),
                                 [&](auto a, auto b) { return gain(a) < gain(b); });
    score_[c * (c + 1) + i] = gain(enter[i]);
  }
  solve(c + 1);
  const std::vector<std::int32_t> solved = head_;
  head_ = heads;
  for (std::size_t i = 1; i < c; ++i) {
    const auto h = static_cast<std::size_t>(solved[i]);
    head_[static_cast<std::size_t>(rest[i])] = h == c ? leave[i] : rest[h];
  }
  const auto entry = static_cast<std::size_t>(solved[c]);
  head_[static_cast<std::size_t>(enter[entry])] = rest[entry];
}

void TreeDecoder::decode(std::span<const float> scores, std::span<std::int32_t> heads) {
  const std::size_t n = heads.size();
  ENTENTE_CHECK(scores.size() == n * (n + 1), "arc scores do not fit the sentence");
  if (n == 0) return;
  const std::size_t size = n + 1;
  score_.assign(size * size, kNever);
  for (std::size_t d = 1; d < size; ++d) {
    const float* row = scores.data() + (d - 1) * size;
    std::copy(row, row + size, score_.begin() + static_cast<std::ptrdiff_t>(d * size));
    score_[d * size + d] = kNever;
  }
  choose_greedily(score_, size, head_);
  const auto roots = std::count(head_.begin() + 1, head_.end(), 0);
  if (roots != 1 || find_cycle(size)) {
    for (std::size_t d = 1; d < size; ++d) score_[d * size] -= kRootPrice;
    solve(size);
  }
  for (std::size_t d = 0; d < n; ++d) heads[d] = head_[d + 1] - 1;
}

}  // namespace entente
