#pragma once

#include <gtest/gtest.h>

#include "ingest/actor/link_actors.h"

namespace entente {

// The committed tables, loaded once a test program.
inline const ActorKnowledge& knowledge() {
  static const ActorTable actors = [] {
    auto table = ActorTable::load(std::string(ENTENTE_DATA_DIR) + "/actors");
    EXPECT_TRUE(table.ok());
    return std::move(table).value();
  }();
  static const RoleTable roles = [] {
    auto table = RoleTable::load(std::string(ENTENTE_DATA_DIR) + "/roles.tsv");
    EXPECT_TRUE(table.ok());
    return std::move(table).value();
  }();
  static const ActorKnowledge both{actors, roles};
  return both;
}

}  // namespace entente
