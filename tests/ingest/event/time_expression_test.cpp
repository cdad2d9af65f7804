#include "ingest/event/time_expression.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ingest/text/split_text.h"

namespace entente {
namespace {

// "2022-09-15 day" for each expression; published on Friday, 16 September 2022.
std::string times(std::string_view text, bool future = false, bool dated = true) {
  const Sentence sentence = split_sentence(text);
  const std::optional<Date> published = dated ? std::optional(Date{2022, 9, 16}) : std::nullopt;
  std::string out;
  for (const TimeExpression& e : find_time_expressions(sentence.tokens, published, future)) {
    out +=
        (out.empty() ? "" : ", ") + to_string(e.period.date) + " " + to_string(e.period.precision);
  }
  return out;
}

TEST(TimeExpression, WeekdayIsTheLastOneUnlessTheFutureIsMeant) {
  EXPECT_EQ(times("They met on Thursday."), "2022-09-15 day");
  EXPECT_EQ(times("They met on Saturday."), "2022-09-10 day");
  EXPECT_EQ(times("They met on Friday."), "2022-09-16 day");
  EXPECT_EQ(times("They will meet on Monday.", true), "2022-09-19 day");
  EXPECT_EQ(times("They met last Friday."), "2022-09-09 day");
}

TEST(TimeExpression, DayAndMonthTakeTheNearestYear) {
  EXPECT_EQ(times("since the attack of Feb. 24"), "2022-02-24 day");
  EXPECT_EQ(times("They met on December 20."), "2021-12-20 day");
  EXPECT_EQ(times("They will meet on December 20.", true), "2022-12-20 day");
  EXPECT_EQ(times("signed on 5 May 2014"), "2014-05-05 day");
  EXPECT_EQ(times("signed on May 5, 2014,"), "2014-05-05 day");
}

TEST(TimeExpression, MonthsYearsAndWeeksKeepTheirPrecision) {
  EXPECT_EQ(times("the deal of July"), "2022-07-01 month");
  EXPECT_EQ(times("in November"), "2021-11-01 month");
  EXPECT_EQ(times("in 1979"), "1979-01-01 year");
  EXPECT_EQ(times("earlier this week"), "2022-09-12 week");
  EXPECT_EQ(times("last week"), "2022-09-05 week");
  EXPECT_EQ(times("next month"), "2022-10-01 month");
  EXPECT_EQ(times("last year"), "2021-01-01 year");
  EXPECT_EQ(times("in March 2019"), "2019-03-01 month");
}

TEST(TimeExpression, WeekendIsTheLatestOneOrTheOneAhead) {
  EXPECT_EQ(times("They met over the weekend."), "2022-09-05 week");
  EXPECT_EQ(times("They will meet at the weekend.", true), "2022-09-12 week");
  EXPECT_EQ(times("They will meet this weekend.", true), "2022-09-12 week");
  EXPECT_EQ(times("They met last weekend."), "2022-09-05 week");
  EXPECT_EQ(times("They like the weekend."), "");
}

TEST(TimeExpression, PlansAreNeverBeforePublication) {
  for (const char* text : {"on Thursday", "on Friday", "in July", "in September", "next month",
                           "next week", "on January 5"}) {
    const std::string time = times(text, true);
    ASSERT_FALSE(time.empty()) << text;
    // A month or week may have begun before the day of publication that lies in it.
    const std::string least = time.ends_with(" day") ? "2022-09-16" : "2022-09-01";
    EXPECT_GE(time.substr(0, least.size()), least) << text;
  }
  EXPECT_EQ(times("on September 10", true), "");  // last week's, so not when the plan is due
}

TEST(TimeExpression, AgoCountsBack) {
  EXPECT_EQ(times("two days ago"), "2022-09-14 day");
  EXPECT_EQ(times("three years ago"), "2019-01-01 year");
}

TEST(TimeExpression, WithoutPublicationDateOnlyFullDatesCount) {
  EXPECT_EQ(times("They met on Thursday, in July, on 5 May and in 1979.", false, false),
            "1979-01-01 year");
}

TEST(TimeExpression, ModalMayIsNoMonth) { EXPECT_EQ(times("He may resign."), ""); }

}  // namespace
}  // namespace entente
