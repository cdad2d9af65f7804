#pragma once

#include <cstddef>
#include <optional>

#include "ingest/event/event.h"
#include "ingest/event/lexicon.h"
#include "ingest/event/participants.h"
#include "ingest/event/tree.h"

namespace entente {

// The best readings of a predicate by the lexicon's patterns. More constraints win over fewer, then
// more filled slots, then surer arguments, then the earlier line.
struct Match {
  std::optional<Event> complete;  // nothing if an end that the pattern needs is no actor
  // May lack its source or target: for the complements of composition ("called for the release of
  // ...", "agreed to withdraw"). Nothing if no pattern fits.
  std::optional<Event> loose;
};
Match match_predicate(const Tree& tree, std::size_t token, const RelationLexicon& lexicon,
                      const Participants& participants);

}  // namespace entente
