#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "core/date.h"
#include "graph/actor.h"
#include "graph/event_type.h"
#include "graph/relation.h"

namespace entente {

// One row of somebody else's table of relations: who did what to whom, as that table says. Actors
// are named by keys, any bytes that the table uses for them; an ActorDescriber tells what a key
// stands for. The views belong to whoever made the row.
struct TableRow {
  std::string_view article;  // id of the report within its table; not empty
  std::string_view url;      // of the report, if given
  std::optional<Date> published;
  std::string_view subject;  // keys, not empty
  std::string_view object;
  std::string_view attributed_to;  // empty if nobody is named
  EventType type = EventType::kStatement;
  std::string_view cameo;
  std::string_view predicate;
  std::string_view place;
  bool reciprocal = false;
  bool negated = false;
  Modality modality = Modality::kAsserted;
  std::optional<DatedPeriod> date;
  float confidence = 0;
  std::uint32_t sentence = 0;
};

// The actor that a key of a table stands for, the same for the same key. Its id is not empty.
using ActorDescriber = std::function<Actor(std::string_view key)>;

}  // namespace entente
