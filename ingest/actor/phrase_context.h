#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/actor/phrase.h"

namespace entente {

// What the words around a mention say of it. `m` is the mention's index in the document.

std::vector<std::string_view> words_of(const Document& document, const Mention& mention);

// Gives the parts of a name without an owner the state that stands beside it: "Prime Minister
// Sato of Japan", "Norway's President Anna Berg", "Iraqi Kurds".
void find_owner_nearby(const Document& document, std::uint32_t m, const ActorKnowledge& knowledge,
                       PhraseParts& parts);

// "the Peruvian shipping company | Sovcomar" is no person, whatever the analyser says; its home
// is the company's.
EntityType described_as(const Document& document, std::uint32_t m, const ActorKnowledge& knowledge,
                        PhraseParts& parts);

// Mention n stands before m and modifies its head, with m's own nation coordinated to it.
bool is_coordinated_modifier(const Document& document, std::uint32_t n, std::uint32_t m);

}  // namespace entente
