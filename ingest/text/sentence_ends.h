#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/document.h"

namespace entente {

// Where the sentences of one paragraph end: token indices, exclusive, ascending; the last one is
// tokens.size(). Empty for no tokens. A sentence ends after . ! ? ... and the quotes and brackets
// that close there, unless what follows goes on in lower case, the stop belongs to an abbreviation
// or initial, a list number, or a reporting clause follows a quotation ("Stop!" she said).
// Looks at forms, spans and space_after only.
std::vector<std::size_t> find_sentence_ends(std::string_view text, std::span<const Token> tokens);

}  // namespace entente
