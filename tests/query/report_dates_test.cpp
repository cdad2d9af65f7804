#include "query/report_dates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace entente {
namespace {

using Reports = std::vector<ReportTime>;

constexpr std::int32_t kWeek = 7;

ReportTime said(Date date, DatePrecision precision = DatePrecision::kDay,
                Direction direction = Direction::kEither) {
  return {DatedPeriod{date, precision, DateBasis::kText}, direction};
}
ReportTime published(Date date, Direction direction = Direction::kEither) {
  return {DatedPeriod{date, DatePrecision::kDay, DateBasis::kPublication}, direction};
}
ReportTime undated(Direction direction = Direction::kEither) { return {std::nullopt, direction}; }

std::size_t count(const Reports& reports, std::int32_t delay = kWeek) {
  return tell_apart(reports, delay).events.size();
}

TEST(TellApart, NoReportsAreNoEvent) { EXPECT_EQ(count({}), 0U); }

TEST(TellApart, ReportsOfOneDayAreOneEvent) {
  EXPECT_EQ(count({said({2020, 3, 2}), said({2020, 3, 2})}), 1U);
  EXPECT_EQ(count({said({2020, 3, 2}), said({2020, 3, 3})}), 2U);
}

TEST(TellApart, AMonthThatHoldsAKnownDayAddsNothing) {
  const auto march = said({2020, 3, 1}, DatePrecision::kMonth);
  EXPECT_EQ(count({march, said({2020, 3, 31})}), 1U);
  EXPECT_EQ(count({march, said({2020, 4, 1})}), 2U);
  EXPECT_EQ(count({march, march}), 1U);
}

TEST(TellApart, NewsWithinTheDelayIsOfTheSameEvent) {
  EXPECT_EQ(count({said({2020, 3, 2}), published({2020, 3, 9})}), 1U);
  EXPECT_EQ(count({said({2020, 3, 2}), published({2020, 3, 10})}), 2U);
  EXPECT_EQ(count({published({2020, 3, 1}), published({2020, 3, 2})}), 1U);
  EXPECT_EQ(count({published({2020, 3, 1}), published({2020, 3, 3})}, 1), 2U);
}

TEST(TellApart, NewsNeverComesBeforeItsEvent) {
  EXPECT_EQ(count({said({2020, 3, 2}), published({2020, 3, 1})}), 2U);
}

TEST(TellApart, NewsIsOfTheLatestEventThatItMayBeOf) {
  const auto found =
      tell_apart(Reports{published({2020, 3, 5}), said({2020, 3, 2}), said({2020, 3, 4})}, kWeek);
  EXPECT_EQ(found.events.size(), 2U);
  EXPECT_EQ(found.event_of[0], found.event_of[2]);
  EXPECT_EQ(found.events[found.event_of[0]].date->basis, DateBasis::kText);
}

TEST(TellApart, ALongRowOfNewsIsNotOneEvent) {
  Reports daily;
  for (std::uint8_t day = 1; day <= 6; ++day) daily.push_back(published({2020, 3, day}));
  EXPECT_EQ(count(daily, 1), 3U);
}

TEST(TellApart, UndatedReportsBelongToTheOnlyEvent) {
  EXPECT_EQ(count({undated(), undated()}), 1U);
  EXPECT_EQ(count({undated(), said({2020, 3, 2})}), 1U);
  EXPECT_EQ(count({undated(), said({2020, 3, 2}), said({2020, 4, 2})}), 3U);
}

TEST(TellApart, OppositeDirectionsAreDifferentEvents) {
  const auto there = published({2020, 3, 2}, Direction::kForward);
  const auto back = published({2020, 3, 2}, Direction::kBackward);
  EXPECT_EQ(count({there, back}), 2U);
  EXPECT_EQ(count({there, published({2020, 3, 2})}), 1U);
  EXPECT_EQ(count({there, back, published({2020, 3, 2})}), 1U);
}

// The parts into which reports fall, whatever their order.
std::set<std::multiset<std::size_t>> parts(const Reports& reports,
                                           const std::vector<std::size_t>& order) {
  Reports turned;
  for (const std::size_t i : order) turned.push_back(reports[i]);
  const auto found = tell_apart(turned, kWeek);
  std::map<std::uint32_t, std::multiset<std::size_t>> by_event;
  for (std::size_t i = 0; i < order.size(); ++i) by_event[found.event_of[i]].insert(order[i]);
  EXPECT_EQ(by_event.size(), found.events.size());
  std::set<std::multiset<std::size_t>> out;
  for (const auto& [event, members] : by_event) out.insert(members);
  return out;
}

TEST(TellApart, OrderOfReportsDoesNotMatter) {
  const unsigned seed = 20;
  std::mt19937 random(seed);
  const auto any = [&](int below) {
    return static_cast<int>(random() % static_cast<unsigned>(below));
  };
  for (int round = 0; round < 200; ++round) {
    Reports reports;
    for (int i = 0; i < 12; ++i) {
      ReportTime report;
      report.direction = static_cast<Direction>(any(3));
      if (any(6) > 0) {
        report.date =
            DatedPeriod{add_days({2020, 3, 1}, any(30)), static_cast<DatePrecision>(any(4)),
                        static_cast<DateBasis>(any(2))};
        if (report.date->basis == DateBasis::kPublication)
          report.date->precision = DatePrecision::kDay;
      }
      reports.push_back(report);
    }
    std::vector<std::size_t> order(reports.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto expected = parts(reports, order);
    std::shuffle(order.begin(), order.end(), random);
    EXPECT_EQ(parts(reports, order), expected) << "seed " << seed << ", round " << round;
  }
}

}  // namespace
}  // namespace entente
