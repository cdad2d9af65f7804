#pragma once

#include "ingest/actor/link_actors.h"
#include "ingest/document.h"

namespace entente {

// Gives the actors of a document that no table knows the ids under which they meet those of other
// articles: the same id only where the words are evidence for the same actor.
//   name and country                         person:anna-berg-nor
//   full name alone                          person:anna-berg
//   one word with an office of a state       person:berg-nor-prime-minister
//   one word alone, or a role alone          person:berg-1f0c29ab, of this article only
// Bodies and groups with a name get their country alike; one word is a whole name for them.
void name_unknowns(Document& document, const ActorKnowledge& knowledge);

}  // namespace entente
