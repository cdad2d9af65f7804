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

InternTable::Found InternTable::find_or_add(std::string_view text, std::uint64_t hash) {
  if (entries_.size() * 2 >= slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = home(hash);
  for (; slots_[at].next_number != 0; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.hash == hash && slot.size == text.size() &&
        std::memcmp(texts_.data() + slot.begin, text.data(), text.size()) == 0) {
      return {slot.next_number - 1, false};
    }
  }
  const auto number = static_cast<std::uint32_t>(entries_.size());
  const auto size = static_cast<std::uint32_t>(text.size());
  slots_[at] = {hash, texts_.size(), size, number + 1};
  entries_.emplace_back(texts_.size(), size);
  texts_.append(text);
  return {number, true};
}

void InternTable::fetch_slot(std::uint64_t hash) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[home(hash)]);
}

void InternTable::fetch_text(std::uint64_t hash) const {
  if (!slots_.empty()) __builtin_prefetch(texts_.data() + slots_[home(hash)].begin);
}

std::string_view InternTable::text(std::uint32_t number) const {
  const auto [begin, size] = entries_[number];
  return std::string_view(texts_).substr(begin, size);
}

void InternTable::clear() {
  slots_.clear();
  entries_.clear();
  texts_.clear();
}

void InternTable::grow() {
  std::vector<Slot> slots(slots_.empty() ? kFirstSlots : slots_.size() * 2);
  slots.swap(slots_);
  for (const Slot& slot : slots) {
    if (slot.next_number == 0) continue;
    std::size_t at = home(slot.hash);
    while (slots_[at].next_number != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
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
