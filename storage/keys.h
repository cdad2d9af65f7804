#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "graph/event_type.h"

namespace entente {

// Numbers that stand for the ids of articles and actors inside of one store. Given in the order of
// arrival, never given twice, never shown outside.
enum class ArticleNumber : std::uint64_t {};
enum class ActorNumber : std::uint32_t {};
// Names one of the records that articles gave for an actor: a hash of the record.
enum class VariantHash : std::uint64_t {};

// A day that sorts: 0 for undated, so that undated relations come first, else days since
// 1970-01-01 plus 2^31, so that byte order is the order of time before and after 1970.
enum class DayKey : std::uint32_t {};
inline constexpr DayKey kUndated{0};
inline constexpr DayKey kFirstDay{1};
inline constexpr DayKey kLastDay{std::numeric_limits<std::uint32_t>::max()};
DayKey day_key(const std::optional<Date>& date);
// Nothing for kUndated and for days outside of the years 1 to 9999.
std::optional<Date> date_of(DayKey day);

// What a key of the event family says: where in which article. The key is the evidence.
struct EventKey {
  ArticleNumber article{};
  std::uint32_t sentence = 0;
  std::uint32_t ordinal = 0;

  friend auto operator<=>(const EventKey&, const EventKey&) = default;
};

// The keys of the store. All numbers big-endian; widths in bytes. docs/storage_format.md draws
// values too.
//
//   article_key   article id (bytes)
//   article, text, cast   article(8)
//   event         article(8) sentence(4) ordinal(4), or article(8) block(4)
//   actor_key     actor id (bytes)
//   actor         actor(4)
//   variant       actor(4) variant(8)
//   mention       actor(4) variant(8) article(8)
//   alias         folded name (bytes) 00 actor(4) variant(8)
//   out, in       actor(4) type(1) day(4) other(4) event(16)
//   pair          smaller(4) larger(4) type(1) day(4) event(16)
//   time          day(4) type(1) event(16)
//   fingerprint   key(4) article(8)
//   out_packed, in_packed, pair_packed, time_packed
//                 chunk(4) part(1) key of the index; part 0: blocks of entries, 1: entries that
//                 went
//   copy          article(8)
//   copies        leader(8) article(8)
//   waiting, separated   article id (bytes)
//   meta          name (bytes), or "merge" 00 number(8), or "chunk" 00 chunk(4)
std::string article_key(ArticleNumber article);
std::string merge_prefix();
std::string merge_key(std::uint64_t number);
std::string event_key(const EventKey& event);
// The relations of a loaded article are kept together, so many in a block, by their ordinals.
inline constexpr std::uint32_t kEventsInBlock = 64;
std::string event_block_key(ArticleNumber article, std::uint32_t block);
std::string actor_key(ActorNumber actor);
std::string variant_key(ActorNumber actor, VariantHash variant);
std::string mention_key(ActorNumber actor, VariantHash variant, ArticleNumber article);
// Stands in a mention where the article would: all of the dataset. Articles are numbered from 0.
ArticleNumber dataset_mention(std::uint32_t dataset);
std::optional<std::uint32_t> dataset_of_mention(ArticleNumber mention);
// In meta: "dataset" 00 name, and "load" 00 dataset 00 mark.
std::string dataset_key(std::string_view name);
std::string load_position_key(std::string_view dataset, std::string_view mark);
std::string alias_prefix(std::string_view folded_name);
std::string alias_key(std::string_view folded_name, ActorNumber actor, VariantHash variant);

// In meta: a chunk of loaded relations whose index entries are packed (see index_block.h).
enum class ChunkNumber : std::uint32_t {};
std::string chunk_prefix();
std::string chunk_key(ChunkNumber chunk);
// In the packed families: what stands before a key of the index, and all that the chunk has.
std::string packed_blocks_prefix(ChunkNumber chunk);
std::string packed_gone_prefix(ChunkNumber chunk);
std::string packed_chunk_prefix(ChunkNumber chunk);

// How an article that leads is found by its copies (see likeness.h), and the copies of a leader.
std::string fingerprint_prefix(std::uint32_t print);
std::string fingerprint_key(std::uint32_t print, ArticleNumber article);
std::string copies_key(ArticleNumber leader, ArticleNumber copy);
// The article at the end of a fingerprint or copies key.
std::optional<ArticleNumber> parse_fingerprint_article(std::string_view key);
std::optional<ArticleNumber> parse_copies_article(std::string_view key);

// What the four indexes know of a relation.
struct IndexedRelation {
  ActorNumber subject{};
  ActorNumber object{};
  EventType type = EventType::kStatement;
  DayKey day = kUndated;
  EventKey event;
};

std::string adjacency_key(ActorNumber actor, ActorNumber other, const IndexedRelation& relation);
std::string pair_key(const IndexedRelation& relation);
std::string time_key(const IndexedRelation& relation);

// The prefixes that index scans start from.
std::string adjacency_prefix(ActorNumber actor);
std::string pair_prefix(ActorNumber a, ActorNumber b);  // in either order
std::string time_prefix(DayKey day);

// Reading back. Nothing if the key has the wrong length.
std::optional<EventKey> parse_event_key(std::string_view key);
struct EventBlockKey {
  ArticleNumber article{};
  std::uint32_t block = 0;
};
std::optional<EventBlockKey> parse_event_block_key(std::string_view key);
std::optional<ChunkNumber> parse_chunk_key(std::string_view key);
std::optional<ArticleNumber> parse_article_key(std::string_view key);
std::optional<ActorNumber> parse_actor_key(std::string_view key);

struct VariantKey {
  ActorNumber actor{};
  VariantHash variant{};
};
std::optional<VariantKey> parse_variant_key(std::string_view key);
std::optional<ArticleNumber> parse_mention_article(std::string_view mention_key);
// The record that an alias key of exactly this folded name points to, nothing for a longer name.
std::optional<VariantKey> parse_alias_key(std::string_view key, std::string_view folded_name);
// The date of an entry of the time index, nothing if undated or malformed.
std::optional<Date> date_of_time_key(std::string_view key);

// The smallest key that sorts after all keys that start with `prefix`; empty if there is none.
std::string end_of_prefix(std::string prefix);

}  // namespace entente
