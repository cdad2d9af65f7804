#include "core/date.h"

#include <gtest/gtest.h>

#include <random>

namespace entente {
namespace {

TEST(Date, DayNumbersAreExactAtTheEpochAndBefore) {
  EXPECT_EQ(to_days({1970, 1, 1}), 0);
  EXPECT_EQ(to_days({1969, 12, 31}), -1);
  EXPECT_EQ(to_string(from_days(to_days({2022, 9, 15}))), "2022-09-15");
}

TEST(Date, DayNumbersRoundTrip) {
  std::mt19937 random(7);
  std::uniform_int_distribution<std::int32_t> day(to_days({1, 1, 1}), to_days({9999, 12, 31}));
  for (int i = 0; i < 10000; ++i) {
    const auto days = day(random);
    EXPECT_EQ(to_days(from_days(days)), days);
  }
}

TEST(Date, ReadsTheFormsThatArticlesCarry) {
  const Date want{2022, 9, 15};
  for (const char* text : {"2022-09-15", "2022-09-15T10:00:00Z", "2022-09-15 10:00:00", "20220915",
                           "2022/09/15", "15 Sep 2022", "Thu, 15 Sep 2022 10:00:00 GMT",
                           "15-SEP-2022 15:01:01.79", "15 September 2022"}) {
    const auto date = parse_date(text);
    ASSERT_TRUE(date.ok()) << text;
    EXPECT_EQ(*date, want) << text;
  }
}

TEST(Date, RefusesWhatIsNoDateAndNamesIt) {
  for (const char* text : {"", "yesterday", "2022-13-01", "2022-02-30", "2022-9-15", "0000-00-00",
                           "99999-01-01", "32 Jan 2020", "2022-09-15x"}) {
    const auto date = parse_date(text);
    ASSERT_FALSE(date.ok()) << text;
    EXPECT_NE(date.error().message.find(text), std::string::npos);
  }
}

TEST(Date, KnowsWeekdays) {
  EXPECT_EQ(weekday({2022, 9, 15}), 3);  // a Thursday
  EXPECT_EQ(weekday({1970, 1, 1}), 3);
}

}  // namespace
}  // namespace entente
