#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention/syntax.h"

namespace entente {

// A stretch of direct speech: from the token after the opening quote to the closing one.
struct Quotation {
  std::uint32_t first_sentence = 0;
  std::uint32_t first_token = 0;
  std::uint32_t last_sentence = 0;
  std::uint32_t last_token = 0;  // exclusive, in last_sentence
  std::int32_t speaker = -1;     // index into Document::mentions, -1 if not found
};

// The quotations of a document in order, with their speakers: the subject of a verb of saying
// beside the quotation ("...", the minister said; X told reporters: "..."), "according to X", or
// the speaker of the quotation right before it. Quotes of a few words ("ugly") count too, but get
// no speaker of their own. A quotation ends at the end of its paragraph at the latest.
// `syntax` has one entry a sentence.
std::vector<Quotation> find_quotations(const Document& document, const std::vector<Syntax>& syntax);

// Index of the quotation that holds the token, or -1.
std::int32_t quotation_at(const std::vector<Quotation>& quotations, std::uint32_t sentence,
                          std::uint32_t token);

// True for say, tell, announce, warn and their like. Lemma in lower case.
bool is_saying(std::string_view lemma);

}  // namespace entente
