#include "storage/bulk_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

#include "storage/values.h"

namespace entente {

namespace {

constexpr unsigned kMostDigitBits = 11;  // 2048 counters stay in the nearest cache

unsigned bits_for(std::uint32_t largest) {
  return std::max(1u, static_cast<unsigned>(std::bit_width(largest)));
}

// Of entries that are not mirrored, by the bits of a row: reciprocal, negated, in a block.
std::array<std::uint32_t, 8> all_flags() {
  std::array<std::uint32_t, 8> flags{};
  for (std::size_t i = 0; i < flags.size(); ++i) {
    flags[i] = flag_bits({(i & 1) != 0, (i & 2) != 0, false, (i & 4) != 0});
  }
  return flags;
}

template <typename Key>
std::uint32_t take(Key& key, unsigned bits) {
  const auto value = static_cast<std::uint32_t>(key & ((Key{1} << bits) - 1));
  key >>= bits;
  return value;
}

}  // namespace

IndexPacking::IndexPacking(const std::vector<ChunkRow>& rows) {
  std::uint32_t actor = 0;
  std::uint32_t first = 0xffffffffu;
  std::uint32_t last = 0;
  std::uint32_t type = 0;
  for (const ChunkRow& row : rows) {
    type = std::max<std::uint32_t>(type, row.type);
    actor = std::max({actor, row.subject, row.object});
    if (row.day == kUndated) continue;
    first = std::min(first, static_cast<std::uint32_t>(row.day));
    last = std::max(last, static_cast<std::uint32_t>(row.day));
  }
  actor_bits_ = bits_for(actor);
  type_bits_ = bits_for(type);
  first_day_ = std::min(first, last);
  day_bits_ = bits_for(last == 0 ? 0 : last - first + 1);
}

std::uint32_t IndexPacking::day_code(DayKey day) const {
  return day == kUndated ? 0 : static_cast<std::uint32_t>(day) - first_day_ + 1;
}

std::uint32_t IndexPacking::day_of_code(std::uint32_t code) const {
  return code == 0 ? 0 : code - 1 + first_day_;
}

unsigned IndexPacking::bits(Family family) const {
  return (family == Family::kTime ? 0 : 2 * actor_bits_) + type_bits_ + day_bits_;
}

template <typename Key>
Key IndexPacking::pack(Family family, const ChunkRow& row, bool mirrored) const {
  const Key day = day_code(row.day);
  if (family == Family::kTime) return day << type_bits_ | row.type;
  std::uint32_t actor = row.subject;
  std::uint32_t other = row.object;
  if ((family == Family::kIn) != mirrored) std::swap(actor, other);
  if (family == Family::kPair) {
    if (actor > other) std::swap(actor, other);
    return ((Key{actor} << actor_bits_ | other) << type_bits_ | row.type) << day_bits_ | day;
  }
  return ((Key{actor} << type_bits_ | row.type) << day_bits_ | day) << actor_bits_ | other;
}

template <typename Key>
std::array<std::uint32_t, kMostLead> IndexPacking::unpack(Family family, Key key) const {
  if (family == Family::kTime) {
    const std::uint32_t type = take(key, type_bits_);
    return {day_of_code(take(key, day_bits_)), type};
  }
  if (family == Family::kPair) {
    const std::uint32_t day = day_of_code(take(key, day_bits_));
    const std::uint32_t type = take(key, type_bits_);
    const std::uint32_t larger = take(key, actor_bits_);
    return {take(key, actor_bits_), larger, type, day};
  }
  const std::uint32_t other = take(key, actor_bits_);
  const std::uint32_t day = day_of_code(take(key, day_bits_));
  const std::uint32_t type = take(key, type_bits_);
  return {take(key, actor_bits_), type, day, other};
}

// Least significant digit first: stable, so that entries with equal keys stay in the order of rows.
template <typename Key>
void EntryOrder<Key>::sort(unsigned bits) {
  if (entries_.empty()) return;
  const unsigned passes = (bits + kMostDigitBits - 1) / kMostDigitBits;
  const unsigned digit_bits = (bits + passes - 1) / passes;  // alike: fewer places are written to
  const std::size_t digits = std::size_t{1} << digit_bits;
  const auto digit = [&](const OrderedEntry<Key>& entry, unsigned pass) {
    return static_cast<std::size_t>(entry.key >> (pass * digit_bits)) & (digits - 1);
  };
  std::vector<std::uint32_t> counts(passes * digits);
  for (const OrderedEntry<Key>& entry : entries_) {
    for (unsigned pass = 0; pass < passes; ++pass) ++counts[pass * digits + digit(entry, pass)];
  }
  other_.resize(entries_.size());
  for (unsigned pass = 0; pass < passes; ++pass) {
    std::uint32_t* const begin = counts.data() + pass * digits;
    if (begin[digit(entries_.front(), pass)] == entries_.size()) continue;  // all alike
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < digits; ++i) sum += std::exchange(begin[i], sum);
    for (const OrderedEntry<Key>& entry : entries_) other_[begin[digit(entry, pass)]++] = entry;
    entries_.swap(other_);
  }
}

template <typename Key>
const std::vector<OrderedEntry<Key>>& EntryOrder<Key>::order(Family family,
                                                             const IndexPacking& packing,
                                                             const std::vector<ChunkRow>& rows) {
  static const std::uint32_t kMirrored = flag_bits({false, false, true, false});
  static const std::array<std::uint32_t, 8> kFlags = all_flags();
  const bool is_adjacency = family == Family::kOut || family == Family::kIn;
  entries_.clear();
  entries_.reserve(rows.size() + (is_adjacency ? rows.size() / 4 : 0));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ChunkRow& row = rows[i];
    const auto at = static_cast<std::uint32_t>(i);
    const std::uint32_t flags =
        kFlags[(row.reciprocal ? 1 : 0) | (row.negated ? 2 : 0) | (row.is_in_block ? 4 : 0)];
    entries_.push_back({packing.pack<Key>(family, row, false), at, flags});
    if (!is_adjacency || !row.reciprocal || row.subject == row.object) continue;
    entries_.push_back({packing.pack<Key>(family, row, true), at, flags | kMirrored});
  }
  sort(packing.bits(family));
  return entries_;
}

template class EntryOrder<std::uint64_t>;
template class EntryOrder<WideKey>;
template std::array<std::uint32_t, kMostLead> IndexPacking::unpack(Family, std::uint64_t) const;
template std::array<std::uint32_t, kMostLead> IndexPacking::unpack(Family, WideKey) const;

}  // namespace entente
