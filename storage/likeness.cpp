#include "storage/likeness.h"

#include <algorithm>
#include <string>

namespace entente {

namespace {

// All measured by tests/eval/duplicates.cpp; docs/evaluation.md has the table.
constexpr std::uint32_t kFewestWords = 30;       // of the shorter of two near copies
constexpr std::uint32_t kFewestExactWords = 20;  // below, the titles must agree too
constexpr unsigned kNearPercent = 65;            // of the shorter text's word triples
constexpr unsigned kVersionPercent = 30;         // the same under one address
constexpr unsigned kNumbersPercent = 90;         // of the shorter text's numbers: figures tell
constexpr unsigned kNamesPercent = 75;           // one notice of a series from the next
constexpr std::uint32_t kLongestRatio = 5;       // a piece of a longer text is no copy of it
constexpr std::uint32_t kTakeOverPercent = 120;  // words of a fuller text, against the shorter
constexpr std::int32_t kMostDaysApart = 7;       // wire copy is printed within days
constexpr std::size_t kSketchSize = 24;
constexpr std::size_t kSketchWords = 5;
constexpr std::uint64_t kWordOffset = 0xcbf29ce484222325ULL;  // FNV-1a, as in graph/article.cpp
constexpr std::uint64_t kWordPrime = 0x100000001b3ULL;

// The finaliser of SplitMix64 (public domain, https://prng.di.unimi.it/splitmix64.c).
std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// How many bytes at `at` belong to no word: 1 for ASCII, 2 or 3 for a no-break space, quotation
// marks, dashes and the ellipsis; 0 inside of a word.
std::size_t gap_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = byte(at);
  if (first < 0x80) {
    const char c = lower(text[at]);
    return is_digit(c) || (c >= 'a' && c <= 'z') ? 0 : 1;
  }
  if (first == 0xc2 && (byte(at + 1) == 0xa0 || byte(at + 1) == 0xab || byte(at + 1) == 0xbb)) {
    return 2;
  }
  return first == 0xe2 && byte(at + 1) == 0x80 && byte(at + 2) >= 0x80 && byte(at + 2) <= 0xaf ? 3
                                                                                               : 0;
}

struct Word {
  std::uint64_t hash = kWordOffset;
  bool has_digit = false;
  bool has_capital = false;
  bool begins_sentence = false;
};

// The word at or after `at`, which moves behind it. Nothing at the end of the text.
std::optional<Word> next_word(std::string_view text, std::size_t& at) {
  Word word;
  word.begins_sentence = at == 0;
  for (std::size_t gap = 0; at < text.size() && (gap = gap_at(text, at)) > 0; at += gap) {
    const char c = text[at];
    if (gap > 1 || (c != ' ' && c != ',' && c != '-' && c != '\'')) word.begins_sentence = true;
  }
  if (at >= text.size()) return std::nullopt;
  for (; at < text.size() && gap_at(text, at) == 0; ++at) {
    word.has_digit = word.has_digit || is_digit(text[at]);
    word.has_capital = word.has_capital || is_capital(text[at]);
    word.hash = (word.hash ^ static_cast<unsigned char>(lower(text[at]))) * kWordPrime;
  }
  return word;
}

ContentHash words_hash(const std::vector<std::uint64_t>& words) {
  std::uint64_t low = words.size();
  std::uint64_t high = ~low;
  for (const std::uint64_t word : words) {
    low = mix(low ^ word) * kWordPrime;
    high = (mix(high + word) ^ low) * kWordPrime;
  }
  ContentHash bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>((i < 8 ? low : high) >> (i % 8 * 8));
  }
  return bytes;
}

template <typename T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// Hashes of `count` words in a row; one for all words of a shorter text.
std::vector<std::uint64_t> runs_of(const std::vector<std::uint64_t>& words, std::size_t count) {
  std::vector<std::uint64_t> runs;
  if (words.empty()) return runs;
  const std::size_t last = words.size() > count ? words.size() - count : 0;
  for (std::size_t begin = 0; begin <= last; ++begin) {
    std::uint64_t hash = count;
    for (std::size_t i = begin; i < std::min(begin + count, words.size()); ++i) {
      hash = mix(hash ^ words[i]) * kWordPrime;
    }
    runs.push_back(mix(hash));
  }
  sort_unique(runs);
  return runs;
}

std::size_t shared(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t count = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) ++count;
    const bool step_x = *x <= *y;
    const bool step_y = *y <= *x;
    if (step_x) ++x;
    if (step_y) ++y;
  }
  return count;
}

// How much of `part` is in `whole`; all of nothing is.
unsigned percent_in(const std::vector<std::uint64_t>& part,
                    const std::vector<std::uint64_t>& whole) {
  return part.empty() ? 100U : static_cast<unsigned>(shared(part, whole) * 100 / part.size());
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

// The address without what differs between two ways to write it; empty if it is none of an
// article: no web address, or the front page of a site, which is another every day.
std::string article_address(std::string_view url) {
  std::string address;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (starts_with(url, scheme)) address = url.substr(scheme.size());
  }
  if (starts_with(address, "www.")) address.erase(0, 4);
  address.erase(std::min(address.find('#'), address.size()));
  while (!address.empty() && address.back() == '/') address.pop_back();
  const std::size_t path = address.find('/');
  if (path == std::string::npos) return {};
  for (std::size_t i = 0; i < path; ++i) address[i] = lower(address[i]);
  return address;
}

std::uint32_t file_key(char kind, std::string_view bytes) {
  std::uint64_t hash = (kWordOffset ^ static_cast<unsigned char>(kind)) * kWordPrime;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kWordPrime;
  return static_cast<std::uint32_t>(mix(hash));
}

bool same_title(const Article& a, const Article& b) {
  const ContentHash title = profile_of(a.title).words_hash;
  return title == profile_of(b.title).words_hash && title != profile_of({}).words_hash;
}

bool are_days_apart(const Article& a, const Article& b) {
  if (!a.published || !b.published) return false;
  const std::int32_t days = to_days(*a.published) - to_days(*b.published);
  return days > kMostDaysApart || days < -kMostDaysApart;
}

// Titles count where the text is too short to be anybody's own.
bool is_exact(const ProfiledArticle& a, const ProfiledArticle& b) {
  if (a.profile.words_hash != b.profile.words_hash) return false;
  return a.profile.word_count >= kFewestExactWords || same_title(a.article, b.article);
}

bool is_near(const ProfiledArticle& a, const ProfiledArticle& b, unsigned likeness) {
  const bool a_is_shorter = a.profile.word_count <= b.profile.word_count;
  const TextProfile& part = a_is_shorter ? a.profile : b.profile;
  const TextProfile& whole = a_is_shorter ? b.profile : a.profile;
  return likeness >= kNearPercent && part.word_count >= kFewestWords &&
         whole.word_count <= kLongestRatio * part.word_count &&
         percent_in(part.numbers, whole.words) >= kNumbersPercent &&
         percent_in(part.names, whole.words) >= kNamesPercent &&
         !are_days_apart(a.article, b.article);
}

unsigned likeness_of(const TextProfile& a, const TextProfile& b) {
  return a.triples.size() <= b.triples.size() ? percent_in(a.triples, b.triples)
                                              : percent_in(b.triples, a.triples);
}

}  // namespace

const char* to_string(CopyKind kind) {
  switch (kind) {
    case CopyKind::kExact:
      return "exact";
    case CopyKind::kNear:
      return "near";
    case CopyKind::kVersion:
      return "version";
  }
  return "";
}

TextProfile profile_of(std::string_view text) {
  TextProfile profile;
  std::vector<std::uint64_t> in_order;
  std::size_t at = 0;
  while (const std::optional<Word> word = next_word(text, at)) {
    in_order.push_back(word->hash);
    if (word->has_digit) profile.numbers.push_back(word->hash);
    if (word->has_capital && !word->begins_sentence) profile.names.push_back(word->hash);
  }
  profile.word_count = static_cast<std::uint32_t>(in_order.size());
  profile.words_hash = words_hash(in_order);
  profile.triples = runs_of(in_order, 3);
  for (const std::uint64_t run : runs_of(in_order, kSketchWords)) {  // ascending
    if (profile.sketch.size() == kSketchSize) break;
    profile.sketch.push_back(static_cast<std::uint32_t>(run));
  }
  sort_unique(profile.sketch);
  profile.words = std::move(in_order);
  for (auto* hashes : {&profile.words, &profile.numbers, &profile.names}) sort_unique(*hashes);
  return profile;
}

std::vector<std::uint32_t> Fingerprint::keys() const {
  std::vector<std::uint32_t> all = sketch;
  all.push_back(exact);
  if (address) all.push_back(*address);
  sort_unique(all);
  return all;
}

Fingerprint fingerprint_of(const Article& article, const TextProfile& profile) {
  Fingerprint print;
  print.sketch = profile.sketch;
  const ContentHash& hash = profile.words_hash;
  print.exact = file_key('t', std::string(hash.begin(), hash.end()));
  const std::string address = article_address(article.url);
  if (!address.empty()) print.address = file_key('u', address);
  return print;
}

std::optional<Kinship> kinship(const ProfiledArticle& article, const ProfiledArticle& leader) {
  if (is_exact(article, leader)) return Kinship{CopyKind::kExact, 100, false};
  const unsigned likeness = likeness_of(article.profile, leader.profile);
  const auto percent = static_cast<std::uint8_t>(likeness);
  const std::string address = article_address(article.article.url);
  if (!address.empty() && address == article_address(leader.article.url) &&
      (likeness >= kVersionPercent || same_title(article.article, leader.article))) {
    const auto& date = article.article.published;
    const auto& other = leader.article.published;
    const bool is_older = date && other && *date < *other;
    return Kinship{CopyKind::kVersion, percent, !is_older};
  }
  if (!is_near(article, leader, likeness)) return std::nullopt;
  const bool is_fuller = std::uint64_t{article.profile.word_count} * 100 >=
                         std::uint64_t{leader.profile.word_count} * kTakeOverPercent;
  return Kinship{CopyKind::kNear, percent, is_fuller};
}

bool is_closer(const Kinship& a, const Kinship& b) {
  const auto rank = [](CopyKind kind) {
    return kind == CopyKind::kExact ? 0 : (kind == CopyKind::kVersion ? 1 : 2);
  };
  if (a.kind != b.kind) return rank(a.kind) < rank(b.kind);
  return a.likeness > b.likeness;
}

}  // namespace entente
