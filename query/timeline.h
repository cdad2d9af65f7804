#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "graph/export/record.h"
#include "query/criteria.h"
#include "query/tally.h"

namespace entente {

enum class TimelineStep { kDay, kMonth, kYear };

struct TimelineOptions {
  std::string actor;  // id; empty = everybody
  std::string other;  // id; only between the two
  Criteria criteria;  // its filter's ends are not looked at
  TimelineStep step = TimelineStep::kDay;
  bool with_evidence = false;  // fill TimelineEntry::records
};

// What happened in one step of time. A relation whose date is less exact than the step ("in 2022"
// on a timeline of days) stands at the first day of its period, in an entry of its own.
struct TimelineEntry {
  std::optional<Date> first_day;  // of the step; missing for relations without a date
  DatePrecision precision = DatePrecision::kDay;  // how much time the entry covers
  Tally tally;
  std::vector<EdgeRecord> records;
};

// The relations of an actor, of two, or of all, by time: undated first, then oldest first; at the
// same day the longer period first. Steps without relations are left out.
Result<std::vector<TimelineEntry>> timeline(const Store& store,
                                            const TimelineOptions& options = {});

}  // namespace entente
