#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "storage/store.h"
#include "tests/storage/numbered.h"
#include "tests/storage/worker.h"

namespace entente {
namespace {

constexpr int kArticles = 400;
constexpr int kKills = 6;

std::unique_ptr<Store> open(const std::string& path, OpenMode mode) {
  auto opened = open_rocks_store(path, mode);
  EXPECT_TRUE(opened.ok()) << opened.error().message;
  return opened.ok() ? std::move(*opened) : nullptr;
}

int last_number(const std::string& lines) {
  const std::size_t end = lines.rfind('\n');  // what follows may be cut off
  if (end == std::string::npos) return -1;
  const std::size_t start = lines.rfind('\n', end - 1);
  return std::stoi(lines.substr(start == std::string::npos ? 0 : start + 1));
}

// Whatever the writer acknowledged is there, nothing is half there.
void expect_sound(const std::string& path, int acknowledged) {
  const auto store = open(path, OpenMode::kReadWrite);
  ASSERT_TRUE(store);
  EXPECT_EQ(*store->verify(), std::vector<std::string>());
  for (int i = 0; i <= acknowledged; ++i) {
    EXPECT_TRUE(*store->has(sample::numbered(i).article, "v1")) << i;
  }
  const auto stored = static_cast<int>(store->counts()->articles);
  EXPECT_GE(stored, acknowledged + 1);
}

TEST(Crash, KilledIngestLosesNothingAndARerunCompletesIt) {
  const sample::TempFolder folder;
  sample::Maker make(std::random_device{}());
  int most = -1;
  for (int round = 0; round < kKills; ++round) {
    sample::Worker worker({"ingest", folder / "db", std::to_string(kArticles)});
    std::this_thread::sleep_for(std::chrono::milliseconds(make.below(700)));
    ::kill(worker.pid(), SIGKILL);
    const int acknowledged = last_number(worker.rest());
    worker.finish();
    SCOPED_TRACE("round " + std::to_string(round) + ", acknowledged " +
                 std::to_string(acknowledged));
    most = std::max(most, acknowledged);
    expect_sound(folder / "db", most);
  }
  sample::Worker worker({"ingest", folder / "db", std::to_string(kArticles)});
  worker.rest();
  ASSERT_EQ(worker.finish(), 0);
  const auto undisturbed = make_memory_store();
  for (int i = 0; i < kArticles; ++i) ASSERT_TRUE(undisturbed->put(sample::numbered(i), "v1"));
  const auto store = open(folder / "db", OpenMode::kReadOnly);
  EXPECT_EQ(sample::dump(*store), sample::dump(*undisturbed));
  EXPECT_EQ(*store->counts(), *undisturbed->counts());
}

TEST(Crash, ReaderBesideALiveWriterSeesWholeArticlesOnly) {
  const sample::TempFolder folder;
  sample::Worker worker({"ingest", folder / "db", "3000"});
  ASSERT_EQ(worker.line(), "0");
  std::uint64_t seen = 0;
  for (int look = 0; look < 5; ++look) {
    const auto store = open(folder / "db", OpenMode::kReadOnly);
    ASSERT_TRUE(store);
    EXPECT_EQ(*store->verify(), std::vector<std::string>());
    const std::uint64_t articles = store->counts()->articles;
    EXPECT_GE(articles, seen);
    EXPECT_GE(articles, 1u);
    seen = articles;
  }
  worker.kill();
}

TEST(Crash, SecondWriterIsToldWhoHoldsTheStore) {
  const sample::TempFolder folder;
  sample::Worker worker({"hold", folder / "db"});
  ASSERT_EQ(worker.line(), "open");
  const auto second = open_rocks_store(folder / "db", OpenMode::kReadWrite);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, Error::Code::kBusy);
  EXPECT_NE(second.error().message.find(folder / "db"), std::string::npos);
  EXPECT_NE(second.error().message.find("process " + std::to_string(worker.pid())),
            std::string::npos)
      << second.error().message;
  EXPECT_EQ(worker.finish(), 0);
  EXPECT_TRUE(open(folder / "db", OpenMode::kReadWrite));
}

void expect_worker_content(const std::string& mode) {
  const sample::TempFolder folder;
  sample::Worker worker({mode, folder / ""});
  const std::string words = worker.rest();
  const int code = worker.finish();
  if (code == 77) GTEST_SKIP() << "NOT TESTED: mounting a file system is not allowed here";
  EXPECT_EQ(code, 0) << words;
}

TEST(Crash, FullDiskGivesAClearErrorAndNothingHalfWritten) { expect_worker_content("full_disk"); }

TEST(Crash, ReadOnlyFileSystemCanBeReadButNotWritten) { expect_worker_content("read_only_disk"); }

}  // namespace
}  // namespace entente
