#include "graph/export/graphml.h"

#include <gtest/gtest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <sstream>

#include "tests/graph/export/sample_graph.h"

namespace entente {
namespace {

struct Vertex {
  std::string label, kind, country, code, aliases;
};
struct Edge {
  std::string label, event_type, evidence, article, negated, reciprocal;
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
  properties.property("negated", boost::get(&Edge::negated, graph));
  properties.property("reciprocal", boost::get(&Edge::reciprocal, graph));
  properties.property("quad", boost::get(&Edge::quad, graph));
  std::istringstream in(written<GraphmlWriter>());
  boost::read_graphml(in, graph, properties);
  ASSERT_EQ(boost::num_vertices(graph), 3U);
  ASSERT_EQ(boost::num_edges(graph), 4U);
  EXPECT_EQ(graph[0].label, "Anna <Ex>");
  EXPECT_EQ(graph[0].aliases, "Ex; A & E");
  EXPECT_EQ(graph[2].label, "\xE4\xB9\xA0 Cy");
  const auto first = *boost::edges(graph).first;
  EXPECT_EQ(graph[first].label, "meet");
  EXPECT_EQ(graph[first].article, "http://example.org/a?b=1&c=\"2\"");
  EXPECT_DOUBLE_EQ(graph[first].confidence, 0.93);
  EXPECT_EQ(graph[first].reciprocal, "yes");
  EXPECT_EQ(graph[first].negated, "no");
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
  const std::string xml = written<GraphmlWriter>();
  EXPECT_LT(xml.rfind("<node"), xml.find("<edge"));
  EXPECT_EQ(xml.find("boolean"), std::string::npos);
  EXPECT_EQ(xml.find("attr.name=\"type\""), std::string::npos);
  EXPECT_EQ(xml.find("attr.name=\"id\""), std::string::npos);
}

TEST(Graphml, UnknownValuesAreLeftOut) {
  EXPECT_EQ(written<GraphmlWriter>().find("></data>"), std::string::npos);
}

TEST(Graphml, SameRecordsGiveTheSameBytes) {
  EXPECT_EQ(written<GraphmlWriter>(), written<GraphmlWriter>());
}

TEST(XmlText, LineEndsInsideOfAttributesAreReferences) {
  EXPECT_EQ(escape_xml("a\nb\tc\r", XmlPlace::kAttribute), "a&#10;b&#9;c&#13;");
  EXPECT_EQ(escape_xml("a\nb\tc\r"), "a\nb\tc&#13;");
}

}  // namespace
}  // namespace entente
