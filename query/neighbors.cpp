#include "query/neighbors.h"

#include <algorithm>
#include <map>
#include <utility>

#include "query/record_loader.h"

namespace entente {
namespace {

void count(Neighbor& neighbor, const std::string& actor, const Relation& relation) {
  neighbor.tally.add(relation);
  if (relation.reciprocal) {
    ++neighbor.mutual;
  } else if (relation.subject == actor) {
    ++neighbor.outgoing;
  } else {
    ++neighbor.incoming;
  }
}

Result<std::vector<Neighbor>> named(std::map<std::string, Neighbor>&& found, RecordLoader& loader) {
  std::vector<Neighbor> out;
  for (auto& [id, neighbor] : found) {
    const auto actor = loader.actor(id);
    if (!actor.ok()) return actor.error();
    neighbor.actor = **actor;
    out.push_back(std::move(neighbor));
  }
  return out;
}

}  // namespace

Result<std::vector<Neighbor>> neighbors(const Store& store, const std::string& actor,
                                        const NeighborOptions& options) {
  RecordLoader loader(store);
  Criteria criteria = options.criteria;
  criteria.filter.subject.clear();
  criteria.filter.object.clear();
  criteria.filter.either = actor;
  std::map<std::string, Neighbor> found;
  const auto done = loader.scan_stored(criteria, [&](const StoredRelation& stored) {
    const Relation& relation = stored.relation;
    const std::string& other = relation.subject == actor ? relation.object : relation.subject;
    if (other != actor) count(found[other], actor, relation);
    return true;
  });
  if (!done.ok()) return done.error();
  auto out = named(std::move(found), loader);
  if (!out.ok()) return out;
  std::stable_sort(out->begin(), out->end(), [](const Neighbor& a, const Neighbor& b) {
    return a.tally.relations > b.tally.relations;
  });
  if (options.limit > 0 && out->size() > options.limit) out->resize(options.limit);
  return out;
}

}  // namespace entente
