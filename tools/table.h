#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"
#include "tools/console.h"

namespace entente {

enum class OutputFormat { kTable, kCsv, kTsv, kJson, kJsonLines };

// "table", "csv", "tsv", "json" or "jsonl"; an empty text means a table on a terminal, else tsv.
// Fails with kUsage on anything else.
Result<OutputFormat> parse_output_format(std::string_view text, const Console& console);

// A value of a table; unknown is std::monostate: empty in a table, null in JSON.
using Cell = std::variant<std::monostate, std::string, std::int64_t, double>;

// Empty strings are unknown values.
Cell cell(std::string_view text);

struct Column {
  std::string name;  // the JSON key; also the heading
  // A long text: in a table it stands below its row, wrapped and indented.
  bool is_detail = false;
  bool shows_name = false;  // a detail that begins with its name: "labelled: ..."
};

// Rows in one of the output formats. Everything but kTable streams; kTable waits for finish() to
// know the widths, and aligns by display columns, so that wide scripts line up.
//  csv: RFC 4180 with LF line ends. tsv: tab, line feed and backslash inside of a value are written
//  \t, \n and \\. json: an array of objects. jsonl: an object a line. In a table the fractions of a
//  column have equally many digits.
class TableWriter {
 public:
  // `console` must outlive the writer.
  TableWriter(const Console& console, OutputFormat format, std::vector<Column> columns);

  // As many cells as columns.
  void add(const std::vector<Cell>& row);
  // Writes what is left. Must be called once, after the last row.
  void finish();

  std::size_t row_count() const { return row_count_; }

 private:
  void write_separated(const std::vector<std::string>& values);
  void write_object(const std::vector<Cell>& row);
  void write_table();

  const Console& console_;
  OutputFormat format_;
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;  // kTable only
  std::size_t row_count_ = 0;
};

// Breaks a text at blanks into lines of at most `width` display columns.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace entente
