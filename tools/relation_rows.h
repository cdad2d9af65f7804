#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/export/record.h"
#include "query/tally.h"
#include "tools/table.h"

namespace entente {

// Whether the sentences are shown.
enum class Detail { kNone, kEvidence };

// What the rows say about events.
enum class EventColumns {
  kNone,
  kSupport,  // each row is an event: how many sentences, articles, copies and sources tell of it
  kNumber,   // each row is a report: the number of its event comes first
};

// Relations as rows, the same in every command: date, its basis, subject, relation, object, type,
// code, flags (negated, planned, ...), confidence, article; with evidence also title or url, and
// the sentence.
class RelationRows {
 public:
  RelationRows(const Console& console, OutputFormat format, Detail detail,
               EventColumns events = EventColumns::kNone);

  // `event` is shown if numbers of events are.
  void add(const EdgeRecord& record, std::size_t event = 0);
  void finish() { table_.finish(); }
  std::size_t count() const { return table_.row_count(); }

 private:
  Detail detail_;
  EventColumns events_;
  TableWriter table_;
};

// "2022-09-15"; "2022-09" and "2022" for a month and a year; "" if there is none.
std::string shown_date(const std::optional<DatedPeriod>& period);

// "CONSULT 3, ACCUSE 1", the most frequent first.
std::string shown_types(const Tally& tally);

// "negated, planned": what a reader must know before believing the row; "" for plain facts.
std::string shown_flags(const Relation& relation);

}  // namespace entente
