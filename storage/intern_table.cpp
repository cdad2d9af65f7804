#include "storage/intern_table.h"

#include <cstring>

namespace entente {

namespace {

__extension__ typedef unsigned __int128 Wide;

constexpr std::uint64_t kFirstKey = 0x9e3779b97f4a7c15ULL;
constexpr std::uint64_t kSecondKey = 0xe7037ed1a0b428dbULL;
constexpr std::size_t kWord = 8;
constexpr std::size_t kFirstSlots = 1024;
// 32 MiB: one wrong answer in a thousand at 20 million hashes.
constexpr std::size_t kFilterWords = std::size_t{1} << 22;
constexpr int kFilterProbes = 4;
constexpr int kProbeBits = 28;  // of kFilterWords * 64

// The folded product of two words: every bit of either moves many bits of the result.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t word_at(const char* bytes, std::size_t size) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, size);
  return word;
}

std::uint64_t probe(std::uint64_t hash, int number) {
  const std::uint64_t step = mix(hash ^ kFirstKey, kSecondKey) | 1;
  return (hash + step * static_cast<std::uint64_t>(number)) >> (64 - kProbeBits);
}

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes) {
  std::uint64_t hash = kFirstKey ^ bytes.size();
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left > kWord; left -= kWord, at += kWord) {
    hash = mix(hash ^ word_at(at, kWord), kSecondKey);
  }
  if (left > 0) hash = mix(hash ^ word_at(at, left), kSecondKey);
  return mix(hash, kFirstKey);
}

InternTable::Found InternTable::find_or_add(std::string_view text) {
  if (entries_.size() * 2 >= slots_.size()) grow();
  const std::uint64_t hash = hash_bytes(text);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    const Entry& entry = entries_[slots_[at] - 1];
    if (entry.hash == hash && entry.size == text.size() &&
        std::memcmp(texts_.data() + entry.begin, text.data(), text.size()) == 0) {
      return {slots_[at] - 1, false};
    }
  }
  const auto number = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({hash, texts_.size(), static_cast<std::uint32_t>(text.size())});
  texts_.append(text);
  slots_[at] = number + 1;
  return {number, true};
}

std::string_view InternTable::text(std::uint32_t number) const {
  const Entry& entry = entries_[number];
  return std::string_view(texts_).substr(entry.begin, entry.size);
}

void InternTable::clear() {
  slots_.clear();
  entries_.clear();
  texts_.clear();
}

void InternTable::grow() {
  const std::size_t size = slots_.empty() ? kFirstSlots : slots_.size() * 2;
  slots_.assign(size, 0);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t at = static_cast<std::size_t>(entries_[i].hash) & (size - 1);
    while (slots_[at] != 0) at = (at + 1) & (size - 1);
    slots_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

void HashFilter::add(std::uint64_t hash) {
  if (bits_.empty()) bits_.resize(kFilterWords);
  for (int i = 0; i < kFilterProbes; ++i) {
    const std::uint64_t bit = probe(hash, i);
    bits_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
  }
}

bool HashFilter::may_contain(std::uint64_t hash) const {
  if (bits_.empty()) return false;
  for (int i = 0; i < kFilterProbes; ++i) {
    const std::uint64_t bit = probe(hash, i);
    if ((bits_[bit >> 6] >> (bit & 63) & 1) == 0) return false;
  }
  return true;
}

}  // namespace entente
