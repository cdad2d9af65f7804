#include "storage/index_runs.h"

#include <algorithm>
#include <set>
#include <utility>

#include "storage/bytes.h"

namespace entente {

namespace {

constexpr std::size_t kEventSize = 16;
constexpr std::size_t kDaySize = 4;
constexpr std::size_t kTypeSize = 1;

struct DayRange {
  DayKey first = kUndated;
  DayKey last = kLastDay;
};

// Undated relations fall outside of any range of days.
DayRange days_of(const RelationFilter& filter) {
  DayRange days;
  if (filter.from || filter.to) days.first = kFirstDay;
  if (filter.from) days.first = day_key(filter.from);
  if (filter.to) days.last = day_key(filter.to);
  return days;
}

std::string day_bytes(DayKey day) {
  ByteWriter out;
  return out.u32(static_cast<std::uint32_t>(day)).take();
}

// The keys that start with `prefix` followed by a day of the range.
KeyRange range_of_days(const std::string& prefix, const DayRange& days) {
  return {prefix + day_bytes(days.first), end_of_prefix(prefix + day_bytes(days.last))};
}

class RunBuilder {
 public:
  RunBuilder(const Records& records, const RelationFilter& filter)
      : records_(records), filter_(filter), days_(days_of(filter)) {}

  Result<std::vector<IndexRun>> build();

 private:
  Result<void> add_runs(Family family, const std::string& prefix);
  void add_run(Family family, const std::string& prefix);
  Result<std::vector<EventType>> types_under(Family family, const std::string& prefix) const;
  Result<std::optional<ActorNumber>> number(const std::string& actor) const {
    return records_.actor_number(actor);
  }

  const Records& records_;
  const RelationFilter& filter_;
  DayRange days_;
  std::vector<IndexRun> runs_;
};

void RunBuilder::add_run(Family family, const std::string& prefix) {
  runs_.emplace_back(
      records_.database().cursor(family, range_of_days(prefix, days_), records_.snapshot()),
      IndexRun::Layout{prefix.size(), prefix.size() - kTypeSize});
}

// The types that occur under a prefix, found by seeking from each to the next.
Result<std::vector<EventType>> RunBuilder::types_under(Family family,
                                                       const std::string& prefix) const {
  if (!filter_.types.empty()) {
    const std::set<EventType> wanted(filter_.types.begin(), filter_.types.end());
    return std::vector<EventType>(wanted.begin(), wanted.end());
  }
  std::vector<EventType> types;
  Cursor cursor = records_.database().cursor(family, prefix_range(prefix), records_.snapshot());
  while (cursor.valid()) {
    if (cursor.key().size() <= prefix.size()) return records_.corrupt("an index key is too short");
    const auto type = static_cast<std::uint8_t>(cursor.key()[prefix.size()]);
    types.push_back(static_cast<EventType>(type));
    const std::string next = end_of_prefix(prefix + static_cast<char>(type));
    if (next.empty()) break;
    cursor.seek(next);
  }
  if (const Result<void> status = cursor.status(); !status) return status.error();
  return types;
}

Result<void> RunBuilder::add_runs(Family family, const std::string& prefix) {
  const Result<std::vector<EventType>> types = types_under(family, prefix);
  if (!types) return types.error();
  for (const EventType type : *types) add_run(family, prefix + static_cast<char>(type));
  return {};
}

Result<std::vector<IndexRun>> RunBuilder::build() {
  // The distinct actors that a relation must have at its ends.
  std::set<std::string> names;
  for (const std::string* name : {&filter_.subject, &filter_.object, &filter_.either}) {
    if (!name->empty()) names.insert(*name);
  }
  std::vector<ActorNumber> actors;
  for (const std::string& name : names) {
    const Result<std::optional<ActorNumber>> actor = number(name);
    if (!actor) return actor.error();
    if (!actor->has_value()) return std::move(runs_);
    actors.push_back(**actor);
  }
  Result<void> added;
  const bool is_loop = !filter_.subject.empty() && filter_.subject == filter_.object;
  if (actors.size() > 2) return std::move(runs_);  // a relation has two ends
  if (actors.size() == 2 || is_loop) {
    added = add_runs(Family::kPair, pair_prefix(actors.front(), actors.back()));
  } else if (actors.empty()) {
    runs_.emplace_back(
        records_.database().cursor(Family::kTime, range_of_days({}, days_), records_.snapshot()),
        IndexRun::Layout{0, kDaySize});
  } else {
    const std::string prefix = adjacency_prefix(actors.front());
    const bool by_subject = !filter_.subject.empty();
    const bool by_object = !filter_.object.empty();
    if (!by_object) added = add_runs(Family::kOut, prefix);
    if (added.ok() && !by_subject) added = add_runs(Family::kIn, prefix);
  }
  if (!added) return added.error();
  return std::move(runs_);
}

}  // namespace

DayKey IndexRun::day() const {
  const std::string_view key = cursor_.key();
  if (key.size() < layout_.day_at + kDaySize) return kUndated;  // event() reports it
  return DayKey{ByteReader(key.substr(layout_.day_at)).u32()};
}

EventType IndexRun::type() const {
  const std::string_view key = cursor_.key();
  if (key.size() <= layout_.type_at) return EventType{};
  return static_cast<EventType>(key[layout_.type_at]);
}

std::optional<EventKey> IndexRun::event() const {
  const std::string_view key = cursor_.key();
  if (key.size() < layout_.day_at + kDaySize + kEventSize) return std::nullopt;
  return parse_event_key(key.substr(key.size() - kEventSize));
}

Result<std::vector<IndexRun>> runs_for(const Records& records, const RelationFilter& filter) {
  return RunBuilder(records, filter).build();
}

}  // namespace entente
