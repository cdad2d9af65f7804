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

// Up to so many entries of an actor or pair are read in one go and sorted: cheaper than a cursor
// for each type, and what most actors have.
constexpr std::size_t kFewEntries = 512;

// Nothing if the entry is malformed.
std::optional<IndexEntry> parse_entry(std::string_view key, std::string_view value,
                                      const IndexLayout& layout) {
  if (key.size() < std::max(layout.day_at + kDaySize, layout.type_at + kTypeSize) + kEventSize) {
    return std::nullopt;
  }
  const std::optional<EventKey> event = parse_event_key(key.substr(key.size() - kEventSize));
  const std::optional<IndexFlags> flags = decode_flags(value);
  if (!event || !flags) return std::nullopt;
  IndexEntry entry;
  entry.day = DayKey{ByteReader(key.substr(layout.day_at)).u32()};
  entry.type = static_cast<EventType>(key[layout.type_at]);
  entry.flags = *flags;
  entry.event = *event;
  return entry;
}

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
  Result<bool> add_few(Family family, const std::string& prefix);
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
  runs_.emplace_back(IndexCursor(records_, family, range_of_days(prefix, days_)),
                     IndexLayout{prefix.size(), prefix.size() - kTypeSize});
}

// The types that occur under a prefix, found by seeking from each to the next.
Result<std::vector<EventType>> RunBuilder::types_under(Family family,
                                                       const std::string& prefix) const {
  if (!filter_.types.empty()) {
    const std::set<EventType> wanted(filter_.types.begin(), filter_.types.end());
    return std::vector<EventType>(wanted.begin(), wanted.end());
  }
  std::vector<EventType> types;
  IndexCursor cursor(records_, family, prefix_range(prefix));
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

// Adds all entries under a prefix as one run if they are few; false if they are many.
Result<bool> RunBuilder::add_few(Family family, const std::string& prefix) {
  const IndexLayout layout{prefix.size() + kTypeSize, prefix.size()};
  std::vector<IndexEntry> few;
  IndexCursor cursor(records_, family, prefix_range(prefix));
  for (; cursor.valid(); cursor.next()) {
    if (few.size() == kFewEntries) return false;
    const std::optional<IndexEntry> entry = parse_entry(cursor.key(), cursor.value(), layout);
    if (!entry) return records_.corrupt("an index entry is unreadable");
    few.push_back(*entry);
  }
  if (const Result<void> status = cursor.status(); !status) return status.error();
  std::erase_if(few, [&](const IndexEntry& entry) {
    return entry.day < days_.first || entry.day > days_.last;
  });
  std::stable_sort(few.begin(), few.end(),
                   [](const IndexEntry& a, const IndexEntry& b) { return a.day < b.day; });
  runs_.emplace_back(std::move(few));
  return true;
}

Result<void> RunBuilder::add_runs(Family family, const std::string& prefix) {
  const bool is_one_type = filter_.types.size() == 1;  // a single cursor as it is
  if (!is_one_type) {
    const Result<bool> few = add_few(family, prefix);
    if (!few) return few.error();
    if (*few) return {};
  }
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
    runs_.emplace_back(IndexCursor(records_, Family::kTime, range_of_days({}, days_)),
                       IndexLayout{0, kDaySize});
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

IndexRun::IndexRun(IndexCursor cursor, IndexLayout layout)
    : cursor_(std::move(cursor)), layout_(layout) {
  read_current();
}

IndexRun::IndexRun(std::vector<IndexEntry> sorted) : sorted_(std::move(sorted)) { read_current(); }

void IndexRun::read_current() {
  current_.reset();
  if (!cursor_) {
    if (at_ < sorted_.size()) current_ = sorted_[at_];
  } else if (cursor_->valid()) {
    current_ = parse_entry(cursor_->key(), cursor_->value(), layout_);
  }
}

void IndexRun::next() {
  if (cursor_) {
    cursor_->next();
  } else {
    ++at_;
  }
  read_current();
}

Result<void> IndexRun::status() const {
  if (!cursor_) return {};
  if (cursor_->valid() && !current_) {
    return Error{Error::Code::kCorrupt, "the store is damaged (an index entry is unreadable)"};
  }
  return cursor_->status();
}

Result<std::vector<IndexRun>> runs_for(const Records& records, const RelationFilter& filter) {
  return RunBuilder(records, filter).build();
}

}  // namespace entente
