#pragma once

#include <string>
#include <string_view>

#include "graph/export/record.h"

namespace entente {

// Comma-separated tables as in RFC 4180 (fields quoted where needed, CR LF), the column names in
// the first row. Nodes have Id and Label, edges Source, Target and Type, so that Gephi takes them
// as they are; a spreadsheet's formula characters at the start of a field are kept as they stand.
std::string csv_node_header();
std::string csv_node_row(const Actor& actor);
std::string csv_edge_header();
std::string csv_edge_row(const EdgeRecord& record);

// One field, quoted if it holds a comma, a quote or a line end.
std::string csv_field(std::string_view text);

}  // namespace entente
