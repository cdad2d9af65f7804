#include "ingest/parse/name_decoder.h"

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

bool continues(std::size_t k) { return k > 0 && k % 2 == 0; }

std::uint32_t best_of(const std::vector<float>& scores) {
  return static_cast<std::uint32_t>(std::max_element(scores.begin(), scores.end()) -
                                    scores.begin());
}

// The logarithm of the sum of a row's exponentials.
float normaliser(const float* row, std::size_t count) {
  const float top = *std::max_element(row, row + count);
  float sum = 0;
  for (std::size_t k = 0; k < count; ++k) sum += std::exp(row[k] - top);
  return top + std::log(sum);
}

}  // namespace

void NameDecoder::decode(const float* scores, std::size_t count, std::size_t stride,
                         std::span<std::uint32_t> classes) {
  if (classes.empty()) return;
  total_.assign(count, 0.0F);
  next_.resize(count);
  back_.resize(classes.size() * count);
  for (std::size_t t = 0; t < classes.size(); ++t) {
    const float* row = scores + t * stride;
    const float log_sum = normaliser(row, count);
    const std::uint32_t top = best_of(total_);
    for (std::size_t k = 0; k < count; ++k) {
      std::uint32_t before = top;
      if (continues(k)) {
        before = static_cast<std::uint32_t>(total_[k] >= total_[k - 1] ? k : k - 1);
      }
      back_[t * count + k] = before;
      const bool starts = t == 0 && continues(k);
      next_[k] = (starts ? -1e9F : total_[before]) + row[k] - log_sum;
    }
    total_.swap(next_);
  }
  std::uint32_t best = best_of(total_);
  for (std::size_t t = classes.size(); t-- > 0;) {
    classes[t] = best;
    best = back_[t * count + best];
  }
}

}  // namespace entente
