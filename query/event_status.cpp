#include "query/event_status.h"

#include <array>
#include <cstddef>

namespace entente {

const char* to_string(EventStatus status) {
  constexpr std::array kNames = {"happened", "planned", "hypothetical", "denied"};
  return kNames.at(static_cast<std::size_t>(status));
}

EventStatus event_status(const Relation& relation) {
  if (relation.negated) return EventStatus::kDenied;
  if (relation.modality == Modality::kPlanned) return EventStatus::kPlanned;
  if (relation.modality == Modality::kHypothetical) return EventStatus::kHypothetical;
  return EventStatus::kHappened;
}

}  // namespace entente
