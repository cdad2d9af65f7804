#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace entente {

// Whether `word` is one of `words`, a short list in any order.
template <typename Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace entente
