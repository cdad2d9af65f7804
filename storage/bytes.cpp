#include "storage/bytes.h"

#include <array>
#include <bit>
#include <cstddef>
#include <limits>

namespace entente {

namespace {

constexpr int kBitsPerByte = 8;
constexpr int kVarintBits = 7;
constexpr std::uint8_t kVarintMore = 0x80;
constexpr int kMaxVarintShift = 63;

}  // namespace

// All bytes of the number at once: one check of the room that is left.
template <typename Number>
ByteWriter& ByteWriter::big_endian(Number value) {
  std::array<char, sizeof value> out;
  for (std::size_t i = out.size(); i-- > 0; value >>= kBitsPerByte) {
    out[i] = static_cast<char>(value);
  }
  bytes_.append(out.data(), out.size());
  return *this;
}

ByteWriter& ByteWriter::u8(std::uint8_t value) {
  bytes_.push_back(static_cast<char>(value));
  return *this;
}

ByteWriter& ByteWriter::u32(std::uint32_t value) { return big_endian(value); }

ByteWriter& ByteWriter::u64(std::uint64_t value) { return big_endian(value); }

ByteWriter& ByteWriter::varint(std::uint64_t value) {
  while (value >= kVarintMore) {
    u8(static_cast<std::uint8_t>(value | kVarintMore));
    value >>= kVarintBits;
  }
  return u8(static_cast<std::uint8_t>(value));
}

void append_text(std::string& out, std::string_view text) {
  std::size_t size = text.size();
  for (; size >= kVarintMore; size >>= kVarintBits) {
    out.push_back(static_cast<char>(size | kVarintMore));
  }
  out.push_back(static_cast<char>(size));
  out.append(text);
}

ByteWriter& ByteWriter::f32(float value) { return u32(std::bit_cast<std::uint32_t>(value)); }

ByteWriter& ByteWriter::bytes(std::string_view text) {
  bytes_.append(text);
  return *this;
}

ByteWriter& ByteWriter::text(std::string_view text) {
  varint(text.size());
  return bytes(text);
}

std::string_view ByteReader::bytes(std::size_t count) {
  if (!ok_ || count > rest_.size()) {
    fail();
    return {};
  }
  const std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

std::uint8_t ByteReader::u8() {
  const std::string_view taken = bytes(1);
  return taken.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(taken[0]);
}

std::uint32_t ByteReader::u32() {
  std::uint32_t value = 0;
  for (const char c : bytes(4)) value = (value << kBitsPerByte) | static_cast<std::uint8_t>(c);
  return value;
}

std::uint64_t ByteReader::u64() {
  std::uint64_t value = 0;
  for (const char c : bytes(8)) value = (value << kBitsPerByte) | static_cast<std::uint8_t>(c);
  return value;
}

std::uint64_t ByteReader::varint() {
  std::uint64_t value = 0;
  for (int shift = 0; ok_; shift += kVarintBits) {
    const std::uint64_t byte = u8();
    const std::uint64_t bits = byte & (kVarintMore - 1);
    if (shift > kMaxVarintShift || (shift == kMaxVarintShift && bits > 1)) break;
    value |= bits << shift;
    if ((byte & kVarintMore) == 0) return ok_ ? value : 0;
  }
  fail();
  return 0;
}

std::uint32_t ByteReader::varint32() {
  const std::uint64_t value = varint();
  if (value <= std::numeric_limits<std::uint32_t>::max()) return static_cast<std::uint32_t>(value);
  fail();
  return 0;
}

float ByteReader::f32() { return std::bit_cast<float>(u32()); }

std::string_view ByteReader::text() {
  const std::uint64_t size = varint();
  if (size > rest_.size()) fail();
  return ok_ ? bytes(static_cast<std::size_t>(size)) : std::string_view{};
}

}  // namespace entente
