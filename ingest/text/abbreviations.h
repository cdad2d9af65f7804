#pragma once

#include <cstdint>
#include <string_view>

namespace entente {

// How a word that is written with a full stop behaves.
enum class Abbreviation : std::uint8_t {
  kNone,
  kTitle,         // stands before a name and never ends a sentence: Mr., Gen., Sen., vs.
  kAnywhere,      // may end a sentence, the stop then serves both: Inc., Jr., etc.
  kBeforeNumber,  // an abbreviation only before a digit: No. 5, p. 3, Sat. 4
  kMonth,         // stands before a day as a rule: Feb. 24, Sept. 2022
};

// The behaviour of `word`, given without its full stop, in any capitalisation. Short words that
// are also ordinary words ("no", "sun", "mass") are kBeforeNumber or kNone.
Abbreviation find_abbreviation(std::string_view word);

// A capitalised word that begins sentences and hardly ever follows an abbreviation inside one:
// the, he, in, but, however. `word` in any capitalisation.
bool is_sentence_starter(std::string_view word);

// Prefixes that keep their hyphen and the word after it: co-operate, anti-government, ex-minister.
bool is_joined_prefix(std::string_view word);

// Units and the like that are words of their own though glued to a number: 5pm, 10km, 1.5bn.
bool is_number_unit(std::string_view letters);

// The last label of names on the web and of files: com, org, uk, pdf. Lower case expected.
bool is_host_ending(std::string_view label);

// Verbs that report speech in the past or present third person: said, asked, tells.
bool is_speech_verb(std::string_view word);

}  // namespace entente
