#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "graph/export/record.h"
#include "query/event_status.h"
#include "storage/store.h"

namespace entente {

// One event, many reports: relations that tell of the same deed between the same two actors.
// docs/decisions/0004-one-event-many-reports.md has the rules and their reasons.

// What makes two reports able to be of one event, apart from who, when and which way.
enum class DeedKind : std::uint8_t {
  kOther,    // any deed of one type
  kMeeting,  // CONSULT in person: never mind who visited whom
  kCall,     // CONSULT by telephone
};

// Whether a relation is about two sides meeting in person: a CONSULT relation whose code says so
// (CAMEO 040 consult, 042 and 043 visits, 044 meet, 046 negotiate) or, without one of these codes,
// that is reciprocal ("A and B held talks"); mediation between others (045) only if reciprocal, and
// no visit to a town ("Macron visited Marseille").
DeedKind deed_kind(const Relation& relation);

// One event: which reports it has and what they add up to.
struct EventGroup {
  EventStatus status = EventStatus::kHappened;
  std::optional<DatedPeriod> date;  // the most exact that a report gives
  bool reciprocal = false;          // one of the reports is
  bool asserted = false;            // one of the reports says so in its own voice
  Support support;
  std::uint32_t first = 0;  // of its reports
  std::uint32_t count = 0;
};

// Key of a report in its store.
struct ReportKey {
  std::string article;
  std::uint32_t ordinal = 0;

  friend bool operator==(const ReportKey&, const ReportKey&) = default;
};

// Gathers reports and tells the events behind them apart, at the time of reading. Keeps some fifty
// bytes a report. Not for use by several threads; the store must outlive it.
class EventGroups {
 public:
  explicit EventGroups(const Store& store);
  ~EventGroups();
  EventGroups(EventGroups&&) noexcept;

  // Takes in a report, in any order. Reads its article and the metadata of its
  // copies. Fails as the store does.
  Result<void> add(const StoredRelation& report);

  // To be called once, after the last report. Events come by date (undated first), then by the key
  // of their first report.
  void tell_apart();
  std::span<const EventGroup> events() const;

  // The ids of its two actors, in no order.
  std::pair<std::string, std::string> ends_of(const EventGroup& event) const;

  // What stands behind several events together.
  Support support_of(std::span<const EventGroup* const> several) const;

  // The reports of an event: the surest one first, which stands for it, then by day of publication.
  std::vector<ReportKey> reports_of(const EventGroup& event) const;

  // The relation that stands for the event: its surest report with the event's date, and with
  // modality and direction as the reports together have them.
  Result<StoredRelation> lead_of(const EventGroup& event);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Reads one report back. Fails with kCorrupt if it is not there.
Result<StoredRelation> read_report(const Store& store, const ReportKey& key);

}  // namespace entente
