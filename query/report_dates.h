#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/date.h"

namespace entente {

// From which of two actors to the other; kEither if that does not matter.
enum class Direction : std::uint8_t { kEither, kForward, kBackward };

// When something happened according to one report, and which way.
struct ReportTime {
  std::optional<DatedPeriod> date;
  Direction direction = Direction::kEither;
};

// An event that reports tell of: its most exact date, and whether its direction matters.
struct ReportedEvent {
  std::optional<DatedPeriod> date;
  Direction direction = Direction::kEither;
};

struct ReportedEvents {
  std::vector<ReportedEvent> events;
  std::vector<std::uint32_t> event_of;  // for each report, an index into `events`
};

// Tells apart the events behind reports of the same kind of deed between the same two actors, as
// far as dates can; a lower bound. Surer dates decide first:
//  - a day that the text names is an event of its own;
//  - a week, month or year of the text belongs to the last event inside it, if there is one;
//  - a day of publication belongs to the latest event of the `delay` days up to it, itself
//    included, if there is one: news may come later than what it tells, never earlier;
//  - reports without a date belong to the only event, or are one together.
// Directions that contradict each other are different events. Events come in the order in which
// they were found; the order of the reports does not matter but for that.
ReportedEvents tell_apart(std::span<const ReportTime> reports, std::int32_t delay);

}  // namespace entente
