#pragma once

#include "graph/relation.h"

namespace entente {

// Whether an event took place, according to the text.
enum class EventStatus {
  kHappened,      // in the article's words or somebody's
  kPlanned,       // scheduled or intended
  kHypothetical,  // possible, conditional, asked
  kDenied,        // it did not, or will not, take place
};

const char* to_string(EventStatus status);
EventStatus event_status(const Relation& relation);

}  // namespace entente
