#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ingest/event/event.h"
#include "ingest/event/participants.h"
#include "ingest/event/tree.h"

namespace entente {

constexpr float kTargetNearby = 0.7F;  // certainty of a target whom no grammar names

// A frame with one end filled takes the nearest actor of its clause for the other one: the parser
// or the lexicon may not know the construction. Nothing where the sentence speaks against it.
std::optional<Event> complete_from_nearby(const Tree& tree, const Participants& participants,
                                          Event event);

// "thanked him for opening the port of Lima": him, whoever that is.
bool has_pronoun_as_object(const Tree& tree, std::size_t verb);

// "sent troops": the troops are what the pattern is made of.
bool is_used(const Event& event, const Participant& p);

void remove_sources(const std::vector<Participant>& sources, std::vector<Participant>& list);

std::vector<Participant> weighted(std::vector<Participant> list, float factor);

}  // namespace entente
