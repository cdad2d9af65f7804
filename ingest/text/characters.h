#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What a character is to the tokeniser. ASCII is answered from a table, the rest by ICU.

namespace entente {

enum class CharClass : std::uint8_t {
  kBlank,        // white space, zero-width space, byte order mark: belongs to no token
  kLetter,       // letters of scripts that put blanks between words
  kDigit,        //
  kMark,         // combining marks, joiners, soft hyphens: go with what precedes them
  kApostrophe,   // ' and its typographic twins
  kDoubleQuote,  // " and its typographic twins, guillemets
  kHyphen,       // - and its typographic twins, en dash, em dash, minus
  kTerminator,   // . ! ? and their twins in other scripts
  kUnspaced,     // letters of scripts without blanks: Han, Kana, Thai, Lao, Khmer, Burmese
  kOther,        // every other sign, a token of its own
};

struct Character {
  char32_t value = 0;
  std::uint32_t length = 0;  // in bytes; 0 past the end
  CharClass type = CharClass::kBlank;
};

// The character at byte `at`; value 0, length 0, kBlank at the end of the text or past it.
Character character_at(std::string_view text, std::size_t at);

// The character that ends right before byte `at`; value 0 at the beginning.
Character character_before(std::string_view text, std::size_t at);

// True for the quotes whose shape says that they open (or close) a quotation.
bool is_opening_quote(char32_t c);
bool is_closing_quote(char32_t c);

// The bytes with typographic quotes, dashes and ellipses made plain (em dash "--", ellipsis "...")
// and soft hyphens left out: what Token::form holds.
std::string plain_form(std::string_view bytes);

// Ends of the words in a run of kUnspaced characters, as byte offsets into `run`, ascending; the
// last one is run.size(). Uses ICU's dictionaries.
std::vector<std::size_t> unspaced_word_ends(std::string_view run);

}  // namespace entente
