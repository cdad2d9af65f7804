#include "ingest/text/characters.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <memory>

#include "core/unicode.h"

namespace entente {
namespace {

constexpr char32_t kSoftHyphen = 0xAD;

constexpr std::array<CharClass, 128> make_ascii_table() {
  std::array<CharClass, 128> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    const bool is_alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    table[c] = is_alpha                 ? CharClass::kLetter
               : (c >= '0' && c <= '9') ? CharClass::kDigit
               : (c <= ' ' && c != 0)   ? CharClass::kBlank
                                        : CharClass::kOther;
  }
  table['\''] = CharClass::kApostrophe;
  table['"'] = CharClass::kDoubleQuote;
  table['-'] = CharClass::kHyphen;
  table['.'] = table['!'] = table['?'] = CharClass::kTerminator;
  return table;
}
constexpr std::array<CharClass, 128> kAscii = make_ascii_table();

bool is_unspaced_script(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

// The characters that get a class of their own because of what they look like.
CharClass class_by_shape(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x02BC:
    case 0x02BB:
    case 0x2032:
    case 0xFF07:
      return CharClass::kApostrophe;
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
    case 0xFF02:
      return CharClass::kDoubleQuote;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return CharClass::kHyphen;
    case 0x2026:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF61:
    case 0x061F:
    case 0x06D4:
    case 0x0964:
    case 0x203C:
    case 0x2047:
    case 0x2048:
    case 0x2049:
      return CharClass::kTerminator;
    case 0x200B:
    case 0xFEFF:
    case 0x2060:
      return CharClass::kBlank;
    default:
      return CharClass::kOther;
  }
}

CharClass class_of(char32_t c) {
  const CharClass shape = class_by_shape(c);
  if (shape != CharClass::kOther) return shape;
  if (is_space(c)) return CharClass::kBlank;
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_FORMAT_CHAR:
      return CharClass::kMark;
    case U_DECIMAL_DIGIT_NUMBER:
      return CharClass::kDigit;
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
      return is_unspaced_script(c) ? CharClass::kUnspaced : CharClass::kLetter;
    default:
      return CharClass::kOther;
  }
}

const char* plain_sign(char32_t c) {
  switch (class_by_shape(c)) {
    case CharClass::kApostrophe:
      return "'";
    case CharClass::kDoubleQuote:
      return "\"";
    case CharClass::kHyphen:
      return c == 0x2014 || c == 0x2015 ? "--" : "-";
    default:
      return c == 0x2026 ? "..." : c == kSoftHyphen ? "" : nullptr;
  }
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {byte, 1, kAscii[byte]};
  const CodePoint c = code_point_at(text, at);
  return {c.value, static_cast<std::uint32_t>(c.length), class_of(c.value)};
}

Character character_before(std::string_view text, std::size_t at) {
  if (at == 0 || at > text.size()) return {};
  std::size_t begin = at - 1;
  const std::size_t limit = at >= 4 ? at - 4 : 0;
  while (begin > limit && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  Character c = character_at(text, begin);
  return begin + c.length == at ? c : character_at(text, at - 1);
}

bool is_opening_quote(char32_t c) {
  return c == 0x201C || c == 0x2018 || c == 0x201E || c == 0x201A || c == 0xAB;
}

bool is_closing_quote(char32_t c) { return c == 0x201D || c == 0x2019 || c == 0xBB; }

std::string plain_form(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    const CodePoint c = byte < 0x80 ? CodePoint{byte, 1} : code_point_at(bytes, at);
    const char* plain = byte < 0x80 ? nullptr : plain_sign(c.value);
    if (plain != nullptr) {
      out += plain;
    } else {
      out.append(bytes.substr(at, c.length));
    }
    at += c.length;
  }
  return out;
}

std::vector<std::size_t> unspaced_word_ends(std::string_view run) {
  UErrorCode status = U_ZERO_ERROR;
  thread_local const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  std::vector<std::size_t> ends;
  if (words != nullptr) {
    const auto wide = icu::UnicodeString::fromUTF8(
        icu::StringPiece(run.data(), static_cast<std::int32_t>(run.size())));
    words->setText(wide);
    std::size_t bytes = 0;
    std::int32_t from = words->first();
    for (std::int32_t to = words->next(); to != icu::BreakIterator::DONE; to = words->next()) {
      std::string piece;
      wide.tempSubStringBetween(from, to).toUTF8String(piece);
      bytes += piece.size();
      ends.push_back(bytes);
      from = to;
    }
  }
  if (ends.empty() || ends.back() != run.size()) ends = {run.size()};
  return ends;
}

}  // namespace entente
