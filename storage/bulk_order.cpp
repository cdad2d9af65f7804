#include "storage/bulk_order.h"

#include <algorithm>
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

char* write_u32(char* out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) *out++ = static_cast<char>(value >> shift);
  return out;
}

template <typename Key>
std::uint32_t take(Key& key, unsigned bits) {
  const auto value = static_cast<std::uint32_t>(key & ((Key{1} << bits) - 1));
  key >>= bits;
  return value;
}

// Least significant digit first: stable, so that entries with equal keys stay in the order of rows.
template <typename Key>
void sort_by_digits(std::vector<OrderedEntry<Key>>& entries, unsigned bits) {
  if (entries.empty()) return;
  const unsigned passes = (bits + kMostDigitBits - 1) / kMostDigitBits;
  const unsigned digit_bits = (bits + passes - 1) / passes;  // alike: fewer places are written to
  const std::size_t digits = std::size_t{1} << digit_bits;
  const auto digit = [&](const OrderedEntry<Key>& entry, unsigned pass) {
    return static_cast<std::size_t>(entry.key >> (pass * digit_bits)) & (digits - 1);
  };
  std::vector<std::uint32_t> counts(passes * digits);
  for (const OrderedEntry<Key>& entry : entries) {
    for (unsigned pass = 0; pass < passes; ++pass) ++counts[pass * digits + digit(entry, pass)];
  }
  std::vector<OrderedEntry<Key>> other(entries.size());
  for (unsigned pass = 0; pass < passes; ++pass) {
    std::uint32_t* const begin = counts.data() + pass * digits;
    if (begin[digit(entries.front(), pass)] == entries.size()) continue;  // all alike
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < digits; ++i) sum += std::exchange(begin[i], sum);
    for (const OrderedEntry<Key>& entry : entries) other[begin[digit(entry, pass)]++] = entry;
    entries.swap(other);
  }
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
std::size_t IndexPacking::unpack(Family family, Key key, char* out) const {
  char* const begin = out;
  if (family == Family::kTime) {
    const std::uint32_t type = take(key, type_bits_);
    out = write_u32(out, day_of_code(take(key, day_bits_)));
    *out++ = static_cast<char>(type);
  } else if (family == Family::kPair) {
    const std::uint32_t day = day_of_code(take(key, day_bits_));
    const std::uint32_t type = take(key, type_bits_);
    const std::uint32_t larger = take(key, actor_bits_);
    out = write_u32(write_u32(out, take(key, actor_bits_)), larger);
    *out++ = static_cast<char>(type);
    out = write_u32(out, day);
  } else {
    const std::uint32_t other = take(key, actor_bits_);
    const std::uint32_t day = day_of_code(take(key, day_bits_));
    const std::uint32_t type = take(key, type_bits_);
    out = write_u32(out, take(key, actor_bits_));
    *out++ = static_cast<char>(type);
    out = write_u32(write_u32(out, day), other);
  }
  return static_cast<std::size_t>(out - begin);
}

template <typename Key>
std::vector<OrderedEntry<Key>> order_entries(Family family, const IndexPacking& packing,
                                             const std::vector<ChunkRow>& rows) {
  const bool is_adjacency = family == Family::kOut || family == Family::kIn;
  std::vector<OrderedEntry<Key>> entries;
  entries.reserve(rows.size() + (is_adjacency ? rows.size() / 4 : 0));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ChunkRow& row = rows[i];
    const auto at = static_cast<std::uint32_t>(i);
    const auto flags = [&](bool mirrored) {
      return static_cast<std::uint32_t>(flag_bits({row.reciprocal, row.negated, mirrored}));
    };
    entries.push_back({packing.pack<Key>(family, row, false), at, flags(false)});
    if (!is_adjacency || !row.reciprocal || row.subject == row.object) continue;
    entries.push_back({packing.pack<Key>(family, row, true), at, flags(true)});
  }
  sort_by_digits(entries, packing.bits(family));
  return entries;
}

template std::vector<OrderedEntry<std::uint64_t>> order_entries(Family, const IndexPacking&,
                                                                const std::vector<ChunkRow>&);
template std::vector<OrderedEntry<WideKey>> order_entries(Family, const IndexPacking&,
                                                          const std::vector<ChunkRow>&);
template std::size_t IndexPacking::unpack(Family, std::uint64_t, char*) const;
template std::size_t IndexPacking::unpack(Family, WideKey, char*) const;

}  // namespace entente
