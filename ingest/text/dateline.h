#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ingest/document.h"

namespace entente {

// How many tokens at the beginning of a sentence are a news dateline: "LIMA, Peru (AP) --",
// "Oslo, March 8 (Xinhua) -", "QUITO -". 0 if there is none. Looks at forms and space_after only.
std::size_t dateline_length(std::span<const Token> tokens);

// Makes every dateline that opens a paragraph a sentence of its own, so that no stage takes the
// place of writing for the subject of what follows. `before`: the paragraph of the sentence before
// these, if they are not a text's first.
void split_datelines(std::vector<Sentence>& sentences,
                     std::optional<std::uint32_t> before = std::nullopt);

}  // namespace entente
