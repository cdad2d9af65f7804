#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace entente {

// How a written form becomes its lemma: choose the spelling, cut letters (code points) at the end,
// add a suffix. Written in the model as "l3+y": lower-case, cut three, add "y".
struct LemmaRule {
  enum class Spelling : std::uint8_t { kAsWritten, kLower, kTitle };
  Spelling spelling = Spelling::kLower;
  std::size_t cut = 0;
  std::string suffix;
};

Result<LemmaRule> parse_lemma_rule(std::string_view text);

// Writes the lemma to `lemma`; false if the form is too short for the rule.
bool apply_lemma_rule(const LemmaRule& rule, std::string_view form, std::string& lemma);

}  // namespace entente
