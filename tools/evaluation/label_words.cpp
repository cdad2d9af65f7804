#include "tools/evaluation/label_words.h"

#include <algorithm>
#include <array>

#include "core/unicode.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 16> kSmallWords = {
    "the", "a",   "an",    "of",  "and", "in", "on",  "for",
    "s",   "its", "their", "his", "her", "mr", "mrs", "ms"};

// Letters that Unicode does not decompose part words, so that the figures are those of scorers in
// other languages: dotless i, l, o and d with stroke, sharp s.
bool parts_words(char32_t c) {
  constexpr std::array<char32_t, 9> kUndecomposed = {0x131, 0x141, 0x142, 0xD8,  0xF8,
                                                     0x110, 0x111, 0xDF,  0x1E9E};
  return std::find(kUndecomposed.begin(), kUndecomposed.end(), c) != kUndecomposed.end();
}

bool is_small(const std::string& word) {
  return std::find(kSmallWords.begin(), kSmallWords.end(), word) != kSmallWords.end();
}

}  // namespace

WordSet name_words(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    plain += parts_words(c.value) ? std::string_view(" ") : text.substr(at, c.length);
    at += c.length;
  }
  WordSet words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && !is_small(word)) words.insert(word);
    word.clear();
  };
  for (const char c : fold_for_matching(plain)) {
    if (c == '.') continue;
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    is_kept ? word.push_back(c) : end_word();
  }
  end_word();
  return words;
}

bool share_a_word(const WordSet& a, const WordSet& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& word) { return b.count(word) > 0; });
}

bool is_same_name(const WordSet& a, const WordSet& b) {
  if (a == b) return true;
  return share_a_word(a, b) && (std::includes(a.begin(), a.end(), b.begin(), b.end()) ||
                                std::includes(b.begin(), b.end(), a.begin(), a.end()));
}

std::vector<WordSet> all_words(const std::vector<std::string>& texts) {
  std::vector<WordSet> out;
  out.reserve(texts.size());
  for (const std::string& text : texts) out.push_back(name_words(text));
  return out;
}

}  // namespace entente
