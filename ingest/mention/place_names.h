#pragma once

#include "ingest/document.h"
#include "ingest/mention/knowledge.h"

namespace entente {

// Takes back EntityType::kPerson from a lone name that is a state, a capital or a seat of power in
// the actor table ("Washington", "Jordan") unless the article speaks of somebody of that name: a
// longer name of a person ("George Washington", "Jordan Berg"), a first name or a title before it
// ("Mr. Washington"), an apposition ("Washington, the coach," or "Washington, 43,"), "who", or a
// "he" or "she" near it that nobody else explains. A name that
// the table marks as ambiguous, or that a person of the table bears too, needs besides another
// country in the article. Needs the
// mentions of the whole article; changes Mention::entity only. Deterministic; safe from any thread.
void settle_place_names(Document& document, const MentionKnowledge& knowledge);

}  // namespace entente
