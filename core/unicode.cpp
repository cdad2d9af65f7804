#include "core/unicode.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/check.h"

namespace entente {
namespace {

constexpr UChar32 kReplacement = 0xFFFD;
constexpr UChar32 kByteOrderMark = 0xFEFF;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The Char production of XML 1.0.
bool is_allowed_in_xml(UChar32 c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

void append(std::string& out, UChar32 c) {
  char buffer[U8_MAX_LENGTH];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, c);
  out.append(buffer, static_cast<std::size_t>(length));
}

bool is_plain(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t';
}

// Whether all eight bytes are printable ASCII (0x20 to 0x7E). In each byte of `low` the highest bit
// is set if the byte is below 0x20, or, by a borrow, near one that is.
bool are_printable(const char* eight_bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighest = 0x80 * kOnes;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, eight_bytes, sizeof bytes);
  const std::uint64_t low = bytes - 0x20 * kOnes;
  const std::uint64_t high = bytes + kOnes;  // 0x7F becomes 0x80; 0xFF is caught by `bytes`
  return ((bytes | low | high) & kHighest) == 0;
}

// Length of the run of printable ASCII, tabs and line feeds that starts at `at`: most of any text,
// and nothing that needs a closer look.
std::size_t plain_run(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (true) {
    while (at + 8 <= text.size() && are_printable(text.data() + at)) at += 8;
    const std::size_t stop = std::min(at + 8, text.size());
    while (at < stop && is_plain(text[at])) ++at;
    if (at < stop || at == text.size()) return at - begin;
  }
}

UChar32 next(std::string_view text, std::int32_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  UChar32 c = 0;
  U8_NEXT(bytes, at, size, c);
  return c;
}

std::string fold_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

std::string remove_marks(const icu::UnicodeString& text) {
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) out.append(c);
  }
  std::string utf8;
  out.toUTF8String(utf8);
  return utf8;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  std::int32_t at = 0;
  while (true) {
    at += static_cast<std::int32_t>(plain_run(text, static_cast<std::size_t>(at)));
    if (at >= static_cast<std::int32_t>(text.size())) return true;
    if (next(text, at) < 0) return false;
  }
}

Utf8Repair repair_utf8(std::string_view text, bool is_start) {
  Utf8Repair out;
  out.text.reserve(text.size());
  std::int32_t at = 0;
  while (at < static_cast<std::int32_t>(text.size())) {
    const std::size_t run = plain_run(text, static_cast<std::size_t>(at));
    out.text.append(text, static_cast<std::size_t>(at), run);
    at += static_cast<std::int32_t>(run);
    if (at >= static_cast<std::int32_t>(text.size())) break;
    const bool is_first = is_start && at == 0;
    const UChar32 c = next(text, at);
    if (c < 0) {
      append(out.text, kReplacement);
      ++out.replaced;
    } else if (c == '\r') {
      if (at >= static_cast<std::int32_t>(text.size()) ||
          text[static_cast<std::size_t>(at)] != '\n')
        out.text.push_back('\n');
    } else if (c == kByteOrderMark && is_first) {
      continue;
    } else if (!is_allowed_in_xml(c)) {
      ++out.dropped;
    } else {
      append(out.text, c);
    }
  }
  return out;
}

std::string_view prefix_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  const auto goes_on = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  while (bytes > 0 && goes_on(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

std::string fold_for_matching(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  ENTENTE_CHECK(U_SUCCESS(status), "ICU normalisation data is not installed");
  auto wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  icu::UnicodeString normal = nfkd->normalize(wide.foldCase(), status);
  if (U_FAILURE(status)) return std::string(text);
  // Letters that Unicode does not decompose but that press agencies write plainly.
  normal.findAndReplace(icu::UnicodeString(UChar32{0x0131}), icu::UnicodeString("i"));
  normal.findAndReplace(icu::UnicodeString(UChar32{0x0142}), icu::UnicodeString("l"));
  normal.findAndReplace(icu::UnicodeString(UChar32{0x00F8}), icu::UnicodeString("o"));
  normal.findAndReplace(icu::UnicodeString(UChar32{0x0111}), icu::UnicodeString("d"));
  normal.findAndReplace(icu::UnicodeString(UChar32{0x2019}), icu::UnicodeString("'"));
  return remove_marks(normal);
}

std::string to_lower(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);
  std::string out;
  icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .toLower(icu::Locale::getRoot())
      .toUTF8String(out);
  return out;
}

CodePoint code_point_at(std::string_view text, std::size_t at) {
  ENTENTE_CHECK(at < text.size(), "code_point_at past the end");
  auto cursor = static_cast<std::int32_t>(at);
  const UChar32 c = next(text, cursor);
  if (c < 0) return {0xFFFD, 1};
  return {static_cast<char32_t>(c), static_cast<std::size_t>(cursor) - at};
}

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }
bool is_digit(char32_t c) { return u_isdigit(static_cast<UChar32>(c)) != 0; }
bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }
bool is_upper(char32_t c) {
  return u_isupper(static_cast<UChar32>(c)) != 0 || u_istitle(static_cast<UChar32>(c)) != 0;
}

bool is_upper_initial(std::string_view word) {
  return !word.empty() && is_upper(code_point_at(word, 0).value);
}

bool is_all_upper(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint c = code_point_at(word, at);
    if (is_letter(c.value)) {
      if (!is_upper(c.value)) return false;
      ++letters;
    }
    at += c.length;
  }
  return letters >= 2;
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    at += c.length;
    const auto type = u_charType(static_cast<UChar32>(c.value));
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) continue;
    const auto width = u_getIntPropertyValue(static_cast<UChar32>(c.value), UCHAR_EAST_ASIAN_WIDTH);
    columns += width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
  }
  return columns;
}

}  // namespace entente
