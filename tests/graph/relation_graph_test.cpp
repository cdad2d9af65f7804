#include "graph/relation_graph.h"

#include <gtest/gtest.h>

#include <boost/concept/assert.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <deque>
#include <random>

#include "graph/algorithms.h"
#include "graph/boost_view.h"

namespace entente {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<DirectedView>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<DirectedView>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<DirectedView>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<UndirectedView>));
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<UndirectedView>));
using Filtered = boost::filtered_graph<DirectedView, EdgePredicate>;
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<Filtered>));

Relation relation(const std::string& subject, const std::string& object,
                  EventType type = EventType::kConsult, int year = 2020) {
  Relation r;
  r.subject = subject;
  r.object = object;
  r.type = type;
  r.confidence = 0.8F;
  r.date =
      DatedPeriod{{static_cast<std::int16_t>(year), 1, 1}, DatePrecision::kDay, DateBasis::kText};
  return r;
}

RelationGraph graph_of(const std::vector<Relation>& relations) {
  RelationGraph::Builder builder;
  for (const Relation& r : relations) builder.add(r);
  return std::move(builder).build();
}

TEST(RelationGraph, KeepsParallelEdgesAndBothDirections) {
  const auto graph = graph_of({relation("b", "a"), relation("b", "a"), relation("a", "c")});
  ASSERT_EQ(graph.vertex_count(), 3U);
  const auto a = *graph.find("a");
  EXPECT_EQ(graph.in(a).size(), 2U);
  EXPECT_EQ(graph.out(a).size(), 1U);
  EXPECT_EQ(graph.incident(a).size(), 3U);
  EXPECT_FALSE(graph.find("d").has_value());
}

TEST(RelationGraph, AnEmptyGraphIsAGraph) {
  const auto graph = graph_of({});
  EXPECT_EQ(graph.vertex_count(), 0U);
  EXPECT_EQ(connected_components(graph).count, 0U);
}

TEST(ShortestPath, TakesEitherDirectionUnlessToldOtherwise) {
  const auto graph = graph_of({relation("b", "a"), relation("b", "c")});
  const auto a = *graph.find("a");
  const auto c = *graph.find("c");
  EXPECT_EQ(shortest_path(graph, a, c), (std::vector<EdgeIndex>{0, 1}));
  PathOptions directed;
  directed.directed = true;
  EXPECT_TRUE(shortest_path(graph, a, c, directed).empty());
}

TEST(ShortestPath, ReciprocalEdgesGoBothWaysInADirectedPath) {
  auto met = relation("b", "a");
  met.reciprocal = true;
  const auto graph = graph_of({met, relation("b", "c")});
  PathOptions directed;
  directed.directed = true;
  EXPECT_EQ(shortest_path(graph, *graph.find("a"), *graph.find("c"), directed).size(), 2U);
}

TEST(ShortestPath, HonoursTypeDateAndHops) {
  const auto graph = graph_of(
      {relation("a", "b", EventType::kAccuse, 2019), relation("b", "c"), relation("c", "d")});
  const auto path = [&](PathOptions options) {
    return shortest_path(graph, *graph.find("a"), *graph.find("d"), options).size();
  };
  PathOptions options;
  EXPECT_EQ(path(options), 3U);
  options.max_hops = 2;
  EXPECT_EQ(path(options), 0U);
  options.max_hops = 3;
  EXPECT_EQ(path(options), 3U);
  options.filter.from = Date{2020, 1, 1};
  EXPECT_EQ(path(options), 0U);
  options.filter = {};
  options.filter.types = {EventType::kConsult};
  EXPECT_EQ(path(options), 0U);
}

TEST(ConnectedComponents, IgnoreDirectionAndFollowTheFilter) {
  const auto graph =
      graph_of({relation("a", "b"), relation("c", "b", EventType::kAccuse), relation("d", "e")});
  EXPECT_EQ(connected_components(graph).component, (std::vector<std::uint32_t>{0, 0, 0, 1, 1}));
  EdgeFilter consult;
  consult.types = {EventType::kConsult};
  EXPECT_EQ(connected_components(graph, consult).count, 3U);
}

// Length of the shortest path by the simplest search there is; -1 for none.
int plain_distance(const std::vector<Relation>& relations, const std::string& from,
                   const std::string& to) {
  std::map<std::string, int> distance{{from, 0}};
  std::deque<std::string> queue{from};
  while (!queue.empty()) {
    const std::string at = queue.front();
    queue.pop_front();
    for (const Relation& r : relations) {
      for (const auto& [x, y] : {std::pair(r.subject, r.object), std::pair(r.object, r.subject)}) {
        if (x == at && distance.emplace(y, distance[at] + 1).second) queue.push_back(y);
      }
    }
  }
  const auto found = distance.find(to);
  return found == distance.end() ? -1 : found->second;
}

TEST(ShortestPath, AgreesWithAPlainSearchOnRandomGraphs) {
  const unsigned seed = 20220915;
  std::mt19937 random(seed);
  for (int round = 0; round < 50; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    std::vector<Relation> relations;
    std::uniform_int_distribution<int> actor(0, 11);
    for (int i = 0; i < 14; ++i) {
      relations.push_back(relation(std::to_string(actor(random)), std::to_string(actor(random))));
    }
    const auto graph = graph_of(relations);
    PathOptions options;
    options.max_hops = 20;
    for (VertexIndex a = 0; a < graph.vertex_count(); ++a) {
      for (VertexIndex b = 0; b < graph.vertex_count(); ++b) {
        if (a == b) continue;
        const int want =
            plain_distance(relations, std::string(graph.id(a)), std::string(graph.id(b)));
        EXPECT_EQ(static_cast<int>(shortest_path(graph, a, b, options).size()),
                  want < 0 ? 0 : want);
        const auto components = connected_components(graph);
        EXPECT_EQ(components.component[a] == components.component[b], want >= 0);
      }
    }
  }
}

}  // namespace
}  // namespace entente
