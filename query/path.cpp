#include "query/path.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "graph/algorithms.h"
#include "query/record_loader.h"

namespace entente {
namespace {

// The relations of a hop, in the order in which they are worth reading.
Result<std::vector<StoredRelation>> links_of(const Store& store, RecordLoader& loader,
                                             const PathQuestion& question, const PathHop& hop) {
  std::vector<StoredRelation> links;
  std::optional<Error> failure;
  const auto add = [&](const StoredRelation& stored) {
    const Relation& relation = stored.relation;
    const bool is_backward =
        question.directed && !relation.reciprocal && relation.subject != hop.from.id;
    const auto wanted = loader.meets(question.criteria, relation);
    if (!wanted.ok()) return failure = wanted.error(), false;
    if (*wanted && !is_backward) links.push_back(stored);
    return true;
  };
  const auto done = scan_pair(store, hop.from.id, hop.to.id, question.criteria.filter, add);
  if (!done.ok()) return done.error();
  if (failure) return *failure;
  std::stable_sort(links.begin(), links.end(),
                   [](const StoredRelation& a, const StoredRelation& b) {
                     return a.relation.confidence > b.relation.confidence;
                   });
  return links;
}

Result<PathHop> read_hop(const Store& store, RecordLoader& loader, const PathQuestion& question,
                         const std::pair<std::string, std::string>& ends) {
  PathHop hop;
  const auto from = loader.actor(ends.first);
  if (!from.ok()) return from.error();
  const auto to = loader.actor(ends.second);
  if (!to.ok()) return to.error();
  hop.from = **from;
  hop.to = **to;
  const auto links = links_of(store, loader, question, hop);
  if (!links.ok()) return links.error();
  hop.relations = links->size();
  for (const StoredRelation& link : *links) {
    if (question.evidence_per_hop > 0 && hop.evidence.size() >= question.evidence_per_hop) break;
    auto record = loader.load(link);
    if (!record.ok()) return record.error();
    hop.evidence.push_back(std::move(*record));
  }
  return hop;
}

// The actor ids along a chain of edges.
std::vector<std::string> stations(const RelationGraph& graph, VertexIndex start,
                                  const std::vector<EdgeIndex>& chain) {
  std::vector<std::string> ids{std::string(graph.id(start))};
  VertexIndex at = start;
  for (const EdgeIndex edge : chain) {
    at = graph.edge(edge).subject == at ? graph.edge(edge).object : graph.edge(edge).subject;
    ids.emplace_back(graph.id(at));
  }
  return ids;
}

}  // namespace

Result<RelationGraph> load_graph(const Store& store, const Criteria& criteria) {
  RelationGraph::Builder builder;
  const auto done =
      RecordLoader(store).scan_in_any_order(criteria, [&](const StoredRelation& stored) {
        builder.add(stored.relation);
        return true;
      });
  if (!done.ok()) return done.error();
  return std::move(builder).build();
}

Result<std::vector<PathHop>> find_path(const Store& store, PathQuestion question) {
  question.criteria.filter.subject.clear();
  question.criteria.filter.object.clear();
  question.criteria.filter.either.clear();
  const auto graph = load_graph(store, question.criteria);
  if (!graph.ok()) return graph.error();
  const auto from = graph->find(question.from);
  const auto to = graph->find(question.to);
  std::vector<PathHop> hops;
  if (!from || !to) return hops;
  PathOptions options;
  options.directed = question.directed;
  options.max_hops = question.max_hops;
  const auto ids = stations(*graph, *from, shortest_path(*graph, *from, *to, options));
  RecordLoader loader(store);
  for (std::size_t i = 0; i + 1 < ids.size(); ++i) {
    auto hop = read_hop(store, loader, question, {ids[i], ids[i + 1]});
    if (!hop.ok()) return hop.error();
    hops.push_back(std::move(*hop));
  }
  return hops;
}

}  // namespace entente
