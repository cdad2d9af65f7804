#pragma once

#include <cstdint>

#include "ingest/mention/coreference.h"
#include "ingest/mention/discourse.h"

// The rules of coreference.h, one function a group. Each leaves resolved
// mentions alone.

namespace entente {

// "same name", "surname", "first name", "acronym".
void link_names(Discourse& discourse);

// "appositive", "relative".
void link_appositives(Discourse& discourse);

// "speaker", "speaker side" for I and we inside quotations.
void link_speakers(Discourse& discourse);

// "dateline" for here.
void link_here(Discourse& discourse);

// The others look at one mention, when all earlier ones have had their turn,
// and return whether they found an answer. link_set: "set". link_description:
// "description", "counterpart", "country of". link_pronoun: "pronoun",
// "reflexive". link_reporter: "pronoun" for it and they in reported speech
// about the one who speaks.
bool link_set(Discourse& discourse, std::uint32_t m);
bool link_description(Discourse& discourse, std::uint32_t m);
// "description" for "the Frenchman", "the Briton": a nation's name that stands for one person.
bool link_citizen(Discourse& discourse, std::uint32_t m);
bool link_reporter(Discourse& discourse, std::uint32_t m);
bool link_pronoun(Discourse& discourse, std::uint32_t m, const PronounObserver& observer);

}  // namespace entente
