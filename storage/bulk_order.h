#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "storage/bulk_chunk.h"
#include "storage/database.h"
#include "storage/index_block.h"

namespace entente {

// An index entry to be: where its relation stands among the rows, and what the entry says.
template <typename Key>
struct OrderedEntry {
  Key key{};              // the leading fields of the index key, packed
  std::uint32_t row = 0;  // rows are in the order of their event keys
  std::uint32_t flags = 0;
};

// How the leading fields of the four indexes are packed into one number whose order is theirs.
class IndexPacking {
 public:
  explicit IndexPacking(const std::vector<ChunkRow>& rows);

  unsigned bits(Family family) const;

  template <typename Key>
  Key pack(Family family, const ChunkRow& row, bool mirrored) const;
  // The leading fields of an index key, in their order.
  template <typename Key>
  std::array<std::uint32_t, kMostLead> unpack(Family family, Key key) const;

 private:
  std::uint32_t day_code(DayKey day) const;
  std::uint32_t day_of_code(std::uint32_t code) const;

  unsigned actor_bits_ = 1;
  unsigned day_bits_ = 1;
  unsigned type_bits_ = 1;
  std::uint32_t first_day_ = 0;
};

// Orders entries, in memory that it keeps from one time to the next.
template <typename Key>
class EntryOrder {
 public:
  // The entries of one index in the order of their keys; until the next call.
  const std::vector<OrderedEntry<Key>>& order(Family family, const IndexPacking& packing,
                                              const std::vector<ChunkRow>& rows);

 private:
  void sort(unsigned bits);

  std::vector<OrderedEntry<Key>> entries_;
  std::vector<OrderedEntry<Key>> other_;
};

__extension__ typedef unsigned __int128 WideKey;

}  // namespace entente
