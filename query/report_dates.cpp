#include "query/report_dates.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace entente {
namespace {

std::int32_t length_of(const DatedPeriod& period) {
  constexpr std::array<std::int32_t, 4> kLengths = {1, 7, 31, 366};
  return kLengths.at(static_cast<std::size_t>(period.precision));
}

bool is_compatible(Direction a, Direction b) {
  return a == b || a == Direction::kEither || b == Direction::kEither;
}

// Finds the events one report at a time, the surest dates first.
class EventFinder {
 public:
  explicit EventFinder(std::int32_t delay) : delay_(delay) {}

  std::uint32_t place(const ReportTime& report) {
    const std::optional<std::uint32_t> known =
        report.date ? find_dated(report) : find_undated(report);
    if (!known) {
      events_.push_back({report.date, report.direction});
      return static_cast<std::uint32_t>(events_.size() - 1);
    }
    if (report.direction == Direction::kEither) events_[*known].direction = Direction::kEither;
    return *known;
  }

  std::vector<ReportedEvent> take() { return std::move(events_); }

 private:
  // The latest event between the first and the last day that the report leaves open.
  std::optional<std::uint32_t> find_dated(const ReportTime& report) const {
    const std::int32_t day = to_days(report.date->date);
    const bool is_told = report.date->basis == DateBasis::kText;
    const std::int32_t from = is_told ? day : day - delay_;
    const std::int32_t to = is_told ? day + length_of(*report.date) - 1 : day;
    std::optional<std::uint32_t> best;
    for (std::uint32_t i = 0; i < events_.size(); ++i) {
      const ReportedEvent& event = events_[i];
      if (!event.date || !is_compatible(event.direction, report.direction)) continue;
      const std::int32_t at = to_days(event.date->date);
      if (at < from || at > to) continue;
      if (!best || to_days(events_[*best].date->date) < at) best = i;
    }
    return best;
  }

  std::optional<std::uint32_t> find_undated(const ReportTime& report) const {
    const auto is_undated = [](const ReportedEvent& event) { return !event.date; };
    const auto undated = std::find_if(events_.begin(), events_.end(), [&](const auto& event) {
      return is_undated(event) && is_compatible(event.direction, report.direction);
    });
    if (undated != events_.end()) return static_cast<std::uint32_t>(undated - events_.begin());
    const bool fits_only_event =
        events_.size() == 1 && is_compatible(events_.front().direction, report.direction);
    return fits_only_event ? std::optional<std::uint32_t>(0) : std::nullopt;
  }

  std::int32_t delay_;
  std::vector<ReportedEvent> events_;
};

// Dates of the text before those of publication, exact before vague, early before late; reports
// whose direction does not matter first, since they tell that the others' does not either.
auto certainty_order(const ReportTime& report) {
  const auto date = report.date.value_or(DatedPeriod{});
  return std::make_tuple(!report.date.has_value(), date.basis, date.precision, date.date,
                         report.direction);
}

}  // namespace

ReportedEvents tell_apart(std::span<const ReportTime> reports, std::int32_t delay) {
  std::vector<std::uint32_t> order(reports.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return certainty_order(reports[a]) < certainty_order(reports[b]);
  });
  EventFinder finder(delay);
  ReportedEvents out;
  out.event_of.resize(reports.size());
  for (const std::uint32_t i : order) out.event_of[i] = finder.place(reports[i]);
  out.events = finder.take();
  return out;
}

}  // namespace entente
