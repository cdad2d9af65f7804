#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "storage/database.h"
#include "storage/keys.h"
#include "storage/store.h"
#include "storage/values.h"
#include "tests/storage/numbered.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

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

// Opening fails with this code and a sentence that names the folder.
void expect_refused(const std::string& path, OpenMode mode, Error::Code code) {
  const auto opened = open_rocks_store(path, mode);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, code) << opened.error().message;
  EXPECT_NE(opened.error().message.find(path), std::string::npos) << opened.error().message;
}

std::vector<std::string> found(const Store& store, const RelationFilter& filter) {
  std::vector<std::string> articles;
  const Result<void> done = store.scan(filter, [&](const StoredRelation& relation) {
    articles.push_back(relation.article);
    return true;
  });
  EXPECT_TRUE(done.ok());
  return articles;
}

class RocksStore : public testing::Test {
 protected:
  std::string path() const { return folder_ / "db"; }

  // Changes a store behind its back.
  void tamper(const std::function<void(Batch&)>& change) {
    auto database = Database::open(path(), OpenMode::kReadWrite);
    ASSERT_TRUE(database.ok());
    Batch batch;
    change(batch);
    ASSERT_TRUE((*database)->write(batch).ok());
  }

  sample::TempFolder folder_;
};

TEST_F(RocksStore, ArticleSurvivesReopening) {
  ASSERT_EQ(*open(path())->put(meeting("a1"), "v1"), PutOutcome::kAdded);
  const auto store = open(path(), OpenMode::kReadOnly);
  EXPECT_EQ(*store->counts(), (StoreCounts{1, 1, 2, 1}));
  EXPECT_EQ((*store->article("a1"))->text, "The two leaders met in Geneva.");
}

TEST_F(RocksStore, ReciprocalRelationIsFoundFromEitherEnd) {
  const auto store = open(path());
  ASSERT_TRUE(store->put(meeting("a1"), "v1"));
  for (const char* actor : {"person:a", "person:b"}) {
    RelationFilter as_subject;
    as_subject.subject = actor;
    EXPECT_EQ(found(*store, as_subject).size(), 1u) << actor;
    RelationFilter as_object;
    as_object.object = actor;
    EXPECT_EQ(found(*store, as_object).size(), 1u) << actor;
    RelationFilter either;
    either.either = actor;
    EXPECT_EQ(found(*store, either).size(), 1u) << actor;
  }
}

TEST_F(RocksStore, ArticlesOfOneDayComeInTheOrderOfTheirIdsNotOfTheirArrival) {
  const auto store = open(path());
  for (const char* id : {"c", "a", "b"}) ASSERT_TRUE(store->put(meeting(id), "v1"));
  EXPECT_EQ(found(*store, {}), (std::vector<std::string>{"a", "b", "c"}));
}

TEST_F(RocksStore, SameArticleAgainIsLeftAlone) {
  const auto store = open(path());
  ASSERT_EQ(*store->put(meeting("a1"), "v1"), PutOutcome::kAdded);
  EXPECT_EQ(*store->put(meeting("a1"), "v1"), PutOutcome::kUnchanged);
  EXPECT_EQ(*store->put(meeting("a1"), "v2"), PutOutcome::kReplaced);
  ArticleRelations retitled = meeting("a1");
  retitled.article.title = "Talks";
  EXPECT_EQ(*store->put(retitled, "v2"), PutOutcome::kReplaced);
  EXPECT_EQ(*store->counts(), (StoreCounts{1, 1, 2, 1}));
}

TEST_F(RocksStore, ErasedArticleTakesItsActorsAlongUnlessOthersMentionThem) {
  const auto store = open(path());
  ASSERT_TRUE(store->put(meeting("a1"), "v1"));
  ArticleRelations other = meeting("a2");
  other.actors = {sample::actor("person:a", "Ada Lovelace")};
  other.relations.clear();
  ASSERT_TRUE(store->put(other, "v1"));
  EXPECT_EQ((*store->actor("person:a"))->name, "Ada Lovelace");
  ASSERT_TRUE(*store->erase("a2"));
  EXPECT_EQ((*store->actor("person:a"))->name, "Ada");  // the union was undone
  EXPECT_TRUE(store->find_actors("ada lovelace")->empty());
  ASSERT_TRUE(*store->erase("a1"));
  EXPECT_EQ(*store->counts(), StoreCounts{});
  EXPECT_EQ(*store->actor("person:a"), std::nullopt);
}

TEST_F(RocksStore, ActorsAreFoundByAnySpelling) {
  const auto store = open(path());
  ArticleRelations article = meeting("a1");
  article.actors[0] = sample::actor("person:recep-erdogan", "Recep Erdo\u011fan");
  article.actors[0].aliases = {"Erdo\u011fan"};
  article.relations.clear();
  ASSERT_TRUE(store->put(article, "v1"));
  for (const char* name :
       {"ERDOGAN", "erdo\u011fan", "recep erdogan", "recep-erdogan", "person:recep-erdogan"}) {
    EXPECT_EQ(store->find_actors(name)->size(), 1u) << name;
  }
  EXPECT_TRUE(store->find_actors("erdo")->empty());
  EXPECT_TRUE(store->find_actors("")->empty());
}

TEST_F(RocksStore, BadArticlesAreRefusedAndLeaveNothing) {
  const auto store = open(path());
  const auto expect_bad = [&](const ArticleRelations& article, const std::string& word) {
    const auto twin = make_memory_store();
    for (Store* each : {store.get(), twin.get()}) {
      const auto put = each->put(article, "v1");
      ASSERT_FALSE(put.ok());
      EXPECT_EQ(put.error().code, Error::Code::kBadInput);
      EXPECT_NE(put.error().message.find(word), std::string::npos) << put.error().message;
    }
  };
  expect_bad(meeting(""), "without an id");
  ArticleRelations article = meeting("a1");
  article.actors.pop_back();
  expect_bad(article, "person:b");
  article = meeting("a1");
  article.relations[0].attributed_to = "person:c";
  expect_bad(article, "person:c");
  article = meeting("a1");
  article.relations[0].date->date.month = 13;
  expect_bad(article, "a1");
  article = meeting("a1");
  article.article.published = Date{2022, 2, 30};
  expect_bad(article, "publication date");
  EXPECT_EQ(*store->counts(), StoreCounts{});
}

TEST_F(RocksStore, ReadOnlyStoreRefusesToWrite) {
  ASSERT_TRUE(open(path())->put(meeting("a1"), "v1"));
  const auto store = open(path(), OpenMode::kReadOnly);
  EXPECT_EQ(store->put(meeting("a2"), "v1").error().code, Error::Code::kUsage);
  EXPECT_EQ(store->erase("a1").error().code, Error::Code::kUsage);
  EXPECT_TRUE(store->sync().ok());
}

TEST_F(RocksStore, ReaderSeesTheStoreAsItWasWhenItWasOpened) {
  const auto writer = open(path());
  ASSERT_TRUE(writer->put(meeting("a1"), "v1"));
  const auto reader = open(path(), OpenMode::kReadOnly);
  ASSERT_TRUE(writer->put(meeting("a2"), "v1"));
  EXPECT_EQ(reader->counts()->articles, 1u);
  EXPECT_EQ(open(path(), OpenMode::kReadOnly)->counts()->articles, 2u);
}

TEST_F(RocksStore, VisitorMayWriteToTheStoreThatItReads) {
  const auto store = open(path());
  for (const char* id : {"a", "b", "c"}) ASSERT_TRUE(store->put(meeting(id), "v1"));
  int visited = 0;
  const Result<void> done = store->scan({}, [&](const StoredRelation& relation) {
    ++visited;
    return store->erase(relation.article).ok();
  });
  EXPECT_TRUE(done.ok());
  EXPECT_EQ(visited, 3);
  EXPECT_EQ(*store->counts(), StoreCounts{});
}

TEST_F(RocksStore, ThreadsReadWholeArticlesWhileOneWrites) {
  const auto store = open(path());
  ASSERT_TRUE(store->put(sample::numbered(0), "v1"));
  std::atomic<bool> is_done = false;
  std::atomic<int> failures = 0;
  const auto read = [&] {
    while (!is_done) {
      const auto findings = store->verify();
      if (!findings || !findings->empty()) ++failures;
      if (!store->scan({}, [](const StoredRelation&) { return true; })) ++failures;
      if (!store->actors() || !store->info()) ++failures;
    }
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) readers.emplace_back(read);
  for (int i = 1; i < 60; ++i) ASSERT_TRUE(store->put(sample::numbered(i), "v1"));
  for (int i = 0; i < 60; i += 2) ASSERT_TRUE(*store->erase("numbered-" + std::to_string(i)));
  is_done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(failures, 0);
}

TEST_F(RocksStore, MissingStoreIsNotFoundAndNotMade) {
  expect_refused(path(), OpenMode::kReadOnly, Error::Code::kNotFound);
  EXPECT_FALSE(fs::exists(path()));
  fs::create_directory(path());
  expect_refused(path(), OpenMode::kReadOnly, Error::Code::kNotFound);
}

TEST_F(RocksStore, FolderWithOtherFilesIsLeftAlone) {
  fs::create_directory(path());
  std::ofstream(path() + "/letter.txt") << "mine";
  expect_refused(path(), OpenMode::kReadWrite, Error::Code::kBadInput);
  EXPECT_FALSE(fs::exists(path() + "/LOCK"));
}

TEST_F(RocksStore, FileInsteadOfAFolderIsRefused) {
  std::ofstream(path()) << "mine";
  expect_refused(path(), OpenMode::kReadWrite, Error::Code::kBadInput);
  expect_refused(path(), OpenMode::kReadOnly, Error::Code::kBadInput);
}

TEST_F(RocksStore, SecondWriterOfThisProcessIsBusy) {
  const auto store = open(path());
  expect_refused(path(), OpenMode::kReadWrite, Error::Code::kBusy);
  EXPECT_TRUE(store->put(meeting("a1"), "v1").ok());
}

TEST_F(RocksStore, NewerFormatIsRefusedWithAdvice) {
  ASSERT_TRUE(open(path())->put(meeting("a1"), "v1"));
  tamper([](Batch& batch) { batch.put(Family::kMeta, "format", encode_number(999)); });
  for (const OpenMode mode : {OpenMode::kReadOnly, OpenMode::kReadWrite}) {
    expect_refused(path(), mode, Error::Code::kUnsupported);
    EXPECT_NE(open_rocks_store(path(), mode).error().message.find("format 999"), std::string::npos);
  }
}

TEST_F(RocksStore, UnreadableOrMissingFormatIsDamage) {
  ASSERT_TRUE(open(path())->put(meeting("a1"), "v1"));
  tamper([](Batch& batch) { batch.put(Family::kMeta, "format", "one"); });
  expect_refused(path(), OpenMode::kReadWrite, Error::Code::kCorrupt);
}

// Gives each file of the store a turn at being cut short or altered; opening and reading either
// works or says so, and never ends the program.
TEST_F(RocksStore, DamagedFilesNeverPassUnnoticedAsOtherContent) {
  {
    const auto store = open(path());
    for (int i = 0; i < 30; ++i) ASSERT_TRUE(store->put(sample::numbered(i), "v1"));
  }
  const std::string whole = sample::dump(*open(path(), OpenMode::kReadOnly));
  int noticed = 0;
  for (const auto& entry : fs::directory_iterator(path())) {
    const std::string copy = folder_ / "copy";
    fs::remove_all(copy);
    fs::copy(path(), copy);
    const std::string file = copy + "/" + entry.path().filename().string();
    if (fs::file_size(file) < 64 || entry.path().extension() == "") continue;
    std::fstream damage(file, std::ios::in | std::ios::out | std::ios::binary);
    damage.seekp(30);
    damage << "DAMAGED";
    damage.close();
    const auto store = open_rocks_store(copy, OpenMode::kReadOnly);
    const auto findings =
        store.ok() ? (*store)->verify() : Result<std::vector<std::string>>(store.error());
    if (findings.ok() && findings->empty()) {
      EXPECT_EQ(sample::dump(**store), whole) << file;
    } else {
      ++noticed;
      if (!findings.ok()) {
        EXPECT_EQ(findings.error().code, Error::Code::kCorrupt) << findings.error().message;
      }
    }
  }
  EXPECT_GT(noticed, 0);
}

TEST_F(RocksStore, MissingFileIsDamage) {
  ASSERT_TRUE(open(path())->put(meeting("a1"), "v1"));
  for (const auto& entry : fs::directory_iterator(path())) {
    if (entry.path().extension() == ".sst") fs::remove(entry.path());
  }
  expect_refused(path(), OpenMode::kReadOnly, Error::Code::kCorrupt);
  expect_refused(path(), OpenMode::kReadWrite, Error::Code::kCorrupt);
}

TEST_F(RocksStore, MissingCurrentFileIsDamage) {
  ASSERT_TRUE(open(path())->put(meeting("a1"), "v1"));
  fs::remove(path() + "/CURRENT");
  expect_refused(path(), OpenMode::kReadOnly, Error::Code::kCorrupt);
  expect_refused(path(), OpenMode::kReadWrite, Error::Code::kCorrupt);
}

TEST_F(RocksStore, CreationThatWasCutShortIsCompleted) {
  fs::create_directory(path());  // with the files that come first
  std::ofstream(path() + "/LOCK");
  std::ofstream(path() + "/MANIFEST-000001") << "half";
  expect_refused(path(), OpenMode::kReadOnly, Error::Code::kNotFound);
  EXPECT_TRUE(open(path())->put(meeting("a1"), "v1").ok());
}

TEST_F(RocksStore, VerifySeesAMissingIndexEntry) {
  ASSERT_TRUE(open(path())->put(meeting("a1"), "v1"));
  std::string key;
  {
    const auto database = Database::open(path(), OpenMode::kReadOnly);
    key = std::string((*database)->cursor(Family::kPair, {}).key());
  }
  tamper([&](Batch& batch) { batch.erase(Family::kPair, key); });
  EXPECT_FALSE(open(path())->verify()->empty());
}

TEST_F(RocksStore, VerifySeesALeftOverIndexEntry) {
  ASSERT_TRUE(open(path())->put(meeting("a1"), "v1"));
  tamper([](Batch& batch) {
    batch.put(Family::kMention, mention_key(ActorNumber{7}, {}, ArticleNumber{7}), {});
  });
  EXPECT_EQ(open(path())->verify()->size(), 1u);
}

TEST_F(RocksStore, IndexEntryWithoutItsRelationIsReportedNotSkipped) {
  ASSERT_TRUE(open(path())->put(meeting("a1"), "v1"));
  tamper([](Batch& batch) { batch.erase(Family::kEvent, event_key(EventKey{})); });
  const auto store = open(path());
  const auto done = store->scan({}, [](const StoredRelation&) { return true; });
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, Error::Code::kCorrupt);
}

}  // namespace
}  // namespace entente
