#include "query/record_loader.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace entente {
namespace {

constexpr std::size_t kArticlesKept = 64;

Error missing_article(const std::string& id) {
  return Error{Error::Code::kCorrupt,
               "the store has relations of article '" + id + "' but not the article itself"};
}

}  // namespace

Result<const Actor*> RecordLoader::actor(const std::string& id) {
  const auto known = actors_.find(id);
  if (known != actors_.end()) return &known->second;
  const auto stored = store_.actor(id);
  if (!stored.ok()) return stored.error();
  Actor actor = stored->value_or(Actor{});
  if (actor.id.empty()) actor.id = actor.name = id;
  return &actors_.emplace(id, std::move(actor)).first->second;
}

Result<const Article*> RecordLoader::article(const std::string& id) {
  const auto known = articles_.find(id);
  if (known != articles_.end()) return &known->second;
  auto stored = store_.article(id);
  if (!stored.ok()) return stored.error();
  if (!stored->has_value()) return missing_article(id);
  if (articles_.size() >= kArticlesKept) articles_.clear();
  return &articles_.emplace(id, std::move(**stored)).first->second;
}

Result<EdgeRecord> RecordLoader::load(const StoredRelation& stored) {
  const auto source = article(stored.article);
  if (!source.ok()) return source.error();
  const auto subject = actor(stored.relation.subject);
  if (!subject.ok()) return subject.error();
  const auto object = actor(stored.relation.object);
  if (!object.ok()) return object.error();
  return make_record(**source, **subject, **object, stored.relation, stored.ordinal);
}

Result<bool> RecordLoader::is_between_leaders(const Relation& relation) {
  for (const std::string* end : {&relation.subject, &relation.object}) {
    const auto found = actor(*end);
    if (!found.ok()) return found.error();
    if (!is_political_leader(**found)) return false;
  }
  return true;
}

Result<bool> RecordLoader::meets(const Criteria& criteria, const Relation& relation) {
  if (!admits(criteria, relation)) return false;
  return criteria.leaders ? is_between_leaders(relation) : Result<bool>(true);
}

RelationVisitor RecordLoader::filtered(const Criteria& criteria, const RelationVisitor& visit,
                                       std::optional<Error>& failure) {
  return [&](const StoredRelation& stored) {
    const auto wanted = meets(criteria, stored.relation);
    if (!wanted.ok()) return failure = wanted.error(), false;
    return !*wanted || visit(stored);
  };
}

Result<EventGroups> RecordLoader::gather(const Criteria& criteria) {
  Criteria reports = criteria;
  reports.unit = Unit::kReport;
  EventGroups groups(store_);
  std::optional<Error> failure;
  const auto done = scan_in_any_order(reports, [&](const StoredRelation& stored) {
    const auto added = groups.add(stored);
    if (!added.ok()) failure = added.error();
    return added.ok();
  });
  if (!done.ok()) return done.error();
  if (failure) return *failure;
  groups.tell_apart();
  return groups;
}

Result<EdgeRecord> RecordLoader::load(EventGroups& groups, const EventGroup& event) {
  const auto lead = groups.lead_of(event);
  if (!lead.ok()) return lead.error();
  auto record = load(*lead);
  if (record.ok()) record->support = event.support;
  return record;
}

Result<void> RecordLoader::scan_events(const Criteria& criteria, const RelationVisitor& visit) {
  auto groups = gather(criteria);
  if (!groups.ok()) return groups.error();
  for (const EventGroup& event : groups->events()) {
    const auto lead = groups->lead_of(event);
    if (!lead.ok()) return lead.error();
    if (!visit(*lead)) break;
  }
  return {};
}

Result<void> RecordLoader::scan_stored(const Criteria& criteria, const RelationVisitor& visit) {
  if (criteria.unit == Unit::kEvent) return scan_events(criteria, visit);
  std::optional<Error> failure;
  auto done = store_.scan(criteria.filter, filtered(criteria, visit, failure));
  if (!done.ok()) return done;
  if (failure) return *failure;
  return {};
}

Result<void> RecordLoader::scan_in_any_order(const Criteria& criteria,
                                             const RelationVisitor& visit) {
  if (criteria.unit == Unit::kEvent) return scan_events(criteria, visit);
  const RelationFilter& filter = criteria.filter;
  const bool is_narrow = !filter.subject.empty() || !filter.object.empty() ||
                         !filter.either.empty() || filter.from || filter.to;
  if (is_narrow) return scan_stored(criteria, visit);
  std::optional<Error> failure;
  auto done = store_.scan_by_article(filter, filtered(criteria, visit, failure));
  if (!done.ok()) return done;
  if (failure) return *failure;
  return {};
}

Result<void> RecordLoader::scan(const Criteria& criteria, const RecordVisitor& visit) {
  if (criteria.unit == Unit::kEvent) {
    auto groups = gather(criteria);
    if (!groups.ok()) return groups.error();
    for (const EventGroup& event : groups->events()) {
      const auto record = load(*groups, event);
      if (!record.ok()) return record.error();
      if (!visit(*record)) break;
    }
    return {};
  }
  std::optional<Error> failure;
  auto done = scan_stored(criteria, [&](const StoredRelation& stored) {
    const auto record = load(stored);
    if (!record.ok()) return failure = record.error(), false;
    return visit(*record);
  });
  if (!done.ok()) return done;
  if (failure) return *failure;
  return {};
}

bool is_earlier(const StoredRelation& a, const StoredRelation& b) {
  const auto key = [](const StoredRelation& stored) {
    const auto& date = stored.relation.date;
    return std::make_tuple(date.has_value(), date ? date->date : Date{}, std::cref(stored.article),
                           stored.ordinal);
  };
  return key(a) < key(b);
}

Result<void> scan_pair(const Store& store, const std::string& first, const std::string& second,
                       const RelationFilter& filter, const RelationVisitor& visit) {
  std::vector<StoredRelation> found;
  RelationFilter ends = filter;
  ends.either.clear();
  for (const auto& [subject, object] : {std::pair(first, second), std::pair(second, first)}) {
    ends.subject = subject;
    ends.object = object;
    // A reciprocal relation is found from either end: each is taken as it is stored.
    auto done = store.scan(ends, [&](const StoredRelation& stored) {
      if (stored.relation.subject == ends.subject) found.push_back(stored);
      return true;
    });
    if (!done.ok()) return done;
    if (first == second) break;
  }
  std::sort(found.begin(), found.end(), is_earlier);
  for (const StoredRelation& stored : found) {
    if (!visit(stored)) break;
  }
  return {};
}

}  // namespace entente
