#pragma once

#include <string_view>
#include <vector>

#include "ingest/document.h"

namespace entente {

// The sentences of an article's text with their tokens: fills Sentence::span and paragraph,
// Token::span, form and space_after. `text` must be valid UTF-8 (repair_utf8 sees to it); invalid
// bytes become tokens of their own. Every byte that is no blank belongs to exactly one token of
// exactly one sentence. Text without visible characters gives no sentences. Never fails; safe to
// call from several threads.
std::vector<Sentence> split_text(std::string_view text);

// The same for text that is known to be one sentence; its paragraph is 0.
Sentence split_sentence(std::string_view text);

}  // namespace entente
