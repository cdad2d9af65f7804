#include "storage/intern_table.h"

#include <algorithm>
#include <cstring>

namespace entente {

namespace {

__extension__ typedef unsigned __int128 Wide;

constexpr std::uint64_t kFirstKey = 0x9e3779b97f4a7c15ULL;
constexpr std::uint64_t kSecondKey = 0xe7037ed1a0b428dbULL;
constexpr std::size_t kWord = 8;
constexpr std::size_t kFirstSlots = 1024;
// 32 MiB: about five wrong answers in a thousand at 20 million hashes.
constexpr std::size_t kFilterWords = std::size_t{1} << 22;
constexpr int kFilterProbes = 4;
constexpr std::size_t kLineWords = 8;  // all bits of a hash are in one line of the cache
constexpr int kProbeBits = 9;          // of kLineWords * 64

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

// The bits of a hash: its line, and from further mixing the places there.
struct Probes {
  std::size_t line;
  std::uint64_t places;

  explicit Probes(std::uint64_t hash)
      : line(static_cast<std::size_t>(hash) % (kFilterWords / kLineWords) * kLineWords),
        places(mix(hash ^ kFirstKey, kSecondKey)) {}

  std::size_t word(int i) const { return line + (places >> (kProbeBits * i + 6) & 7); }
  std::uint64_t bit(int i) const { return std::uint64_t{1} << (places >> (kProbeBits * i) & 63); }
};

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
  std::fill(slots_.begin(), slots_.end(), Slot());
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
  const Probes probes(hash);
  for (int i = 0; i < kFilterProbes; ++i) bits_[probes.word(i)] |= probes.bit(i);
}

bool HashFilter::may_contain(std::uint64_t hash) const {
  if (bits_.empty()) return false;
  const Probes probes(hash);
  for (int i = 0; i < kFilterProbes; ++i) {
    if ((bits_[probes.word(i)] & probes.bit(i)) == 0) return false;
  }
  return true;
}

}  // namespace entente
