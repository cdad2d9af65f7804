#include "graph/relation_graph.h"

#include <algorithm>

namespace entente {

VertexIndex RelationGraph::Builder::number_of(const std::string& id) {
  return numbers_.try_emplace(id, static_cast<VertexIndex>(numbers_.size())).first->second;
}

EdgeIndex RelationGraph::Builder::add(const Relation& relation) {
  GraphEdge edge;
  edge.subject = number_of(relation.subject);
  edge.object = number_of(relation.object);
  edge.day = relation.date ? to_days(relation.date->date) : kUndatedDay;
  edge.confidence = relation.confidence;
  edge.type = relation.type;
  edge.reciprocal = relation.reciprocal;
  edge.negated = relation.negated;
  edge.modality = relation.modality;
  edges_.push_back(edge);
  return static_cast<EdgeIndex>(edges_.size() - 1);
}

RelationGraph RelationGraph::Builder::build() && {
  RelationGraph graph;
  for (const auto& [id, number] : numbers_) graph.ids_.push_back(id);
  std::sort(graph.ids_.begin(), graph.ids_.end());
  std::vector<VertexIndex> place(graph.ids_.size());  // by number of first appearance
  for (VertexIndex v = 0; v < place.size(); ++v) place[numbers_.at(graph.ids_[v])] = v;
  for (GraphEdge& edge : edges_) {
    edge.subject = place[edge.subject];
    edge.object = place[edge.object];
  }
  graph.edges_ = std::move(edges_);
  graph.out_ = rows_of(graph, Ends::kSubject);
  graph.in_ = rows_of(graph, Ends::kObject);
  graph.incident_ = rows_of(graph, Ends::kBoth);
  return graph;
}

// Counting sort by vertex: the edges of a row keep the order of their numbers. An edge of a vertex
// with itself stands in its row once.
RelationGraph::Rows RelationGraph::rows_of(const RelationGraph& graph, Ends ends) {
  const auto visit = [&](const GraphEdge& edge, auto&& take) {
    if (ends != Ends::kObject) take(edge.subject);
    if (ends == Ends::kObject || (ends == Ends::kBoth && edge.object != edge.subject)) {
      take(edge.object);
    }
  };
  Rows rows;
  rows.offsets.assign(graph.ids_.size() + 1, 0);
  for (const GraphEdge& edge : graph.edges_) {
    visit(edge, [&](VertexIndex v) { ++rows.offsets[v + 1]; });
  }
  for (std::size_t v = 0; v < graph.ids_.size(); ++v) rows.offsets[v + 1] += rows.offsets[v];
  rows.edges.resize(rows.offsets.back());
  std::vector<EdgeIndex> next(rows.offsets.begin(), rows.offsets.end() - 1);
  for (EdgeIndex e = 0; e < graph.edges_.size(); ++e) {
    visit(graph.edges_[e], [&](VertexIndex v) { rows.edges[next[v]++] = e; });
  }
  return rows;
}

std::optional<VertexIndex> RelationGraph::find(std::string_view id) const {
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
  if (found == ids_.end() || *found != id) return std::nullopt;
  return static_cast<VertexIndex>(found - ids_.begin());
}

}  // namespace entente
