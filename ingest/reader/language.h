#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace entente {

// A language that is not English, as it is told to people.
struct ForeignLanguage {
  std::string code;  // BCP 47 primary tag, "de"
  std::string name;  // "German"
};

// What language a text is in, unless it is English, may be English, or cannot be told.
//
// The text decides where it is long and plain enough to tell: a page that calls itself German may
// hold an English article, and the other way round. Else `declared` (a language tag from the
// metadata, may be empty) decides; without it the text passes for English. A text of several
// languages is English if a good part of it is.
std::optional<ForeignLanguage> foreign_language(std::string_view text, std::string_view declared);

}  // namespace entente
