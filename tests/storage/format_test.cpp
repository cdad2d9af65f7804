// Stores of every format version that was ever released open and say what they always said. The
// folder tests/stores/vN was written by:  storage_format_test --write FOLDER
#include <gtest/gtest.h>

#include <cstring>
#include <iostream>

#include "storage/store.h"
#include "tests/storage/fixture.h"
#include "tests/storage/numbered.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

int write_fixture(const std::string& path) {
  auto store = open_rocks_store(path, OpenMode::kReadWrite);
  if (!store) {
    std::cerr << store.error().message << '\n';
    return 1;
  }
  for (const ArticleRelations& article : sample::fixture_articles()) {
    if (!(*store)->put(article, sample::kFixtureExtractor)) return 1;
  }
  for (const MergeEntry& entry : sample::fixture_decisions()) {
    if (!(*store)->decide(entry)) return 1;
  }
  store = Error{};
  if (!sample::load(path, sample::fixture_rows(), sample::kFixtureTable, sample::kFixtureChunk))
    return 1;
  store = open_rocks_store(path, OpenMode::kReadWrite);
  return store.ok() && (*store)->erase(sample::kFixtureGone).ok() ? 0 : 1;
}

class Format : public testing::TestWithParam<int> {
 protected:
  std::string path() const {
    return std::string(ENTENTE_SOURCE_DIR) + "/tests/stores/v" + std::to_string(GetParam());
  }
};

// Its actors are in what is left of it.
void put_table(Store& twin) {
  for (const auto& [name, article] :
       sample::articles_of(sample::fixture_rows(), sample::kFixtureTable)) {
    if (article.article.id == sample::kFixtureGone) continue;
    ASSERT_TRUE(twin.put(article, loaded_version(sample::kFixtureTable)).ok());
  }
}

void expect_fixture(const Store& store, int version) {
  const auto twin = make_memory_store();
  for (const ArticleRelations& article : sample::fixture_articles()) {
    ASSERT_TRUE(twin->put(article, sample::kFixtureExtractor));
    EXPECT_TRUE(*store.has(article.article, sample::kFixtureExtractor));
    EXPECT_EQ(*store.article(article.article.id), article.article);
  }
  if (version >= 2) {
    for (const MergeEntry& entry : sample::fixture_decisions()) ASSERT_TRUE(twin->decide(entry));
  }
  if (version >= 3) put_table(*twin);
  EXPECT_EQ(store.decisions(), twin->decisions());
  EXPECT_EQ(*store.counts(), *twin->counts());
  EXPECT_EQ(*store.actors(), *twin->actors());
  EXPECT_EQ(sample::dump(store), sample::dump(*twin));
  EXPECT_EQ(*store.verify(), std::vector<std::string>());
  RelationFilter pair;
  pair.subject = "person:bo-lind";
  pair.object = "person:ada-meyer";
  std::vector<StoredRelation> met;
  ASSERT_TRUE(store.scan(pair, [&](const StoredRelation& relation) {
    met.push_back(relation);
    return true;
  }));
  ASSERT_EQ(met.size(), 1u);
  EXPECT_EQ(met[0].relation, sample::fixture_articles()[0].relations[0]);
}

TEST_P(Format, OldStoreCanBeReadWhereItLies) {
  const auto store = open_rocks_store(path(), OpenMode::kReadOnly);
  ASSERT_TRUE(store.ok()) << store.error().message;
  expect_fixture(**store, GetParam());
  EXPECT_EQ((*store)->info()->format_version, static_cast<std::uint32_t>(GetParam()));
}

TEST_P(Format, OldStoreCanBeWrittenOn) {
  const sample::TempFolder folder;
  fs::copy(path(), folder / "copy");
  const auto store = open_rocks_store(folder / "copy", OpenMode::kReadWrite);
  ASSERT_TRUE(store.ok()) << store.error().message;
  expect_fixture(**store, GetParam());
  EXPECT_TRUE((*store)->put(sample::numbered(1), "v2").ok());
  EXPECT_EQ(*(*store)->verify(), std::vector<std::string>());
}

TEST_P(Format, OldStoreIsLiftedToThePresentFormatByItsFirstWriter) {
  const sample::TempFolder folder;
  const auto version = static_cast<std::uint32_t>(GetParam());
  fs::copy(path(), folder / "copy");
  {
    const auto reader = open_rocks_store(folder / "copy", OpenMode::kReadOnly);
    ASSERT_TRUE(reader.ok()) << reader.error().message;
    EXPECT_EQ((*reader)->migrated_from(), std::nullopt);
    EXPECT_EQ((*reader)->info()->format_version, version);
  }
  {
    const auto writer = open_rocks_store(folder / "copy", OpenMode::kReadWrite);
    ASSERT_TRUE(writer.ok()) << writer.error().message;
    const bool is_older = version < kStoreFormatVersion;
    EXPECT_EQ((*writer)->migrated_from(), is_older ? std::optional(version) : std::nullopt);
    EXPECT_EQ((*writer)->info()->format_version, kStoreFormatVersion);
  }
  const auto again = open_rocks_store(folder / "copy", OpenMode::kReadWrite);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ((*again)->migrated_from(), std::nullopt);
  expect_fixture(**again, GetParam());
}

// A table that a program of format 2 loaded: relations that stand alone, also those that come
// later.
TEST(FormatOfTables, ATableOfFormatTwoGoesOn) {
  const sample::TempFolder folder;
  fs::copy(std::string(ENTENTE_SOURCE_DIR) + "/tests/stores/v2_table", folder / "copy");
  std::vector<sample::OwnedRow> rows = sample::fixture_rows();
  const auto half = rows.begin() + 80;
  {
    const auto store = open_rocks_store(folder / "copy", OpenMode::kReadOnly);
    ASSERT_TRUE(store.ok()) << store.error().message;
    const auto twin = sample::twin_of({rows.begin(), half}, sample::kFixtureTable);
    EXPECT_EQ(sample::dump(**store), sample::dump(*twin));
    EXPECT_EQ(*(*store)->verify(), std::vector<std::string>());
  }
  const auto report = sample::load(folder / "copy", rows, sample::kFixtureTable);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->unchanged, 80u);
  EXPECT_EQ(report->added, 20u);
  const auto store = open_rocks_store(folder / "copy", OpenMode::kReadWrite);
  EXPECT_EQ(sample::dump(**store), sample::dump(*sample::twin_of(rows, sample::kFixtureTable)));
  EXPECT_EQ(*(*store)->verify(), std::vector<std::string>());
  EXPECT_TRUE(*(*store)->erase("fixture:long"));
  EXPECT_TRUE(*(*store)->erase("fixture:even"));
  EXPECT_EQ(*(*store)->verify(), std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(Versions, Format, testing::Values(1, 2, 3));

}  // namespace
}  // namespace entente

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--write") == 0) return entente::write_fixture(argv[2]);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
