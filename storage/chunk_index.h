#pragma once

#include <optional>
#include <vector>

#include "storage/bulk_chunk.h"
#include "storage/bulk_order.h"
#include "storage/keys.h"
#include "storage/sorted_file.h"

namespace entente {

// Which index of which rows.
struct IndexOfRows {
  Family index{};
  std::optional<ChunkNumber> chunk;  // under which its entries are packed; nothing: single ones
  const IndexPacking& packing;
  const std::vector<ChunkRow>& rows;
  const std::vector<EventKey>& events;  // of the rows, ascending
};

// Writes the index entries of a chunk. Keeps its memory from one index to the next: what is given
// back and asked for again, the system clears each time.
class IndexWriter {
 public:
  void write(const IndexOfRows& wanted, SortedFile& out);

 private:
  EntryOrder<std::uint64_t> narrow_;
  EntryOrder<WideKey> wide_;
};

}  // namespace entente
