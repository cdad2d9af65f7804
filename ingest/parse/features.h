#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ingest/document.h"

namespace entente {

// The features of a written form that the analyser's network reads: rows of its embedding tables.
// tools/train/features.py computes exactly the same numbers; a test holds examples of both.
// All functions are pure and thread-safe; a form is UTF-8, invalid bytes count as characters.
struct WordFeatures {
  static constexpr std::uint32_t kFormRows = 16384;
  static constexpr std::uint32_t kAffixRows = 32768;
  static constexpr std::uint32_t kShapeRows = 1024;
  static constexpr std::size_t kMaxGrams = 47;

  std::uint32_t vector_key = 0;  // hash of the lower-cased form, key of the word vectors
  std::uint32_t form_row = 0;
  std::uint32_t shape_row = 0;
  std::array<std::uint32_t, 8> affixes{};  // prefixes and suffixes of one to four letters
  std::size_t affix_count = 0;
  std::array<std::uint32_t, kMaxGrams> grams{};  // three- and four-letter pieces of ^form$
  std::size_t gram_count = 0;
};

WordFeatures word_features(std::string_view form);

// The form as the word vectors and the lemma table know it: lower case, plain quotes and dashes.
std::string feature_form(std::string_view form);

// How a sentence is cased, which decides what a capital letter says.
enum class CaseClass : std::uint8_t { kOrdinary, kAllCapitals, kNoCapitals, kHeadline };
CaseClass case_class(std::span<const Token> tokens);

// 32-bit FNV-1a over a kind byte and the text, then the murmur3 finaliser.
std::uint32_t feature_hash(std::uint8_t kind, std::string_view text);

// Lower case of the letters that the network was trained with (Latin, Greek, Cyrillic).
char32_t simple_lower(char32_t c);

}  // namespace entente
