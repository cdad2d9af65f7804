#include "ingest/event/confidence.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

ConfidenceEvidence clear_meeting() {
  ConfidenceEvidence e;
  e.type = EventType::kConsult;
  return e;
}

TEST(Confidence, StaysBetweenNeverAndAlways) {
  ConfidenceEvidence worst = clear_meeting();
  worst.construction = worst.parse = worst.source = worst.target = 0;
  worst.source_away = worst.target_away = 1000;
  EXPECT_GT(confidence_of(worst), 0.0F);
  ConfidenceEvidence best = clear_meeting();
  best.specific = best.composed = true;
  best.pairs = 1000;
  EXPECT_LT(confidence_of(best), 1.0F);
}

TEST(Confidence, FallsWithEachTrust) {
  const float clear = confidence_of(clear_meeting());
  EXPECT_GT(clear, 0.7F);
  for (float ConfidenceEvidence::*trust :
       {&ConfidenceEvidence::construction, &ConfidenceEvidence::parse, &ConfidenceEvidence::source,
        &ConfidenceEvidence::target}) {
    ConfidenceEvidence doubtful = clear_meeting();
    doubtful.*trust = 0.4F;
    EXPECT_LT(confidence_of(doubtful), clear);
  }
}

TEST(Confidence, UnnamedEndsAndPlansAreLessSure) {
  const float clear = confidence_of(clear_meeting());
  for (bool ConfidenceEvidence::*flag :
       {&ConfidenceEvidence::source_unnamed, &ConfidenceEvidence::target_unnamed,
        &ConfidenceEvidence::hedged}) {
    ConfidenceEvidence doubtful = clear_meeting();
    doubtful.*flag = true;
    EXPECT_LT(confidence_of(doubtful), clear);
  }
}

TEST(Confidence, SportIsNoPoliticsButArrestsAre) {
  ConfidenceEvidence e = clear_meeting();
  e.in_sport = true;
  EXPECT_LT(confidence_of(e), 0.5F * confidence_of(clear_meeting()));
  e.type = EventType::kCoerce;
  ConfidenceEvidence arrest = e;
  arrest.in_sport = false;
  EXPECT_EQ(confidence_of(e), confidence_of(arrest));
}

TEST(Confidence, FeaturesHoldOneFlagForTheType) {
  ConfidenceEvidence e = clear_meeting();
  const auto consult = confidence_features(e);
  e.type = EventType::kAssault;
  const auto assault = confidence_features(e);
  e.type = EventType::kStatement;
  const auto statement = confidence_features(e);
  int differences = 0;
  for (std::size_t i = 0; i < consult.size(); ++i) differences += consult[i] != assault[i];
  EXPECT_EQ(differences, 2);
  EXPECT_EQ(assault.back(), 1);
  EXPECT_EQ(statement.back(), 0);
}

}  // namespace
}  // namespace entente
