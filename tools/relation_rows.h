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

// Relations as rows, the same in every command: date, its basis, subject, relation, object, type,
// code, flags (negated, planned, ...), confidence, article; with evidence also title or url, and
// the sentence.
class RelationRows {
 public:
  RelationRows(const Console& console, OutputFormat format, Detail detail);

  void add(const RelationRecord& record);
  void finish() { table_.finish(); }
  std::size_t count() const { return table_.row_count(); }

 private:
  Detail detail_;
  TableWriter table_;
};

// "2022-09-15"; "2022-09" and "2022" for a month and a year; "" if there is none.
std::string shown_date(const std::optional<DatedPeriod>& period);

// "CONSULT 3, ACCUSE 1", the most frequent first.
std::string shown_types(const Tally& tally);

// "negated, planned": what a reader must know before believing the row; "" for plain facts.
std::string shown_flags(const Relation& relation);

}  // namespace entente
