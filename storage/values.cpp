#include "storage/values.h"

#include <algorithm>

#include "storage/bytes.h"

namespace entente {

namespace {

void write_date(ByteWriter& out, const std::optional<Date>& date) {
  out.u32(static_cast<std::uint32_t>(day_key(date)));
}

std::optional<Date> read_date(ByteReader& in) {
  const DayKey day{in.u32()};
  const std::optional<Date> date = date_of(day);
  if (!date && day != kUndated) in.fail();
  return date;
}

void write_span(ByteWriter& out, TextSpan span) { out.varint(span.begin).varint(span.end); }

TextSpan read_span(ByteReader& in) {
  TextSpan span;
  span.begin = in.varint32();
  span.end = in.varint32();
  return span;
}

std::string read_text(ByteReader& in) { return std::string(in.text()); }

// A stored enum value; fails above `last`.
template <typename Enum>
Enum read_enum(ByteReader& in, Enum last) {
  const std::uint8_t value = in.u8();
  if (value > static_cast<std::uint8_t>(last)) in.fail();
  return static_cast<Enum>(value);
}

constexpr std::uint8_t kReciprocalBit = 1;
constexpr std::uint8_t kNegatedBit = 2;
constexpr std::uint8_t kDatedBit = 4;
constexpr std::uint8_t kAttributedBit = 8;
constexpr std::uint8_t kRelationBits = kReciprocalBit | kNegatedBit | kDatedBit | kAttributedBit;
constexpr std::uint8_t kMirroredBit = 4;
constexpr std::uint8_t kInBlockBit = 8;
constexpr std::uint8_t kIndexBits = kReciprocalBit | kNegatedBit | kMirroredBit | kInBlockBit;

std::uint8_t bit_if(bool condition, std::uint8_t bit) { return condition ? bit : std::uint8_t{0}; }

void write_office(ByteWriter& out, const Office& office) {
  out.text(office.title).text(office.country).text(office.organization);
  write_date(out, office.from);
  write_date(out, office.to);
}

Office read_office(ByteReader& in) {
  Office office;
  office.title = read_text(in);
  office.country = read_text(in);
  office.organization = read_text(in);
  office.from = read_date(in);
  office.to = read_date(in);
  return office;
}

}  // namespace

//  id:t hash:16 extractor:t sentences:v relations:v published:day title:t url:t source:t language:t
std::string encode_article(const ArticleRecord& record) {
  ByteWriter out;
  out.text(record.article.id);
  out.bytes({reinterpret_cast<const char*>(record.hash.data()), record.hash.size()});
  out.text(record.extractor_version).varint(record.sentences).varint(record.relations);
  write_date(out, record.article.published);
  out.text(record.article.title).text(record.article.url);
  out.text(record.article.source).text(record.article.language);
  return out.take();
}

std::optional<ArticleRecord> decode_article(std::string_view bytes) {
  ByteReader in(bytes);
  ArticleRecord record;
  record.article.id = read_text(in);
  for (std::uint8_t& byte : record.hash) byte = in.u8();
  record.extractor_version = read_text(in);
  record.sentences = in.varint32();
  record.relations = in.varint32();
  record.article.published = read_date(in);
  record.article.title = read_text(in);
  record.article.url = read_text(in);
  record.article.source = read_text(in);
  record.article.language = read_text(in);
  return in.is_done() ? std::optional(std::move(record)) : std::nullopt;
}

std::optional<std::string_view> decode_article_id(std::string_view bytes) {
  ByteReader in(bytes);
  const std::string_view id = in.text();
  return in.ok() ? std::optional(id) : std::nullopt;
}

std::uint8_t relation_bits(bool is_reciprocal, bool is_negated, bool is_dated, bool is_attributed) {
  return static_cast<std::uint8_t>(bit_if(is_reciprocal, kReciprocalBit) |
                                   bit_if(is_negated, kNegatedBit) | bit_if(is_dated, kDatedBit) |
                                   bit_if(is_attributed, kAttributedBit));
}

//  type:u8 flags:u8 modality:u8 subject:u32 object:u32 [attributed_to:u32]
//  [day:day precision:u8 basis:u8] confidence:f32 predicate:t cameo:t place:t
//  sentence:v,v subject:v,v predicate:v,v object:v,v
//  flags: 1 reciprocal, 2 negated, 4 dated, 8 attributed
std::string encode_relation(const RelationEnds& ends, const Relation& relation) {
  ByteWriter out;
  out.u8(static_cast<std::uint8_t>(relation.type));
  out.u8(relation_bits(relation.reciprocal, relation.negated, relation.date.has_value(),
                       ends.attributed_to.has_value()));
  out.u8(static_cast<std::uint8_t>(relation.modality));
  out.u32(static_cast<std::uint32_t>(ends.subject)).u32(static_cast<std::uint32_t>(ends.object));
  if (ends.attributed_to) out.u32(static_cast<std::uint32_t>(*ends.attributed_to));
  if (relation.date) {
    write_date(out, relation.date->date);
    out.u8(static_cast<std::uint8_t>(relation.date->precision));
    out.u8(static_cast<std::uint8_t>(relation.date->basis));
  }
  out.f32(relation.confidence);
  out.text(relation.predicate).text(relation.cameo).text(relation.place);
  write_span(out, relation.evidence.sentence_span);
  write_span(out, relation.evidence.subject);
  write_span(out, relation.evidence.predicate);
  write_span(out, relation.evidence.object);
  return out.take();
}

namespace {

std::optional<DatedPeriod> read_period(ByteReader& in) {
  DatedPeriod period;
  const std::optional<Date> date = read_date(in);
  if (!date) in.fail();  // the flag promised one
  period.date = date.value_or(Date{});
  period.precision = read_enum(in, DatePrecision::kYear);
  period.basis = read_enum(in, DateBasis::kPublication);
  return period;
}

Evidence read_evidence(ByteReader& in) {
  Evidence evidence;
  evidence.sentence_span = read_span(in);
  evidence.subject = read_span(in);
  evidence.predicate = read_span(in);
  evidence.object = read_span(in);
  return evidence;
}

}  // namespace

std::optional<RelationRecord> decode_relation(std::string_view bytes) {
  ByteReader in(bytes);
  RelationRecord record;
  Relation& relation = record.relation;
  relation.type = read_enum(in, EventType::kRole);
  if (relation.type < EventType::kStatement) in.fail();
  const std::uint8_t flags = in.u8();
  if ((flags & ~kRelationBits) != 0) in.fail();
  relation.reciprocal = (flags & kReciprocalBit) != 0;
  relation.negated = (flags & kNegatedBit) != 0;
  relation.modality = read_enum(in, Modality::kHypothetical);
  record.ends.subject = ActorNumber{in.u32()};
  record.ends.object = ActorNumber{in.u32()};
  if ((flags & kAttributedBit) != 0) record.ends.attributed_to = ActorNumber{in.u32()};
  if ((flags & kDatedBit) != 0) relation.date = read_period(in);
  relation.confidence = in.f32();
  relation.predicate = read_text(in);
  relation.cameo = read_text(in);
  relation.place = read_text(in);
  relation.evidence = read_evidence(in);
  return in.is_done() ? std::optional(std::move(record)) : std::nullopt;
}

//  name:t kind:u8 country:t code:t aliases:v (alias:t)* offices:v (title:t country:t
//  organization:t from:day to:day)*
std::string encode_actor(const Actor& actor) {
  ByteWriter out;
  out.text(actor.name).u8(static_cast<std::uint8_t>(actor.kind));
  out.text(actor.country).text(actor.code);
  out.varint(actor.aliases.size());
  for (const std::string& alias : actor.aliases) out.text(alias);
  out.varint(actor.offices.size());
  for (const Office& office : actor.offices) write_office(out, office);
  return out.take();
}

std::optional<Actor> decode_actor(std::string_view bytes) {
  ByteReader in(bytes);
  Actor actor;
  actor.name = read_text(in);
  actor.kind = read_enum(in, ActorKind::kPlace);
  actor.country = read_text(in);
  actor.code = read_text(in);
  for (std::uint64_t left = in.varint(); left > 0 && in.ok(); --left) {
    actor.aliases.push_back(read_text(in));
  }
  for (std::uint64_t left = in.varint(); left > 0 && in.ok(); --left) {
    actor.offices.push_back(read_office(in));
  }
  return in.is_done() ? std::optional(std::move(actor)) : std::nullopt;
}

//  members:v (actor:u32 variant:u64)*
std::string encode_cast(const std::vector<CastMember>& cast) {
  ByteWriter out;
  out.varint(cast.size());
  for (const CastMember& member : cast) {
    out.u32(static_cast<std::uint32_t>(member.actor));
    out.u64(static_cast<std::uint64_t>(member.variant));
  }
  return out.take();
}

std::optional<std::vector<CastMember>> decode_cast(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<CastMember> cast;
  for (std::uint64_t left = in.varint(); left > 0 && in.ok(); --left) {
    CastMember member;
    member.actor = ActorNumber{in.u32()};
    member.variant = VariantHash{in.u64()};
    cast.push_back(member);
  }
  return in.is_done() ? std::optional(std::move(cast)) : std::nullopt;
}

namespace {

void write_likeness(ByteWriter& out, CopyKind kind, std::uint8_t likeness) {
  out.u8(static_cast<std::uint8_t>(kind)).u8(likeness);
}

void read_likeness(ByteReader& in, CopyKind& kind, std::uint8_t& likeness) {
  kind = read_enum(in, CopyKind::kVersion);
  likeness = in.u8();
  if (kind < CopyKind::kExact || likeness > 100) in.fail();
}

}  // namespace

//  leader:u64 kind:u8 likeness:u8
std::string encode_copy(const CopyRecord& copy) {
  ByteWriter out;
  out.u64(static_cast<std::uint64_t>(copy.leader));
  write_likeness(out, copy.kind, copy.likeness);
  return out.take();
}

std::optional<CopyRecord> decode_copy(std::string_view bytes) {
  ByteReader in(bytes);
  CopyRecord copy;
  copy.leader = ArticleNumber{in.u64()};
  read_likeness(in, copy.kind, copy.likeness);
  return in.is_done() ? std::optional(copy) : std::nullopt;
}

//  leader:t kind:u8 likeness:u8
std::string encode_separated(const CopyLink& link) {
  ByteWriter out;
  out.text(link.leader);
  write_likeness(out, link.kind, link.likeness);
  return out.take();
}

std::optional<CopyLink> decode_separated(std::string_view bytes) {
  ByteReader in(bytes);
  CopyLink link;
  link.leader = read_text(in);
  read_likeness(in, link.kind, link.likeness);
  return in.is_done() ? std::optional(std::move(link)) : std::nullopt;
}

std::uint8_t flag_bits(const IndexFlags& flags) {
  return static_cast<std::uint8_t>(
      bit_if(flags.reciprocal, kReciprocalBit) | bit_if(flags.negated, kNegatedBit) |
      bit_if(flags.mirrored, kMirroredBit) | bit_if(flags.in_block, kInBlockBit));
}

//  flags:u8   1 reciprocal, 2 negated, 4 mirrored, 8 in a block of relations
std::string encode_flags(const IndexFlags& flags) {
  ByteWriter out;
  return out.u8(flag_bits(flags)).take();
}

std::optional<IndexFlags> decode_flags(std::string_view bytes) {
  ByteReader in(bytes);
  const std::uint8_t bits = in.u8();
  if (!in.is_done() || (bits & ~kIndexBits) != 0) return std::nullopt;
  return IndexFlags{(bits & kReciprocalBit) != 0, (bits & kNegatedBit) != 0,
                    (bits & kMirroredBit) != 0, (bits & kInBlockBit) != 0};
}

//  articles:u64 sentences:u64 actors:u64 relations:u64
std::string encode_counts(const StoreCounts& counts) {
  ByteWriter out;
  out.u64(counts.articles).u64(counts.sentences).u64(counts.actors).u64(counts.relations);
  return out.take();
}

std::optional<StoreCounts> decode_counts(std::string_view bytes) {
  ByteReader in(bytes);
  StoreCounts counts;
  counts.articles = in.u64();
  counts.sentences = in.u64();
  counts.actors = in.u64();
  counts.relations = in.u64();
  return in.is_done() ? std::optional(counts) : std::nullopt;
}

std::uint8_t index_bit(Family index) {
  const auto at = std::find(kIndexFamilies.begin(), kIndexFamilies.end(), index);
  return static_cast<std::uint8_t>(1u << (at - kIndexFamilies.begin()));
}

//  relations:u64 gone:u64 single:u8   single: 1 out, 2 in, 4 pair, 8 time
std::string encode_chunk(const ChunkRecord& chunk) {
  ByteWriter out;
  return out.u64(chunk.relations).u64(chunk.gone).u8(chunk.single).take();
}

std::optional<ChunkRecord> decode_chunk(std::string_view bytes) {
  ByteReader in(bytes);
  ChunkRecord chunk;
  chunk.relations = in.u64();
  chunk.gone = in.u64();
  chunk.single = in.u8();
  if (chunk.gone > chunk.relations || chunk.single >= 1u << kIndexFamilies.size()) in.fail();
  return in.is_done() ? std::optional(chunk) : std::nullopt;
}

//  bytes:u64 digest:16 lines:u64 rows:u64 bad_lines:u64
std::string encode_position(const LoadPosition& position) {
  ByteWriter out;
  out.u64(position.bytes);
  for (const std::uint8_t byte : position.digest) out.u8(byte);
  out.u64(position.lines).u64(position.rows).u64(position.bad_lines);
  return out.take();
}

std::optional<LoadPosition> decode_position(std::string_view bytes) {
  ByteReader in(bytes);
  LoadPosition position;
  position.bytes = in.u64();
  for (std::uint8_t& byte : position.digest) byte = in.u8();
  position.lines = in.u64();
  position.rows = in.u64();
  position.bad_lines = in.u64();
  return in.is_done() ? std::optional(position) : std::nullopt;
}

//  number:u64
std::string encode_number(std::uint64_t number) {
  ByteWriter out;
  return out.u64(number).take();
}

std::optional<std::uint64_t> decode_number(std::string_view bytes) {
  ByteReader in(bytes);
  const std::uint64_t number = in.u64();
  return in.is_done() ? std::optional(number) : std::nullopt;
}

}  // namespace entente
