#include "query/export_graph.h"

#include <set>
#include <string>

namespace entente {

Result<void> visit_ends(const Criteria& criteria, RecordLoader& loader,
                        const std::function<void(const Actor&)>& visit) {
  std::set<std::string> ids;
  auto done = loader.scan_in_any_order(criteria, [&](const StoredRelation& stored) {
    ids.insert(stored.relation.subject);
    ids.insert(stored.relation.object);
    return true;
  });
  if (!done.ok()) return done;
  for (const std::string& id : ids) {
    const auto actor = loader.actor(id);
    if (!actor.ok()) return actor.error();
    visit(**actor);
  }
  return {};
}

Result<void> export_graph(const Store& store, const Criteria& criteria, GraphWriter& writer) {
  RecordLoader loader(store);
  writer.begin();
  auto done = visit_ends(criteria, loader, [&](const Actor& actor) { writer.node(actor); });
  if (!done.ok()) return done;
  done = loader.scan(criteria, [&](const EdgeRecord& record) {
    writer.edge(record);
    return true;
  });
  if (done.ok()) writer.end();
  return done;
}

}  // namespace entente
