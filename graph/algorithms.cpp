#include "graph/algorithms.h"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/incremental_components.hpp>
#include <boost/pending/disjoint_sets.hpp>

#include "core/check.h"
#include "graph/boost_view.h"

namespace entente {
namespace {

// Thrown by the visitor to leave Boost's search; caught in the same function.
struct Arrived {};

// Edges of an undirected walk that a directed path may take: forwards, or reciprocal ones.
struct WalkPredicate {
  EdgePredicate passes;
  const RelationGraph* graph = nullptr;
  bool directed = false;

  bool operator()(const EdgeDescriptor& e) const {
    if (!passes(e)) return false;
    if (!directed) return true;
    const GraphEdge& edge = graph->edge(e.edge);
    return edge.reciprocal || edge.subject == e.from;
  }
};

struct PathVisitor : boost::default_bfs_visitor {
  std::vector<EdgeIndex>* entered_by;
  std::vector<std::uint32_t>* depth;
  VertexIndex goal;
  std::uint32_t max_hops;

  template <typename Graph>
  void tree_edge(const EdgeDescriptor& e, const Graph&) const {
    (*entered_by)[e.to] = e.edge;
    (*depth)[e.to] = (*depth)[e.from] + 1;
    if (e.to == goal) throw Arrived{};
  }
  template <typename Graph>
  void examine_vertex(VertexIndex v, const Graph&) const {
    if ((*depth)[v] >= max_hops) throw Arrived{};
  }
};

constexpr EdgeIndex kNotEntered = std::numeric_limits<EdgeIndex>::max();

std::vector<EdgeIndex> chain_back(const RelationGraph& graph, VertexIndex from, VertexIndex to,
                                  const std::vector<EdgeIndex>& entered_by) {
  std::vector<EdgeIndex> chain;
  for (VertexIndex at = to; at != from;) {
    const EdgeIndex e = entered_by[at];
    if (e == kNotEntered) return {};
    chain.push_back(e);
    const GraphEdge& edge = graph.edge(e);
    at = edge.subject == at ? edge.object : edge.subject;
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

}  // namespace

Components connected_components(const RelationGraph& graph, const EdgeFilter& filter) {
  const DirectedView view{&graph};
  const boost::filtered_graph<DirectedView, EdgePredicate> filtered(view,
                                                                    EdgePredicate(graph, filter));
  std::vector<std::uint32_t> rank(graph.vertex_count());
  std::vector<VertexIndex> parent(graph.vertex_count());
  boost::disjoint_sets sets(rank.data(), parent.data());
  boost::initialize_incremental_components(filtered, sets);
  boost::incremental_components(filtered, sets);
  Components out;
  out.component.resize(graph.vertex_count());
  std::vector<std::uint32_t> number(graph.vertex_count(), kNotEntered);
  for (VertexIndex v = 0; v < graph.vertex_count(); ++v) {
    std::uint32_t& own = number[sets.find_set(v)];
    if (own == kNotEntered) own = out.count++;
    out.component[v] = own;
  }
  return out;
}

std::vector<EdgeIndex> shortest_path(const RelationGraph& graph, VertexIndex from, VertexIndex to,
                                     const PathOptions& options) {
  ENTENTE_CHECK(from < graph.vertex_count() && to < graph.vertex_count(),
                "shortest_path between vertices that are not in the graph");
  if (from == to) return {};
  const UndirectedView view{&graph};
  const WalkPredicate predicate{EdgePredicate(graph, options.filter), &graph, options.directed};
  const boost::filtered_graph<UndirectedView, WalkPredicate> filtered(view, predicate);
  std::vector<EdgeIndex> entered_by(graph.vertex_count(), kNotEntered);
  std::vector<std::uint32_t> depth(graph.vertex_count(), 0);
  std::vector<boost::default_color_type> color(graph.vertex_count());
  PathVisitor visitor;
  visitor.entered_by = &entered_by;
  visitor.depth = &depth;
  visitor.goal = to;
  visitor.max_hops = options.max_hops;
  try {
    boost::breadth_first_search(
        filtered, from,
        boost::visitor(visitor).color_map(boost::make_iterator_property_map(
            color.begin(), boost::typed_identity_property_map<VertexIndex>())));
  } catch (const Arrived&) {
  }
  return chain_back(graph, from, to, entered_by);
}

}  // namespace entente
