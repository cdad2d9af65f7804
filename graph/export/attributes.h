#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/export/record.h"

namespace entente {

enum class AttributeType { kText, kInteger, kReal };

// A named attribute of nodes or edges, the same in every graph format. No name is `id` or `type`,
// which readers take for their own, and nothing is boolean, which readers read differently.
struct AttributeColumn {
  const char* name;
  AttributeType type;
};

std::span<const AttributeColumn> node_columns();
std::span<const AttributeColumn> edge_columns();

// Gets the number of a column and its value. The view lives until the visitor returns.
using ValueVisitor = std::function<void(std::size_t column, std::string_view value)>;

// Visits the values that are known, in the order of the columns. Numbers are written with a point
// whatever the locale. Texts are as they are: the format escapes them.
void visit_node_values(const Actor& actor, const ValueVisitor& visit);
void visit_edge_values(const EdgeRecord& record, const ValueVisitor& visit);

// What stands for the name of an actor that has none.
const std::string& label_of(const Actor& actor);

// The id of an edge in every export: unique, and stable as long as its article is not read anew by
// another version. Not escaped.
std::string edge_id(const EdgeRecord& record);

// A finite number in its shortest form of at most six digits: 0.93, -10, 3.4.
std::string decimal(double value);

// The names as one field: "Putin; Vladimir Vladimirovich Putin".
std::string joined(const std::vector<std::string>& names);

}  // namespace entente
