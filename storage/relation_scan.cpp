#include "storage/relation_scan.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "storage/index_runs.h"

namespace entente {

namespace {

constexpr std::size_t kFirstBatch = 8;
constexpr std::size_t kLargestBatch = 512;
constexpr std::size_t kIdsAtOnce = 1024;
constexpr std::size_t kMostCachedIds = 200'000;  // bounds the memory of long scans

// Turns event keys into relations for the visitor, in the promised order.
class Delivery {
 public:
  Delivery(const Records& records, const RelationFilter& filter, const RelationVisitor& visit)
      : records_(records), filter_(filter), visit_(visit) {}

  // Visits the relations of one day, given in any order and possibly twice.
  Result<void> deliver(std::vector<EventKey> events);
  bool is_stopped() const { return is_stopped_; }

 private:
  Result<void> learn_articles(const std::vector<EventKey>& events);
  Result<void> deliver_batch(const EventKey* begin, const EventKey* end);
  Result<void> deliver_one(const EventKey& event, std::string_view value);
  Result<void> name_ends(const RelationEnds& ends, Relation& relation);
  Result<std::string> name_of(ActorNumber actor);

  const Records& records_;
  const RelationFilter& filter_;
  const RelationVisitor& visit_;
  std::map<ArticleNumber, std::string> articles_;
  std::unordered_map<ActorNumber, std::string> actors_;
  std::size_t batch_size_ = kFirstBatch;
  bool is_stopped_ = false;
};

Result<void> Delivery::deliver(std::vector<EventKey> events) {
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  const Result<void> learnt = learn_articles(events);
  if (!learnt) return learnt;
  std::sort(events.begin(), events.end(), [&](const EventKey& a, const EventKey& b) {
    if (a.article == b.article) return a.ordinal < b.ordinal;
    return articles_.find(a.article)->second < articles_.find(b.article)->second;
  });
  for (std::size_t at = 0; at < events.size() && !is_stopped_;) {
    const std::size_t count = std::min(batch_size_, events.size() - at);
    const Result<void> done = deliver_batch(&events[at], &events[at] + count);
    if (!done) return done;
    at += count;
    batch_size_ = std::min(batch_size_ * 2, kLargestBatch);
  }
  return {};
}

// Reads the ids of articles that are not known yet; `events` are sorted by article.
Result<void> Delivery::learn_articles(const std::vector<EventKey>& events) {
  if (articles_.size() > kMostCachedIds) articles_.clear();
  std::vector<ArticleNumber> unknown;
  const auto learn = [&]() -> Result<void> {
    const Result<std::vector<std::string>> ids = records_.article_ids(unknown);
    if (!ids) return ids.error();
    for (std::size_t i = 0; i < unknown.size(); ++i) articles_.emplace(unknown[i], (*ids)[i]);
    unknown.clear();
    return {};
  };
  for (const EventKey& event : events) {
    if (!unknown.empty() && unknown.back() == event.article) continue;
    if (articles_.contains(event.article)) continue;
    unknown.push_back(event.article);
    if (unknown.size() < kIdsAtOnce) continue;
    if (const Result<void> learnt = learn(); !learnt) return learnt;
  }
  return unknown.empty() ? Result<void>{} : learn();
}

Result<void> Delivery::deliver_batch(const EventKey* begin, const EventKey* end) {
  std::vector<std::string> keys;
  for (const EventKey* event = begin; event != end; ++event) keys.push_back(event_key(*event));
  const auto values = records_.database().get_many(Family::kEvent, keys, records_.snapshot());
  if (!values) return values.error();
  for (std::size_t i = 0; i < keys.size() && !is_stopped_; ++i) {
    if (!(*values)[i]) return records_.corrupt("an index names a relation that is missing");
    const Result<void> done = deliver_one(begin[i], *(*values)[i]);
    if (!done) return done;
  }
  return {};
}

Result<void> Delivery::deliver_one(const EventKey& event, std::string_view value) {
  Result<RelationRecord> record = records_.relation(event, value);
  if (!record) return record.error();
  const Result<void> named = name_ends(record->ends, record->relation);
  if (!named) return named;
  if (!matches(filter_, record->relation)) return {};
  const StoredRelation stored{articles_.find(event.article)->second, event.ordinal,
                              std::move(record->relation)};
  is_stopped_ = !visit_(stored);
  return {};
}

Result<void> Delivery::name_ends(const RelationEnds& ends, Relation& relation) {
  Result<std::string> subject = name_of(ends.subject);
  if (!subject) return subject.error();
  relation.subject = std::move(*subject);
  Result<std::string> object = name_of(ends.object);
  if (!object) return object.error();
  relation.object = std::move(*object);
  if (!ends.attributed_to) return {};
  Result<std::string> speaker = name_of(*ends.attributed_to);
  if (!speaker) return speaker.error();
  relation.attributed_to = std::move(*speaker);
  return {};
}

Result<std::string> Delivery::name_of(ActorNumber actor) {
  if (const auto known = actors_.find(actor); known != actors_.end()) return known->second;
  if (actors_.size() > kMostCachedIds) actors_.clear();
  Result<std::string> id = records_.actor_id(actor);
  if (id.ok()) actors_.emplace(actor, *id);
  return id;
}

bool may_pass(const RelationFilter& filter, const IndexRun& run) {
  if (!filter.types.empty() &&
      std::find(filter.types.begin(), filter.types.end(), run.type()) == filter.types.end()) {
    return false;
  }
  if (filter.with_negated) return true;
  const std::optional<IndexFlags> flags = decode_flags(run.value());
  return !flags || !flags->negated;
}

// Takes the events of one day off all runs.
Result<std::vector<EventKey>> take_day(const Records& records, const RelationFilter& filter,
                                       DayKey day, std::vector<IndexRun>& runs) {
  std::vector<EventKey> events;
  for (IndexRun& run : runs) {
    for (; run.valid() && run.day() == day; run.next()) {
      if (!may_pass(filter, run)) continue;
      const std::optional<EventKey> event = run.event();
      if (!event) return records.corrupt("an index key is too short");
      events.push_back(*event);
    }
    if (run.valid()) continue;
    if (const Result<void> status = run.status(); !status) return status.error();
  }
  return events;
}

std::optional<DayKey> earliest_day(const std::vector<IndexRun>& runs) {
  std::optional<DayKey> earliest;
  for (const IndexRun& run : runs) {
    if (run.valid() && (!earliest || run.day() < *earliest)) earliest = run.day();
  }
  return earliest;
}

// The relations of one article, by day.
Result<void> scan_article(const Records& records, const RelationFilter& filter,
                          Delivery& delivery) {
  const Result<std::optional<ArticleNumber>> article = records.article_number(filter.article);
  if (!article) return article.error();
  if (!article->has_value()) return {};
  std::map<DayKey, std::vector<EventKey>> days;
  Cursor cursor = records.database().cursor(Family::kEvent, prefix_range(article_key(**article)),
                                            records.snapshot());
  for (; cursor.valid(); cursor.next()) {
    const std::optional<EventKey> event = parse_event_key(cursor.key());
    if (!event) return records.corrupt("the key of a relation is unreadable");
    const Result<RelationRecord> record = records.relation(*event, cursor.value());
    if (!record) return record.error();
    const std::optional<DatedPeriod>& date = record->relation.date;
    days[date ? day_key(date->date) : kUndated].push_back(*event);
  }
  if (const Result<void> status = cursor.status(); !status) return status;
  for (auto& [day, events] : days) {
    const Result<void> done = delivery.deliver(std::move(events));
    if (!done || delivery.is_stopped()) return done;
  }
  return {};
}

}  // namespace

Result<void> scan_relations(const Records& records, const RelationFilter& filter,
                            const RelationVisitor& visit) {
  Delivery delivery(records, filter, visit);
  if (!filter.article.empty()) return scan_article(records, filter, delivery);
  Result<std::vector<IndexRun>> runs = runs_for(records, filter);
  if (!runs) return runs.error();
  while (const std::optional<DayKey> day = earliest_day(*runs)) {
    Result<std::vector<EventKey>> events = take_day(records, filter, *day, *runs);
    if (!events) return events.error();
    const Result<void> done = delivery.deliver(std::move(*events));
    if (!done || delivery.is_stopped()) return done;
  }
  for (const IndexRun& run : *runs) {
    if (const Result<void> status = run.status(); !status) return status;
  }
  return {};
}

}  // namespace entente
