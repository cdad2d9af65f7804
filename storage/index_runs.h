#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "graph/event_type.h"
#include "storage/index_cursor.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/store.h"
#include "storage/values.h"

namespace entente {

// What an index entry says.
struct IndexEntry {
  DayKey day = kUndated;
  EventType type = EventType::kStatement;
  IndexFlags flags;
  EventKey event;
};

// Where day and type stand in the keys of an index; the event stands at the end.
struct IndexLayout {
  std::size_t day_at = 0;
  std::size_t type_at = 0;
};

// A stretch of an index in which entries ascend by day: all entries of one actor (or pair) and
// type, the whole time index, or a few entries that were read and sorted beforehand.
class IndexRun {
 public:
  IndexRun(IndexCursor cursor, IndexLayout layout);
  explicit IndexRun(std::vector<IndexEntry> sorted);

  bool valid() const { return current_.has_value(); }
  const IndexEntry& entry() const { return *current_; }  // needs valid()
  void next();
  // When valid() turned false: whether that was the end or an error.
  Result<void> status() const;

 private:
  void read_current();

  std::optional<IndexCursor> cursor_;
  IndexLayout layout_;
  std::vector<IndexEntry> sorted_;
  std::size_t at_ = 0;  // in sorted_
  std::optional<IndexEntry> current_;
};

// The runs that together hold every relation that can pass the filter, and perhaps others. Empty if
// an actor of the filter is not stored. A filter with an article is served by no run.
Result<std::vector<IndexRun>> runs_for(const Records& records, const RelationFilter& filter);

}  // namespace entente
