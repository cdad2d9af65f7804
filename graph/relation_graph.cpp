#include "graph/relation_graph.h"

#include <algorithm>

namespace entente {

EdgeIndex RelationGraph::Builder::add(const Relation& relation) {
  GraphEdge edge;
  edge.day = relation.date ? to_days(relation.date->date) : kUndatedDay;
  edge.confidence = relation.confidence;
  edge.type = relation.type;
  edge.reciprocal = relation.reciprocal;
  edge.negated = relation.negated;
  edge.modality = relation.modality;
  ends_.emplace_back(relation.subject, relation.object);
  edges_.push_back(edge);
  return static_cast<EdgeIndex>(edges_.size() - 1);
}

RelationGraph RelationGraph::Builder::build() && {
  RelationGraph graph;
  for (const auto& [subject, object] : ends_) {
    graph.ids_.push_back(subject);
    graph.ids_.push_back(object);
  }
  std::sort(graph.ids_.begin(), graph.ids_.end());
  graph.ids_.erase(std::unique(graph.ids_.begin(), graph.ids_.end()), graph.ids_.end());
  graph.edges_ = std::move(edges_);
  for (std::size_t e = 0; e < graph.edges_.size(); ++e) {
    graph.edges_[e].subject = *graph.find(ends_[e].first);
    graph.edges_[e].object = *graph.find(ends_[e].second);
  }
  // Counting sort by vertex keeps the edges of a row in the order of their numbers.
  const auto fill = [&](Rows& rows, bool by_subject, bool by_object) {
    rows.offsets.assign(graph.ids_.size() + 1, 0);
    for (const GraphEdge& edge : graph.edges_) {
      if (by_subject) ++rows.offsets[edge.subject + 1];
      if (by_object && !(by_subject && edge.object == edge.subject))
        ++rows.offsets[edge.object + 1];
    }
    for (std::size_t v = 0; v < graph.ids_.size(); ++v) rows.offsets[v + 1] += rows.offsets[v];
    rows.edges.resize(rows.offsets.back());
    std::vector<EdgeIndex> next(rows.offsets.begin(), rows.offsets.end() - 1);
    for (EdgeIndex e = 0; e < graph.edges_.size(); ++e) {
      const GraphEdge& edge = graph.edges_[e];
      if (by_subject) rows.edges[next[edge.subject]++] = e;
      if (by_object && !(by_subject && edge.object == edge.subject))
        rows.edges[next[edge.object]++] = e;
    }
  };
  fill(graph.out_, true, false);
  fill(graph.in_, false, true);
  fill(graph.incident_, true, true);
  return graph;
}

std::optional<VertexIndex> RelationGraph::find(std::string_view id) const {
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
  if (found == ids_.end() || *found != id) return std::nullopt;
  return static_cast<VertexIndex>(found - ids_.begin());
}

}  // namespace entente
