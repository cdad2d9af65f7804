#include "query/who_met.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "query/record_loader.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 5> kMeetingCodes = {"040", "042", "043", "044", "046"};
constexpr std::string_view kTelephone = "041";
constexpr std::int32_t kReportDelayDays = 7;  // news of a meeting is mostly out within the week

using PairKey = std::pair<std::string, std::string>;

struct PairTally {
  MeetingPair pair;
  std::vector<std::optional<DatedPeriod>> dates;  // of those held
  std::set<std::string> articles;                 // of those held
};

std::int32_t days_of(const DatedPeriod& period) {
  constexpr std::array<std::int32_t, 4> kLengths = {1, 7, 31, 366};
  return kLengths.at(static_cast<std::size_t>(period.precision));
}

bool has_day_between(const std::set<std::int32_t>& days, std::int32_t first, std::int32_t last) {
  const auto at = days.lower_bound(first);
  return at != days.end() && *at <= last;
}

void widen(MeetingPair& pair, const DatedPeriod& date) {
  if (!pair.first_date || date.date < pair.first_date->date) pair.first_date = date;
  if (!pair.last_date || date.date > pair.last_date->date) pair.last_date = date;
}

void count(PairTally& tally, const StoredRelation& stored) {
  MeetingPair& pair = tally.pair;
  switch (meeting_status(stored.relation)) {
    case MeetingStatus::kPlanned:
      ++pair.planned;
      return;
    case MeetingStatus::kHypothetical:
      ++pair.hypothetical;
      return;
    case MeetingStatus::kDenied:
      ++pair.denied;
      return;
    case MeetingStatus::kHeld:
      break;
  }
  ++pair.held;
  tally.dates.push_back(stored.relation.date);
  tally.articles.insert(stored.article);
  if (stored.relation.date) widen(pair, *stored.relation.date);
}

PairKey key_of(const Relation& relation, const std::string& actor) {
  PairKey key(relation.subject, relation.object);
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
      : options_(options), loader_(store) {}

  // False after a failure, see take().
  bool add(const StoredRelation& stored) {
    const auto added = try_add(stored);
    if (!added.ok()) failure_ = added.error();
    return added.ok();
  }

  Result<std::vector<MeetingPair>> take() {
    if (failure_) return *failure_;
    std::vector<MeetingPair> pairs;
    for (auto& [key, tally] : tallies_) {
      tally.pair.meetings = count_meetings(tally.dates);
      tally.pair.articles = tally.articles.size();
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
    const PairKey key = key_of(relation, options_.actor);
    const auto [at, is_new] = tallies_.try_emplace(key);
    PairTally& tally = at->second;
    if (is_new) {
      auto named = name_ends(tally.pair, key);
      if (!named.ok()) return named;
    }
    count(tally, stored);
    if (!options_.with_evidence) return {};
    auto record = loader_.load(stored);
    if (!record.ok()) return record.error();
    tally.pair.evidence.push_back({meeting_status(relation), std::move(*record)});
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
  std::map<PairKey, PairTally> tallies_;
  std::optional<Error> failure_;
};

}  // namespace

const char* to_string(MeetingStatus status) {
  constexpr std::array kNames = {"held", "planned", "hypothetical", "denied"};
  return kNames.at(static_cast<std::size_t>(status));
}

MeetingStatus meeting_status(const Relation& relation) {
  if (relation.negated) return MeetingStatus::kDenied;
  if (relation.modality == Modality::kPlanned) return MeetingStatus::kPlanned;
  if (relation.modality == Modality::kHypothetical) return MeetingStatus::kHypothetical;
  return MeetingStatus::kHeld;
}

bool is_meeting(const Relation& relation, Calls calls) {
  if (relation.type != EventType::kConsult) return false;
  if (relation.cameo == kTelephone) return calls == Calls::kCount;
  return relation.reciprocal || std::find(kMeetingCodes.begin(), kMeetingCodes.end(),
                                          relation.cameo) != kMeetingCodes.end();
}

std::size_t count_meetings(std::span<const std::optional<DatedPeriod>> dates) {
  std::vector<DatedPeriod> dated;
  for (const auto& date : dates) {
    if (date) dated.push_back(*date);
  }
  std::sort(dated.begin(), dated.end(), [](const DatedPeriod& a, const DatedPeriod& b) {
    return std::tie(a.basis, a.precision, a.date) < std::tie(b.basis, b.precision, b.date);
  });
  std::set<std::int32_t> counted;
  for (const DatedPeriod& period : dated) {
    const std::int32_t first = to_days(period.date);
    const bool is_known = period.basis == DateBasis::kText
                              ? has_day_between(counted, first, first + days_of(period) - 1)
                              : has_day_between(counted, first - kReportDelayDays, first);
    if (!is_known) counted.insert(first);
  }
  return counted.empty() && !dates.empty() ? 1 : counted.size();
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
    return std::tie(b.held, b.planned) < std::tie(a.held, a.planned);
  });
  if (options.limit > 0 && pairs->size() > options.limit) pairs->resize(options.limit);
  return pairs;
}

}  // namespace entente
