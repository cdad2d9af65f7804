#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "graph/export/record.h"
#include "query/tally.h"
#include "storage/store.h"
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

// What a row says beyond its record.
struct RowExtras {
  std::size_t event = 0;  // shown if numbers of events are
  std::string also_in;    // who else printed the article; shown with the evidence
};

// Who else printed an article, "Daily Sun; Evening Post", by the copies of it in the store: each
// name once, in the order of arrival. Asks the store once for articles in a row.
class OtherPrinters {
 public:
  explicit OtherPrinters(const Store& store) : store_(store) {}

  Result<std::string> of(const std::string& article_id);

 private:
  const Store& store_;
  std::string article_;
  std::string printers_;
};

// Relations as rows, the same in every command: date, its basis, subject, relation, object, type,
// code, flags (negated, planned, ...), confidence, article; with evidence also the sentence, title
// or url, and who else printed it.
class RelationRows {
 public:
  RelationRows(const Console& console, OutputFormat format, Detail detail,
               EventColumns events = EventColumns::kNone);

  void add(const EdgeRecord& record, const RowExtras& extras = {});
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
