#include "query/event_groups.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "graph/actor.h"
#include "query/report_dates.h"
#include "storage/standing.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 5> kMeetingCodes = {"040", "042", "043", "044", "046"};
constexpr std::string_view kTelephone = "041";
constexpr std::string_view kVisit = "042";
constexpr std::int32_t kMeetingNewsDays = 7;  // news of a meeting is mostly out within the week
constexpr std::int32_t kOtherNewsDays = 1;    // who speaks or strikes today may do so tomorrow

// Gives each text a number.
class Numbering {
 public:
  std::uint32_t of(const std::string& text) {
    const auto next = static_cast<std::uint32_t>(texts_.size());
    const auto [at, is_new] = numbers_.try_emplace(text, next);
    if (is_new) texts_.push_back(&at->first);
    return at->second;
  }
  const std::string& text(std::uint32_t number) const { return *texts_[number]; }
  bool knows(const std::string& text) const { return numbers_.count(text) > 0; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;  // keys stay where they are
  std::vector<const std::string*> texts_;
};

// What reports of one event have in common: the actors (smaller number first), the type, whether
// it took place, and for a meeting, call or standing relation which.
struct DeedKey {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  EventType type = EventType::kStatement;
  EventStatus status = EventStatus::kHappened;
  DeedKind kind = DeedKind::kOther;
  std::uint32_t predicate = 0;  // of standing relations

  friend auto operator<=>(const DeedKey&, const DeedKey&) = default;
};

struct Report {
  std::uint32_t deed = 0;
  std::uint32_t article = 0;
  std::uint32_t ordinal = 0;
  std::uint32_t event = 0;  // within its deed
  std::uint32_t sentence = 0;
  float confidence = 0;
  std::optional<DatedPeriod> date;
  Direction direction = Direction::kEither;
  bool reciprocal = false;
  bool asserted = false;
};

struct ArticleFacts {
  std::int32_t published = 0;          // days; articles without a date come last
  std::vector<std::uint32_t> sources;  // its own and those of its copies
  std::uint32_t copies = 0;
};

std::int32_t delay_of(const DeedKey& deed) {
  return deed.kind == DeedKind::kMeeting ? kMeetingNewsDays : kOtherNewsDays;
}

Direction direction_of(const Relation& relation, DeedKind kind, bool is_turned) {
  if (relation.reciprocal || kind != DeedKind::kOther) return Direction::kEither;
  return is_turned ? Direction::kBackward : Direction::kForward;
}

}  // namespace

DeedKind deed_kind(const Relation& relation) {
  if (relation.type != EventType::kConsult) return DeedKind::kOther;
  if (relation.cameo == kTelephone) return DeedKind::kCall;
  const bool to_town = relation.cameo == kVisit && id_prefix(relation.object) == "place";
  if (to_town) return DeedKind::kOther;
  const bool is_meeting =
      relation.reciprocal ||
      std::find(kMeetingCodes.begin(), kMeetingCodes.end(), relation.cameo) != kMeetingCodes.end();
  return is_meeting ? DeedKind::kMeeting : DeedKind::kOther;
}

struct EventGroups::Impl {
  explicit Impl(const Store& where) : store(where) {}

  Result<std::uint32_t> article_number(const std::string& id);
  void add_events(std::span<Report> of_deed, const DeedKey& deed);
  void add_event(std::span<Report> reports, const DeedKey& deed, const ReportedEvent& found);
  Support support_of(std::span<const Report> reports) const;

  const Store& store;
  Numbering actors;
  Numbering predicates;
  Numbering articles;
  Numbering sources;
  std::vector<ArticleFacts> facts;  // by number of the article
  std::map<DeedKey, std::uint32_t> deeds;
  std::vector<DeedKey> keys;  // by number of the deed
  std::vector<Report> reports;
  std::vector<EventGroup> events;
};

EventGroups::EventGroups(const Store& store) : impl_(std::make_unique<Impl>(store)) {}
EventGroups::~EventGroups() = default;
EventGroups::EventGroups(EventGroups&&) noexcept = default;

Result<std::uint32_t> EventGroups::Impl::article_number(const std::string& id) {
  if (articles.knows(id)) return articles.of(id);
  const auto stored = store.article(id);
  if (!stored.ok()) return stored.error();
  ArticleFacts read;
  read.published = INT32_MAX;
  read.sources.push_back(sources.of(*stored ? printer_of(**stored) : std::string()));
  if (*stored && (*stored)->published) read.published = to_days(*(*stored)->published);
  const auto printings = store.copies_of(id);
  if (!printings.ok()) return printings.error();
  read.copies = static_cast<std::uint32_t>(printings->size());
  for (const StoredArticle& copy : *printings) {
    read.sources.push_back(sources.of(printer_of(copy.article)));
  }
  facts.push_back(std::move(read));
  return articles.of(id);
}

Result<void> EventGroups::add(const StoredRelation& report) {
  const Relation& relation = report.relation;
  const auto article = impl_->article_number(report.article);
  if (!article.ok()) return article.error();
  DeedKey deed;
  deed.first = impl_->actors.of(relation.subject);
  deed.second = impl_->actors.of(relation.object);
  const bool is_turned = deed.second < deed.first;
  if (is_turned) std::swap(deed.first, deed.second);
  deed.type = relation.type;
  deed.status = event_status(relation);
  deed.kind = deed_kind(relation);
  if (relation.type == EventType::kRole) deed.predicate = impl_->predicates.of(relation.predicate);
  const auto [known, is_new] =
      impl_->deeds.try_emplace(deed, static_cast<std::uint32_t>(impl_->keys.size()));
  if (is_new) impl_->keys.push_back(deed);
  Report added;
  added.deed = known->second;
  added.article = *article;
  added.ordinal = report.ordinal;
  added.sentence = relation.evidence.sentence;
  added.confidence = relation.confidence;
  added.date = relation.date;
  added.direction = direction_of(relation, deed.kind, is_turned);
  added.reciprocal = relation.reciprocal;
  added.asserted = relation.modality == Modality::kAsserted;
  impl_->reports.push_back(added);
  return {};
}

void EventGroups::tell_apart() {
  std::vector<Report>& reports = impl_->reports;
  // Numbers follow the order of arrival; what decides here is the articles' own order.
  const auto key_of = [&](const Report& r) {
    return std::make_tuple(r.deed, std::string_view(impl_->articles.text(r.article)), r.ordinal);
  };
  std::sort(reports.begin(), reports.end(),
            [&](const Report& a, const Report& b) { return key_of(a) < key_of(b); });
  for (std::size_t begin = 0; begin < reports.size();) {
    std::size_t end = begin;
    while (end < reports.size() && reports[end].deed == reports[begin].deed) ++end;
    impl_->add_events({reports.data() + begin, end - begin}, impl_->keys[reports[begin].deed]);
    begin = end;
  }
  const auto order_of = [&](const EventGroup& event) {
    const Report& lead = reports[event.first];
    return std::make_tuple(event.date.has_value(), event.date ? event.date->date : Date{},
                           std::string_view(impl_->articles.text(lead.article)), lead.ordinal);
  };
  std::sort(impl_->events.begin(), impl_->events.end(),
            [&](const EventGroup& a, const EventGroup& b) { return order_of(a) < order_of(b); });
}

// Reports of one deed become events, each a run of reports.
void EventGroups::Impl::add_events(std::span<Report> of_deed, const DeedKey& deed) {
  std::vector<ReportTime> times;
  times.reserve(of_deed.size());
  for (const Report& report : of_deed) times.push_back({report.date, report.direction});
  ReportedEvents found = entente::tell_apart(times, delay_of(deed));
  if (deed.type == EventType::kRole) {
    // Who holds an office holds it in every report: one edge a direction, from the first date on.
    for (std::size_t i = 0; i < of_deed.size(); ++i) {
      found.event_of[i] = of_deed[i].direction == Direction::kBackward ? 1 : 0;
    }
    found.events.assign(2, {});
  }
  for (std::size_t i = 0; i < of_deed.size(); ++i) of_deed[i].event = found.event_of[i];
  const auto order_of = [&](const Report& r) {
    return std::make_tuple(r.event, -r.confidence, facts[r.article].published);
  };
  std::stable_sort(of_deed.begin(), of_deed.end(),
                   [&](const Report& a, const Report& b) { return order_of(a) < order_of(b); });
  for (std::size_t begin = 0; begin < of_deed.size();) {
    std::size_t end = begin;
    while (end < of_deed.size() && of_deed[end].event == of_deed[begin].event) ++end;
    add_event(of_deed.subspan(begin, end - begin), deed, found.events[of_deed[begin].event]);
    begin = end;
  }
}

// The first report is the surest; the others follow by day of publication.
void EventGroups::Impl::add_event(std::span<Report> of_event, const DeedKey& deed,
                                  const ReportedEvent& found) {
  const auto order_of = [&](const Report& r) {
    return std::make_tuple(facts[r.article].published, std::string_view(articles.text(r.article)),
                           r.ordinal);
  };
  std::sort(of_event.begin() + 1, of_event.end(),
            [&](const Report& a, const Report& b) { return order_of(a) < order_of(b); });
  EventGroup event;
  event.status = deed.status;
  event.date = found.date;
  for (const Report& report : of_event) {
    event.reciprocal |= report.reciprocal;
    event.asserted |= report.asserted;
    const bool is_earlier = report.date && (!event.date || report.date->date < event.date->date);
    if (deed.type == EventType::kRole && is_earlier) event.date = report.date;
  }
  event.support = support_of(of_event);
  event.first = static_cast<std::uint32_t>(of_event.data() - reports.data());
  event.count = static_cast<std::uint32_t>(of_event.size());
  events.push_back(event);
}

Support EventGroups::Impl::support_of(std::span<const Report> of_event) const {
  std::set<std::pair<std::uint32_t, std::uint32_t>> sentences;
  std::set<std::uint32_t> told_by;
  std::set<std::uint32_t> from;
  Support support;
  for (const Report& report : of_event) {
    sentences.insert({report.article, report.sentence});
    if (!told_by.insert(report.article).second) continue;
    const ArticleFacts& article = facts[report.article];
    support.copies += article.copies;
    from.insert(article.sources.begin(), article.sources.end());
  }
  support.sentences = static_cast<std::uint32_t>(sentences.size());
  support.articles = static_cast<std::uint32_t>(told_by.size());
  support.sources = static_cast<std::uint32_t>(from.size());
  return support;
}

std::span<const EventGroup> EventGroups::events() const { return impl_->events; }

std::pair<std::string, std::string> EventGroups::ends_of(const EventGroup& event) const {
  const DeedKey& deed = impl_->keys[impl_->reports[event.first].deed];
  return {impl_->actors.text(deed.first), impl_->actors.text(deed.second)};
}

Support EventGroups::support_of(std::span<const EventGroup* const> several) const {
  std::vector<Report> all;
  for (const EventGroup* event : several) {
    const auto begin = impl_->reports.begin() + event->first;
    all.insert(all.end(), begin, begin + event->count);
  }
  return impl_->support_of(all);
}

std::vector<ReportKey> EventGroups::reports_of(const EventGroup& event) const {
  std::vector<ReportKey> keys;
  keys.reserve(event.count);
  for (std::uint32_t i = event.first; i < event.first + event.count; ++i) {
    const Report& report = impl_->reports[i];
    keys.push_back({impl_->articles.text(report.article), report.ordinal});
  }
  return keys;
}

Result<StoredRelation> EventGroups::lead_of(const EventGroup& event) {
  const Report& lead = impl_->reports[event.first];
  auto stored = read_report(impl_->store, {impl_->articles.text(lead.article), lead.ordinal});
  if (!stored.ok()) return stored;
  Relation& relation = stored->relation;
  relation.date = event.date;
  relation.reciprocal = event.reciprocal;
  if (event.asserted && relation.modality == Modality::kReported) {
    relation.modality = Modality::kAsserted;
    relation.attributed_to.clear();
  }
  return stored;
}

Result<StoredRelation> read_report(const Store& store, const ReportKey& key) {
  RelationFilter filter;
  filter.article = key.article;
  std::optional<StoredRelation> found;
  const auto done = store.scan_by_article(filter, [&](const StoredRelation& stored) {
    if (stored.ordinal == key.ordinal) found = stored;
    return !found;
  });
  if (!done.ok()) return done.error();
  if (found) return std::move(*found);
  return Error{Error::Code::kCorrupt, "relation " + std::to_string(key.ordinal) + " of article '" +
                                          key.article + "' has left the store meanwhile"};
}

}  // namespace entente
