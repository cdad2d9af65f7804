#include "graph/export/graphml.h"

#include <string_view>

#include "graph/export/attributes.h"

namespace entente {
namespace {

const char* type_name(AttributeType type) {
  switch (type) {
    case AttributeType::kInteger:
      return "int";
    case AttributeType::kReal:
      return "double";
    case AttributeType::kText:
      break;
  }
  return "string";
}

// The key of a column is its name, since cytoscape.js shows keys; only `label` belongs to nodes and
// edges, and keys must differ.
std::string_view edge_key(const AttributeColumn& column) {
  return column.name == std::string_view("label") ? "edgelabel" : column.name;
}

std::string key_line(std::string_view key, const char* domain, const AttributeColumn& column) {
  return "  <key id=\"" + std::string(key) + "\" for=\"" + domain + "\" attr.name=\"" +
         column.name + "\" attr.type=\"" + type_name(column.type) + "\"/>\n";
}

void append_data(std::string& out, std::string_view key, std::string_view value) {
  out += "<data key=\"";
  out += key;
  out += "\">";
  append_xml(out, value);
  out += "</data>";
}

}  // namespace

void GraphmlWriter::begin() {
  write(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
      "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
  for (const AttributeColumn& column : node_columns()) {
    write(key_line(column.name, "node", column));
  }
  for (const AttributeColumn& column : edge_columns()) {
    write(key_line(edge_key(column), "edge", column));
  }
  write("  <graph id=\"entente\" edgedefault=\"directed\">\n");
}

void GraphmlWriter::node(const Actor& actor) {
  std::string out = "    <node id=\"" + to_nmtoken(actor.id) + "\">";
  visit_node_values(actor, [&](std::size_t column, std::string_view value) {
    append_data(out, node_columns()[column].name, value);
  });
  out += "</node>\n";
  write(out);
}

void GraphmlWriter::edge(const EdgeRecord& record) {
  std::string out = "    <edge id=\"" + to_nmtoken(edge_id(record)) + "\" source=\"" +
                    to_nmtoken(record.relation.subject) + "\" target=\"" +
                    to_nmtoken(record.relation.object) + "\">";
  visit_edge_values(record, [&](std::size_t column, std::string_view value) {
    append_data(out, edge_key(edge_columns()[column]), value);
  });
  out += "</edge>\n";
  write(out);
}

void GraphmlWriter::end() {
  write("  </graph>\n</graphml>\n");
  flush();
}

}  // namespace entente
