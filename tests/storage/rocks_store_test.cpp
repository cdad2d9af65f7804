#include <gtest/gtest.h>

#include "storage/store.h"
#include "tests/storage/sample.h"

namespace entente {
namespace {

constexpr Date kDay{2022, 9, 15};

ArticleRelations meeting(const std::string& id) {
  ArticleRelations article;
  article.article.id = id;
  article.article.text = "The two leaders met in Geneva.";
  article.actors = {sample::actor("person:a", "Ada"), sample::actor("person:b", "Bo")};
  Relation met = sample::relation("person:a", EventType::kConsult, "person:b", kDay);
  met.reciprocal = true;
  article.relations = {met};
  article.sentence_count = 1;
  return article;
}

std::unique_ptr<Store> open(const std::string& path, OpenMode mode = OpenMode::kReadWrite) {
  auto opened = open_rocks_store(path, mode);
  EXPECT_TRUE(opened.ok()) << opened.error().message;
  return opened.ok() ? std::move(*opened) : nullptr;
}

TEST(RocksStore, ArticleSurvivesReopening) {
  const sample::TempFolder folder;
  ASSERT_EQ(*open(folder / "db")->put(meeting("a1"), "v1"), PutOutcome::kAdded);
  const auto store = open(folder / "db", OpenMode::kReadOnly);
  EXPECT_EQ(*store->counts(), (StoreCounts{1, 1, 2, 1}));
  EXPECT_EQ((*store->article("a1"))->text, "The two leaders met in Geneva.");
}

}  // namespace
}  // namespace entente
