#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/bulk_chunk.h"
#include "storage/event_block.h"
#include "storage/keys.h"
#include "storage/sorted_file.h"

namespace entente {

// The relations of a chunk, those of one document one behind the other.
struct ChunkEvents {
  const Chunk& chunk;
  const std::vector<EventKey>& events;  // of the rows, ascending
  // By `document` of the rows: stored blocks that have room for more.
  const std::map<std::uint32_t, EventBlock>& begun;
  std::optional<ChunkNumber> number;  // where their index entries are packed
};

// Writes what the event family is to hold: blocks, and rows alone that are not in one.
void write_events(const ChunkEvents& events, SortedFile& out);

// What encode_relation() writes, straight from a row. The spans are empty: there is no text.
void encode_row(const Chunk& chunk, const ChunkRow& row, std::string& out);

}  // namespace entente
