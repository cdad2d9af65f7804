#pragma once

#include <cstdint>
#include <vector>

#include "storage/bulk_chunk.h"
#include "storage/database.h"

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
  // Writes the leading fields of an index key to `out` and returns their length.
  template <typename Key>
  std::size_t unpack(Family family, Key key, char* out) const;

 private:
  std::uint32_t day_code(DayKey day) const;
  std::uint32_t day_of_code(std::uint32_t code) const;

  unsigned actor_bits_ = 1;
  unsigned day_bits_ = 1;
  unsigned type_bits_ = 1;
  std::uint32_t first_day_ = 0;
};

// The entries of one index in the order of their keys.
template <typename Key>
std::vector<OrderedEntry<Key>> order_entries(Family family, const IndexPacking& packing,
                                             const std::vector<ChunkRow>& rows);

__extension__ typedef unsigned __int128 WideKey;

}  // namespace entente
