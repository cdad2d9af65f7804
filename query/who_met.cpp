#include "query/who_met.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "query/record_loader.h"

namespace entente {
namespace {

using PairKey = std::pair<std::string, std::string>;

struct PairTally {
  MeetingPair pair;
  std::vector<const EventGroup*> meetings;  // of those held
};

std::size_t count_meetings(const std::vector<const EventGroup*>& meetings) {
  const auto dated = std::count_if(meetings.begin(), meetings.end(),
                                   [](const EventGroup* event) { return event->date.has_value(); });
  return dated > 0 ? static_cast<std::size_t>(dated) : std::min<std::size_t>(meetings.size(), 1);
}

void widen(MeetingPair& pair, const DatedPeriod& date) {
  if (!pair.first_date || date.date < pair.first_date->date) pair.first_date = date;
  if (!pair.last_date || date.date > pair.last_date->date) pair.last_date = date;
}

void count(PairTally& tally, const StoredRelation& stored) {
  MeetingPair& pair = tally.pair;
  switch (event_status(stored.relation)) {
    case EventStatus::kPlanned:
      ++pair.planned;
      return;
    case EventStatus::kHypothetical:
      ++pair.hypothetical;
      return;
    case EventStatus::kDenied:
      ++pair.denied;
      return;
    case EventStatus::kHappened:
      break;
  }
  ++pair.held;
}

PairKey key_of(PairKey key, const std::string& actor) {
  const bool is_turned = actor.empty() ? key.second < key.first : key.second == actor;
  if (is_turned) std::swap(key.first, key.second);
  return key;
}

RelationFilter filter_of(const WhoMetOptions& options) {
  RelationFilter filter;
  filter.types = {EventType::kConsult};
  filter.from = options.from;
  filter.to = options.to;
  filter.min_confidence = options.min_confidence;
  return filter;
}

// Adds up the meetings of a store by pair.
class MeetingCounter {
 public:
  MeetingCounter(const Store& store, const WhoMetOptions& options)
      : options_(options), loader_(store), groups_(store) {}

  // False after a failure, see take().
  bool add(const StoredRelation& stored) {
    const auto added = try_add(stored);
    if (!added.ok()) failure_ = added.error();
    return added.ok();
  }

  Result<std::vector<MeetingPair>> take() {
    if (failure_) return *failure_;
    groups_.tell_apart();
    for (const EventGroup& event : groups_.events()) {
      tallies_.at(key_of(groups_.ends_of(event), options_.actor)).meetings.push_back(&event);
    }
    std::vector<MeetingPair> pairs;
    for (auto& [key, tally] : tallies_) {
      tally.pair.meetings = count_meetings(tally.meetings);
      for (const EventGroup* event : tally.meetings) {
        if (event->date) widen(tally.pair, *event->date);
      }
      tally.pair.support = groups_.support_of(tally.meetings);
      pairs.push_back(std::move(tally.pair));
    }
    return pairs;
  }

 private:
  Result<void> try_add(const StoredRelation& stored) {
    const Relation& relation = stored.relation;
    if (relation.subject == relation.object || !is_meeting(relation, options_.calls)) return {};
    if (options_.leaders) {
      const auto between = loader_.is_between_leaders(relation);
      if (!between.ok()) return between.error();
      if (!*between) return {};
    }
    const PairKey key = key_of({relation.subject, relation.object}, options_.actor);
    const auto [at, is_new] = tallies_.try_emplace(key);
    PairTally& tally = at->second;
    if (is_new) {
      auto named = name_ends(tally.pair, key);
      if (!named.ok()) return named;
    }
    count(tally, stored);
    if (event_status(relation) == EventStatus::kHappened) {
      auto added = groups_.add(stored);
      if (!added.ok()) return added;
    }
    if (!options_.with_evidence) return {};
    auto record = loader_.load(stored);
    if (!record.ok()) return record.error();
    tally.pair.evidence.push_back({event_status(relation), std::move(*record)});
    return {};
  }

  Result<void> name_ends(MeetingPair& pair, const PairKey& key) {
    const auto first = loader_.actor(key.first);
    if (!first.ok()) return first.error();
    const auto second = loader_.actor(key.second);
    if (!second.ok()) return second.error();
    pair.first = **first;
    pair.second = **second;
    return {};
  }

  const WhoMetOptions& options_;
  RecordLoader loader_;
  EventGroups groups_;  // of those held
  std::map<PairKey, PairTally> tallies_;
  std::optional<Error> failure_;
};

}  // namespace

bool is_meeting(const Relation& relation, Calls calls) {
  const DeedKind kind = deed_kind(relation);
  return kind == DeedKind::kMeeting || (kind == DeedKind::kCall && calls == Calls::kCount);
}

Result<std::vector<MeetingPair>> who_met(const Store& store, const WhoMetOptions& options) {
  MeetingCounter counter(store, options);
  RelationFilter filter = filter_of(options);
  const auto add = [&](const StoredRelation& stored) { return counter.add(stored); };
  if (!options.actor.empty() && !options.other.empty()) {
    const auto done = scan_pair(store, options.actor, options.other, filter, add);
    if (!done.ok()) return done.error();
  } else {
    filter.either = options.actor.empty() ? options.other : options.actor;
    if (const auto done = store.scan(filter, add); !done.ok()) return done.error();
  }
  auto pairs = counter.take();
  if (!pairs.ok()) return pairs;
  std::stable_sort(pairs->begin(), pairs->end(), [](const MeetingPair& a, const MeetingPair& b) {
    return std::tie(b.meetings, b.held, b.planned) < std::tie(a.meetings, a.held, a.planned);
  });
  if (options.limit > 0 && pairs->size() > options.limit) pairs->resize(options.limit);
  return pairs;
}

}  // namespace entente
