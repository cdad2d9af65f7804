#include "tools/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace entente {
namespace {

using testing::HasSubstr;

Actor person(const std::string& id, const std::string& name, const std::string& alias) {
  Actor actor;
  actor.id = id;
  actor.name = name;
  actor.kind = ActorKind::kPerson;
  actor.aliases = {alias};
  return actor;
}

class FindOneActor : public testing::Test {
 protected:
  void SetUp() override {
    ArticleRelations article;
    article.article.id = "a1";
    article.article.text = "Clinton met Clinton.";
    article.actors = {person("person:bill-clinton", "Bill Clinton", "Clinton"),
                      person("person:hillary-clinton", "Hillary Clinton", "Clinton")};
    for (const Actor& actor : article.actors) {
      Relation relation;
      relation.subject = actor.id;
      relation.object = "person:bill-clinton";
      relation.type = EventType::kConsult;
      relation.evidence = {0, {0, 20}, {0, 7}, {8, 11}, {12, 19}};
      article.relations.push_back(relation);
    }
    ASSERT_TRUE(store_->put(article, "1").ok());
  }

  std::unique_ptr<Store> store_ = make_memory_store();
  std::ostringstream out_;
  std::ostringstream err_;
  Console console_{out_, err_};
};

TEST_F(FindOneActor, TakesIdsAndNames) {
  EXPECT_EQ((*find_one_actor(*store_, "person:bill-clinton", console_))->name, "Bill Clinton");
  EXPECT_EQ((*find_one_actor(*store_, "hillary clinton", console_))->id, "person:hillary-clinton");
}

TEST_F(FindOneActor, NameOfSeveralIsRefusedWithTheirIds) {
  const auto found = find_one_actor(*store_, "Clinton", console_);
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, Error::Code::kUsage);
  EXPECT_THAT(found.error().message, HasSubstr("person:bill-clinton, person:hillary-clinton"));
}

TEST_F(FindOneActor, UnknownNameIsSaidAndIsNoError) {
  const auto found = find_one_actor(*store_, "Nobody", console_);
  ASSERT_TRUE(found.ok());
  EXPECT_FALSE(found->has_value());
  EXPECT_THAT(err_.str(), HasSubstr("'Nobody'"));
}

TEST_F(FindOneActor, UnknownNameSelectsNothing) {
  SelectionOptions options;
  options.subject = "Nobody";
  const auto selection = resolve(options, *store_, console_);
  ASSERT_TRUE(selection.ok());
  EXPECT_TRUE(selection->is_empty);
}

TEST(ParseDay, YearsAndMonthsHaveTwoEnds) {
  EXPECT_EQ(*parse_day("2022", PeriodEnd::kFirstDay), (Date{2022, 1, 1}));
  EXPECT_EQ(*parse_day("2022", PeriodEnd::kLastDay), (Date{2022, 12, 31}));
  EXPECT_EQ(*parse_day("2024-02", PeriodEnd::kLastDay), (Date{2024, 2, 29}));
  EXPECT_EQ(*parse_day("2023-12", PeriodEnd::kLastDay), (Date{2023, 12, 31}));
  EXPECT_EQ(*parse_day("2022-09-15", PeriodEnd::kLastDay), (Date{2022, 9, 15}));
  for (const char* bad : {"soon", "2022-13", "2022-02-30", "22", ""}) {
    EXPECT_FALSE(parse_day(bad, PeriodEnd::kFirstDay).ok()) << bad;
  }
}

}  // namespace
}  // namespace entente
