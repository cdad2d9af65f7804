#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/database.h"
#include "storage/keys.h"

namespace entente {

// Consecutive entries of an index in one value, each as its difference from the one before. Such
// blocks stand in the packed family of the index under the key of their last entry: a seek to the
// key that is wanted comes to the block that has it, or to the first one behind.

inline constexpr std::size_t kMostLead = 4;
inline constexpr std::size_t kLongestIndexKey = 29;

// An entry taken apart: the fields before the event in the order of the key (actors, type, day),
// the event, and the flags of the value.
struct IndexRow {
  std::array<std::uint32_t, kMostLead> lead{};
  EventKey event;
  std::uint8_t flags = 0;

  friend bool operator==(const IndexRow&, const IndexRow&) = default;
};

// How many fields stand before the event, and which is the day. The field beside the day in
// front of it, or behind it in `time`, is the type, of one byte; others have four.
struct IndexFields {
  std::size_t count = 0;
  std::size_t type = 0;
  std::size_t day = 0;
};
constexpr IndexFields index_fields(Family index) {
  if (index == Family::kTime) return {2, 1, 0};
  if (index == Family::kPair) return {4, 2, 3};
  return {4, 1, 2};
}

// Writes the key of the entry to `out`, which has room for kLongestIndexKey; returns its length.
std::size_t write_index_key(const IndexFields& fields, const IndexRow& row, char* out);

// Collects entries in the order of their keys until there is a block of them.
class IndexBlockBuilder {
 public:
  explicit IndexBlockBuilder(Family index) : fields_(index_fields(index)) {}

  void add(const IndexRow& row);
  bool is_empty() const { return at_ == 0; }
  bool is_full() const;
  // Of the last entry; needs one.
  std::string_view last_key();
  // The value; valid until the next add().
  std::string_view value() const { return {bytes_.data(), at_}; }
  void clear();

 private:
  static constexpr std::size_t kBlock = std::size_t{4} << 10;  // a seek reads half of one
  static constexpr std::size_t kLongestEntry = 64;

  IndexFields fields_;
  IndexRow last_;
  std::array<char, kBlock + kLongestEntry> bytes_;
  std::size_t at_ = 0;
  std::array<char, kLongestIndexKey> key_{};
};

// Walks the entries of a block. The bytes must outlive the walk.
class IndexBlockReader {
 public:
  IndexBlockReader() = default;
  IndexBlockReader(Family index, std::string_view bytes)
      : fields_(index_fields(index)), rest_(bytes) {}

  // Goes to the next entry, at first to the first; false at the end or at damage.
  bool next();
  const IndexRow& row() const { return row_; }  // after next() was true
  bool is_damaged() const { return is_damaged_; }

 private:
  bool fail();
  bool read(std::uint64_t& value);
  bool read_lead(std::size_t first);

  IndexFields fields_;
  std::string_view rest_;
  IndexRow row_;
  bool is_damaged_ = false;
};

}  // namespace entente
