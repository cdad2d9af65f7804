#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente {

// One word of a name as the actor table compares it: folded, without full stops and apostrophes.
struct NameWord {
  std::string folded;
  bool upper_initial = false;
  bool all_upper = false;
};

// Splits a name at blanks, hyphens and the possessive: "Kim Jong-un" -> kim jong un, "People's
// Army" -> people s army, "U.S." -> us. Table and text go through the same function.
std::vector<NameWord> name_words(std::string_view text);

}  // namespace entente
