#include "storage/merges.h"

#include <gtest/gtest.h>

#include "storage/store.h"
#include "tests/storage/sample.h"

namespace entente {
namespace {

MergeEntry merge(const std::string& actor, const std::string& into) {
  MergeEntry entry;
  entry.actor = actor;
  entry.other = into;
  return entry;
}

MergeEntry split(const std::string& actor) {
  MergeEntry entry;
  entry.action = MergeAction::kSplit;
  entry.actor = actor;
  return entry;
}

MergeEntry part(const std::string& actor, const std::string& article, const std::string& other) {
  MergeEntry entry = split(actor);
  entry.article = article;
  entry.other = other;
  return entry;
}

MergeEntry undo(std::uint64_t number) {
  MergeEntry entry;
  entry.action = MergeAction::kUndo;
  entry.undoes = number;
  return entry;
}

ArticleRelations article(const std::string& id, const std::string& subject,
                         const std::string& object) {
  ArticleRelations made;
  made.article.id = id;
  made.article.text = "One met the other.";
  made.actors = {sample::actor(subject, "Name of " + subject),
                 sample::actor(object, "Name of " + object)};
  made.relations = {sample::relation(subject, EventType::kConsult, object, Date{2022, 9, 15})};
  return made;
}

// A store on disk in which a1 says x met z, and a2 says y met z.
class Merges : public testing::Test {
 protected:
  Merges() { reopen(OpenMode::kReadWrite); }

  void reopen(OpenMode mode) {
    store_.reset();
    auto opened = open_rocks_store(folder_ / "store", mode);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    store_ = std::move(*opened);
  }
  void put(const std::string& id, const std::string& subject, const std::string& object,
           const std::string& version = "v1") {
    ASSERT_TRUE(store_->put(article(id, subject, object), version).ok());
  }
  void decide(const MergeEntry& entry) {
    const auto done = store_->decide(entry);
    ASSERT_TRUE(done.ok()) << done.error().message;
  }
  // "a1 x>z, a2 y>z": the relations that have `actor` at one end.
  std::string relations_of(const std::string& actor) const {
    RelationFilter filter;
    filter.either = actor;
    std::string found;
    EXPECT_TRUE(store_->scan(filter, [&](const StoredRelation& stored) {
      found += (found.empty() ? "" : ", ") + stored.article + " " + stored.relation.subject + ">" +
               stored.relation.object;
      return true;
    }));
    return found;
  }
  std::string ids() const {
    std::string list;
    for (const Actor& actor : *store_->actors()) list += (list.empty() ? "" : " ") + actor.id;
    return list;
  }

  sample::TempFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(Merges, MergedActorIsOneInEveryAnswer) {
  put("a1", "p:x", "p:z");
  put("a2", "p:y", "p:z");
  decide(merge("p:x", "p:y"));
  EXPECT_EQ(ids(), "p:y p:z");
  EXPECT_EQ(store_->counts()->actors, 2u);
  EXPECT_EQ(relations_of("p:y"), "a1 p:y>p:z, a2 p:y>p:z");
  EXPECT_EQ(relations_of("p:x"), relations_of("p:y"));  // the old id still finds the actor
  EXPECT_EQ(relations_of("p:z"), "a1 p:y>p:z, a2 p:y>p:z");
  EXPECT_EQ((*store_->actor("p:x"))->name, "Name of p:y");
  ASSERT_EQ(store_->find_actors("name of p:x")->size(), 1u);
  EXPECT_EQ(store_->find_actors("name of p:x")->front().id, "p:y");
  EXPECT_EQ(*store_->verify(), std::vector<std::string>());
}

TEST_F(Merges, DecisionsSurviveReopeningAndReingesting) {
  put("a1", "p:x", "p:z");
  decide(merge("p:x", "p:y"));
  reopen(OpenMode::kReadWrite);
  put("a1", "p:x", "p:z", "v2");
  EXPECT_TRUE(*store_->erase("a1"));
  put("a3", "p:x", "p:z");
  reopen(OpenMode::kReadOnly);
  EXPECT_EQ(relations_of("p:y"), "a3 p:y>p:z");
  EXPECT_EQ(store_->decisions().size(), 1u);
}

TEST_F(Merges, UndoneMergeLeavesNothingBehind) {
  put("a1", "p:x", "p:z");
  put("a2", "p:y", "p:z");
  const std::vector<Actor> before = *store_->actors();
  decide(merge("p:x", "p:y"));
  decide(undo(1));
  EXPECT_EQ(*store_->actors(), before);
  EXPECT_EQ(relations_of("p:x"), "a1 p:x>p:z");
  EXPECT_TRUE(store_->decisions()[0].is_undone);
  decide(undo(2));  // and the undoing can be undone
  EXPECT_EQ(relations_of("p:y"), "a1 p:y>p:z, a2 p:y>p:z");
}

TEST_F(Merges, SplitTakesOneActorOutOfSeveral) {
  put("a1", "p:x", "p:z");
  put("a2", "p:y", "p:z");
  decide(merge("p:x", "p:w"));
  decide(merge("p:y", "p:w"));
  decide(split("p:x"));
  EXPECT_EQ(ids(), "p:w p:x p:z");
  EXPECT_EQ(relations_of("p:w"), "a2 p:w>p:z");
}

TEST_F(Merges, HomonymsUnderOneIdAreToldApartByArticle) {
  put("a1", "p:smith", "p:z");
  put("a2", "p:smith", "p:z");
  decide(part("p:smith", "a2", "p:smith-2"));
  EXPECT_EQ(ids(), "p:smith p:smith-2 p:z");
  EXPECT_EQ(relations_of("p:smith"), "a1 p:smith>p:z");
  EXPECT_EQ(relations_of("p:smith-2"), "a2 p:smith-2>p:z");
  EXPECT_EQ(store_->find_actors("name of p:smith")->size(), 2u);
  EXPECT_EQ(store_->counts()->actors, 3u);
  put("a2", "p:smith", "p:z", "v2");  // read again
  EXPECT_EQ(relations_of("p:smith-2"), "a2 p:smith-2>p:z");
}

TEST_F(Merges, WhatWouldChangeNothingIsRefusedWithTheRemedy) {
  decide(merge("p:x", "p:y"));
  for (const MergeEntry& entry : {merge("p:y", "p:x"), merge("p:x", "p:x"), split("p:y"), undo(2),
                                  undo(0), merge("p:x", ""), part("p:x", "a", "p:y")}) {
    const auto done = store_->decide(entry);
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().code, Error::Code::kUsage);
  }
  EXPECT_EQ(store_->decide(undo(9)).error().message,
            "there is no decision 9; see the numbers with: entente actors log");
  reopen(OpenMode::kReadOnly);
  EXPECT_FALSE(store_->decide(undo(1)).ok());
}

// What an undo brings back may close a circle; then the later merge changes nothing.
TEST_F(Merges, CircleOfMergesEnds) {
  put("a1", "p:x", "p:z");
  decide(merge("p:x", "p:y"));
  decide(split("p:x"));
  decide(merge("p:y", "p:x"));
  decide(undo(2));
  EXPECT_EQ(ids(), "p:y p:z");
}

TEST(MergeEntries, ComeBackFromTheirBytes) {
  MergeEntry entry = part("p:x", "a1", "p:y");
  entry.day = Date{2026, 11, 25};
  EXPECT_EQ(decode_merge(encode_merge(entry)), entry);
  EXPECT_EQ(decode_merge(encode_merge(undo(300))), undo(300));
  EXPECT_FALSE(decode_merge("").has_value());
  EXPECT_FALSE(decode_merge(encode_merge(entry) + "x").has_value());
}

}  // namespace
}  // namespace entente
