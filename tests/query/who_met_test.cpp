#include "query/who_met.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

using Dates = std::vector<std::optional<DatedPeriod>>;

DatedPeriod said(Date date, DatePrecision precision = DatePrecision::kDay) {
  return {date, precision, DateBasis::kText};
}
DatedPeriod published(Date date) { return {date, DatePrecision::kDay, DateBasis::kPublication}; }

Relation consult(const char* cameo) {
  Relation relation;
  relation.type = EventType::kConsult;
  relation.cameo = cameo;
  return relation;
}

TEST(WhoMet, ReportsOfOneDayAreOneMeeting) {
  EXPECT_EQ(count_meetings(Dates{}), 0U);
  EXPECT_EQ(count_meetings(Dates{said({2020, 3, 2}), said({2020, 3, 2})}), 1U);
  EXPECT_EQ(count_meetings(Dates{said({2020, 3, 2}), said({2020, 3, 3})}), 2U);
}

TEST(WhoMet, AMonthThatHoldsACountedDayAddsNothing) {
  const auto march = said({2020, 3, 1}, DatePrecision::kMonth);
  EXPECT_EQ(count_meetings(Dates{march, said({2020, 3, 31})}), 1U);
  EXPECT_EQ(count_meetings(Dates{march, said({2020, 4, 1})}), 2U);
}

TEST(WhoMet, NewsWithinAWeekIsOfTheSameMeeting) {
  EXPECT_EQ(count_meetings(Dates{said({2020, 3, 2}), published({2020, 3, 9})}), 1U);
  EXPECT_EQ(count_meetings(Dates{said({2020, 3, 2}), published({2020, 3, 10})}), 2U);
  EXPECT_EQ(count_meetings(Dates{published({2020, 3, 1}), published({2020, 3, 2})}), 1U);
}

TEST(WhoMet, UndatedReportsCountOnceIfNothingIsDated) {
  EXPECT_EQ(count_meetings(Dates{std::nullopt, std::nullopt}), 1U);
  EXPECT_EQ(count_meetings(Dates{std::nullopt, said({2020, 3, 2})}), 1U);
}

TEST(WhoMet, OnlyConsultationsInPersonAreMeetings) {
  for (const char* code : {"040", "042", "043", "044", "046"}) {
    EXPECT_TRUE(is_meeting(consult(code))) << code;
  }
  EXPECT_FALSE(is_meeting(consult("045")));
  EXPECT_FALSE(is_meeting(consult("04")));
  Relation agreed = consult("057");
  agreed.type = EventType::kAgree;
  agreed.reciprocal = true;
  EXPECT_FALSE(is_meeting(agreed));
}

TEST(WhoMet, ACallIsAMeetingOnlyOnDemand) {
  Relation call = consult("041");
  call.reciprocal = true;
  EXPECT_FALSE(is_meeting(call));
  EXPECT_TRUE(is_meeting(call, Calls::kCount));
}

TEST(WhoMet, WhatIsDeniedOrPlannedWasNotHeld) {
  Relation relation = consult("044");
  EXPECT_EQ(meeting_status(relation), MeetingStatus::kHeld);
  relation.modality = Modality::kReported;
  EXPECT_EQ(meeting_status(relation), MeetingStatus::kHeld);
  relation.modality = Modality::kPlanned;
  EXPECT_EQ(meeting_status(relation), MeetingStatus::kPlanned);
  relation.negated = true;
  EXPECT_EQ(meeting_status(relation), MeetingStatus::kDenied);
}

}  // namespace
}  // namespace entente
