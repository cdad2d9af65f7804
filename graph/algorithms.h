#pragma once

#include <cstdint>
#include <vector>

#include "graph/relation_graph.h"

namespace entente {

// Components of the graph without regard to direction, over the edges that `filter` lets through.
// component[v] counts from 0 in the order of the components' smallest vertices. Union-find (Boost
// incremental_components): O(edges * inverse Ackermann).
struct Components {
  std::vector<std::uint32_t> component;
  std::uint32_t count = 0;
};
Components connected_components(const RelationGraph& graph, const EdgeFilter& filter = {});

struct PathOptions {
  EdgeFilter filter;
  bool directed = false;  // true: from subject to object only (reciprocal edges both ways)
  std::uint32_t max_hops = 6;
};

// A shortest chain of edges from one actor to another: breadth-first search. Empty if there is none
// within max_hops, or if both are the same. Among several the one whose edges have the smaller
// numbers, compared hop by hop from the start.
std::vector<EdgeIndex> shortest_path(const RelationGraph& graph, VertexIndex from, VertexIndex to,
                                     const PathOptions& options = {});

}  // namespace entente
