#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/relation.h"

namespace entente {

// Position of a vertex or an edge in a RelationGraph.
using VertexIndex = std::uint32_t;
using EdgeIndex = std::uint32_t;

// Day of an edge whose relation has no date; before every real day.
inline constexpr std::int32_t kUndatedDay = std::numeric_limits<std::int32_t>::min();

// What an edge carries for filtering; everything else is in the relation it stands for.
struct GraphEdge {
  VertexIndex subject = 0;
  VertexIndex object = 0;
  std::int32_t day = kUndatedDay;  // days since 1970-01-01
  float confidence = 0;
  EventType type = EventType::kStatement;
  bool reciprocal = false;
  bool negated = false;
  Modality modality = Modality::kAsserted;
};

// Which edges an algorithm may walk; default = all.
struct EdgeFilter {
  std::vector<EventType> types;  // empty: any
  std::optional<Date> from;      // both inclusive; undated edges fall outside of any range
  std::optional<Date> to;
  bool with_negated = true;
  float min_confidence = 0;
};

// A directed multigraph in compressed rows, both ways: vertices are actors in the order of their
// ids, edges are relations in the order they were added. Immutable, so any number of threads may
// read it. 24 bytes an edge, and 4 for each of the three row indexes.
class RelationGraph {
 public:
  class Builder {
   public:
    // Adds the edge of a relation between these actor ids and returns its number, counted from 0.
    EdgeIndex add(const Relation& relation);
    RelationGraph build() &&;

   private:
    VertexIndex number_of(const std::string& id);

    std::unordered_map<std::string, VertexIndex> numbers_;  // in the order of first appearance
    std::vector<GraphEdge> edges_;
  };

  std::size_t vertex_count() const { return ids_.size(); }
  std::size_t edge_count() const { return edges_.size(); }

  // The actor id of a vertex; the view lives as long as the graph.
  std::string_view id(VertexIndex vertex) const { return ids_[vertex]; }
  std::optional<VertexIndex> find(std::string_view id) const;
  const GraphEdge& edge(EdgeIndex edge) const { return edges_[edge]; }

  // Edges that leave, enter, or touch a vertex, in the order of their numbers.
  std::span<const EdgeIndex> out(VertexIndex vertex) const { return row(out_, vertex); }
  std::span<const EdgeIndex> in(VertexIndex vertex) const { return row(in_, vertex); }
  std::span<const EdgeIndex> incident(VertexIndex vertex) const { return row(incident_, vertex); }

 private:
  enum class Ends { kSubject, kObject, kBoth };
  struct Rows {
    std::vector<EdgeIndex> offsets;  // vertex_count() + 1
    std::vector<EdgeIndex> edges;
  };
  static std::span<const EdgeIndex> row(const Rows& rows, VertexIndex vertex) {
    return std::span(rows.edges)
        .subspan(rows.offsets[vertex], rows.offsets[vertex + 1] - rows.offsets[vertex]);
  }

  static Rows rows_of(const RelationGraph& graph, Ends ends);

  std::vector<std::string> ids_;  // sorted
  std::vector<GraphEdge> edges_;
  Rows out_;
  Rows in_;
  Rows incident_;
};

}  // namespace entente
