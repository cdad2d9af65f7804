#include "graph/role_table.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

RoleTable load() {
  auto table = RoleTable::load(std::string(ENTENTE_DATA_DIR) + "/roles.tsv");
  EXPECT_TRUE(table.ok()) << (table.ok() ? "" : table.error().message);
  return std::move(table).value();
}

TEST(RoleTable, LongestSuffixDecides) {
  const RoleTable roles = load();
  const Role* role = roles.role_of("the former deputy foreign ministers");
  ASSERT_NE(role, nullptr);
  EXPECT_EQ(role->phrase, "deputy foreign minister");
  EXPECT_EQ(role->sector, "GOV");
}

TEST(RoleTable, KnowsSectorOfficeAndGender) {
  const RoleTable roles = load();
  EXPECT_EQ(roles.role_of("troops")->sector, "MIL");
  EXPECT_EQ(roles.role_of("defense secretary")->office, "defence minister");
  EXPECT_EQ(roles.role_of("defense secretary")->sector2, "MIL");
  EXPECT_EQ(roles.role_of("spokeswoman")->gender, 'f');
  EXPECT_EQ(roles.role_of("bicycle"), nullptr);
}

TEST(RoleTable, MissingFileIsAnError) {
  const auto table = RoleTable::load("/nonexistent/roles.tsv");
  ASSERT_FALSE(table.ok());
  EXPECT_EQ(table.error().code, Error::Code::kNotFound);
}

TEST(SingularOf, FollowsTheRules) {
  EXPECT_EQ(singular_of("ministers"), "minister");
  EXPECT_EQ(singular_of("allies"), "ally");
  EXPECT_EQ(singular_of("spokesmen"), "spokesman");
  EXPECT_EQ(singular_of("churches"), "church");
  EXPECT_EQ(singular_of("congress"), "congress");
  EXPECT_EQ(singular_of("groups"), "group");
}

}  // namespace
}  // namespace entente
