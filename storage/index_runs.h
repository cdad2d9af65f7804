#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "graph/event_type.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/store.h"

namespace entente {

// A stretch of an index in which keys ascend by day: all entries of one actor (or pair) and type,
// or the whole time index. Knows where in its keys the day and the event stand.
class IndexRun {
 public:
  struct Layout {
    std::size_t day_at = 0;  // offset in the key
    std::size_t type_at = 0;
  };

  IndexRun(Cursor cursor, Layout layout) : cursor_(std::move(cursor)), layout_(layout) {}

  bool valid() const { return cursor_.valid(); }
  DayKey day() const;                     // of the current entry
  std::optional<EventKey> event() const;  // nothing if the key is malformed
  EventType type() const;
  std::string_view value() const { return cursor_.value(); }
  void next() { cursor_.next(); }
  Result<void> status() const { return cursor_.status(); }

 private:
  Cursor cursor_;
  Layout layout_;
};

// The runs that together hold every relation that can pass the filter, and perhaps others. Empty if
// an actor of the filter is not stored. A filter with an article is served by no run.
Result<std::vector<IndexRun>> runs_for(const Records& records, const RelationFilter& filter);

}  // namespace entente
