#include <array>
#include <string>

#include "core/unicode.h"
#include "graph/actor_table.h"
#include "graph/name_words.h"

namespace entente {
namespace {

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// Most tokens are ASCII; folding those without ICU makes the table load several times faster.
std::string quick_fold(std::string_view text) {
  if (!is_ascii(text)) return fold_for_matching(text);
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool has_upper_initial(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  if (first < 0x80) return first >= 'A' && first <= 'Z';
  return is_upper_initial(word);
}

bool is_upper_throughout(std::string_view word) {
  bool letters = false;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z') return false;
    letters = letters || (c >= 'A' && c <= 'Z');
  }
  return letters && (is_ascii(word) || is_all_upper(word));
}

// "\u2019" and the plain apostrophe.
std::size_t apostrophe_at(std::string_view text, std::size_t at) {
  if (text[at] == '\'') return 1;
  return text.substr(at, 3) == "\xE2\x80\x99" ? 3 : 0;
}

// Hyphens and the dashes U+2010 to U+2014 divide words.
std::size_t divider_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || c == '-' || c == '/') return 1;
  if (text.substr(at, 2) == "\xC2\xA0") return 2;
  const bool dash = text.substr(at, 2) == "\xE2\x80" && at + 2 < text.size() &&
                    static_cast<unsigned char>(text[at + 2]) >= 0x90 &&
                    static_cast<unsigned char>(text[at + 2]) <= 0x94;
  return dash ? 3 : 0;
}

bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() || divider_at(text, at) > 0;
}

void add_word(std::string& raw, std::vector<NameWord>& words) {
  if (raw.empty()) return;
  words.push_back({quick_fold(raw), has_upper_initial(raw), is_upper_throughout(raw)});
  raw.clear();
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 23> kSoundRules = {{
    {"sch", "s"}, {"tch", "c"}, {"tsch", "c"}, {"tj", "c"}, {"sh", "s"},  {"ch", "c"},
    {"kh", "k"},  {"gh", "g"},  {"dh", "d"},   {"th", "t"}, {"zh", "j"},  {"ph", "f"},
    {"ck", "k"},  {"dj", "j"},  {"ts", "c"},   {"tz", "c"}, {"ks", "x"},  {"qu", "k"},
    {"q", "k"},   {"w", "v"},   {"ou", "u"},   {"z", "s"},  {"ng", "ng"},
}};

constexpr std::string_view kSoundStarts = "stkgdzpcqwon";  // first letters of the rules

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

// The many spellings of one given name share too few consonants for the rules.
bool is_muhammad(std::string_view word) {
  if (word.empty() || word.front() != 'm') return false;  // the usual case
  return word == "md" || word == "mohd" || word == "mohammed" || word == "muhammad" ||
         word == "mohamed" || word == "mohammad" || word == "muhammed" || word == "mohamad" ||
         word == "mahamat" || word == "mehmet" || word == "mohamud";
}

std::string sound_out(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    bool replaced = false;
    if (kSoundStarts.find(word[at]) == std::string_view::npos) {
      out.push_back(word[at++]);
      continue;
    }
    for (const auto& [from, to] : kSoundRules) {
      if (from.front() != word[at] || !word.substr(at).starts_with(from)) continue;
      out += to;
      at += from.size();
      replaced = true;
      break;
    }
    if (!replaced) out.push_back(word[at++]);
  }
  return out;
}

}  // namespace

std::vector<NameWord> name_words(std::string_view text) {
  std::vector<NameWord> words;
  std::string raw;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto divider = divider_at(text, at)) {
      add_word(raw, words);
      at += divider;
    } else if (const auto apostrophe = apostrophe_at(text, at)) {
      at += apostrophe;
      // "People's": the clitic is a word of its own, as in the tokens of ingest.
      if (at < text.size() && (text[at] == 's' || text[at] == 'S') && ends_word(text, at + 1)) {
        add_word(raw, words);
      }
    } else if (text[at] == '.') {
      ++at;
      // "J.F. Kennedy" keeps "jf"; "U.S." becomes "us".
    } else {
      raw.push_back(text[at++]);
    }
  }
  add_word(raw, words);
  return words;
}

std::string name_skeleton(std::string_view folded_word) {
  if (is_muhammad(folded_word)) return "mhmd";
  const std::string sounds = sound_out(folded_word);
  std::string out;
  for (std::size_t i = 0; i < sounds.size(); ++i) {
    const char c = sounds[i];
    const bool start = i == 0 || (i == 1 && sounds[0] == 'y');
    if (is_vowel(c)) {
      if (start && out.empty() && c != 'y') out.push_back('a');
    } else if (c == 'h' && i > 0) {
      continue;  // Tehran, Teran; Bahgat, Baghat
    } else if (out.empty() || out.back() != c) {
      out.push_back(c);
    }
  }
  return out;
}

namespace {

// "U." as a token of its own.
bool is_initial(std::string_view token) {
  return token.size() == 2 && token[0] >= 'A' && token[0] <= 'Z' && token[1] == '.';
}

}  // namespace

NameText::NameText(std::span<const std::string_view> tokens) {
  begins_.reserve(tokens.size());
  words_.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    begins_.push_back(static_cast<std::uint32_t>(words_.size()));
    if (i > 0 && is_initial(tokens[i]) && is_initial(tokens[i - 1])) {  // "U. S." is "U.S."
      words_.back().folded.push_back(static_cast<char>(tokens[i][0] - 'A' + 'a'));
      words_.back().skeleton = name_skeleton(words_.back().folded);
      words_.back().token = static_cast<std::uint32_t>(i);
      continue;
    }
    for (NameWord& word : name_words(tokens[i])) {
      Word copy;
      copy.skeleton = name_skeleton(word.folded);
      copy.folded = std::move(word.folded);
      copy.first_token = copy.token = static_cast<std::uint32_t>(i);
      copy.upper_initial = word.upper_initial;
      copy.all_upper = word.all_upper;
      words_.push_back(std::move(copy));
    }
  }
}

}  // namespace entente
