#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "graph/actor_table.h"
#include "graph/table_row.h"

namespace entente {

// Other people's tables of relations, and our own records, line by line.
//
// What a file holds is decided by its first lines: field names where there is a header, the number
// and kind of columns where there is none. Columns that are not known are left alone.

// Texts that a row needs and its line does not hold as they are; views of them last as long as it.
class RowTexts {
 public:
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  void clear() { texts_.clear(); }

 private:
  std::deque<std::string> texts_;
};

enum class LineKind {
  kRow,      // `row` is filled
  kNoPair,   // well-formed, but no relation between two actors
  kNothing,  // an empty line, the header
  kBad,      // `reason` says why
};

// A line that cannot be read, and why: "no date: '31/31/2020'", the value up to 40 bytes.
LineKind bad(std::string& reason, std::string_view what, std::string_view value);

// One kind of table. Immutable: `const` calls from any number of threads.
class TableFormat {
 public:
  virtual ~TableFormat() = default;
  virtual std::string_view name() const = 0;  // "icews"; the --format word
  // Reads one line without its line end, valid UTF-8. The views of `row` point into the line, into
  // `texts` or into the format.
  virtual LineKind read(std::string_view line, RowTexts& texts, TableRow& row,
                        std::string& reason) const = 0;
  // The actor that a key of these rows stands for.
  virtual Actor describe(std::string_view key) const = 0;
  // Whether the first line names the columns.
  virtual bool has_header() const { return false; }
};

struct TableOptions {
  std::string format;   // a name, or empty: by content
  std::string columns;  // "subject,object,-,date": names for a table of relations without header
  float confidence = 0.5F;             // of tables that give none
  const ActorTable* actors = nullptr;  // who is known by name; must outlive the format; may be null
};

// The format of a table that begins with `head` (whole lines as far as possible). kBadInput if no
// format takes it, with the columns that it misses; kUsage for an unknown name.
Result<std::unique_ptr<TableFormat>> recognise_table(std::string_view head,
                                                     const TableOptions& options);

// "jsonl, relations, icews, ...".
std::string table_format_names();

}  // namespace entente
