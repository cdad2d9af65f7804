// Writes the sample for other programs' readers (tests/export), and what they must find in it.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/unicode.h"
#include "graph/export/attributes.h"
#include "graph/export/gexf.h"
#include "graph/export/graphml.h"
#include "tests/graph/export/sample_graph.h"

namespace entente {
namespace {

using Json = nlohmann::json;

// A visitor that puts repaired values into `json`.
ValueVisitor into(Json& json, std::span<const AttributeColumn> columns) {
  return [&json, columns](std::size_t column, std::string_view value) {
    json[columns[column].name] = repair_utf8(value).text;
  };
}

Json expected() {
  Json json{{"nodes", Json::object()}, {"edges", Json::object()}};
  for (const Actor& actor : sample_actors()) {
    visit_node_values(actor, into(json["nodes"][to_nmtoken(actor.id)], node_columns()));
  }
  for (const EdgeRecord& record : sample_edges()) {
    Json edge;
    visit_edge_values(record, into(edge, edge_columns()));
    edge["@source"] = to_nmtoken(record.relation.subject);
    edge["@target"] = to_nmtoken(record.relation.object);
    json["edges"][to_nmtoken(edge_id(record))] = edge;
  }
  return json;
}

void write(const std::string& name, const std::string& bytes) {
  std::ofstream out(std::string(ENTENTE_SAMPLE_FOLDER) + "/" + name, std::ios::binary);
  out << bytes;
  EXPECT_TRUE(out.good()) << name;
}

TEST(ReaderFiles, AreWritten) {
  write("sample.graphml", written<GraphmlWriter>());
  write("sample.gexf", written<GexfWriter>());
  write("sample.json", expected().dump(1));
}

}  // namespace
}  // namespace entente
