#pragma once

#include <span>
#include <string>
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

// One value a column, in their order; empty = not known. Numbers are written with a point whatever
// the locale. Texts are as they are: the format escapes them.
std::vector<std::string> node_values(const Actor& actor);
std::vector<std::string> edge_values(const RelationRecord& record);

// The id of an edge in every export: unique, and stable as long as its article is not read anew by
// another version. Not escaped.
std::string edge_id(const RelationRecord& record);

// A finite number in its shortest form of at most six digits: 0.93, -10, 3.4.
std::string decimal(double value);

// The names as one field: "Putin; Vladimir Vladimirovich Putin".
std::string joined(const std::vector<std::string>& names);

}  // namespace entente
