#include "query/who_met.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

Relation consult(const char* cameo) {
  Relation relation;
  relation.type = EventType::kConsult;
  relation.cameo = cameo;
  return relation;
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

TEST(WhoMet, AVisitToATownIsNoMeeting) {
  Relation visit = consult("042");
  visit.object = "place:marseille-fra";
  EXPECT_FALSE(is_meeting(visit));
  visit.object = "state:FRA";
  EXPECT_TRUE(is_meeting(visit));
}

TEST(WhoMet, ACallIsAMeetingOnlyOnDemand) {
  Relation call = consult("041");
  call.reciprocal = true;
  EXPECT_FALSE(is_meeting(call));
  EXPECT_TRUE(is_meeting(call, Calls::kCount));
}

}  // namespace
}  // namespace entente
