#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/result.h"
#include "graph/export/record.h"
#include "query/criteria.h"
#include "query/event_groups.h"
#include "storage/store.h"

namespace entente {

// Returning false stops the reading early.
using RecordVisitor = std::function<bool(const EdgeRecord&)>;

// Turns relations of a store into whole records: actors, article, sentence. Keeps the actors that
// it has seen and the latest articles, since neighbours in time mostly share them. Not for use by
// several threads; the store must outlive it.
class RecordLoader {
 public:
  explicit RecordLoader(const Store& store) : store_(store) {}

  // Visits what meets the criteria, in the order of Store::scan; if events are asked for, by the
  // date of the event, with Support. Fails as the store does, and with kCorrupt if a relation's
  // article is missing.
  Result<void> scan(const Criteria& criteria, const RecordVisitor& visit);

  // The same without reading articles.
  Result<void> scan_stored(const Criteria& criteria, const RelationVisitor& visit);

  // The same in a fixed order of its own: the fastest way for answers that add up.
  Result<void> scan_in_any_order(const Criteria& criteria, const RelationVisitor& visit);

  // Gathers what the relations that meet the criteria tell of, whatever their unit.
  Result<EventGroups> gather(const Criteria& criteria);

  Result<EdgeRecord> load(const StoredRelation& stored);
  // The record that stands for an event.
  Result<EdgeRecord> load(EventGroups& groups, const EventGroup& event);

  // The pointer lives until the next call.
  Result<const Article*> article(const std::string& id);

  // An actor of the store; one that is not there has its id as its name. The pointer lives as long
  // as the loader.
  Result<const Actor*> actor(const std::string& id);

  // Whether both ends are political leaders.
  Result<bool> is_between_leaders(const Relation& relation);

  // Whether the relation meets what the store's filter cannot say.
  Result<bool> meets(const Criteria& criteria, const Relation& relation);

 private:
  // One relation for each event, by its date.
  Result<void> scan_events(const Criteria& criteria, const RelationVisitor& visit);
  // A visitor that passes on what meets the criteria and keeps what went wrong.
  RelationVisitor filtered(const Criteria& criteria, const RelationVisitor& visit,
                           std::optional<Error>& failure);

  const Store& store_;
  std::unordered_map<std::string, Actor> actors_;
  std::unordered_map<std::string, Article> articles_;
};

// Visits the relations between two actors, either one the subject, in the order of Store::scan.
// The filter's own ends are not looked at.
Result<void> scan_pair(const Store& store, const std::string& first, const std::string& second,
                       const RelationFilter& filter, const RelationVisitor& visit);

// The order of Store::scan: day (undated first), article id, ordinal.
bool is_earlier(const StoredRelation& a, const StoredRelation& b);

}  // namespace entente
