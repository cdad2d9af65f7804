#pragma once

#include <optional>
#include <span>

#include "ingest/actor/phrase.h"

namespace entente {

struct PersonChoice {
  std::optional<ActorIndex> person;
  float confidence = 0;
  std::vector<ActorCandidate> others;  // namesakes that fit as well, as far as no date decides
};

// Which of the persons among `readings` the words mean, by kind of name, office and country in
// the title, date and rank. None if nobody fits or several fit equally badly.
PersonChoice choose_person(const PhraseParts& parts, const PhraseContext& context,
                           const ActorTable& table);

}  // namespace entente
