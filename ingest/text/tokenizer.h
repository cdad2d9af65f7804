#pragma once

#include <string_view>
#include <vector>

#include "core/text_span.h"
#include "ingest/document.h"

namespace entente {

// Appends the tokens of `text` under `span` to `tokens`, in the conventions of UD English (EWT):
// clitics are tokens ("do" "n't", "Xi" "'s", "can" "not"), hyphenated words are split at the
// hyphen unless they begin with a prefix such as co- or anti-, abbreviations keep their full stop,
// addresses, dates, times and numbers stay whole, units and currency signs are split off.
// Fills span, form and space_after. Every byte under `span` that is no blank (characters.h) lies
// in exactly one token, tokens do not overlap and come in order. Never fails; linear time.
void tokenize(std::string_view text, TextSpan span, std::vector<Token>& tokens);

}  // namespace entente
