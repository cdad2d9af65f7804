#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "graph/actor.h"
#include "storage/intern_table.h"
#include "storage/keys.h"

namespace entente {

// Rows of a bulk load on their way into the store, everything in numbers.

inline constexpr std::uint32_t kNobody = 0xffffffffu;

struct ChunkRow {
  std::uint32_t document = 0;  // in Chunk::documents
  std::uint32_t sentence = 0;
  std::uint32_t subject = 0;  // actor numbers of the store
  std::uint32_t object = 0;
  std::uint32_t attributed_to = kNobody;
  std::uint32_t phrase = 0;  // in Chunk::phrases
  DayKey day = kUndated;
  float confidence = 0;
  std::uint8_t type = 0;
  std::uint8_t modality = 0;
  std::uint8_t precision = 0;
  std::uint8_t basis : 1 = 0;
  bool reciprocal : 1 = false;
  bool negated : 1 = false;
  bool is_in_block : 1 = true;  // of its article's relations
};

struct ChunkDocument {
  std::uint32_t url_begin = 0;  // in Chunk::urls
  std::uint32_t url_size = 0;
  DayKey published = kUndated;
};

struct ChunkActor {
  ActorNumber number{};
  bool is_new = false;  // the number was given for it
  Actor record;
};

// What is taken into the store in one step.
struct Chunk {
  void
  clear();  // keeps the memory: what is given back, the system clears when it is asked for again

  std::vector<ChunkRow> rows;
  std::vector<ChunkDocument> documents;
  InternTable document_ids;  // by place in `documents`, without the name of the dataset
  std::string urls;
  InternTable phrases;  // predicate, code and place as encode_relation() writes them
  std::vector<ChunkActor> actors;
  std::vector<std::pair<std::string, std::string>> positions;  // keys and values of meta
  std::uint64_t next_actor = 0;                                // after this chunk
};

inline void Chunk::clear() {
  rows.clear();
  documents.clear();
  document_ids.clear();
  urls.clear();
  phrases.clear();
  actors.clear();
  positions.clear();
}

}  // namespace entente
