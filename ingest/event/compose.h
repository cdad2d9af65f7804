#pragma once

#include <vector>

#include "ingest/event/event.h"
#include "ingest/event/lexicon.h"
#include "ingest/event/participants.h"
#include "ingest/event/tree.h"

namespace entente {

// All events of one sentence: every predicate that the lexicon knows, with composition applied
// from the inside out ("Lima refused to agree to meet Oslo"), in the order of their triggers.
// An event that a larger one replaces (the inner one of a request, the noun of "hold talks") is
// left out.
std::vector<Event> find_events(const Tree& tree, const RelationLexicon& lexicon,
                               const Participants& participants);

// The CAMEO code of an effect applied to an inner event of a type: a promise of AID is 033, a
// refusal to CONSULT 125. Empty if the effect makes no event of its own over that type.
std::string composed_cameo(Effect effect, const Event* inner, const std::string& without_inner);

}  // namespace entente
