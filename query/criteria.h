#pragma once

#include <vector>

#include "graph/actor.h"
#include "storage/store.h"

namespace entente {

// What counts as one relation: every report, or every event, however many sentences and articles
// tell of it (see event_groups.h).
enum class Unit { kReport, kEvent };

// Which relations a question is about: the store's filter and what the store cannot know.
struct Criteria {
  RelationFilter filter;
  std::vector<Modality> modalities;  // empty = any
  bool leaders = false;              // only between political leaders, see is_political_leader
  Unit unit = Unit::kReport;
};

// What is said to have happened: nothing negated, planned or hypothetical.
Criteria facts();

// Whether the relation's modality is among those asked for.
bool admits(const Criteria& criteria, const Relation& relation);

// A person who holds or held an office: one of a state or an organisation in `offices`, or a
// CAMEO-style code of government (RUSGOV) when the text alone names the office.
bool is_political_leader(const Actor& actor);

}  // namespace entente
