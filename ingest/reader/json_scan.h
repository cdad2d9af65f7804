#pragma once

#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace entente {

// A fast scanner for the plain part of JSON, which is nearly all that collections hold. It knows
// objects, arrays, strings, short numbers and the three words, up to a modest depth, in valid
// UTF-8; for everything else, errors included, it says so, and the general parser takes the text.
//
// `Visitor` has the calls of nlohmann's SAX interface that it needs, and wants_text(), which tells
// whether the next string matters; where it does not, an empty one is passed.
template <typename Visitor>
class JsonScanner {
 public:
  JsonScanner(std::string_view text, Visitor& visitor) : text_(text), visitor_(visitor) {}

  // Scans one value and the white space around it. False if the text is not plain JSON, or if the
  // visitor has had enough; nothing is known of what comes after then.
  bool scan() { return value(0) && at_end(); }

 private:
  static constexpr int kMaxDepth = 32;

  void skip_blank() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  bool at_end() {
    skip_blank();
    return at_ == text_.size();
  }

  // The next character that is not blank, or NUL at the end.
  char next() {
    skip_blank();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }

  bool value(int depth) {
    switch (next()) {
      case '{':
        return depth < kMaxDepth && object(depth);
      case '[':
        return depth < kMaxDepth && array(depth);
      case '"':
        return string(visitor_.wants_text()) && visitor_.string(token_);
      case 't':
        return word("true") && visitor_.boolean(true);
      case 'f':
        return word("false") && visitor_.boolean(false);
      case 'n':
        return word("null") && visitor_.null();
      default:
        return number();
    }
  }

  bool word(std::string_view wanted) {
    if (text_.substr(at_, wanted.size()) != wanted) return false;
    at_ += wanted.size();
    return true;
  }

  bool object(int depth) {
    ++at_;
    if (!visitor_.start_object(0)) return false;
    if (take('}')) return visitor_.end_object();
    do {
      if (next() != '"' || !string(true) || !visitor_.key(token_)) return false;
      if (!take(':') || !value(depth + 1)) return false;
    } while (take(','));
    return take('}') && visitor_.end_object();
  }

  bool array(int depth) {
    ++at_;
    if (!visitor_.start_array(0)) return false;
    if (take(']')) return visitor_.end_array();
    do {
      if (!value(depth + 1)) return false;
    } while (take(','));
    return take(']') && visitor_.end_array();
  }

  // From a quote to behind the closing one; the content goes to token_ if it is wanted.
  bool string(bool is_wanted) {
    token_.clear();
    ++at_;
    while (true) {
      const std::size_t begin = at_;
      skip_ordinary();
      if (is_wanted) token_.append(text_, begin, at_ - begin);
      if (at_ >= text_.size()) return false;
      const char c = text_[at_++];
      if (c == '"') return true;
      if (c != '\\' || !escape()) return false;
    }
  }

  // Goes on to the next quote, backslash or control character.
  void skip_ordinary() {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHighest = 0x80 * kOnes;
    const auto has_zero = [](std::uint64_t x) { return (x - kOnes) & ~x & kHighest; };
    while (at_ + 8 <= text_.size()) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, text_.data() + at_, sizeof bytes);
      const std::uint64_t control = (bytes - 0x20 * kOnes) & ~bytes & kHighest;
      if ((control | has_zero(bytes ^ ('"' * kOnes)) | has_zero(bytes ^ ('\\' * kOnes))) != 0)
        break;
      at_ += 8;
    }
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
           static_cast<unsigned char>(text_[at_]) >= 0x20) {
      ++at_;
    }
  }

  bool escape() {
    if (at_ >= text_.size()) return false;
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = text_[at_++];
    if (letter == 'u') return unicode_escape();
    const std::size_t found = kLetters.find(letter);
    if (found == std::string_view::npos) return false;
    token_ += kMeanings[found];
    return true;
  }

  bool hex(std::uint32_t& code) {
    const char* begin = text_.data() + at_;
    if (at_ + 4 > text_.size()) return false;
    const auto [end, error] = std::from_chars(begin, begin + 4, code, 16);
    at_ += 4;
    return error == std::errc() && end == begin + 4 && *begin != '-';
  }

  bool unicode_escape() {
    std::uint32_t code = 0;
    if (!hex(code)) return false;
    if (code >= 0xD800 && code <= 0xDFFF) {
      std::uint32_t low = 0;
      if (code > 0xDBFF || !word("\\u") || !hex(low) || low < 0xDC00 || low > 0xDFFF) return false;
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(code);
    return true;
  }

  void append_utf8(std::uint32_t code) {
    const auto byte = [&](std::uint32_t bits) { token_ += static_cast<char>(bits); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) {
      byte(0xC0 | (code >> 6));
    } else if (code < 0x10000) {
      byte(0xE0 | (code >> 12));
      byte(0x80 | ((code >> 6) & 0x3F));
    } else {
      byte(0xF0 | (code >> 18));
      byte(0x80 | ((code >> 12) & 0x3F));
      byte(0x80 | ((code >> 6) & 0x3F));
    }
    byte(0x80 | (code & 0x3F));
  }

  // -?(0|[1-9][0-9]*)(.[0-9]+)? of at most 18 characters: no exponent, no overflow.
  bool number() {
    constexpr std::size_t kLongest = 18;
    const std::size_t begin = at_;
    if (at_ < text_.size() && text_[at_] == '-') ++at_;
    const bool starts_with_zero = at_ < text_.size() && text_[at_] == '0';
    const std::size_t whole = digits();
    if (whole == 0 || (starts_with_zero && whole > 1)) return false;
    const bool is_float = at_ < text_.size() && text_[at_] == '.';
    if (is_float) ++at_;
    if (is_float && digits() == 0) return false;
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) return false;
    const std::string_view all = text_.substr(begin, at_ - begin);
    if (all.size() > kLongest) return false;
    return is_float ? float_value(all) : whole_value(all);
  }

  std::size_t digits() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ - begin;
  }

  bool float_value(std::string_view all) {
    double value = 0;
    std::from_chars(all.data(), all.data() + all.size(), value);
    return visitor_.number_float(value, std::string(all));
  }

  // Negative ones are signed to nlohmann, "-0" too.
  bool whole_value(std::string_view all) {
    std::int64_t value = 0;
    std::from_chars(all.data(), all.data() + all.size(), value);
    return all.front() == '-' ? visitor_.number_integer(value)
                              : visitor_.number_unsigned(static_cast<std::uint64_t>(value));
  }

  std::string_view text_;
  Visitor& visitor_;
  std::size_t at_ = 0;
  std::string token_;
};

// Takes everything and wants nothing: whether a text is plain JSON at all.
struct AnyJson {
  static bool wants_text() { return false; }
  static bool null() { return true; }
  static bool boolean(bool) { return true; }
  static bool number_integer(std::int64_t) { return true; }
  static bool number_unsigned(std::uint64_t) { return true; }
  static bool number_float(double, const std::string&) { return true; }
  static bool string(std::string&) { return true; }
  static bool key(std::string&) { return true; }
  static bool start_object(std::size_t) { return true; }
  static bool end_object() { return true; }
  static bool start_array(std::size_t) { return true; }
  static bool end_array() { return true; }
};

inline bool is_plain_json(std::string_view text) {
  AnyJson any;
  return JsonScanner<AnyJson>(text, any).scan();
}

}  // namespace entente
