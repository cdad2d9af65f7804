#include "graph/event_type.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(EventType, NamesRoundTrip) {
  for (const EventType type : kAllEventTypes) EXPECT_EQ(parse_event_type(to_string(type)), type);
  EXPECT_EQ(parse_event_type("consult"), EventType::kConsult);
  EXPECT_FALSE(parse_event_type("MEET").has_value());
}

TEST(EventType, RootCodesBelongToTheirType) {
  for (const EventType type : kAllEventTypes) {
    if (type == EventType::kRole) continue;
    EXPECT_TRUE(find_cameo(root_cameo(type)).has_value()) << to_string(type);
    EXPECT_EQ(type_of_cameo(root_cameo(type)), type) << to_string(type);
  }
}

TEST(EventType, ThanksIsSupportWithItsGoldsteinWeight) {
  EXPECT_EQ(type_of_cameo("051"), EventType::kSupport);
  EXPECT_DOUBLE_EQ(goldstein_weight("051"), 3.4);
  EXPECT_EQ(quad_class(EventType::kSupport), 1);
}

TEST(EventType, RetreatIsApartFromTheRestOfItsRoot) {
  EXPECT_EQ(type_of_cameo("0874"), EventType::kRetreat);
  EXPECT_EQ(type_of_cameo("0841"), EventType::kRetreat);
  EXPECT_EQ(type_of_cameo("081"), EventType::kConcede);
  EXPECT_EQ(type_of_cameo("0812"), EventType::kConcede);
}

TEST(EventType, SanctionsAndDestructionFollowThePloverTable) {
  EXPECT_EQ(type_of_cameo("163"), EventType::kCoerce);
  EXPECT_EQ(type_of_cameo("161"), EventType::kSanction);
  EXPECT_EQ(type_of_cameo("1712"), EventType::kAssault);
  EXPECT_EQ(type_of_cameo("1711"), EventType::kCoerce);
}

TEST(EventType, UnknownCodesAreRefused) {
  for (const char* code : {"", "1", "00", "21", "ab", "99"}) {
    EXPECT_FALSE(type_of_cameo(code).has_value()) << code;
  }
  EXPECT_FALSE(find_cameo("0519").has_value());
}

}  // namespace
}  // namespace entente
