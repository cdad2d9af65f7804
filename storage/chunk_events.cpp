#include "storage/chunk_events.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <numeric>

#include "storage/bytes.h"
#include "storage/values.h"

namespace entente {

namespace {

struct RowRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The relations of one article.
void write_blocks(const ChunkEvents& work, const RowRange& range, EventBlockBuilder& builder,
                  SortedFile& out) {
  const std::vector<ChunkRow>& rows = work.chunk.rows;
  const std::vector<EventKey>& events = work.events;
  std::vector<std::size_t> by_ordinal;
  const auto at = [&](std::size_t i) {
    return by_ordinal.empty() ? range.begin + i : by_ordinal[i];
  };
  const auto is_before = [&](const EventKey& a, const EventKey& b) {
    return a.ordinal < b.ordinal;
  };
  const std::size_t count = range.end - range.begin;
  if (!std::is_sorted(&events[range.begin], &events[range.begin] + count, is_before)) {
    by_ordinal.resize(count);
    std::iota(by_ordinal.begin(), by_ordinal.end(), range.begin);
    std::sort(by_ordinal.begin(), by_ordinal.end(),
              [&](std::size_t a, std::size_t b) { return is_before(events[a], events[b]); });
  }
  const auto begun = work.begun.find(rows[range.begin].document);
  if (begun != work.begun.end()) builder.add_block(begun->second);
  builder.begin_part(work.number);
  for (std::size_t i = 0; i < count; ++i) {
    const ChunkRow& row = rows[at(i)];
    builder.add(row, work.chunk.phrases.text(row.phrase));
    if (i + 1 < count && builder.size() < kEventsInBlock) continue;
    const EventKey& event = events[at(i)];
    std::array<char, sizeof(std::uint64_t) + sizeof(std::uint32_t)> key;
    put_u32(put_u64(key.data(), static_cast<std::uint64_t>(event.article)),
            event.ordinal / kEventsInBlock);
    out.add({key.data(), key.size()}, builder.finish());
    builder.begin_part(work.number);
  }
  builder.clear();
}

}  // namespace

void encode_row(const Chunk& chunk, const ChunkRow& row, std::string& out) {
  std::array<char, 32> fixed;
  char* at = fixed.data();
  const bool is_dated = row.day != kUndated;
  const bool is_attributed = row.attributed_to != kNobody;
  *at++ = static_cast<char>(row.type);
  *at++ = static_cast<char>(relation_bits(row.reciprocal, row.negated, is_dated, is_attributed));
  *at++ = static_cast<char>(row.modality);
  at = put_u32(put_u32(at, row.subject), row.object);
  if (is_attributed) at = put_u32(at, row.attributed_to);
  if (is_dated) {
    at = put_u32(at, static_cast<std::uint32_t>(row.day));
    *at++ = static_cast<char>(row.precision);
    *at++ = static_cast<char>(row.basis);
  }
  std::uint32_t confidence = 0;
  static_assert(sizeof confidence == sizeof row.confidence);
  std::memcpy(&confidence, &row.confidence, sizeof confidence);
  at = put_u32(at, confidence);
  const std::string_view phrase = chunk.phrases.text(row.phrase);
  const auto size = static_cast<std::size_t>(at - fixed.data());
  constexpr std::size_t kNoSpans = 8;  // four times two varints
  out.resize(size + phrase.size() + kNoSpans);
  char* end = std::copy_n(fixed.data(), size, out.data());
  end = std::copy_n(phrase.data(), phrase.size(), end);
  std::fill_n(end, kNoSpans, '\0');
}

void write_events(const ChunkEvents& work, SortedFile& out) {
  const std::vector<ChunkRow>& rows = work.chunk.rows;
  EventBlockBuilder builder;
  std::string value;
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin;
    while (end < rows.size() && rows[end].document == rows[begin].document) ++end;
    if (rows[begin].is_in_block) {
      write_blocks(work, {begin, end}, builder, out);
    } else {
      for (std::size_t i = begin; i < end; ++i) {
        encode_row(work.chunk, rows[i], value);
        out.add(event_key(work.events[i]), value);
      }
    }
    begin = end;
  }
}

}  // namespace entente
