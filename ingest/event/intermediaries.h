#pragma once

#include "ingest/event/event.h"
#include "ingest/event/participants.h"
#include "ingest/event/tree.h"

namespace entente {

// Settles who stands between the ends of the event, or behind one of them:
//   "Lima held talks with Oslo through Quito", "a truce mediated by Quito", "Quito-brokered talks",
//   "with the mediation of Quito": Quito is a mediator and no end of the event;
//   "Lima thanked Oslo on behalf of Quito": Quito is a source beside Lima, who only speaks for it.
// Only events that two sides agree on or talk about have mediators: "exports gas through Peru" and
// "attacked Lima through Peru" have none.
void settle_intermediaries(const Tree& tree, const Participants& participants,
                           const Document& document, Event& event);

// What its mediators do: CONSULT 045 from each of them to each end of the event, under the same
// predicate and with its certainty. Has no sources if the event has no mediators.
Event mediation_of(const Event& event);

}  // namespace entente
