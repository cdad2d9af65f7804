#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entente {

// What repair_utf8 did to a text.
struct Utf8Repair {
  std::string text;          // valid UTF-8
  std::size_t replaced = 0;  // invalid sequences that became U+FFFD
  std::size_t dropped = 0;   // characters that XML 1.0 forbids (controls, U+FFFE, U+FFFF), removed
  bool is_changed() const { return replaced + dropped > 0; }
};

bool is_valid_utf8(std::string_view text);

// Makes `text` valid UTF-8 that XML 1.0 may carry: each maximal invalid sequence becomes one
// U+FFFD, forbidden control characters and a leading byte order mark go, CR LF and CR become LF.
// Runs once at ingest, before any span is taken, so spans refer to the text that is stored. A later
// part of a text that comes in pieces is not its start, and a mark there stays.
Utf8Repair repair_utf8(std::string_view text, bool is_start = true);

// As much of `text` from its beginning as fits into `bytes` without cutting a character.
std::string_view prefix_of(std::string_view text, std::size_t bytes);

// Full case folding and NFKD without combining marks, so that "Erdo\u011fan", "ERDOGAN" and
// "erdogan" are equal. For matching only, never for display.
std::string fold_for_matching(std::string_view text);

std::string to_lower(std::string_view text);

bool is_upper_initial(std::string_view word);  // first letter is upper or title case
bool is_all_upper(std::string_view word);      // at least two letters, none lower case

// The code point that starts at byte `at`, and its length in bytes (1 for an invalid byte).
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};
CodePoint code_point_at(std::string_view text, std::size_t at);

bool is_letter(char32_t c);
bool is_digit(char32_t c);
bool is_space(char32_t c);
bool is_upper(char32_t c);

// Columns that the text takes on a terminal: wide East Asian characters count two, combining
// marks none.
std::size_t display_width(std::string_view text);

}  // namespace entente
