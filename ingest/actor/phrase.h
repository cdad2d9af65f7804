#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "ingest/actor/link_actors.h"

namespace entente {

// What the words of one noun phrase say about whom it means: its name, its role noun and the
// country or body that these belong to. "White House press secretary Karine Jean-Pierre": name
// "Karine Jean-Pierre", role press secretary, owner the United States.
struct PhraseParts {
  std::string name;                   // as written, without title; empty if the phrase has none
  std::vector<NameReading> readings;  // of that name in the table; empty if it is not known
  const Role* role = nullptr;
  const Role* body = nullptr;       // "intelligence agency" in "intelligence agency officer"
  std::string role_text;            // the role phrase as written, lower case
  std::optional<ActorIndex> owner;  // state or body that the role belongs to
  NameKind owner_kind = NameKind::kFull;
  std::string owner_place;           // as written, if the owner is named by its town or region
  bool former = false;               // former, ex-, retired, late
  bool elect = false;                // president-elect, incoming
  bool plural = false;               // of the role noun
  Gender gender = Gender::kUnknown;  // by Mr, Mrs or the role noun
};

// Reads tokens in the conventions of ingest/document.h, or words split at blanks. `entity` is what
// the analyser says of the name, if known. Never fails; parts that are not there stay empty.
PhraseParts read_phrase(std::span<const std::string_view> tokens, EntityType entity,
                        const ActorKnowledge& knowledge);

// The sectors that the role gives, the body's before a general noun: GOV, GOVMIL, SPY; or empty.
std::string sectors_of(const PhraseParts& parts);

// Somebody who might be meant, where the date that would decide is missing.
struct ActorCandidate {
  ActorIndex actor{};
  float confidence = 0;
};

// Whom the parts mean. `known` or `made` is set, or neither.
struct Resolution {
  std::optional<ActorIndex> known;
  std::optional<Actor> made;   // an actor that the table does not have
  std::optional<Actor> place;  // the town or region by which a known state is named
  std::string country;         // alpha-3 of the actor or of the role's owner
  std::string code;            // CAMEO-style code of the phrase: RUSMIL for "Russian troops"
  float confidence = 0;
  std::string why;
  std::vector<ActorCandidate> candidates;  // likeliest first; none if there is nothing to doubt
};

// What else is known about the place where the phrase stands.
struct PhraseContext {
  std::optional<Date> date;
  EntityType entity = EntityType::kNone;
  bool keep_unnamed = true;  // make actors of "rebels", "Syrian rebels"
};

Resolution resolve_parts(const PhraseParts& parts, const PhraseContext& context,
                         const ActorKnowledge& knowledge);

// For a mention's `why`: "; without a date perhaps person:vladimir-putin 0.17, ..."; empty if there
// are no candidates.
std::string describe_candidates(const Resolution& resolution, const ActorTable& table);

}  // namespace entente
