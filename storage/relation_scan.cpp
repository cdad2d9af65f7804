#include "storage/relation_scan.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "storage/event_block.h"
#include "storage/event_cursor.h"
#include "storage/index_runs.h"

namespace entente {

namespace {

constexpr std::size_t kFirstBatch = 16;
constexpr std::size_t kLargestBatch = 512;

// Turns records into relations for the visitor.
class Delivery {
 public:
  Delivery(const Records& records, IdCache& ids, const MergeView& merges,
           const RelationFilter& filter, const RelationVisitor& visit)
      : records_(records),
        ids_(ids),
        merges_(merges),
        filter_(merges.shown_filter(filter)),
        visit_(visit) {}

  // Hands on the relation if it passes the filter.
  Result<void> deliver(const EventKey& event, const std::string& article, RelationRecord record);
  bool is_stopped() const { return is_stopped_; }
  const RelationFilter& filter() const { return filter_; }

 private:
  Result<void> name_ends(const RelationEnds& ends, Relation& relation);
  void apply_merges(const std::string& article, Relation& relation) const;

  const Records& records_;
  IdCache& ids_;
  const MergeView& merges_;
  const RelationFilter filter_;
  const RelationVisitor& visit_;
  bool is_stopped_ = false;
};

Result<void> Delivery::deliver(const EventKey& event, const std::string& article,
                               RelationRecord record) {
  Result<void> named = name_ends(record.ends, record.relation);
  if (!named) return named;
  if (!merges_.is_empty()) apply_merges(article, record.relation);
  if (!matches(filter_, record.relation)) return {};
  is_stopped_ = !visit_(StoredRelation{article, event.ordinal, std::move(record.relation)});
  return {};
}

Result<void> Delivery::name_ends(const RelationEnds& ends, Relation& relation) {
  Result<std::string> subject = ids_.actor(records_, ends.subject);
  if (!subject) return subject.error();
  relation.subject = std::move(*subject);
  Result<std::string> object = ids_.actor(records_, ends.object);
  if (!object) return object.error();
  relation.object = std::move(*object);
  if (!ends.attributed_to) return {};
  Result<std::string> speaker = ids_.actor(records_, *ends.attributed_to);
  if (!speaker) return speaker.error();
  relation.attributed_to = std::move(*speaker);
  return {};
}

void Delivery::apply_merges(const std::string& article, Relation& relation) const {
  for (std::string* id : {&relation.subject, &relation.object, &relation.attributed_to}) {
    *id = merges_.shown(article, *id);
  }
}

// A relation to fetch.
struct FoundEvent {
  EventKey event;
  bool is_in_block = false;

  friend auto operator<=>(const FoundEvent&, const FoundEvent&) = default;
};

struct NamedEvent {
  FoundEvent found;
  std::string article;
};

std::string key_of(const FoundEvent& found) {
  const EventKey& event = found.event;
  return found.is_in_block ? event_block_key(event.article, event.ordinal / kEventsInBlock)
                           : event_key(event);
}

std::optional<RelationRecord> record_of(const FoundEvent& found, std::string_view value) {
  const EventKey& event = found.event;
  if (found.is_in_block) return decode_event_in_block(value, event.ordinal % kEventsInBlock);
  std::optional<RelationRecord> record = decode_relation(value);
  if (record) record->relation.evidence.sentence = event.sentence;
  return record;
}

// Collects the events of whole days, in order, until there is a batch worth fetching.
class DayQueue {
 public:
  DayQueue(const Records& records, IdCache& ids, Delivery& delivery)
      : records_(records), ids_(ids), delivery_(delivery) {}

  // Takes the events of one day, in any order and possibly twice, later than those before.
  Result<void> add_day(std::vector<FoundEvent> events);
  // Delivers what is left.
  Result<void> flush();

 private:
  const Records& records_;
  IdCache& ids_;
  Delivery& delivery_;
  std::vector<NamedEvent> waiting_;
  std::size_t batch_ = kFirstBatch;
};

Result<void> DayQueue::add_day(std::vector<FoundEvent> events) {
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  std::vector<ArticleNumber> numbers;
  numbers.reserve(events.size());
  for (const FoundEvent& found : events) numbers.push_back(found.event.article);
  Result<std::vector<std::string>> ids = ids_.articles(records_, numbers);
  if (!ids) return ids.error();
  const auto day = static_cast<std::ptrdiff_t>(waiting_.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    waiting_.push_back({events[i], std::move((*ids)[i])});
  }
  std::sort(waiting_.begin() + day, waiting_.end(), [](const NamedEvent& a, const NamedEvent& b) {
    return a.article != b.article ? a.article < b.article
                                  : a.found.event.ordinal < b.found.event.ordinal;
  });
  return waiting_.size() < batch_ ? Result<void>{} : flush();
}

Result<void> DayQueue::flush() {
  std::size_t done = 0;
  while (done < waiting_.size() && !delivery_.is_stopped()) {
    const std::size_t count = std::min(batch_, waiting_.size() - done);
    std::vector<std::string> keys;
    keys.reserve(count);
    for (std::size_t i = 0; i < count; ++i) keys.push_back(key_of(waiting_[done + i].found));
    const auto values = records_.database().get_many(Family::kEvent, keys, records_.snapshot());
    if (!values) return values.error();
    for (std::size_t i = 0; i < count && !delivery_.is_stopped(); ++i) {
      if (!(*values)[i]) return records_.corrupt("an index names a relation that is missing");
      const NamedEvent& named = waiting_[done + i];
      std::optional<RelationRecord> record = record_of(named.found, *(*values)[i]);
      if (!record) return records_.corrupt("a relation is unreadable");
      Result<void> given = delivery_.deliver(named.found.event, named.article, std::move(*record));
      if (!given) return given;
    }
    done += count;
    batch_ = std::min(batch_ * 2, kLargestBatch);
  }
  waiting_.clear();
  return {};
}

bool may_pass(const RelationFilter& filter, const IndexEntry& entry) {
  if (entry.flags.negated && !filter.with_negated) return false;
  return filter.types.empty() ||
         std::find(filter.types.begin(), filter.types.end(), entry.type) != filter.types.end();
}

// Takes the events of one day off all runs.
Result<std::vector<FoundEvent>> take_day(const RelationFilter& filter, DayKey day,
                                         std::vector<IndexRun>& runs) {
  std::vector<FoundEvent> events;
  for (IndexRun& run : runs) {
    for (; run.valid() && run.entry().day == day; run.next()) {
      if (!may_pass(filter, run.entry())) continue;
      events.push_back({run.entry().event, run.entry().flags.in_block});
    }
    if (run.valid()) continue;
    if (Result<void> status = run.status(); !status) return status.error();
  }
  return events;
}

std::optional<DayKey> earliest_day(const std::vector<IndexRun>& runs) {
  std::optional<DayKey> earliest;
  for (const IndexRun& run : runs) {
    if (run.valid() && (!earliest || run.entry().day < *earliest)) earliest = run.entry().day;
  }
  return earliest;
}

// The relations of one article, by day.
Result<void> scan_article(const Records& records, const RelationFilter& filter, DayQueue& queue) {
  const Result<std::optional<ArticleNumber>> article = records.article_number(filter.article);
  if (!article) return article.error();
  if (!article->has_value()) return {};
  std::map<DayKey, std::vector<FoundEvent>> days;
  EventCursor cursor(records, **article);
  for (; cursor.valid(); cursor.next()) {
    const std::optional<DatedPeriod>& date = cursor.record().relation.date;
    days[date ? day_key(date->date) : kUndated].push_back({cursor.key(), cursor.is_in_block()});
  }
  if (Result<void> status = cursor.status(); !status) return status;
  for (auto& [day, events] : days) {
    Result<void> added = queue.add_day(std::move(events));
    if (!added) return added;
  }
  return queue.flush();
}

Result<std::vector<IndexRun>> all_runs(const Records& records, const MergeView& merges,
                                       const RelationFilter& filter) {
  std::vector<IndexRun> all;
  for (const RelationFilter& stored : merges.stored_filters(filter)) {
    Result<std::vector<IndexRun>> runs = runs_for(records, stored);
    if (!runs) return runs.error();
    std::move(runs->begin(), runs->end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

Result<void> scan_relations(const Records& records, IdCache& ids, const MergeView& merges,
                            const RelationFilter& filter, const RelationVisitor& visit) {
  Delivery delivery(records, ids, merges, filter, visit);
  DayQueue queue(records, ids, delivery);
  if (!filter.article.empty()) return scan_article(records, filter, queue);
  Result<std::vector<IndexRun>> runs = all_runs(records, merges, delivery.filter());
  if (!runs) return runs.error();
  while (const std::optional<DayKey> day = earliest_day(*runs)) {
    Result<std::vector<FoundEvent>> events = take_day(filter, *day, *runs);
    if (!events) return events.error();
    Result<void> added = queue.add_day(std::move(*events));
    if (!added || delivery.is_stopped()) return added;
  }
  for (const IndexRun& run : *runs) {
    if (Result<void> status = run.status(); !status) return status;
  }
  return queue.flush();
}

Result<void> scan_relations_by_article(const Records& records, IdCache& ids,
                                       const MergeView& merges, const RelationFilter& filter,
                                       const RelationVisitor& visit) {
  Delivery delivery(records, ids, merges, filter, visit);
  const Database& database = records.database();
  KeyRange range;
  if (!filter.article.empty()) range = {filter.article, filter.article + '\0'};
  Cursor articles = database.cursor(Family::kArticleKey, range, records.snapshot());
  EventCursor events(records);
  for (; articles.valid(); articles.next()) {
    const std::optional<std::uint64_t> number = decode_number(articles.value());
    if (!number) return records.corrupt("the number of an article is unreadable");
    const std::string id(articles.key());
    const ArticleNumber article{*number};
    // Articles that came in the order of their ids lie one behind the other: no seek is needed.
    if (!events.valid() || events.key().article != article) events.seek(article);
    for (; events.valid() && events.key().article == article; events.next()) {
      Result<void> given = delivery.deliver(events.key(), id, events.record());
      if (!given || delivery.is_stopped()) return given;
    }
    if (Result<void> status = events.status(); !status) return status;
  }
  return articles.status();
}

}  // namespace entente
