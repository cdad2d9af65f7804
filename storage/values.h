#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/relation.h"
#include "storage/bulk_load.h"
#include "storage/copy.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/store.h"

namespace entente {

// The values of the store: encoders and their decoders. The bytes are drawn above each encoder and
// in docs/storage_format.md. Notation: name:u8, u32, u64 fixed width, big-endian; v varint; t text
// with a varint length; day: a DayKey as u32, 0 for unknown. Decoders take any bytes and give
// nothing unless they are exactly what an encoder makes of valid data.

// 128 bits over everything of an article that a reader may see (see content.h).
using ContentHash = std::array<std::uint8_t, 16>;

// What the article family holds: the article without its text, and how it was read.
struct ArticleRecord {
  Article article;  // `text` stays empty
  ContentHash hash{};
  std::string extractor_version;
  std::uint32_t sentences = 0;
  std::uint32_t relations = 0;

  friend bool operator==(const ArticleRecord&, const ArticleRecord&) = default;
};

std::string encode_article(const ArticleRecord& record);
std::optional<ArticleRecord> decode_article(std::string_view bytes);
// Only the id, which comes first: what scans need of most articles.
std::optional<std::string_view> decode_article_id(std::string_view bytes);

// The numbers that stand for the actors of a relation.
struct RelationEnds {
  ActorNumber subject{};
  ActorNumber object{};
  std::optional<ActorNumber> attributed_to;

  friend bool operator==(const RelationEnds&, const RelationEnds&) = default;
};

// A relation as the event family holds it: ends as numbers, so `subject`, `object`,
// `attributed_to` of the relation are empty; the sentence number is in the key.
struct RelationRecord {
  RelationEnds ends;
  Relation relation;

  friend bool operator==(const RelationRecord&, const RelationRecord&) = default;
};

std::string encode_relation(const RelationEnds& ends, const Relation& relation);
// The byte of flags in it.
std::uint8_t relation_bits(bool is_reciprocal, bool is_negated, bool is_dated, bool is_attributed);
std::optional<RelationRecord> decode_relation(std::string_view bytes);

// What one or more articles said of an actor; the id is not part of it.
std::string encode_actor(const Actor& actor);
std::optional<Actor> decode_actor(std::string_view bytes);

// Which record of which actor an article gave.
struct CastMember {
  ActorNumber actor{};
  VariantHash variant{};

  friend bool operator==(const CastMember&, const CastMember&) = default;
};

std::string encode_cast(const std::vector<CastMember>& cast);
std::optional<std::vector<CastMember>> decode_cast(std::string_view bytes);

// The leader that an article is a copy of, by number; the rest as in CopyLink.
struct CopyRecord {
  ArticleNumber leader{};
  CopyKind kind = CopyKind::kExact;
  std::uint8_t likeness = 100;

  friend bool operator==(const CopyRecord&, const CopyRecord&) = default;
};

std::string encode_copy(const CopyRecord& copy);
std::optional<CopyRecord> decode_copy(std::string_view bytes);

// What a copy was before somebody separated it: the log of that decision.
std::string encode_separated(const CopyLink& link);
std::optional<CopyLink> decode_separated(std::string_view bytes);

// The value of the four indexes: enough to leave out a relation without reading it.
struct IndexFlags {
  bool reciprocal = false;
  bool negated = false;
  bool mirrored = false;  // this entry is found from the object's end of a reciprocal relation
  bool in_block = false;  // the relation is one of a loaded article's block

  friend bool operator==(const IndexFlags&, const IndexFlags&) = default;
};

std::uint8_t flag_bits(const IndexFlags& flags);
std::string encode_flags(const IndexFlags& flags);
std::optional<IndexFlags> decode_flags(std::string_view bytes);

// Numbers kept beside the data, written in the same batch.
std::string encode_counts(const StoreCounts& counts);
std::optional<StoreCounts> decode_counts(std::string_view bytes);

// A chunk of loaded relations with packed index entries.
struct ChunkRecord {
  std::uint64_t relations = 0;  // that came with it
  std::uint64_t gone = 0;       // of these, that were taken away since
  std::uint8_t single = 0;      // indexes in which a repair made its entries single, as bits

  friend bool operator==(const ChunkRecord&, const ChunkRecord&) = default;
};

// The bit of an index.
std::uint8_t index_bit(Family index);
std::string encode_chunk(const ChunkRecord& chunk);
std::optional<ChunkRecord> decode_chunk(std::string_view bytes);

std::string encode_position(const LoadPosition& position);
std::optional<LoadPosition> decode_position(std::string_view bytes);

std::string encode_number(std::uint64_t number);
std::optional<std::uint64_t> decode_number(std::string_view bytes);

}  // namespace entente
