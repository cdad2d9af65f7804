#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "graph/actor_table.h"
#include "graph/role_table.h"
#include "ingest/document.h"

namespace entente {

// The state where people or a body without a country of their own are at home, by the sentence
// around them: "protesters in southern Nepal", "a base in Lamu county in Kenya", "in Guinea, police
// arrested students" (the police's), "workers blocked streets in Lyon". Soldiers and envoys are
// where others sent them and have no home by place. Nothing where the sentence does not say.
// Reads the actors of the document's other mentions, so names are linked first.
std::optional<ActorIndex> home_of(const Document& document, std::uint32_t mention, const Role& role,
                                  const ActorTable& actors);

// The state whose name follows the mention after one of `prepositions`, perhaps with an article and
// adjectives: "her counterpart | from Morocco", "protesters | in southern Nepal"; also without a
// tree that joins them.
std::optional<ActorIndex> state_behind(const Document& document, std::uint32_t mention,
                                       std::initializer_list<std::string_view> prepositions,
                                       const ActorTable& actors);

// The states that a phrase behind the mention lists: "the leaders of | Germany, France and Spain",
// "officials from | Norway and Sweden". Empty if it names fewer than two.
std::vector<ActorIndex> listed_states(const Document& document, std::uint32_t mention,
                                      const ActorTable& actors);

}  // namespace entente
