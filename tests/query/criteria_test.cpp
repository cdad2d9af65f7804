#include "query/criteria.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(PoliticalLeader, IsAPersonWithAnOffice) {
  Actor actor;
  actor.kind = ActorKind::kPerson;
  EXPECT_FALSE(is_political_leader(actor));
  actor.code = "FRAGOV";
  EXPECT_TRUE(is_political_leader(actor));
  actor.code = "FRA";
  actor.offices.push_back({"president", "FRA", "", {}, {}});
  EXPECT_TRUE(is_political_leader(actor));
  actor.kind = ActorKind::kState;
  EXPECT_FALSE(is_political_leader(actor));
}

TEST(Facts, ArePositiveAndAssertedOrReported) {
  const Criteria criteria = facts();
  EXPECT_FALSE(criteria.filter.with_negated);
  Relation relation;
  EXPECT_TRUE(admits(criteria, relation));
  relation.modality = Modality::kReported;
  EXPECT_TRUE(admits(criteria, relation));
  relation.modality = Modality::kPlanned;
  EXPECT_FALSE(admits(criteria, relation));
  relation.modality = Modality::kHypothetical;
  EXPECT_FALSE(admits(criteria, relation));
}

}  // namespace
}  // namespace entente
