#include "ingest/reader/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <array>

#include "core/unicode.h"

namespace entente {
namespace {

// The detector is asked about this much from the start and from the middle of a text: enough for it
// to be sure, and its cost does not grow with the text.
constexpr std::size_t kStartBytes = 3000;
constexpr std::size_t kMiddleBytes = 1000;
// Letters below which its answer is chance: "Acquisitions Opec Bonn".
constexpr int kFewestLetters = 150;
// Of a text of several languages, the share in percent that makes it English enough.
constexpr int kEnglishShare = 30;

// At most `bytes` of `text` from `at` on, cut at the bounds of characters.
std::string_view window(std::string_view text, std::size_t at, std::size_t bytes) {
  const auto is_inside = [&](std::size_t i) {
    return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
  };
  while (is_inside(at)) ++at;
  std::size_t end = std::min(text.size(), at + bytes);
  while (is_inside(end)) --end;
  return text.substr(at, end - std::min(at, end));
}

// Small words that no other language uses as often; sorted.
constexpr std::array<std::string_view, 24> kEnglishWords = {
    "and", "are", "as",   "at",   "been", "but",  "by", "for", "from", "has",   "have", "it",
    "of",  "on",  "said", "that", "the",  "this", "to", "was", "were", "which", "will", "with"};

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_english_word(std::string_view word) {
  constexpr std::size_t kLongest = 5;
  if (word.size() > kLongest) return false;
  std::array<char, kLongest> lower{};
  std::transform(word.begin(), word.end(), lower.begin(),
                 [](char c) { return static_cast<char>(c | 0x20); });
  return std::binary_search(kEnglishWords.begin(), kEnglishWords.end(),
                            std::string_view(lower.data(), word.size()));
}

// Whether a piece of running text is plainly English by its small words. Cheap, and true for nearly
// every English article, so that the detector is seldom asked.
bool is_plainly_english(std::string_view text) {
  constexpr std::size_t kFewestWords = 20;
  constexpr std::size_t kEveryWords = 6;  // a small word in so many words
  std::size_t words = 0;
  std::size_t english = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_ascii_letter(text[at])) {
      if (static_cast<unsigned char>(text[at]) >= 0x80) ++words;  // some other alphabet
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_ascii_letter(text[at])) ++at;
    ++words;
    english += is_english_word(text.substr(begin, at - begin)) ? 1 : 0;
  }
  return words >= kFewestWords && english * kEveryWords >= words;
}

bool is_plainly_english_throughout(std::string_view text) {
  constexpr std::size_t kWindow = 500;
  if (!is_plainly_english(window(text, 0, kWindow))) return false;
  return text.size() < 3 * kWindow || is_plainly_english(window(text, text.size() / 2, kWindow));
}

ForeignLanguage named(std::string code) {
  std::array<UChar, 64> wide{};
  UErrorCode status = U_ZERO_ERROR;
  uloc_getDisplayLanguage(code.c_str(), "en", wide.data(), static_cast<std::int32_t>(wide.size()),
                          &status);
  std::string name;
  for (const UChar c : wide) {
    if (c == 0 || U_FAILURE(status)) break;
    name += c < 0x80 ? static_cast<char>(c) : '?';
  }
  return {code, name.empty() ? code : name};
}

// "de" of "de-AT", "deu" and "German"; empty for what is no language.
std::string primary_code(std::string_view declared) {
  std::string tag = to_lower(declared.substr(0, declared.find_first_of("-_,;")));
  if (tag.empty() || tag == "und" || tag == "mul" || tag == "zxx" || tag == "mis") return {};
  if (tag.size() > 3) {
    for (char& c : tag) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const CLD2::Language known = CLD2::GetLanguageFromName(tag.c_str());
    return known == CLD2::UNKNOWN_LANGUAGE ? std::string() : CLD2::LanguageCode(known);
  }
  std::array<char, 16> code{};
  UErrorCode status = U_ZERO_ERROR;
  uloc_getLanguage(tag.c_str(), code.data(), static_cast<std::int32_t>(code.size()), &status);
  if (U_FAILURE(status)) return {};
  const std::string out(code.data());
  return named(out).name == out ? std::string() : out;  // a code that nobody has given a name
}

// What the text itself says: "en", another code, or nothing if it is too short or too mixed.
std::string detected_code(std::string_view text, const std::string& hint) {
  std::string sample(window(text, 0, kStartBytes));
  if (text.size() > 2 * kStartBytes) {
    sample += '\n';
    sample += window(text, text.size() / 2, kMiddleBytes);
  }
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int letters = 0;
  bool is_reliable = false;
  const CLD2::CLDHints hints = {hint.empty() ? nullptr : hint.c_str(), nullptr,
                                CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(sample.data(), static_cast<int>(sample.size()), true, &hints, 0,
                                 languages, percents, scores, nullptr, &letters, &is_reliable);
  for (int i = 0; i < 3; ++i) {
    if (languages[i] == CLD2::ENGLISH && percents[i] >= kEnglishShare) return "en";
  }
  if (!is_reliable || letters < kFewestLetters || languages[0] == CLD2::UNKNOWN_LANGUAGE) return {};
  return CLD2::LanguageCode(languages[0]);
}

}  // namespace

std::optional<ForeignLanguage> foreign_language(std::string_view text, std::string_view declared) {
  if (is_plainly_english_throughout(text)) return std::nullopt;
  const std::string said = primary_code(declared);
  std::string code = detected_code(text, said);
  if (code.empty()) code = said;
  if (code.empty() || code == "en") return std::nullopt;
  return named(std::move(code));
}

}  // namespace entente
