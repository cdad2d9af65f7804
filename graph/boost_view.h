#pragma once

// RelationGraph as Boost.Graph sees it, without copying. Included only by .cpp files of graph/ and
// by tests: everybody else calls graph/algorithms.h.
//
//   DirectedView      VertexListGraph, EdgeListGraph, BidirectionalGraph: edges from subject to
//   object UndirectedView    VertexListGraph, IncidenceGraph: an edge can be walked from either end
//   EdgePredicate     with boost::filtered_graph: only the edges that an EdgeFilter lets through

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>
#include <concepts>
#include <utility>

#include "graph/relation_graph.h"

namespace entente {

// An edge as it is walked: `from` and `to` are swapped where an undirected walk enters at the
// object.
struct EdgeDescriptor {
  EdgeIndex edge = 0;
  VertexIndex from = 0;
  VertexIndex to = 0;

  friend bool operator==(const EdgeDescriptor& a, const EdgeDescriptor& b) {
    return a.edge == b.edge;
  }
  friend bool operator!=(const EdgeDescriptor& a, const EdgeDescriptor& b) { return !(a == b); }
  friend bool operator<(const EdgeDescriptor& a, const EdgeDescriptor& b) {
    return a.edge < b.edge;
  }
};

// Turns edge numbers into descriptors; `start` is the vertex whose row is read when is_walk is set.
struct ToDescriptor {
  const RelationGraph* graph = nullptr;
  VertexIndex start = 0;
  bool is_walk = false;

  EdgeDescriptor operator()(EdgeIndex e) const {
    const GraphEdge& edge = graph->edge(e);
    const bool is_swapped = is_walk && edge.subject != start;
    return is_swapped ? EdgeDescriptor{e, edge.object, edge.subject}
                      : EdgeDescriptor{e, edge.subject, edge.object};
  }
};

using VertexIterator = boost::counting_iterator<VertexIndex>;
using RowIterator =
    boost::transform_iterator<ToDescriptor, const EdgeIndex*, EdgeDescriptor, EdgeDescriptor>;
using EdgeIterator = boost::transform_iterator<ToDescriptor, boost::counting_iterator<EdgeIndex>,
                                               EdgeDescriptor, EdgeDescriptor>;

// Both views keep a pointer: the graph must outlive them.
struct DirectedView {
  const RelationGraph* graph = nullptr;
};
struct UndirectedView {
  const RelationGraph* graph = nullptr;
};

template <typename View>
concept RelationView = std::same_as<View, DirectedView> || std::same_as<View, UndirectedView>;

template <RelationView View>
std::pair<VertexIterator, VertexIterator> vertices(const View& view) {
  return {VertexIterator(0), VertexIterator(static_cast<VertexIndex>(view.graph->vertex_count()))};
}
template <RelationView View>
VertexIndex num_vertices(const View& view) {
  return static_cast<VertexIndex>(view.graph->vertex_count());
}
template <RelationView View>
std::pair<EdgeIterator, EdgeIterator> edges(const View& view) {
  const auto count = static_cast<EdgeIndex>(view.graph->edge_count());
  const ToDescriptor convert{view.graph, 0, false};
  return {EdgeIterator(boost::counting_iterator<EdgeIndex>(0), convert),
          EdgeIterator(boost::counting_iterator<EdgeIndex>(count), convert)};
}
template <RelationView View>
EdgeIndex num_edges(const View& view) {
  return static_cast<EdgeIndex>(view.graph->edge_count());
}
template <RelationView View>
VertexIndex source(const EdgeDescriptor& edge, const View&) {
  return edge.from;
}
template <RelationView View>
VertexIndex target(const EdgeDescriptor& edge, const View&) {
  return edge.to;
}

inline std::pair<RowIterator, RowIterator> row_of(const RelationGraph& graph,
                                                  std::span<const EdgeIndex> row, VertexIndex start,
                                                  bool is_walk) {
  const ToDescriptor convert{&graph, start, is_walk};
  return {RowIterator(row.data(), convert), RowIterator(row.data() + row.size(), convert)};
}
inline std::pair<RowIterator, RowIterator> out_edges(VertexIndex v, const DirectedView& view) {
  return row_of(*view.graph, view.graph->out(v), v, false);
}
inline EdgeIndex out_degree(VertexIndex v, const DirectedView& view) {
  return static_cast<EdgeIndex>(view.graph->out(v).size());
}
inline std::pair<RowIterator, RowIterator> in_edges(VertexIndex v, const DirectedView& view) {
  return row_of(*view.graph, view.graph->in(v), v, false);
}
inline EdgeIndex in_degree(VertexIndex v, const DirectedView& view) {
  return static_cast<EdgeIndex>(view.graph->in(v).size());
}
inline EdgeIndex degree(VertexIndex v, const DirectedView& view) {
  return in_degree(v, view) + out_degree(v, view);
}
inline std::pair<RowIterator, RowIterator> out_edges(VertexIndex v, const UndirectedView& view) {
  return row_of(*view.graph, view.graph->incident(v), v, true);
}
inline EdgeIndex out_degree(VertexIndex v, const UndirectedView& view) {
  return static_cast<EdgeIndex>(view.graph->incident(v).size());
}

template <RelationView View>
boost::typed_identity_property_map<VertexIndex> get(boost::vertex_index_t, const View&) {
  return {};
}

// The predicate of boost::filtered_graph. Copies are cheap: it keeps a bit a type.
class EdgePredicate {
 public:
  EdgePredicate() = default;  // filtered_graph's iterators ask for it; lets nothing through
  EdgePredicate(const RelationGraph& graph, const EdgeFilter& filter) : graph_(&graph) {
    for (const EventType type : filter.types) types_ |= 1U << static_cast<unsigned>(type);
    if (filter.types.empty()) types_ = ~0U;
    is_ranged_ = filter.from || filter.to;
    if (filter.from) from_ = to_days(*filter.from);
    if (filter.to) to_ = to_days(*filter.to);
    with_negated_ = filter.with_negated;
    min_confidence_ = filter.min_confidence;
  }

  bool operator()(const EdgeDescriptor& descriptor) const {
    if (graph_ == nullptr) return false;
    const GraphEdge& edge = graph_->edge(descriptor.edge);
    if ((types_ >> static_cast<unsigned>(edge.type) & 1U) == 0) return false;
    if (is_ranged_ && (edge.day == kUndatedDay || edge.day < from_ || edge.day > to_)) return false;
    return (with_negated_ || !edge.negated) && edge.confidence >= min_confidence_;
  }

 private:
  const RelationGraph* graph_ = nullptr;
  std::uint32_t types_ = 0;
  bool is_ranged_ = false;
  std::int32_t from_ = kUndatedDay;
  std::int32_t to_ = std::numeric_limits<std::int32_t>::max();
  bool with_negated_ = true;
  float min_confidence_ = 0;
};

}  // namespace entente

namespace boost {

struct EntenteDirectedTraversal : public bidirectional_graph_tag,
                                  public vertex_list_graph_tag,
                                  public edge_list_graph_tag {};
struct EntenteUndirectedTraversal : public incidence_graph_tag,
                                    public vertex_list_graph_tag,
                                    public edge_list_graph_tag {};

template <>
struct graph_traits<entente::DirectedView> {
  using vertex_descriptor = entente::VertexIndex;
  using edge_descriptor = entente::EdgeDescriptor;
  using vertex_iterator = entente::VertexIterator;
  using edge_iterator = entente::EdgeIterator;
  using out_edge_iterator = entente::RowIterator;
  using in_edge_iterator = entente::RowIterator;
  using adjacency_iterator = void;
  using directed_category = bidirectional_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using traversal_category = EntenteDirectedTraversal;
  using vertices_size_type = entente::VertexIndex;
  using edges_size_type = entente::EdgeIndex;
  using degree_size_type = entente::EdgeIndex;
  static vertex_descriptor null_vertex() { return std::numeric_limits<vertex_descriptor>::max(); }
};

template <>
struct graph_traits<entente::UndirectedView> : graph_traits<entente::DirectedView> {
  using in_edge_iterator = void;
  using directed_category = undirected_tag;
  using traversal_category = EntenteUndirectedTraversal;
};

template <>
struct property_map<entente::DirectedView, vertex_index_t> {
  using type = typed_identity_property_map<entente::VertexIndex>;
  using const_type = type;
};
template <>
struct property_map<entente::UndirectedView, vertex_index_t>
    : property_map<entente::DirectedView, vertex_index_t> {};

}  // namespace boost
