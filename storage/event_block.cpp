#include "storage/event_block.h"

#include <array>
#include <cstring>
#include <limits>

#include "storage/bytes.h"

namespace entente {

namespace {

constexpr std::size_t kLongestRow = 64;
constexpr int kModalityShift = 4;  // above the flags of a relation
constexpr std::uint8_t kModalityBits = 3;
constexpr std::uint8_t kFlagBits = 0x0f;
constexpr std::uint8_t kDatedBit = 4;
constexpr std::uint8_t kAttributedBit = 8;
constexpr std::uint8_t kBasisBit = 1;

struct Phrase {
  std::string_view predicate;
  std::string_view cameo;
  std::string_view place;
};

ChunkRow row_of(const RelationRecord& record) {
  ChunkRow row;
  const Relation& relation = record.relation;
  row.sentence = relation.evidence.sentence;
  row.subject = static_cast<std::uint32_t>(record.ends.subject);
  row.object = static_cast<std::uint32_t>(record.ends.object);
  if (record.ends.attributed_to) {
    row.attributed_to = static_cast<std::uint32_t>(*record.ends.attributed_to);
  }
  row.confidence = relation.confidence;
  row.type = static_cast<std::uint8_t>(relation.type);
  row.modality = static_cast<std::uint8_t>(relation.modality);
  if (relation.date) {
    row.day = day_key(relation.date->date);
    row.precision = static_cast<std::uint8_t>(relation.date->precision);
    row.basis = static_cast<std::uint8_t>(relation.date->basis) & 1;
  }
  row.reciprocal = relation.reciprocal;
  row.negated = relation.negated;
  return row;
}

// The beginning of a block: what stands before its rows.
struct Head {
  std::vector<BlockPart> parts;
  std::vector<Phrase> phrases;
  std::uint32_t relations = 0;
};

void read_parts(ByteReader& in, Head& head) {
  std::uint64_t relations = 0;
  for (std::uint64_t left = in.varint(); left > 0 && in.ok(); --left) {
    BlockPart part;
    const std::uint64_t chunk = in.varint();
    constexpr std::uint64_t kMostChunks = std::numeric_limits<std::uint32_t>::max();
    if (chunk > kMostChunks) in.fail();
    if (chunk > 0) part.chunk = ChunkNumber{static_cast<std::uint32_t>(chunk - 1)};
    part.relations = in.varint32();
    relations += part.relations;
    if (part.relations == 0 || relations > kEventsInBlock) in.fail();
    head.parts.push_back(part);
  }
  head.relations = static_cast<std::uint32_t>(relations);
}

Head read_head(ByteReader& in) {
  Head head;
  read_parts(in, head);
  for (std::uint64_t left = in.varint(); left > 0 && in.ok(); --left) {
    Phrase phrase;
    phrase.predicate = in.text();
    phrase.cameo = in.text();
    phrase.place = in.text();
    head.phrases.push_back(phrase);
  }
  return head;
}

// A row with its phrase as a number.
struct RawRow {
  ChunkRow row;
  std::uint64_t phrase = 0;
};

RawRow read_row(ByteReader& in) {
  RawRow raw;
  ChunkRow& row = raw.row;
  const std::uint8_t flags = in.u8();
  row.reciprocal = (flags & 1) != 0;
  row.negated = (flags & 2) != 0;
  row.modality = static_cast<std::uint8_t>(flags >> kModalityShift);
  if (row.modality > kModalityBits) in.fail();
  row.type = in.u8();
  if (row.type < static_cast<std::uint8_t>(EventType::kStatement) ||
      row.type > static_cast<std::uint8_t>(EventType::kRole)) {
    in.fail();
  }
  row.sentence = in.varint32();
  raw.phrase = in.varint();
  row.subject = in.varint32();
  row.object = in.varint32();
  if ((flags & kAttributedBit) != 0) {
    row.attributed_to = in.varint32();
    if (row.attributed_to == kNobody) in.fail();
  }
  if ((flags & kDatedBit) != 0) {
    row.day = DayKey{in.u32()};
    const std::uint8_t kind = in.u8();
    row.basis = kind & kBasisBit;
    row.precision = kind >> 1;
    if (!date_of(row.day) || row.precision > static_cast<std::uint8_t>(DatePrecision::kYear)) {
      in.fail();
    }
  }
  row.confidence = in.f32();
  return raw;
}

RelationRecord record_of(const RawRow& raw, const Head& head) {
  const ChunkRow& row = raw.row;
  RelationRecord record;
  record.ends.subject = ActorNumber{row.subject};
  record.ends.object = ActorNumber{row.object};
  if (row.attributed_to != kNobody) record.ends.attributed_to = ActorNumber{row.attributed_to};
  Relation& relation = record.relation;
  relation.type = static_cast<EventType>(row.type);
  relation.reciprocal = row.reciprocal;
  relation.negated = row.negated;
  relation.modality = static_cast<Modality>(row.modality);
  if (const std::optional<Date> date = date_of(row.day)) {
    relation.date = DatedPeriod{*date, static_cast<DatePrecision>(row.precision),
                                static_cast<DateBasis>(row.basis)};
  }
  relation.confidence = row.confidence;
  const Phrase& phrase = head.phrases[raw.phrase];
  relation.predicate = phrase.predicate;
  relation.cameo = phrase.cameo;
  relation.place = phrase.place;
  relation.evidence.sentence = row.sentence;
  return record;
}

}  // namespace

std::string encode_event_block(const EventBlock& block) {
  EventBlockBuilder builder;
  builder.add_block(block);
  return std::string(builder.finish());
}

std::optional<EventBlock> decode_event_block(std::string_view bytes) {
  ByteReader in(bytes);
  Head head = read_head(in);
  EventBlock block;
  for (std::uint32_t i = 0; i < head.relations && in.ok(); ++i) {
    const RawRow raw = read_row(in);
    if (raw.phrase >= head.phrases.size()) in.fail();
    if (in.ok()) block.relations.push_back(record_of(raw, head));
  }
  block.parts = std::move(head.parts);
  return in.is_done() ? std::optional(std::move(block)) : std::nullopt;
}

std::optional<RelationRecord> decode_event_in_block(std::string_view bytes, std::size_t place) {
  ByteReader in(bytes);
  const Head head = read_head(in);
  if (place >= head.relations) return std::nullopt;
  for (std::size_t i = 0; i < place && in.ok(); ++i) read_row(in);
  const RawRow raw = read_row(in);
  if (!in.ok() || raw.phrase >= head.phrases.size()) return std::nullopt;
  return record_of(raw, head);
}

std::optional<std::uint32_t> count_event_block(std::string_view bytes) {
  ByteReader in(bytes);
  Head head;
  read_parts(in, head);
  return in.ok() ? std::optional(head.relations) : std::nullopt;
}

void EventBlockBuilder::begin_part(std::optional<ChunkNumber> chunk) {
  if (parts_.empty() || parts_.back().chunk != chunk) parts_.push_back({chunk, 0});
}

std::size_t EventBlockBuilder::phrase_number(std::string_view phrase) {
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    if (phrases_[i].data() == phrase.data() || phrases_[i] == phrase) return i;
  }
  phrases_.push_back(phrase);
  return phrases_.size() - 1;
}

//  flags:u8 type:u8 sentence:v phrase:v subject:v object:v [attributed_to:v]
//  [day:day kind:u8] confidence:f32
//  flags: as of a relation, and 16 times the modality; kind: basis, and 2 times the precision
void EventBlockBuilder::add(const ChunkRow& row, std::string_view phrase) {
  const std::size_t number = phrase_number(phrase);
  const bool is_dated = row.day != kUndated;
  const bool is_attributed = row.attributed_to != kNobody;
  std::array<char, kLongestRow> bytes;
  char* at = bytes.data();
  const unsigned flags = relation_bits(row.reciprocal, row.negated, is_dated, is_attributed);
  *at++ = static_cast<char>((flags & kFlagBits) | (unsigned{row.modality} << kModalityShift));
  *at++ = static_cast<char>(row.type);
  at = put_varint(put_varint(at, row.sentence), number);
  at = put_varint(put_varint(at, row.subject), row.object);
  if (is_attributed) at = put_varint(at, row.attributed_to);
  if (is_dated) {
    at = put_u32(at, static_cast<std::uint32_t>(row.day));
    *at++ = static_cast<char>(row.basis | row.precision << 1);
  }
  std::uint32_t confidence = 0;
  static_assert(sizeof confidence == sizeof row.confidence);
  std::memcpy(&confidence, &row.confidence, sizeof confidence);
  at = put_u32(at, confidence);
  rows_.append(bytes.data(), static_cast<std::size_t>(at - bytes.data()));
  ++parts_.back().relations;
  ++relations_;
}

void EventBlockBuilder::add_block(const EventBlock& block) {
  std::size_t at = 0;
  for (const BlockPart& part : block.parts) {
    begin_part(part.chunk);
    for (std::uint32_t i = 0; i < part.relations; ++i, ++at) {
      const Relation& relation = block.relations[at].relation;
      std::string& phrase = kept_.emplace_back();
      for (const std::string* text : {&relation.predicate, &relation.cameo, &relation.place}) {
        append_text(phrase, *text);
      }
      add(row_of(block.relations[at]), phrase);
    }
  }
}

//  parts:v (chunk:v relations:v)* phrases:v (predicate:t cameo:t place:t)* rows
//  chunk: its number + 1, 0 for relations with single index entries
std::string_view EventBlockBuilder::finish() {
  std::array<char, kLongestVarint> number;
  const auto append = [&](std::uint64_t value) {
    char* const end = put_varint(number.data(), value);
    value_.append(number.data(), static_cast<std::size_t>(end - number.data()));
  };
  value_.clear();
  append(parts_.size());
  for (const BlockPart& part : parts_) {
    append(part.chunk ? std::uint64_t{static_cast<std::uint32_t>(*part.chunk)} + 1 : 0);
    append(part.relations);
  }
  append(phrases_.size());
  for (const std::string_view phrase : phrases_) value_.append(phrase);
  value_.append(rows_);
  clear();
  return value_;
}

void EventBlockBuilder::clear() {
  relations_ = 0;
  parts_.clear();
  phrases_.clear();
  kept_.clear();
  rows_.clear();
}

}  // namespace entente
