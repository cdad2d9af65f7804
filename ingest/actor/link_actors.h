#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/date.h"
#include "graph/actor_table.h"
#include "graph/role_table.h"
#include "ingest/document.h"

namespace entente {

// What linking needs to know; both tables must outlive the call.
struct ActorKnowledge {
  const ActorTable& actors;
  const RoleTable& roles;
};

// Fills Mention::actors, confidence and why, and Document::actors: states by name, adjective,
// capital and seat of power; persons by name, title and date; organisations and groups; and whoever
// is named but not known. Runs after ingest/mention has found the mentions; mentions that already
// have actors (from coreference) are left alone. Document::article.published is the date at which
// offices are looked up; without it an office names nobody. Deterministic; safe from any thread.
void link_actors(Document& document, const ActorKnowledge& knowledge);

// What a noun phrase alone says about an actor: the country and the sector of "Russian troops",
// the person of "President Bush" at a date. Fields are empty where the phrase does not tell.
struct ResolvedPhrase {
  std::string actor;    // canonical id, or empty
  std::string name;     // display name of the actor, or empty
  std::string country;  // alpha-3; IGO, NGO or MNC for international bodies
  std::string sector;   // GOV, MIL, ...
  std::string sector2;
  float confidence = 0;
  std::string why;  // the rule that decided
};
ResolvedPhrase resolve_phrase(std::string_view phrase, std::optional<Date> date,
                              const ActorKnowledge& knowledge);

}  // namespace entente
