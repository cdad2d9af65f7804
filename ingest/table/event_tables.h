#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/table/table_format.h"

namespace entente {

// The kinds of tables. Each make_ function gives nothing if the table's first line is of another
// kind; `header` is that line.

std::unique_ptr<TableFormat> make_records(const TableOptions& options, std::string_view header);
std::unique_ptr<TableFormat> make_icews(const TableOptions& options, std::string_view header);
std::unique_ptr<TableFormat> make_polecat(const TableOptions& options, std::string_view header);
std::unique_ptr<TableFormat> make_gdelt(const TableOptions& options, std::string_view header);
std::unique_ptr<TableFormat> make_phoenix(const TableOptions& options, std::string_view header);
std::unique_ptr<TableFormat> make_petrarch(const TableOptions& options, std::string_view header);
// A table of relations with a header of our own column names, tab or comma; or, with
// options.columns, without one.
std::unique_ptr<TableFormat> make_relations(const TableOptions& options, std::string_view header);

// The names of a header, without quotes and a byte order mark; lower case, "_" for blanks.
std::vector<std::string> header_names(std::string_view header, char separator);
// Where a column of one of these names stands.
std::optional<std::size_t> column_of(const std::vector<std::string>& names,
                                     std::initializer_list<std::string_view> spellings);

}  // namespace entente
