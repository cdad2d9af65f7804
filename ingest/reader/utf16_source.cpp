#include "ingest/reader/utf16_source.h"

#include <algorithm>
#include <optional>
#include <string>

namespace entente {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

void append_utf8(std::string& out, char32_t c) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

class Utf16Source final : public ByteSource {
 public:
  explicit Utf16Source(BufferedInput& input) : input_(input) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    while (at_ == ready_.size() && load()) continue;
    if (at_ == ready_.size() && input_.error()) return *input_.error();
    const std::size_t length = std::min(buffer.size(), ready_.size() - at_);
    std::copy_n(ready_.data() + at_, length, buffer.data());
    at_ += length;
    return length;
  }

 private:
  // Decodes what is at hand; false at the end, when nothing is left to give.
  bool load() {
    ready_.clear();
    at_ = 0;
    const std::string_view part = input_.available();
    for (const char byte : part) add_byte(static_cast<unsigned char>(byte));
    input_.consume(part.size());
    if (part.empty() && (high_ || first_)) {
      append_utf8(ready_, kReplacement);
      high_.reset();
      first_.reset();
    }
    return !part.empty();
  }

  void add_byte(unsigned char byte) {
    if (!first_) {
      first_ = byte;
      return;
    }
    const char32_t pair = is_big_endian_ ? static_cast<char32_t>(*first_ << 8 | byte)
                                         : static_cast<char32_t>(byte << 8 | *first_);
    first_.reset();
    if (is_at_mark_) {
      is_big_endian_ = pair == 0xFFFE;  // the mark, read the wrong way round
      is_at_mark_ = false;
    } else {
      add_unit(pair);
    }
  }

  void add_unit(char32_t unit) {
    const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (high_ && is_low) {
      append_utf8(ready_, 0x10000 + ((*high_ - 0xD800) << 10) + (unit - 0xDC00));
      high_.reset();
      return;
    }
    if (high_) append_utf8(ready_, kReplacement);
    high_.reset();
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      high_ = unit;
    } else {
      append_utf8(ready_, is_low ? kReplacement : unit);
    }
  }

  BufferedInput& input_;
  std::string ready_;
  std::size_t at_ = 0;
  bool is_at_mark_ = true;
  bool is_big_endian_ = false;
  std::optional<unsigned char> first_;
  std::optional<char32_t> high_;
};

}  // namespace

std::unique_ptr<ByteSource> utf16_as_utf8(BufferedInput& input) {
  return std::make_unique<Utf16Source>(input);
}

}  // namespace entente
