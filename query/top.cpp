#include "query/top.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "query/path.h"
#include "query/record_loader.h"

namespace entente {
namespace {

TopActor measured(const RelationGraph& graph, VertexIndex vertex) {
  TopActor out;
  std::set<VertexIndex> others;
  for (const EdgeIndex number : graph.incident(vertex)) {
    const GraphEdge& edge = graph.edge(number);
    const bool is_subject = edge.subject == vertex;
    ++out.relations;
    out.outgoing += is_subject || edge.reciprocal;
    out.incoming += edge.object == vertex || edge.reciprocal;
    others.insert(is_subject ? edge.object : edge.subject);
  }
  others.erase(vertex);
  out.neighbors = others.size();
  return out;
}

std::uint64_t value(const TopActor& actor, TopMeasure measure) {
  switch (measure) {
    case TopMeasure::kOutgoing:
      return actor.outgoing;
    case TopMeasure::kIncoming:
      return actor.incoming;
    case TopMeasure::kNeighbors:
      return actor.neighbors;
    case TopMeasure::kRelations:
      break;
  }
  return actor.relations;
}

}  // namespace

Result<std::vector<TopActor>> top_actors(const Store& store, const TopOptions& options) {
  const auto graph = load_graph(store, options.criteria);
  if (!graph.ok()) return graph.error();
  RecordLoader loader(store);
  std::vector<TopActor> out;
  for (VertexIndex vertex = 0; vertex < graph->vertex_count(); ++vertex) {
    const auto actor = loader.actor(std::string(graph->id(vertex)));
    if (!actor.ok()) return actor.error();
    if (options.kind && (*actor)->kind != *options.kind) continue;
    TopActor row = measured(*graph, vertex);
    row.actor = **actor;
    if (value(row, options.measure) > 0) out.push_back(std::move(row));
  }
  std::stable_sort(out.begin(), out.end(), [&](const TopActor& a, const TopActor& b) {
    return value(a, options.measure) > value(b, options.measure);
  });
  if (options.limit > 0 && out.size() > options.limit) out.resize(options.limit);
  return out;
}

}  // namespace entente
