#include "ingest/table/digest.h"

#include <algorithm>
#include <cstring>

namespace entente {
namespace {

__extension__ typedef unsigned __int128 Wide;
constexpr std::size_t kStep = 16;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

void Digest::take(const char* word) {
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  std::memcpy(&a, word, sizeof a);
  std::memcpy(&b, word + sizeof a, sizeof b);
  constexpr std::uint64_t kFirst = 0xa0761d6478bd642fULL;
  constexpr std::uint64_t kSecond = 0x8ebc6af09c88c6e3ULL;
  first_ = mix(first_ ^ a ^ kFirst, b ^ kSecond ^ (first_ << 1));
  second_ = mix(second_ ^ b ^ kSecond, a ^ kFirst ^ (second_ << 1)) + first_;
}

void Digest::update(std::string_view bytes) {
  std::size_t held = size_ % kStep;
  size_ += bytes.size();
  if (held > 0) {
    const std::size_t missing = std::min(kStep - held, bytes.size());
    std::memcpy(rest_.data() + held, bytes.data(), missing);
    bytes.remove_prefix(missing);
    if (held + missing < kStep) return;
    take(rest_.data());
  }
  for (; bytes.size() >= kStep; bytes.remove_prefix(kStep)) take(bytes.data());
  if (!bytes.empty()) std::memcpy(rest_.data(), bytes.data(), bytes.size());
}

std::array<std::uint8_t, 16> Digest::value() const {
  Digest end = *this;
  std::array<char, kStep> last{};
  std::memcpy(last.data(), rest_.data(), size_ % kStep);
  end.take(last.data());
  std::memcpy(last.data(), &size_, sizeof size_);
  end.take(last.data());
  std::array<std::uint8_t, 16> out{};
  for (std::size_t i = 0; i < 8; ++i) {
    out[i] = static_cast<std::uint8_t>(end.first_ >> (8 * i));
    out[8 + i] = static_cast<std::uint8_t>(end.second_ >> (8 * i));
  }
  return out;
}

}  // namespace entente
