#include "storage/repair.h"

#include <gtest/gtest.h>

#include <fstream>

#include "storage/bulk_load.h"
#include "storage/database.h"
#include "storage/index_cursor.h"
#include "storage/records.h"
#include "storage/store.h"
#include "storage/verify.h"
#include "tests/storage/numbered.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

std::string dump_of(const std::string& path) {
  const auto store = open_rocks_store(path, OpenMode::kReadOnly);
  EXPECT_TRUE(store.ok()) << store.error().message;
  EXPECT_EQ(*(*store)->verify(), std::vector<std::string>());
  return sample::dump(**store);
}

void load_table(const std::string& path) {
  LoadOptions options;
  options.dataset = "table";
  options.rows_at_once = 16;  // enough for packed index entries
  const auto load = BulkLoad::open(path, options);
  ASSERT_TRUE(load.ok());
  (*load)->begin("mark", [](std::string_view key) {
    return sample::actor("unknown:" + std::string(key), std::string(key));
  });
  TableRow row;
  row.article = "report";
  row.subject = "Somebody";
  row.object = "Nobody";
  row.type = EventType::kAccuse;
  row.predicate = "accuse";
  (*load)->add({&row, 1});
  ASSERT_TRUE((*load)->reach(LoadPosition{}));
  ASSERT_TRUE((*load)->finish().ok());
}

// A store with entries in every derived family.
void make_store(const std::string& path) {
  auto store = open_rocks_store(path, OpenMode::kReadWrite);
  ASSERT_TRUE(store.ok());
  for (int i = 0; i < 8; ++i) ASSERT_TRUE((*store)->put(sample::numbered(i), "v1"));
  Article text;
  for (int word = 0; word < 80; ++word) text.text += "word" + std::to_string(word * 7) + " ";
  for (const char* id : {"printed", "printed again"}) {
    text.id = id;
    ASSERT_TRUE((*store)->admit(text));
  }
  store = Error{};
  load_table(path);
}

class Repair : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (made_) return;
    made_ = std::make_unique<sample::TempFolder>();
    make_store(*made_ / "db");
    before_ = dump_of(*made_ / "db");
  }

  Repair() { fs::copy(*made_ / "db", path()); }

  std::string path() const { return folder_ / "db"; }
  std::string dump() const { return dump_of(path()); }

  std::vector<std::string> keys(Family family) const {
    const auto database = Database::open(path(), OpenMode::kReadOnly);
    std::vector<std::string> keys;
    const auto read = [&](auto cursor) {
      for (; cursor.valid(); cursor.next()) keys.emplace_back(cursor.key());
    };
    if (is_index(family)) {
      read(IndexCursor(Records(**database), family, {}));
    } else {
      read((*database)->cursor(family, {}));
    }
    return keys;
  }

  // Changes the store behind its back.
  void tamper(const std::function<void(Batch&)>& change) {
    const auto database = Database::open(path(), OpenMode::kReadWrite);
    ASSERT_TRUE(database.ok());
    Batch batch;
    change(batch);
    ASSERT_TRUE((*database)->write(batch).ok());
  }

  sample::TempFolder folder_;
  static inline std::unique_ptr<sample::TempFolder> made_;
  static inline std::string before_;
};

TEST_F(Repair, ASoundStoreIsLeftAlone) {
  const auto report = repair_rocks_store(path());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->done, std::vector<std::string>());
  EXPECT_EQ(report->left, std::vector<std::string>());
  EXPECT_EQ(dump(), before_);
}

class RepairOfFamily : public Repair, public testing::WithParamInterface<Family> {};

TEST_P(RepairOfFamily, MissingEntriesComeBackAndLeftOverOnesGo) {
  const std::vector<std::string> entries = keys(GetParam());
  ASSERT_FALSE(entries.empty());
  const std::string extra(entries.front().size(), '\x7e');
  tamper([&](Batch& batch) {
    for (const std::string& key : entries) batch.erase(GetParam(), key);
    batch.put(GetParam(), extra, "\x7e");
  });
  const auto report = repair_rocks_store(path());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->done.size(), 1u);
  EXPECT_EQ(report->left, std::vector<std::string>());
  EXPECT_EQ(keys(GetParam()), entries);
  EXPECT_EQ(dump(), before_);
}

INSTANTIATE_TEST_SUITE_P(Derived, RepairOfFamily, testing::ValuesIn(kDerivedFamilies),
                         [](const testing::TestParamInfo<Family>& param) {
                           return kFamilyNames[static_cast<std::size_t>(param.param)];
                         });

class RepairOfPacked : public Repair, public testing::WithParamInterface<Family> {};

TEST_P(RepairOfPacked, LostEntriesComeBackAsSingleOnes) {
  const Family packed = packed_family(GetParam());
  const std::vector<std::string> blocks = keys(packed);
  const std::vector<std::string> entries = keys(GetParam());
  ASSERT_FALSE(blocks.empty());
  tamper([&](Batch& batch) {
    for (const std::string& key : blocks) batch.erase(packed, key);
  });
  const auto report = repair_rocks_store(path());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->done.size(), 1u);
  EXPECT_EQ(report->left, std::vector<std::string>());
  EXPECT_EQ(keys(packed), std::vector<std::string>());
  EXPECT_EQ(keys(GetParam()), entries);
  EXPECT_EQ(dump(), before_);
  // What is packed in the other indexes can still go.
  { EXPECT_TRUE(*(*open_rocks_store(path(), OpenMode::kReadWrite))->erase("table:report")); }
  for (const Family index : kIndexFamilies) {
    EXPECT_EQ(keys(packed_family(index)), std::vector<std::string>());
  }
  const auto store = open_rocks_store(path(), OpenMode::kReadOnly);
  EXPECT_EQ(*(*store)->verify(), std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(Indexes, RepairOfPacked, testing::ValuesIn(kIndexFamilies),
                         [](const testing::TestParamInfo<Family>& param) {
                           return kFamilyNames[static_cast<std::size_t>(param.param)];
                         });

TEST_F(Repair, AWrongRecordOfAChunkIsRepaired) {
  for (const std::string& value : {std::string("?"), encode_chunk({7, 2, 0})}) {
    tamper([&](Batch& batch) { batch.put(Family::kMeta, chunk_key(ChunkNumber{0}), value); });
    const auto report = repair_rocks_store(path());
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(report->left, std::vector<std::string>());
    EXPECT_EQ(dump(), before_);
  }
}

TEST_F(Repair, WrongCountsAreCorrected) {
  tamper([](Batch& batch) {
    batch.put(Family::kMeta, kCountsName, encode_counts(StoreCounts{1, 2, 3, 4}));
  });
  const auto report = repair_rocks_store(path());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->done, std::vector<std::string>{"the counts were corrected"});
  EXPECT_EQ(dump(), before_);
}

TEST_F(Repair, ALostRelationIsToldAndTheIndexesFollow) {
  const std::string first = keys(Family::kEvent).front();
  tamper([&](Batch& batch) { batch.erase(Family::kEvent, first); });
  const auto report = repair_rocks_store(path());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->left.size(), 1u);
  const auto store = open_rocks_store(path(), OpenMode::kReadOnly);
  EXPECT_TRUE((*store)->scan({}, [](const StoredRelation&) { return true; }).ok());
}

TEST_F(Repair, ARepairThatWasCutShortMustBeFinished) {
  {
    const auto database = Database::open_for_repair(path());
    ASSERT_TRUE((*database)->begin_repair());
    ASSERT_TRUE((*database)->clear(Family::kPair));
  }
  for (const OpenMode mode : {OpenMode::kReadOnly, OpenMode::kReadWrite}) {
    const auto refused = open_rocks_store(path(), mode);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, Error::Code::kCorrupt);
    EXPECT_NE(refused.error().message.find("doctor --repair"), std::string::npos);
  }
  ASSERT_TRUE(repair_rocks_store(path()).ok());
  EXPECT_EQ(dump(), before_);
}

// Whatever file a byte flips in: the store is repaired to what it was, or refused with a remedy.
TEST_F(Repair, AFlippedByteIsRepairedOrRefused) {
  { const auto database = Database::open(path(), OpenMode::kReadWrite); }
  int repaired = 0;
  int refused = 0;
  for (const auto& entry : fs::directory_iterator(path())) {
    if (entry.path().extension() != ".sst") continue;
    const sample::TempFolder folder;
    fs::copy(path(), folder / "db");
    std::fstream file(folder / "db/" + entry.path().filename().string(),
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(5);
    file.put('\x55');
    file.close();
    const auto report = repair_rocks_store(folder / "db");
    if (report.ok()) {
      EXPECT_EQ(report->left, std::vector<std::string>());
      repaired += report->done.empty() ? 0 : 1;
      EXPECT_EQ(sample::dump(**open_rocks_store(folder / "db", OpenMode::kReadOnly)), before_);
    } else {
      ++refused;
      EXPECT_EQ(report.error().code, Error::Code::kCorrupt);
      EXPECT_NE(report.error().message.find("entente restore"), std::string::npos);
    }
  }
  EXPECT_GT(repaired, 0);
  EXPECT_GT(refused, 0);
}

TEST_F(Repair, WhereNoStoreIsNothingIsMade) {
  const auto report = repair_rocks_store(folder_ / "none");
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, Error::Code::kNotFound);
  EXPECT_FALSE(fs::exists(folder_ / "none"));
}

}  // namespace
}  // namespace entente
