#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/bulk_chunk.h"
#include "storage/keys.h"
#include "storage/values.h"

namespace entente {

// The relations of a loaded article, kEventsInBlock of them in one value: the block of a relation
// and its place there follow from its ordinal. Predicates, codes and places stand in it once.

// Where the index entries of some relations are, in the order of the relations.
struct BlockPart {
  std::optional<ChunkNumber> chunk;  // whose packed entries they are; nothing: single entries
  std::uint32_t relations = 0;

  friend bool operator==(const BlockPart&, const BlockPart&) = default;
};

struct EventBlock {
  std::vector<BlockPart> parts;
  std::vector<RelationRecord> relations;  // with the sentence of their evidence, without spans

  friend bool operator==(const EventBlock&, const EventBlock&) = default;
};

std::string encode_event_block(const EventBlock& block);
std::optional<EventBlock> decode_event_block(std::string_view bytes);
// Only one of its relations; nothing if the block has fewer, or bytes before it are damaged.
std::optional<RelationRecord> decode_event_in_block(std::string_view bytes, std::size_t place);
// How many relations a block says that it has.
std::optional<std::uint32_t> count_event_block(std::string_view bytes);

// Makes a block out of rows, without taking them apart. `phrase` is predicate:t cameo:t place:t.
class EventBlockBuilder {
 public:
  // Of the relations that follow.
  void begin_part(std::optional<ChunkNumber> chunk);
  // `phrase` must stay until finish(); a phrase of the same address is the same phrase.
  void add(const ChunkRow& row, std::string_view phrase);
  // Takes over all of a block.
  void add_block(const EventBlock& block);
  std::size_t size() const { return relations_; }
  // The value; valid until the next call. The builder is empty again.
  std::string_view finish();
  void clear();

 private:
  std::size_t phrase_number(std::string_view phrase);

  std::size_t relations_ = 0;
  std::vector<BlockPart> parts_;
  std::vector<std::string_view> phrases_;
  std::deque<std::string> kept_;  // phrases of add_block()
  std::string rows_;
  std::string value_;
};

}  // namespace entente
