// Inputs made to hurt: each ends in a skip, in bounded memory and time.

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>
#include <functional>
#include <string>

#include "ingest/reader/byte_source.h"
#include "ingest/reader/format.h"
#include "tests/ingest/reader/collect.h"

namespace entente {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// `length` bytes that never exist at the same time: a start, a filling, and an end.
class GeneratedSource final : public ByteSource {
 public:
  GeneratedSource(std::string start, std::string filling, std::uint64_t length,
                  std::string end = {})
      : rest_(std::move(start)),
        filling_(std::move(filling)),
        length_(length),
        end_(std::move(end)) {
    while (filling_.size() < BufferedInput::kBlock) filling_ += filling_;
  }

  Result<std::size_t> read(std::span<char> buffer) override {
    if (rest_.empty() && given_ < length_) {
      rest_ = filling_;
      given_ += rest_.size();
    } else if (rest_.empty()) {
      rest_.swap(end_);
    }
    const std::size_t length = std::min(buffer.size(), rest_.size());
    std::copy_n(rest_.data(), length, buffer.data());
    rest_.erase(0, length);
    return length;
  }

 private:
  std::string rest_;
  std::string filling_;
  std::uint64_t length_;
  std::uint64_t given_ = 0;
  std::string end_;
};

Collected read_from(ByteSource& source, const std::string& name) {
  Collected out;
  const ReadOptions options;
  const ReadSink sink = collect_into(out);
  BufferedInput input(source);
  ReadContext context(name, options, sink, out.report);
  read_input(input, context);
  return out;
}

std::size_t peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) / 1024;
}

// Runs `work` and checks what it took: little memory beyond what the process had, and a processor
// time that a person would wait for (sanitizers are slower by far).
void expect_bounded(const std::function<void()>& work) {
  constexpr std::size_t kMegabytes = 200;
  constexpr double kSeconds = 60;
  const std::size_t before = peak_megabytes();
  const std::clock_t start = std::clock();
  work();
  EXPECT_LT(peak_megabytes() - before, kMegabytes);
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, kSeconds);
}

constexpr std::uint64_t kGigabyte = 1'000'000'000;

TEST(Bounds, ALineOfAGigabyteIsSkippedAndTheNextOneRead) {
  expect_bounded([] {
    GeneratedSource source("{\"text\":\"First.\"}\n{\"text\":\"", "words and ", kGigabyte,
                           "\"}\n{\"text\":\"Last.\"}\n");
    const Collected got = read_from(source, "a.jsonl");
    EXPECT_THAT(got.articles, SizeIs(2));
    ASSERT_THAT(got.skipped, SizeIs(1));
    EXPECT_THAT(got.skipped[0].reason, HasSubstr("line of 953.8 MiB exceeds the limit"));
  });
}

TEST(Bounds, EndlessInputOfAnyOtherKindIsSkipped) {
  struct Case {
    std::string name;
    std::string start;
    std::string filling;
  };
  const std::vector<Case> cases = {
      {"a.txt", "Plain ", "words and "},
      {"a.json", "[{\"text\":\"", "words and "},
      {"a.csv", "title,text\nA,\"", "words and "},
      {"a.html", "<html><body><p>", "words and "},
      {"a.xml", "<rss><channel><item><description>", "<p>words</p>"},
      {"a.xml", "<rss><!-- ", "words and "},
      {"a.xml", "<TEI><text><body><p>", "<hi>words</hi> "},
      {"a.sgm", "<!DOCTYPE lewis>\n<REUTERS NEWID=\"1\"><TEXT>", "words and "},
      {"a.mbox", "From a@b.c Thu Sep 15 10:00:00 2022\nSubject: x\n\n", "words\n"},
      {"a.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1000000000\r\n\r\n", "words "},
      {"a.warc", "WARC/1.0\r\nX: ", "words "},
      {"a.jsonl", "{\"text\":", "[["},
  };
  for (const Case& item : cases) {
    SCOPED_TRACE(item.name + " " + item.start);
    expect_bounded([&] {
      GeneratedSource source(item.start, item.filling, kGigabyte / 5);
      const Collected got = read_from(source, item.name);
      EXPECT_THAT(got.articles, IsEmpty());
      EXPECT_FALSE(got.skipped.empty());
    });
  }
}

TEST(Bounds, JsonOfTenThousandLevelsIsRefused) {
  constexpr std::size_t kLevels = 10'000;
  for (const std::string open : {"[", "{\"a\":"}) {
    std::string deep;
    for (std::size_t i = 0; i < kLevels; ++i) deep += open;
    for (const auto& [name, text] :
         {std::pair<std::string, std::string>{"a.jsonl", "{\"text\":\"x\",\"more\":" + deep},
          {"a.json", "[{\"text\":\"x\",\"more\":" + deep}}) {
      const Collected got = read_text(text, name);
      EXPECT_THAT(got.articles, IsEmpty());
      ASSERT_THAT(got.skipped, SizeIs(1));
      EXPECT_THAT(got.skipped[0].reason, HasSubstr("nested deeper than 1000 levels"));
    }
  }
}

TEST(Bounds, HtmlAndXmlOfAHundredThousandLevelsAreRead) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  expect_bounded([&] {
    const Collected page = read_text("<html><body>" + deep + "words", "a.html");
    EXPECT_EQ(page.report.articles + page.report.skipped, 1U);
    const Collected feed = read_text("<rss><channel><item>" + deep, "a.xml");
    EXPECT_THAT(feed.articles, IsEmpty());
    EXPECT_FALSE(feed.skipped.empty());
  });
}

// A zip with one member: `copies` times `bytes`.
std::string zip(const std::string& name, const std::string& bytes, int copies) {
  std::string packed(16 << 20, '\0');
  std::size_t used = 0;
  archive* a = archive_write_new();
  archive_write_set_format_zip(a);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open_memory(a, packed.data(), packed.size(), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, name.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_write_header(a, entry);
  for (int i = 0; i < copies; ++i) archive_write_data(a, bytes.data(), bytes.size());
  archive_entry_free(entry);
  archive_write_close(a);
  archive_write_free(a);
  packed.resize(used);
  return packed;
}

TEST(Bounds, AZipBombIsRefusedFlatAndNested) {
  std::string megabyte;
  while (megabyte.size() < (1 << 20)) megabyte += "words and words and words and more\n";
  std::string packed = zip("a.txt", megabyte, 300);
  for (int layers = 1; layers <= 3; ++layers) {
    SCOPED_TRACE(layers);
    expect_bounded([&] {
      const Collected got = read_text(packed, "bomb.zip");
      EXPECT_THAT(got.articles, IsEmpty());
      EXPECT_THAT(skips(got), testing::Contains(HasSubstr("more than 200 times its size")));
    });
    packed = zip("inner.zip", packed, 1);
  }
}

// Each layer alone is within the bounds; together they are not.
TEST(Bounds, ManyHarmlessArchivesInOneAreABombTogether) {
  std::string megabyte;
  while (megabyte.size() < (1 << 20)) megabyte += "words and words and words and more\n";
  const std::string inner = zip("a.txt", megabyte, 20);
  std::vector<std::string> members(40, inner);
  std::string packed(16 << 20, '\0');
  std::size_t used = 0;
  archive* a = archive_write_new();
  archive_write_set_format_pax(a);
  archive_write_add_filter_zstd(a);
  archive_write_open_memory(a, packed.data(), packed.size(), &used);
  for (std::size_t i = 0; i < members.size(); ++i) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, (std::to_string(i) + ".zip").c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(members[i].size()));
    archive_write_header(a, entry);
    archive_write_data(a, members[i].data(), members[i].size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  packed.resize(used);
  expect_bounded([&] {
    const Collected got = read_text(packed, "bomb.tar.zst");
    EXPECT_THAT(skips(got), testing::Contains(HasSubstr("more than 200 times its size")));
  });
}

TEST(Bounds, MemoryIsFlatOverTenTimesAsManyArticles) {
  const auto read_lines = [](std::uint64_t bytes) {
    ReadReport report;
    const ReadOptions options;
    const ReadSink sink{[](ReadArticle&&) { return true; }, [](const SkippedInput&) {}};
    GeneratedSource source(
        "", "{\"text\":\"The ministers met on Monday.\",\"title\":\"A title\"}\n", bytes);
    BufferedInput input(source);
    ReadContext context("a.jsonl", options, sink, report);
    read_input(input, context);
    return report.articles;
  };
  EXPECT_GT(read_lines(1'000'000), 10'000U);
  const std::size_t before = peak_megabytes();
  EXPECT_GT(read_lines(20'000'000), 300'000U);
  EXPECT_LE(peak_megabytes() - before, 2U);
}

}  // namespace
}  // namespace entente
