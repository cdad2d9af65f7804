#include "graph/export/graphml.h"

#include <gtest/gtest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <fstream>
#include <sstream>

#include "graph/export/csv.h"
#include "tests/graph/export/sample_records.h"

namespace entente {
namespace {

std::string sample_graphml() {
  std::string out;
  GraphmlWriter writer([&](std::string_view piece) { out += piece; });
  const auto records = sample_records();
  writer.begin();
  writer.node(records[0].subject);
  writer.node(records[1].subject);
  writer.node(records[0].object);
  for (const RelationRecord& record : records) writer.edge(record);
  writer.end();
  return out;
}

struct Vertex {
  std::string label, kind, country, code, aliases;
};
struct Edge {
  std::string label, event_type, evidence, article, polarity;
  double confidence = 0;
  int quad = 0;
};

TEST(Graphml, BoostReadsItBackWithAllAttributes) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Vertex, Edge>;
  Graph graph;
  boost::dynamic_properties properties(boost::ignore_other_properties);
  properties.property("label", boost::get(&Vertex::label, graph));
  properties.property("label", boost::get(&Edge::label, graph));
  properties.property("kind", boost::get(&Vertex::kind, graph));
  properties.property("aliases", boost::get(&Vertex::aliases, graph));
  properties.property("event_type", boost::get(&Edge::event_type, graph));
  properties.property("evidence", boost::get(&Edge::evidence, graph));
  properties.property("article", boost::get(&Edge::article, graph));
  properties.property("confidence", boost::get(&Edge::confidence, graph));
  properties.property("quad", boost::get(&Edge::quad, graph));
  std::istringstream in(sample_graphml());
  boost::read_graphml(in, graph, properties);
  ASSERT_EQ(boost::num_vertices(graph), 3U);
  ASSERT_EQ(boost::num_edges(graph), 3U);
  EXPECT_EQ(graph[0].label, "Anna <Ex>");
  EXPECT_EQ(graph[0].aliases, "Ex; A & E");
  EXPECT_EQ(graph[2].label, "\xE4\xB9\xA0 Cy");
  const auto first = *boost::edges(graph).first;
  EXPECT_EQ(graph[first].label, "meet");
  EXPECT_EQ(graph[first].article, "http://example.org/a?b=1&c=\"2\"");
  EXPECT_DOUBLE_EQ(graph[first].confidence, 0.93);
}

TEST(Graphml, IdsAreNmtokensAndStayDifferent) {
  EXPECT_EQ(to_nmtoken("person:xi-jinping"), "person:xi-jinping");
  EXPECT_EQ(to_nmtoken("a b&c"), "a_x0020_b_x0026_c");
  EXPECT_NE(to_nmtoken("a b"), to_nmtoken("a_x0020_b"));
}

TEST(Graphml, ForbiddenCharactersAreRemovedAndBadUtf8IsReplaced) {
  EXPECT_EQ(escape_xml("a\x0b<b>&\"c\xff"), "a&lt;b&gt;&amp;&quot;c\xEF\xBF\xBD");
}

TEST(Graphml, NodesStandBeforeEdgesAndNothingIsBoolean) {
  const std::string xml = sample_graphml();
  EXPECT_LT(xml.rfind("<node"), xml.find("<edge"));
  EXPECT_EQ(xml.find("boolean"), std::string::npos);
  EXPECT_EQ(xml.find("attr.name=\"type\""), std::string::npos);
  EXPECT_EQ(xml.find("attr.name=\"id\""), std::string::npos);
}

TEST(Csv, FieldsWithCommasQuotesAndLineEndsAreQuoted) {
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"x\"\n"), "\"say \"\"x\"\"\n\"");
}

TEST(Csv, EveryRowHasTheHeadersColumns) {
  const auto columns = [](const std::string& row) {
    bool is_quoted = false;
    std::size_t count = 1;
    for (const char c : row) {
      if (c == '"') is_quoted = !is_quoted;
      count += c == ',' && !is_quoted;
    }
    return count;
  };
  for (const RelationRecord& record : sample_records()) {
    EXPECT_EQ(columns(csv_edge_row(record)), columns(csv_edge_header()));
    EXPECT_EQ(columns(csv_node_row(record.subject)), columns(csv_node_header()));
  }
}

// Files for tests/export/readers.py and readers.mjs, which other programs' readers check.
TEST(Graphml, WritesTheSampleForOtherReaders) {
  std::ofstream(ENTENTE_SAMPLE_FILE, std::ios::binary) << sample_graphml();
  EXPECT_TRUE(std::ifstream(ENTENTE_SAMPLE_FILE).good());
}

}  // namespace
}  // namespace entente
