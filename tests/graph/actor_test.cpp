#include "graph/actor.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(Actor, SlugsAreTheSameForEverySpelling) {
  EXPECT_EQ(slug("Recep Tayyip Erdo\u011fan"), "recep-tayyip-erdogan");
  EXPECT_EQ(slug("  U.S. House  "), "us-house");
  EXPECT_EQ(slug("O\u2019Brien, Ltd."), "obrien-ltd");
}

TEST(Actor, KindsRoundTrip) {
  for (const auto kind : {ActorKind::kUnknown, ActorKind::kPerson, ActorKind::kState,
                          ActorKind::kOrganization, ActorKind::kGroup, ActorKind::kPlace}) {
    EXPECT_EQ(parse_actor_kind(to_string(kind)), kind);
  }
  EXPECT_FALSE(parse_actor_kind("robot").has_value());
}

}  // namespace
}  // namespace entente
