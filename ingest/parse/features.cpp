#include "ingest/parse/features.h"

#include <algorithm>
#include <vector>

#include "core/unicode.h"

namespace entente {
namespace {

constexpr std::size_t kMaxLetters = 24;  // letters of a form that n-grams look at
constexpr std::size_t kMaxShape = 10;

bool in(char32_t c, char32_t first, char32_t last) { return first <= c && c <= last; }

bool is_simple_upper(char32_t c) { return simple_lower(c) != c; }

bool is_simple_lower(char32_t c) {
  const bool small = in(c, U'a', U'z') || (in(c, 0xDF, 0xFF) && c != 0xF7) || in(c, 0x100, 0x17F) ||
                     in(c, 0x3AC, 0x3CE) || in(c, 0x430, 0x45F);
  return small && !is_simple_upper(c);
}

char32_t plain(char32_t c) {
  if (in(c, 0x2018, 0x201B)) return U'\'';
  if (in(c, 0x201C, 0x201E) || c == 0xAB || c == 0xBB) return U'"';
  if (in(c, 0x2010, 0x2015) || c == 0x2212) return U'-';
  if (c == 0x2026) return U'.';
  if (c == 0xA0) return U' ';
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&](char32_t v) { out.push_back(static_cast<char>(v)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3F));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

// Row 0 of a table stands for a feature that was left out.
std::uint32_t row(std::uint8_t kind, std::string_view text, std::uint32_t rows) {
  return 1 + feature_hash(kind, text) % (rows - 1);
}

// Letters and digits by class, runs cut to two: McDonald-2 -> XxXxx-d.
std::string shape(std::u32string_view form) {
  std::string out;
  for (const char32_t c : form) {
    char k = 'u';
    if (is_simple_upper(c)) {
      k = 'X';
    } else if (is_simple_lower(c)) {
      k = 'x';
    } else if (in(c, U'0', U'9')) {
      k = 'd';
    } else if (c < 128) {
      k = static_cast<char>(c);
    }
    if (out.size() < 2 || out.back() != k || out[out.size() - 2] != k) out.push_back(k);
    if (out.size() >= kMaxShape) break;
  }
  return out;
}

std::u32string decode(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    out.push_back(plain(c.value));
    at += std::max<std::size_t>(1, c.length);
  }
  return out;
}

// Lower-cased letters as UTF-8 with the byte offset of each letter and the end.
struct Lowered {
  std::string bytes;
  std::vector<std::size_t> at;
  std::string_view slice(std::size_t first, std::size_t last) const {
    return std::string_view(bytes).substr(at[first], at[last] - at[first]);
  }
};

Lowered lowered(std::u32string_view letters) {
  Lowered out;
  for (const char32_t c : letters) {
    out.at.push_back(out.bytes.size());
    append_utf8(out.bytes, simple_lower(c));
  }
  out.at.push_back(out.bytes.size());
  return out;
}

void add_grams(std::u32string_view letters, WordFeatures& out) {
  std::u32string bounded = U"^";
  bounded.append(letters.substr(0, kMaxLetters));
  bounded.push_back(U'$');
  const Lowered text = lowered(bounded);
  for (std::size_t width = 3; width <= 4; ++width) {
    for (std::size_t i = 0; i + width <= bounded.size(); ++i) {
      out.grams[out.gram_count++] = row(static_cast<std::uint8_t>(20 + width),
                                        text.slice(i, i + width), WordFeatures::kAffixRows);
    }
  }
}

}  // namespace

char32_t simple_lower(char32_t c) {
  if (in(c, U'A', U'Z') || (in(c, 0xC0, 0xDE) && c != 0xD7) || in(c, 0x391, 0x3A9) ||
      in(c, 0x410, 0x42F)) {
    return c + 32;
  }
  if (in(c, 0x100, 0x137) || in(c, 0x14A, 0x177)) return c | 1;
  if (in(c, 0x139, 0x148) || in(c, 0x179, 0x17E)) return c % 2 == 1 ? c + 1 : c;
  if (in(c, 0x400, 0x40F)) return c + 80;
  return c;
}

std::uint32_t feature_hash(std::uint8_t kind, std::string_view text) {
  std::uint32_t h = (2166136261U ^ kind) * 16777619U;
  for (const char b : text) h = (h ^ static_cast<std::uint8_t>(b)) * 16777619U;
  h ^= h >> 16;
  h *= 0x85EBCA6BU;
  h ^= h >> 13;
  h *= 0xC2B2AE35U;
  return h ^ (h >> 16);
}

WordFeatures word_features(std::string_view form) {
  WordFeatures out;
  const std::u32string letters = decode(form);
  const Lowered word = lowered(letters);
  const std::size_t n = letters.size();
  out.vector_key = feature_hash(40, word.bytes);
  out.form_row = row(30, word.bytes, WordFeatures::kFormRows);
  out.shape_row = row(31, shape(letters), WordFeatures::kShapeRows - 8) + 7;
  for (std::size_t k = 1; k <= 4 && k <= n; ++k) {
    out.affixes[out.affix_count++] =
        row(static_cast<std::uint8_t>(k), word.slice(0, k), WordFeatures::kAffixRows);
  }
  for (std::size_t k = 1; k <= 4 && k <= n; ++k) {
    out.affixes[out.affix_count++] =
        row(static_cast<std::uint8_t>(10 + k), word.slice(n - k, n), WordFeatures::kAffixRows);
  }
  add_grams(letters, out);
  return out;
}

std::string feature_form(std::string_view form) {
  std::string out(form);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) >= 0x80) return lowered(decode(form)).bytes;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

CaseClass case_class(std::span<const Token> tokens) {
  std::size_t words = 0, upper = 0, lower = 0, long_words = 0, long_capitals = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string& form = tokens[i].form;
    bool has_upper = false, has_lower = false, capital = false;
    std::size_t letters = 0;
    for (std::size_t at = 0; at < form.size(); ++letters) {
      const CodePoint c = code_point_at(form, at);
      has_upper = has_upper || is_simple_upper(c.value);
      has_lower = has_lower || is_simple_lower(c.value);
      capital = capital || (letters == 0 && is_simple_upper(c.value));
      at += std::max<std::size_t>(1, c.length);
    }
    if (!has_upper && !has_lower) continue;
    ++words;
    upper += has_upper && !has_lower;
    lower += !has_upper;
    if (letters >= 4 && i > 0) {
      ++long_words;
      long_capitals += capital;
    }
  }
  if (words >= 2 && upper == words) return CaseClass::kAllCapitals;
  if (words >= 3 && lower == words) return CaseClass::kNoCapitals;
  if (long_words >= 3 && long_capitals * 10 >= long_words * 9) return CaseClass::kHeadline;
  return CaseClass::kOrdinary;
}

}  // namespace entente
