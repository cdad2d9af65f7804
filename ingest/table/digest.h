#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace entente {

// A 128-bit digest over bytes as they come: the same however they are cut. Tells whether an input
// begins as an earlier one did; no defence against somebody who makes collisions on purpose.
class Digest {
 public:
  void update(std::string_view bytes);
  // Over all bytes so far; more may follow.
  std::array<std::uint8_t, 16> value() const;

 private:
  void take(const char* word);

  std::uint64_t first_ = 0x9e3779b97f4a7c15ULL;
  std::uint64_t second_ = 0xe7037ed1a0b428dbULL;
  std::uint64_t size_ = 0;
  std::array<char, 16> rest_{};  // size_ % 16 bytes of it
};

}  // namespace entente
