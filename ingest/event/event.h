#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/relation.h"
#include "ingest/event/lexicon.h"
#include "ingest/event/participants.h"

namespace entente {

// What one predicate of a sentence says, before it becomes relations between pairs.
struct Event {
  std::uint32_t trigger = 0;  // the predicate's token
  EventType type = EventType::kStatement;
  std::string cameo;
  std::string label;
  std::vector<Participant> sources;
  std::vector<Participant> targets;    // empty: the sources act on each other
  std::vector<Participant> mediators;  // who brings it about between them
  PatternFlags flags;
  bool negated = false;  // by composition ("refused to"); the clause's own polarity comes on top
  bool planned = false;
  bool hypothetical = false;
  bool specific = false;  // the pattern asks for more words than the predicate
  // The predicate means this only with a preposition: "decided against", "stormed at".
  bool needs_preposition = false;
  bool leads_away = false;  // its target stands after "from"
  bool composed = false;    // of a predicate and the event of its complement
  float certainty = 1;
  std::uint32_t example = 0;  // of the pattern or composition, see RelationLexicon::examples()
  std::vector<std::uint32_t> used;  // tokens whose own events this one replaces
};

}  // namespace entente
