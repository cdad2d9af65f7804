#include "storage/index_block.h"

#include <limits>

#include "storage/bytes.h"
#include "storage/values.h"

namespace entente {

namespace {

constexpr int kChangeShift = 4;  // above the flags
constexpr std::uint8_t kChangeBits = 7;
constexpr std::uint8_t kSameOrdinal = 0x80;  // the ordinal is the number of the sentence
constexpr std::uint8_t kFlagBits = 0x0f;

}  // namespace

std::size_t write_index_key(const IndexFields& fields, const IndexRow& row, char* out) {
  char* const begin = out;
  for (std::size_t i = 0; i < fields.count; ++i) {
    if (i == fields.type) {
      *out++ = static_cast<char>(row.lead[i]);
    } else {
      out = put_u32(out, row.lead[i]);
    }
  }
  out = put_u64(out, static_cast<std::uint64_t>(row.event.article));
  out = put_u32(put_u32(out, row.event.sentence), row.event.ordinal);
  return static_cast<std::size_t>(out - begin);
}

//  head:u8 fields from the first that changed: its difference:v, then each whole:v, but the day as
//  its difference:z; then article difference:z sentence:v [ordinal:v]
//  head: flags, 16 times the number of the first field that changed (as many as there are if none
//  did), 128 if the ordinal is the sentence. z: a varint of both signs, 0, -1, 1, -2, ...
//  The first entry of a block is the difference from one that is all zeros.
void IndexBlockBuilder::add(const IndexRow& row) {
  std::size_t changed = 0;
  while (changed < fields_.count && row.lead[changed] == last_.lead[changed]) ++changed;
  char* out = bytes_.data() + at_;
  const bool is_same = row.event.sentence == row.event.ordinal;
  *out++ = static_cast<char>(row.flags | changed << kChangeShift | (is_same ? kSameOrdinal : 0));
  if (changed < fields_.count) {
    out = put_varint(out, row.lead[changed] - last_.lead[changed]);
    for (std::size_t i = changed + 1; i < fields_.count; ++i) {
      out = put_varint(
          out, i != fields_.day ? row.lead[i] : zigzag(std::int64_t{row.lead[i]} - last_.lead[i]));
    }
  }
  const auto article = static_cast<std::uint64_t>(row.event.article);
  const auto before = static_cast<std::uint64_t>(last_.event.article);
  out = put_varint(out, zigzag(static_cast<std::int64_t>(article - before)));
  out = put_varint(out, row.event.sentence);
  if (!is_same) out = put_varint(out, row.event.ordinal);
  at_ = static_cast<std::size_t>(out - bytes_.data());
  last_ = row;
}

bool IndexBlockBuilder::is_full() const { return at_ >= kBlock; }

std::string_view IndexBlockBuilder::last_key() {
  return {key_.data(), write_index_key(fields_, last_, key_.data())};
}

void IndexBlockBuilder::clear() {
  at_ = 0;
  last_ = IndexRow();
}

bool IndexBlockReader::fail() {
  is_damaged_ = true;
  rest_ = {};
  return false;
}

bool IndexBlockReader::read(std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto byte = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return true;
  }
  return fail();
}

bool IndexBlockReader::read_lead(std::size_t first) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  for (std::size_t i = first; i < fields_.count; ++i) {
    std::uint64_t value = 0;
    if (!read(value)) return false;
    if (value > 2 * kMost + 1) return fail();  // more than a difference of two days
    if (i == first) {
      if (value == 0 || value > kMost) return fail();  // entries ascend
      value += row_.lead[i];
    } else if (i == fields_.day) {
      value = static_cast<std::uint64_t>(unzigzag(value) + row_.lead[i]);
    }
    if (value > (i == fields_.type ? std::uint64_t{0xff} : kMost)) return fail();
    row_.lead[i] = static_cast<std::uint32_t>(value);
  }
  return true;
}

bool IndexBlockReader::next() {
  if (rest_.empty()) return false;
  const auto head = static_cast<std::uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  const std::size_t changed = (head >> kChangeShift) & kChangeBits;
  if (changed > fields_.count) return fail();
  if (!read_lead(changed)) return false;
  std::uint64_t article = 0;
  std::uint64_t sentence = 0;
  if (!read(article) || !read(sentence)) return false;
  std::uint64_t ordinal = sentence;
  if ((head & kSameOrdinal) == 0 && !read(ordinal)) return false;
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (sentence > kMost || ordinal > kMost) return fail();
  const auto before = static_cast<std::uint64_t>(row_.event.article);
  row_.event.article = ArticleNumber{before + static_cast<std::uint64_t>(unzigzag(article))};
  row_.event.sentence = static_cast<std::uint32_t>(sentence);
  row_.event.ordinal = static_cast<std::uint32_t>(ordinal);
  row_.flags = head & kFlagBits;
  return true;
}

}  // namespace entente
