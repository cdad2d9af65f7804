#include "storage/bulk_load.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "storage/bulk_order.h"
#include "storage/intern_table.h"
#include "tests/storage/loaded_rows.h"
#include "tests/storage/numbered.h"

namespace entente {
namespace {

using sample::load;
using sample::OwnedRow;
using sample::random_rows;
using sample::twin_of;

std::unique_ptr<Store> open(const std::string& path, OpenMode mode = OpenMode::kReadOnly) {
  auto opened = open_rocks_store(path, mode);
  EXPECT_TRUE(opened.ok()) << opened.error().message;
  return opened.ok() ? std::move(*opened) : nullptr;
}

void expect_same(const Store& store, const Store& twin) {
  EXPECT_EQ(sample::dump(store), sample::dump(twin));
  EXPECT_EQ(*store.counts(), *twin.counts());
  EXPECT_EQ(*store.actors(), *twin.actors());
  EXPECT_EQ(*store.verify(), std::vector<std::string>());
  sample::Maker make(1);
  for (int i = 0; i < 50; ++i) {
    RelationFilter filter = make.filter();
    for (std::string* end : {&filter.subject, &filter.object, &filter.either}) {
      if (!end->empty()) *end = "unknown:p" + std::to_string(make.below(6));
    }
    filter.article.clear();
    std::vector<StoredRelation> found[2];
    for (int which = 0; which < 2; ++which) {
      const Store& asked = which == 0 ? store : twin;
      EXPECT_TRUE(asked.scan(filter, [&](const StoredRelation& relation) {
        found[which].push_back(relation);
        return true;
      }));
    }
    EXPECT_EQ(found[0], found[1]);
  }
}

TEST(BulkLoad, StoreAnswersAsIfEveryReportHadBeenPut) {
  for (std::uint32_t seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    const sample::TempFolder folder;
    const std::vector<OwnedRow> rows = random_rows(seed, 150);
    const auto report = load(folder / "db", rows);
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(report->added, rows.size());
    EXPECT_EQ(report->unchanged, 0u);
    expect_same(*open(folder / "db"), *twin_of(rows, "table"));
  }
}

TEST(BulkLoad, RowsThatAreThereAddNothing) {
  const sample::TempFolder folder;
  const std::vector<OwnedRow> rows = random_rows(7, 120);
  const std::vector<OwnedRow> half(rows.begin(), rows.begin() + 60);
  ASSERT_TRUE(load(folder / "db", half).ok());
  const auto rest = load(folder / "db", rows);
  ASSERT_TRUE(rest.ok()) << rest.error().message;
  EXPECT_EQ(rest->added, 60u);
  EXPECT_EQ(rest->unchanged, 60u);
  const auto again = load(folder / "db", rows);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->added, 0u);
  expect_same(*open(folder / "db"), *twin_of(rows, "table"));
}

TEST(BulkLoad, PositionOfAnInputIsKept) {
  const sample::TempFolder folder;
  ASSERT_TRUE(load(folder / "db", random_rows(7, 20)).ok());
  LoadOptions options;
  options.dataset = "table";
  const auto reopened = BulkLoad::open(folder / "db", options);
  ASSERT_TRUE(reopened.ok());
  EXPECT_EQ((*reopened)->position("mark")->bytes, 20u);
  EXPECT_EQ((*reopened)->position("other")->bytes, 0u);
}

TEST(BulkLoad, WhatIsLoadedStandsApartFromWhatWasExtracted) {
  const sample::TempFolder folder;
  {
    const auto store = open(folder / "db", OpenMode::kReadWrite);
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(store->put(sample::numbered(i), "v1").ok());
  }
  ASSERT_TRUE(load(folder / "db", random_rows(3, 40)).ok());
  ASSERT_TRUE(load(folder / "db", random_rows(4, 40), "other").ok());
  const auto store = open(folder / "db", OpenMode::kReadWrite);
  EXPECT_EQ(*store->verify(), std::vector<std::string>());
  const std::vector<StoreInfo::Extractor> extractors = store->info()->extractors;
  ASSERT_EQ(extractors.size(), 3u);
  EXPECT_EQ(extractors[0].version, "loaded:other");
  EXPECT_EQ(extractors[1].version, "loaded:table");
  EXPECT_EQ(extractors[2].version, "v1");
  EXPECT_EQ(extractors[2].articles, 5u);
  EXPECT_TRUE(is_loaded(extractors[0].version));
  EXPECT_FALSE(is_loaded("v1"));
  EXPECT_EQ(loaded_dataset("loaded:other"), "other");
  const auto article = store->article("table:r1");
  ASSERT_TRUE(article.ok() && article->has_value());
  EXPECT_EQ((*article)->text, "");
  EXPECT_EQ((*article)->source, "table");
  // Writing goes on as ever, and a loaded report can go.
  EXPECT_TRUE(store->put(sample::numbered(9), "v1").ok());
  EXPECT_TRUE(*store->erase("table:r1"));
  EXPECT_TRUE(*store->erase(sample::numbered(2).article.id));
  EXPECT_EQ(*store->verify(), std::vector<std::string>());
}

TEST(BulkLoad, ReportOfTheSameNameThatWasExtractedIsLeftAlone) {
  const sample::TempFolder folder;
  ArticleRelations own = sample::numbered(1);
  own.article.id = "table:r1";
  ASSERT_TRUE(open(folder / "db", OpenMode::kReadWrite)->put(own, "v1").ok());
  std::vector<OwnedRow> rows = random_rows(3, 1);
  rows[0].article = "r1";
  const auto report = load(folder / "db", rows);
  ASSERT_FALSE(report.ok());
  EXPECT_NE(report.error().message.find("--source"), std::string::npos);
  EXPECT_EQ(open(folder / "db")->article("table:r1")->value().text, own.article.text);
}

TEST(BulkLoad, ImpossibleNamesOfDatasetsAreRefused) {
  const sample::TempFolder folder;
  for (const std::string name : {"", "a:b", "a\nb"}) {
    const auto report = load(folder / "db", {}, name);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, Error::Code::kBadInput);
  }
}

// Packed keys of any width order as the index keys do that they stand for.
TEST(BulkOrder, EntriesComeInTheOrderOfTheirKeys) {
  std::mt19937 random(5);
  for (const std::uint32_t actors : {3u, 100'000u, 0xffffffffu}) {
    std::vector<ChunkRow> rows(500);
    for (ChunkRow& row : rows) {
      row.subject = static_cast<std::uint32_t>(random()) % actors;
      row.object = static_cast<std::uint32_t>(random()) % actors;
      row.type = static_cast<std::uint8_t>(1 + random() % 18);
      row.day = random() % 4 == 0 ? kUndated : DayKey{static_cast<std::uint32_t>(random() | 1)};
      row.reciprocal = random() % 3 == 0;
    }
    const IndexPacking packing(rows);
    EntryOrder<WideKey> order;
    for (const Family family : kIndexFamilies) {
      std::vector<std::string> keys;
      for (const auto& entry : order.order(family, packing, rows)) {
        const ChunkRow& row = rows[entry.row];
        const EventKey event{ArticleNumber{1}, 0, entry.row};
        IndexedRelation indexed{ActorNumber{row.subject}, ActorNumber{row.object},
                                static_cast<EventType>(row.type), row.day, event};
        const bool from_object = (family == Family::kIn) != ((entry.flags & 4) != 0);
        std::string key = family == Family::kPair   ? pair_key(indexed)
                          : family == Family::kTime ? time_key(indexed)
                          : from_object ? adjacency_key(indexed.object, indexed.subject, indexed)
                                        : adjacency_key(indexed.subject, indexed.object, indexed);
        char bytes[kLongestIndexKey];
        const IndexRow taken{packing.unpack(family, entry.key), event, 0};
        EXPECT_EQ(key, std::string(bytes, write_index_key(index_fields(family), taken, bytes)));
        keys.push_back(std::move(key));
      }
      EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
      EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
    }
  }
}

TEST(InternTable, NumbersTextsInTheOrderOfTheirFirstSight) {
  InternTable table;
  std::map<std::string, std::uint32_t> numbers;
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text(random() % 40, static_cast<char>('a' + random() % 8));
    const auto found = table.find_or_add(text + std::to_string(random() % 50));
    const std::string whole(table.text(found.number));
    const auto [at, is_new] = numbers.emplace(whole, static_cast<std::uint32_t>(numbers.size()));
    EXPECT_EQ(found.is_new, is_new);
    EXPECT_EQ(found.number, at->second);
  }
  EXPECT_EQ(table.size(), numbers.size());
}

TEST(HashFilter, NeverForgets) {
  HashFilter filter;
  EXPECT_FALSE(filter.may_contain(hash_bytes("a")));
  for (int i = 0; i < 10'000; ++i) filter.add(hash_bytes(std::to_string(i)));
  int wrong = 0;
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_TRUE(filter.may_contain(hash_bytes(std::to_string(i))));
    wrong += filter.may_contain(hash_bytes("x" + std::to_string(i))) ? 1 : 0;
  }
  EXPECT_LT(wrong, 10);
}

}  // namespace
}  // namespace entente
