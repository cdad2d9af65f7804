#include "graph/actor_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace entente {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kActors =
    "# id kind name country code gender from to rank names\n"
    "state:RUS\tstate\tRussia\tRUS\tRUS\t\t1991-12-26\t\t0\t"
    "n=Russia|n=Russian Federation|d=Russian|p=Russians|c=Moscow|m=Kremlin\n"
    "state:USA\tstate\tUnited States\tUSA\tUSA\t\t\t\t0\t"
    "n=United States|n=United States of America|i=US|i=USA|d=American|c=Washington\n"
    "state:TUR\tstate\tTurkey\tTUR\tTUR\t\t\t\t0\tn!=Turkey|d=Turkish\n"
    "state:UKR\tstate\tUkraine\tUKR\tUKR\t\t\t\t0\tn=Ukraine\n"
    "org:who\torganization\tWorld Health Organization\t\tIGO\t\t\t\t1\t"
    "n=World Health Organization|i!=WHO\n"
    "org:nato\torganization\tNATO\t\tIGO\t\t\t\t1\ti=NATO|n=North Atlantic Treaty Organization\n"
    "person:vladimir-putin\tperson\tVladimir Putin\tRUS\tRUSGOV\tm\t\t\t3\t"
    "n=Vladimir Putin|s=Putin\n"
    "person:dmitry-medvedev\tperson\tDmitry Medvedev\tRUS\tRUSGOV\tm\t\t\t3\t"
    "n=Dmitry Medvedev|s=Medvedev\n"
    "person:volodymyr-zelenskyy\tperson\tVolodymyr Zelenskyy\tUKR\tUKRGOV\tm\t\t\t3\t"
    "n=Volodymyr Zelenskyy|s=Zelenskyy\n"
    "person:kim-jong-un\tperson\tKim Jong Un\tPRK\tPRKGOV\tm\t\t\t3\tn=Kim Jong Un|s=Kim\n";

constexpr const char* kOffices =
    "person:vladimir-putin\tpresident\tRUS\t\t2000-05-07\t2008-05-07\t1\n"
    "person:dmitry-medvedev\tpresident\tRUS\t\t2008-05-07\t2012-05-07\t1\n"
    "person:vladimir-putin\tprime minister\tRUS\t\t2008-05-08\t2012-05-07\t\n"
    "person:vladimir-putin\tpresident\tRUS\t\t2012-05-07\t\t1\n";

class ActorTableTest : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::path(::testing::TempDir()) /
           ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(dir_);
    write("actors.tsv", kActors);
    write("offices.tsv", kOffices);
    write("memberships.tsv",
          "org:nato\tstate:USA\t\t\norg:nato\tstate:RUS\t1994-06-22\t2014-03-18\n");
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  void write(const char* file, const std::string& content) {
    std::ofstream(dir_ / file, std::ios::binary) << content;
  }
  ActorTable load() {
    auto table = ActorTable::load(dir_.string());
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : table.error().message);
    return std::move(table).value();
  }
  static std::string first_id(const ActorTable& table, std::string_view name) {
    const auto readings = table.lookup(name);
    return readings.empty() ? "" : table.actor(readings.front().actor).id;
  }

  std::filesystem::path dir_;
};

TEST_F(ActorTableTest, FindsNamesWithArticleAndFullStops) {
  const ActorTable table = load();
  EXPECT_EQ(first_id(table, "the Kremlin"), "state:RUS");
  EXPECT_EQ(first_id(table, "U.S."), "state:USA");
  EXPECT_EQ(first_id(table, "Kim Jong-un"), "person:kim-jong-un");
  EXPECT_EQ(first_id(table, "Nato"), "org:nato");
}

TEST_F(ActorTableTest, CapitalsTellNamesFromWords) {
  const ActorTable table = load();
  EXPECT_EQ(first_id(table, "us"), "");
  EXPECT_EQ(first_id(table, "Us"), "");
  EXPECT_EQ(first_id(table, "who"), "");
  EXPECT_EQ(first_id(table, "Who"), "");
  EXPECT_EQ(first_id(table, "WHO"), "org:who");
  EXPECT_EQ(first_id(table, "turkey"), "");
}

TEST_F(ActorTableTest, MarksNamesThatAreAlsoOrdinaryWords) {
  const ActorTable table = load();
  EXPECT_TRUE(table.lookup("Turkey").front().ambiguous);
  EXPECT_FALSE(table.lookup("Russia").front().ambiguous);
}

TEST_F(ActorTableTest, FindsOtherSpellingsOfPersons) {
  const ActorTable table = load();
  for (const char* name : {"Volodymyr Zelensky", "Zelenskiy", "Zelensky"}) {
    const auto readings = table.lookup(name);
    ASSERT_FALSE(readings.empty()) << name;
    EXPECT_TRUE(readings.front().approximate);
    EXPECT_EQ(table.actor(readings.front().actor).id, "person:volodymyr-zelenskyy");
  }
  EXPECT_THAT(table.lookup("Patton"), IsEmpty());                // same consonants as Putin
  EXPECT_THAT(table.lookup("Volodymyra Zelenskyy"), IsEmpty());  // a woman
}

TEST_F(ActorTableTest, LongestMatchInTokens) {
  const ActorTable table = load();
  const std::vector<std::string_view> tokens = {"The", "United", "States", "of", "America",
                                                "met", "Kim",    "Jong",   "-",  "un"};
  const NameText text{tokens};
  EXPECT_FALSE(table.longest_match(text, 0));
  const auto state = table.longest_match(text, 1);
  ASSERT_TRUE(state);
  EXPECT_EQ(state->last, 5U);
  const auto person = table.longest_match(text, 6);
  ASSERT_TRUE(person);
  EXPECT_EQ(person->last, 10U);
  EXPECT_FALSE(table.longest_match(text, 8));
}

TEST_F(ActorTableTest, AdjectivesOfRegions) {
  write("actors.tsv", "state:RUS\tstate\tRussia\tRUS\tRUS\t\t\t\t0\tn=Russia|a=Siberian>Siberia\n");
  write("offices.tsv", "");
  write("memberships.tsv", "");
  const ActorTable table = load();
  EXPECT_EQ(first_id(table, "Siberian"), "state:RUS");
  EXPECT_EQ(table.region_of("Siberian"), "Siberia");
  EXPECT_EQ(table.region_of("Russia"), "");
  write("actors.tsv", "state:RUS\tstate\tRussia\tRUS\tRUS\t\t\t\t0\tn=Russia|a=Siberian\n");
  const auto bad = ActorTable::load(dir_.string());
  ASSERT_FALSE(bad.ok());
  EXPECT_THAT(bad.error().message, ::testing::HasSubstr("'a=Siberian' names no region"));
}

TEST_F(ActorTableTest, OfficeHoldersByDate) {
  const ActorTable table = load();
  const auto putin = *table.find("person:vladimir-putin");
  const auto medvedev = *table.find("person:dmitry-medvedev");
  EXPECT_THAT(table.holders("president", "RUS", {2009, 5, 1}), ElementsAre(medvedev));
  EXPECT_THAT(table.holders("leader", "RUS", {2020, 1, 1}), ElementsAre(putin));
  EXPECT_THAT(table.holders("president", "RUS", {1980, 1, 1}), IsEmpty());
  EXPECT_THAT(table.holders("president", "RUS", {2012, 5, 7}), ElementsAre(putin, medvedev));
  EXPECT_THAT(table.all_holders("president", "RUS"), ElementsAre(putin, medvedev));
  EXPECT_EQ(table.main_office(putin, {2010, 1, 1})->title, "prime minister");
  EXPECT_EQ(table.main_office(putin, {1990, 1, 1}), nullptr);
}

TEST_F(ActorTableTest, MembersOfAnOrganisationWithTheirDays) {
  const ActorTable table = load();
  const ActorIndex nato = *table.find("org:nato");
  const Membership left{nato, *table.state("RUS"), Date{1994, 6, 22}, Date{2014, 3, 18}};
  const Membership stayed{nato, *table.state("USA"), std::nullopt, std::nullopt};
  EXPECT_THAT(table.members(nato), ElementsAre(left, stayed));
  EXPECT_THAT(table.memberships(*table.state("RUS")), ElementsAre(left));
}

TEST_F(ActorTableTest, ErrorsNameFileAndLine) {
  write("offices.tsv", "person:nobody\tpresident\tRUS\t\t\t\t\n");
  const auto table = ActorTable::load(dir_.string());
  ASSERT_FALSE(table.ok());
  EXPECT_THAT(table.error().message, ::testing::HasSubstr("offices.tsv:1"));
  EXPECT_THAT(table.error().message, ::testing::HasSubstr("person:nobody"));
}

TEST(NameSkeleton, IsEqualForUsualTransliterations) {
  EXPECT_EQ(name_skeleton("zelenskyy"), name_skeleton("zelenskiy"));
  EXPECT_EQ(name_skeleton("hussein"), name_skeleton("husain"));
  EXPECT_EQ(name_skeleton("mohammed"), name_skeleton("muhammad"));
  EXPECT_EQ(name_skeleton("yeltsin"), name_skeleton("eltsin"));
  EXPECT_NE(name_skeleton("putin"), name_skeleton("pushkin"));
}

}  // namespace
}  // namespace entente
