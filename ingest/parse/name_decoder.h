#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entente {

// Chooses the name class of every token of a sentence together: the best sequence in which a class
// that continues a name only follows the beginning or continuation of the same type (Viterbi).
// Class 0 is "no name", classes 2k + 1 begin and 2k + 2 continue a name of type k. Keeps its memory
// between calls; one object a thread.
class NameDecoder {
 public:
  // scores holds classes.size() rows of `count` scores each, `stride` apart (logits; each row is
  // normalised first). Writes the classes. `count` is odd.
  void decode(const float* scores, std::size_t count, std::size_t stride,
              std::span<std::uint32_t> classes);

 private:
  std::vector<float> total_, next_;
  std::vector<std::uint32_t> back_;
};

}  // namespace entente
