#include "query/timeline.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "query/record_loader.h"

namespace entente {
namespace {

DatePrecision precision_of(TimelineStep step) {
  switch (step) {
    case TimelineStep::kDay:
      return DatePrecision::kDay;
    case TimelineStep::kMonth:
      return DatePrecision::kMonth;
    case TimelineStep::kYear:
      break;
  }
  return DatePrecision::kYear;
}

Date first_day_of(Date date, DatePrecision precision) {
  if (precision == DatePrecision::kMonth) return Date{date.year, date.month, 1};
  if (precision == DatePrecision::kYear) return Date{date.year, 1, 1};
  return date;
}

// Undated first, then by day, longer periods first.
struct StepKey {
  std::optional<Date> day;
  DatePrecision precision = DatePrecision::kDay;

  friend bool operator<(const StepKey& a, const StepKey& b) {
    return std::tie(a.day, b.precision) < std::tie(b.day, a.precision);
  }
};

StepKey key_of(const Relation& relation, TimelineStep step) {
  if (!relation.date) return {};
  const DatePrecision precision = std::max(precision_of(step), relation.date->precision);
  return {first_day_of(relation.date->date, precision), precision};
}

class TimelineBuilder {
 public:
  TimelineBuilder(const Store& store, const TimelineOptions& options)
      : options_(options), loader_(store) {}

  Result<void> add(const StoredRelation& stored) {
    const auto wanted = loader_.meets(options_.criteria, stored.relation);
    if (!wanted.ok()) return wanted.error();
    if (!*wanted) return {};
    TimelineEntry& entry = count(stored.relation);
    return options_.with_evidence ? keep(loader_.load(stored), entry) : Result<void>();
  }

  // Takes a report in for add_events().
  Result<void> gather(const StoredRelation& stored, EventGroups& groups) {
    const auto wanted = loader_.meets(options_.criteria, stored.relation);
    if (!wanted.ok()) return wanted.error();
    return *wanted ? groups.add(stored) : Result<void>();
  }

  Result<void> add_events(EventGroups& groups) {
    groups.tell_apart();
    for (const EventGroup& event : groups.events()) {
      const auto lead = groups.lead_of(event);
      if (!lead.ok()) return lead.error();
      TimelineEntry& entry = count(lead->relation);
      if (!options_.with_evidence) continue;
      if (auto kept = keep(loader_.load(groups, event), entry); !kept.ok()) return kept;
    }
    return {};
  }

  std::vector<TimelineEntry> take() {
    std::vector<TimelineEntry> out;
    for (auto& [key, entry] : entries_) out.push_back(std::move(entry));
    return out;
  }

 private:
  TimelineEntry& count(const Relation& relation) {
    const StepKey key = key_of(relation, options_.step);
    TimelineEntry& entry = entries_[key];
    entry.first_day = key.day;
    entry.precision = key.precision;
    entry.tally.add(relation);
    return entry;
  }

  static Result<void> keep(Result<EdgeRecord> record, TimelineEntry& entry) {
    if (!record.ok()) return record.error();
    entry.records.push_back(std::move(*record));
    return {};
  }

  const TimelineOptions& options_;
  RecordLoader loader_;
  std::map<StepKey, TimelineEntry> entries_;
};

}  // namespace

Result<std::vector<TimelineEntry>> timeline(const Store& store, const TimelineOptions& options) {
  TimelineBuilder builder(store, options);
  const bool is_by_event = options.criteria.unit == Unit::kEvent;
  EventGroups groups(store);
  std::optional<Error> failure;
  const auto add = [&](const StoredRelation& stored) {
    const auto added = is_by_event ? builder.gather(stored, groups) : builder.add(stored);
    if (!added.ok()) failure = added.error();
    return added.ok();
  };
  RelationFilter filter = options.criteria.filter;
  filter.subject.clear();
  filter.object.clear();
  filter.either = options.actor.empty() ? options.other : options.actor;
  const bool is_pair = !options.actor.empty() && !options.other.empty();
  const auto done = is_pair ? scan_pair(store, options.actor, options.other, filter, add)
                            : store.scan(filter, add);
  if (!done.ok()) return done.error();
  if (failure) return *failure;
  if (is_by_event) {
    const auto added = builder.add_events(groups);
    if (!added.ok()) return added.error();
  }
  return builder.take();
}

}  // namespace entente
