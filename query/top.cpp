#include "query/top.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "query/record_loader.h"

namespace entente {
namespace {

struct Standing {
  TopActor row;
  std::set<std::string> others;
  std::set<std::string> articles;
};

using Standings = std::map<std::string, Standing>;

void count_end(Standing& standing, const StoredRelation& stored, const std::string& other) {
  ++standing.row.relations;
  standing.articles.insert(stored.article);
  standing.others.insert(other);
}

void count(Standings& standings, const StoredRelation& stored) {
  const Relation& relation = stored.relation;
  Standing& subject = standings[relation.subject];
  Standing& object = standings[relation.object];
  ++subject.row.outgoing;
  ++object.row.incoming;
  count_end(subject, stored, relation.object);
  if (relation.subject == relation.object) return;
  count_end(object, stored, relation.subject);
  if (!relation.reciprocal) return;
  ++subject.row.incoming;
  ++object.row.outgoing;
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
  RecordLoader loader(store);
  Standings standings;
  if (options.criteria.unit == Unit::kEvent) {
    // Every report's article counts, not only that of the report which stands for the event.
    Criteria reports = options.criteria;
    reports.unit = Unit::kReport;
    const auto counted = loader.scan_in_any_order(reports, [&](const StoredRelation& stored) {
      standings[stored.relation.subject].articles.insert(stored.article);
      standings[stored.relation.object].articles.insert(stored.article);
      return true;
    });
    if (!counted.ok()) return counted.error();
  }
  const auto done = loader.scan_in_any_order(options.criteria, [&](const StoredRelation& stored) {
    count(standings, stored);
    return true;
  });
  if (!done.ok()) return done.error();
  std::vector<TopActor> out;
  for (auto& [id, standing] : standings) {
    const auto actor = loader.actor(id);
    if (!actor.ok()) return actor.error();
    TopActor& row = standing.row;
    standing.others.erase(id);
    row.neighbors = standing.others.size();
    row.articles = standing.articles.size();
    if (options.kind && (*actor)->kind != *options.kind) continue;
    if (value(row, options.measure) == 0) continue;
    row.actor = **actor;
    out.push_back(std::move(row));
  }
  std::stable_sort(out.begin(), out.end(), [&](const TopActor& a, const TopActor& b) {
    return value(a, options.measure) > value(b, options.measure);
  });
  if (options.limit > 0 && out.size() > options.limit) out.resize(options.limit);
  return out;
}

}  // namespace entente
