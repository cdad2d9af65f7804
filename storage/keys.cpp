#include "storage/keys.h"

#include <algorithm>
#include <utility>

#include "storage/bytes.h"

namespace entente {

namespace {

constexpr std::uint64_t kDatasetBit = std::uint64_t{1} << 63;
constexpr std::uint32_t kDayBias = 0x80000000u;
constexpr Date kEarliest{1, 1, 1};
constexpr Date kLatest{9999, 12, 31};
constexpr std::size_t kEventKeySize = 16;
constexpr std::size_t kEventBlockKeySize = 12;
constexpr std::size_t kVariantKeySize = 12;
constexpr std::size_t kMentionKeySize = 20;
constexpr std::string_view kMergeName = "merge";
constexpr std::string_view kChunkName = "chunk";
constexpr std::uint8_t kPackedBlocks = 0;
constexpr std::uint8_t kPackedGone = 1;
constexpr std::size_t kFingerprintKeySize = 12;
constexpr std::size_t kCopiesKeySize = 16;

ByteWriter& write(ByteWriter& out, ArticleNumber article) {
  return out.u64(static_cast<std::uint64_t>(article));
}

ByteWriter& write(ByteWriter& out, ActorNumber actor) {
  return out.u32(static_cast<std::uint32_t>(actor));
}

ByteWriter& write(ByteWriter& out, VariantHash variant) {
  return out.u64(static_cast<std::uint64_t>(variant));
}

ByteWriter& write(ByteWriter& out, DayKey day) { return out.u32(static_cast<std::uint32_t>(day)); }

ByteWriter& write(ByteWriter& out, EventType type) {
  return out.u8(static_cast<std::uint8_t>(type));
}

ByteWriter& write(ByteWriter& out, const EventKey& event) {
  return write(out, event.article).u32(event.sentence).u32(event.ordinal);
}

}  // namespace

std::string fingerprint_prefix(std::uint32_t print) {
  ByteWriter out;
  return out.u32(print).take();
}

std::string fingerprint_key(std::uint32_t print, ArticleNumber article) {
  ByteWriter out;
  return write(out.u32(print), article).take();
}

std::string copies_key(ArticleNumber leader, ArticleNumber copy) {
  ByteWriter out;
  return write(write(out, leader), copy).take();
}

std::optional<ArticleNumber> parse_fingerprint_article(std::string_view key) {
  if (key.size() != kFingerprintKeySize) return std::nullopt;
  return ArticleNumber{ByteReader(key.substr(4)).u64()};
}

std::optional<ArticleNumber> parse_copies_article(std::string_view key) {
  if (key.size() != kCopiesKeySize) return std::nullopt;
  return ArticleNumber{ByteReader(key.substr(8)).u64()};
}

DayKey day_key(const std::optional<Date>& date) {
  if (!date) return kUndated;
  return DayKey{static_cast<std::uint32_t>(to_days(*date)) + kDayBias};
}

std::optional<Date> date_of(DayKey day) {
  if (day == kUndated) return std::nullopt;
  const std::int64_t days = std::int64_t{static_cast<std::uint32_t>(day)} - kDayBias;
  if (days < to_days(kEarliest) || days > to_days(kLatest)) return std::nullopt;
  return from_days(static_cast<std::int32_t>(days));
}

std::string article_key(ArticleNumber article) {
  ByteWriter out;
  return write(out, article).take();
}

std::string merge_prefix() {
  ByteWriter out;
  return out.bytes(kMergeName).u8(0).take();
}

std::string merge_key(std::uint64_t number) {
  ByteWriter out;
  return out.bytes(merge_prefix()).u64(number).take();
}

std::string event_key(const EventKey& event) {
  ByteWriter out;
  return write(out, event).take();
}

std::string event_block_key(ArticleNumber article, std::uint32_t block) {
  ByteWriter out;
  return write(out, article).u32(block).take();
}

std::string chunk_prefix() {
  ByteWriter out;
  return out.bytes(kChunkName).u8(0).take();
}

std::string chunk_key(ChunkNumber chunk) { return chunk_prefix() + packed_chunk_prefix(chunk); }

std::string packed_chunk_prefix(ChunkNumber chunk) {
  ByteWriter out;
  return out.u32(static_cast<std::uint32_t>(chunk)).take();
}

std::string packed_blocks_prefix(ChunkNumber chunk) {
  return packed_chunk_prefix(chunk) + static_cast<char>(kPackedBlocks);
}

std::string packed_gone_prefix(ChunkNumber chunk) {
  return packed_chunk_prefix(chunk) + static_cast<char>(kPackedGone);
}

std::string actor_key(ActorNumber actor) {
  ByteWriter out;
  return write(out, actor).take();
}

std::string variant_key(ActorNumber actor, VariantHash variant) {
  ByteWriter out;
  return write(write(out, actor), variant).take();
}

std::string mention_key(ActorNumber actor, VariantHash variant, ArticleNumber article) {
  ByteWriter out;
  return write(write(write(out, actor), variant), article).take();
}

ArticleNumber dataset_mention(std::uint32_t dataset) {
  return ArticleNumber{kDatasetBit | dataset};
}

std::optional<std::uint32_t> dataset_of_mention(ArticleNumber mention) {
  const auto number = static_cast<std::uint64_t>(mention);
  if ((number & kDatasetBit) == 0) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

std::string dataset_key(std::string_view name) {
  ByteWriter out;
  return out.bytes("dataset").u8(0).bytes(name).take();
}

std::string load_position_key(std::string_view dataset, std::string_view mark) {
  ByteWriter out;
  return out.bytes("load").u8(0).bytes(dataset).u8(0).bytes(mark).take();
}

std::string alias_prefix(std::string_view folded_name) {
  ByteWriter out;
  return out.bytes(folded_name).u8(0).take();
}

std::string alias_key(std::string_view folded_name, ActorNumber actor, VariantHash variant) {
  ByteWriter out;
  return write(write(out.bytes(folded_name).u8(0), actor), variant).take();
}

std::string adjacency_key(ActorNumber actor, ActorNumber other, const IndexedRelation& relation) {
  ByteWriter out;
  write(write(write(write(out, actor), relation.type), relation.day), other);
  return write(out, relation.event).take();
}

std::string pair_key(const IndexedRelation& relation) {
  ByteWriter out;
  out.bytes(pair_prefix(relation.subject, relation.object));
  return write(write(write(out, relation.type), relation.day), relation.event).take();
}

std::string time_key(const IndexedRelation& relation) {
  ByteWriter out;
  return write(write(write(out, relation.day), relation.type), relation.event).take();
}

std::string adjacency_prefix(ActorNumber actor) { return actor_key(actor); }

std::string pair_prefix(ActorNumber a, ActorNumber b) {
  ByteWriter out;
  return write(write(out, std::min(a, b)), std::max(a, b)).take();
}

std::string time_prefix(DayKey day) {
  ByteWriter out;
  return write(out, day).take();
}

std::optional<EventKey> parse_event_key(std::string_view key) {
  if (key.size() != kEventKeySize) return std::nullopt;
  ByteReader in(key);
  EventKey event;
  event.article = ArticleNumber{in.u64()};
  event.sentence = in.u32();
  event.ordinal = in.u32();
  return event;
}

std::optional<EventBlockKey> parse_event_block_key(std::string_view key) {
  if (key.size() != kEventBlockKeySize) return std::nullopt;
  ByteReader in(key);
  const ArticleNumber article{in.u64()};
  return EventBlockKey{article, in.u32()};
}

std::optional<ChunkNumber> parse_chunk_key(std::string_view key) {
  const std::string prefix = chunk_prefix();
  if (!key.starts_with(prefix)) return std::nullopt;
  ByteReader in(key.substr(prefix.size()));
  const ChunkNumber chunk{in.u32()};
  return in.is_done() ? std::optional(chunk) : std::nullopt;
}

std::optional<ArticleNumber> parse_article_key(std::string_view key) {
  ByteReader in(key);
  const ArticleNumber article{in.u64()};
  return in.is_done() ? std::optional(article) : std::nullopt;
}

std::optional<ActorNumber> parse_actor_key(std::string_view key) {
  ByteReader in(key);
  const ActorNumber actor{in.u32()};
  return in.is_done() ? std::optional(actor) : std::nullopt;
}

std::optional<VariantKey> parse_variant_key(std::string_view key) {
  if (key.size() != kVariantKeySize) return std::nullopt;
  ByteReader in(key);
  VariantKey variant;
  variant.actor = ActorNumber{in.u32()};
  variant.variant = VariantHash{in.u64()};
  return variant;
}

std::optional<ArticleNumber> parse_mention_article(std::string_view mention_key) {
  if (mention_key.size() != kMentionKeySize) return std::nullopt;
  return ArticleNumber{ByteReader(mention_key.substr(kVariantKeySize)).u64()};
}

std::optional<VariantKey> parse_alias_key(std::string_view key, std::string_view folded_name) {
  if (key.size() <= folded_name.size() || !key.starts_with(folded_name)) return std::nullopt;
  if (key[folded_name.size()] != '\0') return std::nullopt;
  return parse_variant_key(key.substr(folded_name.size() + 1));
}

std::optional<Date> date_of_time_key(std::string_view key) {
  ByteReader in(key);
  const DayKey day{in.u32()};
  return in.ok() ? date_of(day) : std::nullopt;
}

std::string end_of_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

}  // namespace entente
