#include "query/export_graph.h"

#include <set>
#include <string>

#include "query/record_loader.h"

namespace entente {

Result<void> export_graph(const Store& store, const Criteria& criteria, GraphWriter& writer) {
  RecordLoader loader(store);
  std::set<std::string> ids;
  auto done = loader.scan_stored(criteria, [&](const StoredRelation& stored) {
    ids.insert(stored.relation.subject);
    ids.insert(stored.relation.object);
    return true;
  });
  if (!done.ok()) return done;
  writer.begin();
  for (const std::string& id : ids) {
    const auto actor = loader.actor(id);
    if (!actor.ok()) return actor.error();
    writer.node(**actor);
  }
  done = loader.scan(criteria, [&](const RelationRecord& record) {
    writer.edge(record);
    return true;
  });
  if (done.ok()) writer.end();
  return done;
}

}  // namespace entente
