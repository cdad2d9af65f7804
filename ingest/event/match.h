#pragma once

#include <cstddef>
#include <optional>

#include "ingest/event/event.h"
#include "ingest/event/lexicon.h"
#include "ingest/event/participants.h"
#include "ingest/event/tree.h"

namespace entente {

// The best reading of the predicate at `token` by the lexicon's patterns; nothing if no pattern
// fits or an end that the pattern needs is no actor. More constraints win over fewer, then more
// filled slots, then surer arguments, then the earlier line.
std::optional<Event> match_predicate(const Tree& tree, std::size_t token,
                                     const RelationLexicon& lexicon,
                                     const Participants& participants);

// As match_predicate, but the event may lack its source or target: for the complements of
// composition ("called for the release of ...", "agreed to withdraw").
std::optional<Event> match_loosely(const Tree& tree, std::size_t token,
                                   const RelationLexicon& lexicon,
                                   const Participants& participants);

}  // namespace entente
