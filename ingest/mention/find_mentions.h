#pragma once

#include <cstdint>

#include "ingest/document.h"
#include "ingest/mention/knowledge.h"

namespace entente {

// Fills Document::mentions: names with their titles ("Russian President
// Vladimir Putin"), nationalities ("Russian" in "Russian troops"), nominals
// with a political role noun ("the president of France", "rebels", "the two
// sides", "his Turkish counterpart"), and pronouns that can refer to actors.
// Ordered by sentence, then first token, outer before nested ones. Needs the
// analyser's tags and trees; earlier mentions are replaced. Sets sentence,
// tokens, head, span, form and entity. Deterministic; safe from any thread.
void find_mentions(Document& document, const MentionKnowledge& knowledge);

// "The North" in an article about North Korea, "the South" in one about South Korea.
bool names_half_of_korea(const Document& document, const Mention& it);

// The place that the dateline names ("NAIROBI, Kenya - ...") as an index of
// Document::mentions, -1 if the article has no dateline. Only with a dateline
// is "here" a mention.
std::int32_t find_dateline(const Document& document);

// The role noun that heads the mention's own words, and how many tokens before
// `end` it takes; null if there is none. For "foreign minister Sergei Roy" with
// `end` before "Sergei".
struct RolePhrase {
  const Role* role = nullptr;
  std::uint32_t first = 0;  // token where the role phrase begins
};
RolePhrase find_role(const Sentence& sentence, std::uint32_t begin, std::uint32_t end,
                     const RoleTable& roles);

}  // namespace entente
