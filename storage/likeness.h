#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "graph/article.h"
#include "storage/copy.h"
#include "storage/values.h"

namespace entente {

// When two articles are printings of one text. Both stores decide by these functions alone, so
// that the outcome depends on the articles and the order of their arrival and on nothing else.
//
// Words are runs of ASCII letters, digits and bytes above 127 (but for the usual quotation marks
// and dashes), in lower case: a rule of our own, because what is stored must not change with a
// library's idea of Unicode.

// What is compared of a text. Vectors are sorted and unique.
struct TextProfile {
  ContentHash words_hash{};            // of the words in order
  std::uint32_t word_count = 0;        // all words
  std::vector<std::uint64_t> words;    // hashes of single words
  std::vector<std::uint64_t> triples;  // hashes of three words in a row
  std::vector<std::uint64_t> numbers;  // words with a digit
  std::vector<std::uint64_t> names;    // words with a capital that begin no sentence
  std::vector<std::uint32_t> sketch;   // the smallest hashes of five words in a row
};

TextProfile profile_of(std::string_view text);

// The keys under which an article is filed, so that its copies find it: one for the exact words,
// one for its address, if that is one of an article, and its sketch.
struct Fingerprint {
  std::uint32_t exact = 0;
  std::optional<std::uint32_t> address;
  std::vector<std::uint32_t> sketch;

  // All of them, sorted and unique.
  std::vector<std::uint32_t> keys() const;
};

Fingerprint fingerprint_of(const Article& article, const TextProfile& profile);

// How many of the keys of a sketch two articles must share before their texts are compared.
inline constexpr unsigned kSharedKeys = 2;
// A key of more articles than this is a publisher's notice and says nothing.
inline constexpr std::size_t kMostPostings = 64;
// So many of the articles that share most keys are compared.
inline constexpr std::size_t kMostCompared = 8;

// What makes `article` a copy of `leader`, if it is one. With `takes_over` it is the other way
// round: the article is the newer version or by a fifth longer, so that it is to lead.
struct Kinship {
  CopyKind kind = CopyKind::kExact;
  std::uint8_t likeness = 100;
  bool takes_over = false;

  friend bool operator==(const Kinship&, const Kinship&) = default;
};

struct ProfiledArticle {
  const Article& article;
  const TextProfile& profile;
};

std::optional<Kinship> kinship(const ProfiledArticle& article, const ProfiledArticle& leader);

// Whether `a` ties closer than `b`: exact before version before near, then the greater likeness.
bool is_closer(const Kinship& a, const Kinship& b);

}  // namespace entente
