#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace entente {

// Builds keys and values byte by byte. Fixed-width numbers are big-endian, so that the byte order
// of keys is the order of their numbers; varints are LEB128 (seven bits a byte, low bits first).
class ByteWriter {
 public:
  ByteWriter& u8(std::uint8_t value);
  ByteWriter& u32(std::uint32_t value);
  ByteWriter& u64(std::uint64_t value);
  ByteWriter& varint(std::uint64_t value);
  ByteWriter& f32(float value);              // IEEE 754 bits as u32
  ByteWriter& bytes(std::string_view text);  // as they are; only the reader knows how many
  ByteWriter& text(std::string_view text);   // varint length, then the bytes

  const std::string& str() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  template <typename Number>
  ByteWriter& big_endian(Number value);

  std::string bytes_;
};

// Appends as ByteWriter::text() does.
void append_text(std::string& out, std::string_view text);

// The same bytes into memory that has room for them, for what is written by the million. Each
// returns where the next byte goes.
inline constexpr std::size_t kLongestVarint = 10;

inline char* put_u32(char* out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) *out++ = static_cast<char>(value >> shift);
  return out;
}

inline char* put_u64(char* out, std::uint64_t value) {
  return put_u32(put_u32(out, static_cast<std::uint32_t>(value >> 32)),
                 static_cast<std::uint32_t>(value));
}

inline char* put_varint(char* out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *out++ = static_cast<char>(value | 0x80);
  *out++ = static_cast<char>(value);
  return out;
}

// Small numbers of either sign as small numbers: 0, -1, 1, -2, ...
inline std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

inline std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// Takes apart what ByteWriter made. Reading past the end or a varint of more than 64 bits never
// throws: it gives 0 or an empty text and makes ok() false for good, so a decoder reads all fields
// first and asks once. Views live as long as the bytes given to the constructor.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t u8();
  std::uint32_t u32();
  std::uint64_t u64();
  std::uint64_t varint();
  std::uint32_t varint32();  // fails above 2^32-1
  float f32();
  std::string_view bytes(std::size_t count);
  std::string_view text();

  void fail() { ok_ = false; }
  bool ok() const { return ok_; }
  // All bytes were read and none was missing.
  bool is_done() const { return ok_ && rest_.empty(); }
  std::size_t remaining() const { return rest_.size(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace entente
