#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/date.h"
#include "ingest/document.h"

namespace entente {

// Words of a sentence that name a day, week, month or year.
struct TimeExpression {
  std::uint32_t first = 0;  // tokens [first, last)
  std::uint32_t last = 0;
  DatedPeriod period;  // basis is always kText
};

// Finds the time expressions of a sentence, in order, none overlapping: "24 February 2022", "Feb.
// 24", "2022-09-15", "in 1979", "July 2021", "on Thursday", "yesterday", "last week", "earlier this
// month", "next Monday", "two days ago". What counts from today counts from `published` and is left
// out without it. `future` tells whether a weekday or month alone may lie ahead: "will meet on
// Thursday". Uses forms only; the calendar is ISO (weeks begin on Monday).
std::vector<TimeExpression> find_time_expressions(std::span<const Token> tokens,
                                                  std::optional<Date> published,
                                                  bool future = false);

}  // namespace entente
