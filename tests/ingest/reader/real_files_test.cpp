// Real collections of ../shared: what is in them is read, what is broken is counted and explained.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "tests/ingest/reader/collect.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::AnyOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class RealFiles : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(folder_)) GTEST_SKIP() << folder_ << " is absent";
  }

  Collected read(const std::string& name, const ReadOptions& options = {}) const {
    Collected out;
    auto report = read_articles((folder_ / name).string(), options, collect_into(out));
    EXPECT_TRUE(report.ok()) << name;
    if (report.ok()) out.report = *report;
    return out;
  }

  fs::path folder_ = fs::path(ENTENTE_SHARED_DIR) / "data/articles";
};

TEST_F(RealFiles, ReutersHasItsItemsAllDatedAndInEnglish) {
  ReadReport total;
  for (const fs::directory_entry& file : fs::directory_iterator(folder_ / "reuters21578")) {
    if (file.path().extension() != ".gz") continue;
    const Collected got = read("reuters21578/" + file.path().filename().string());
    EXPECT_THAT(skips(got), testing::Each(HasSubstr("the item has no text")));
    total += got.report;
  }
  EXPECT_EQ(total.articles, 21577U);
  EXPECT_EQ(total.skipped, 1U);
  EXPECT_EQ(total.undated, 0U);
}

TEST_F(RealFiles, NewsclusterIsReadWholeAndInEnglish) {
  const Collected got = read("newscluster2017/json");
  EXPECT_EQ(got.report.articles, 383U);
  EXPECT_THAT(skips(got), IsEmpty());
}

TEST_F(RealFiles, AgNewsHasSevenThousandSixHundredRows) {
  ReadOptions options;
  options.field_map = {{ArticleField::kTitle, "2"}, {ArticleField::kText, "3"}};
  const Collected got = read("agnews_test2004/test.csv", options);
  EXPECT_EQ(got.report.articles, 7600U);
  EXPECT_THAT(skips(got), IsEmpty());
}

TEST_F(RealFiles, EveryDamagedJsonFileIsReadOrReported) {
  const Collected damaged = read("newscluster2017/json_damaged");
  EXPECT_EQ(damaged.report.articles, 21U);
  EXPECT_THAT(damaged.skipped, SizeIs(15));
  for (const SkippedInput& skipped : damaged.skipped) {
    EXPECT_EQ(skipped.reason, "the field 'text' holds no text") << skipped.path;
  }
  const Collected broken = read("newscluster2017/json_raw_broken");
  EXPECT_THAT(broken.articles, IsEmpty());
  EXPECT_THAT(skips(broken), testing::Each(HasSubstr("the file is empty")));
  EXPECT_THAT(broken.skipped, SizeIs(2));
}

TEST_F(RealFiles, GumAndTeiDocumentsAreOneArticleEach) {
  const Collected gum = read("wikinews_gum/GUM_news_korea.xml");
  ASSERT_THAT(gum.articles, SizeIs(1));
  EXPECT_EQ(to_string(*gum.articles[0].article.published), "2015-08-21");
  EXPECT_THAT(gum.articles[0].article.text,
              HasSubstr("Korean Central News Agency (KCNA), the country's military has been"));
  const Collected tei = read("historyatstate/rdcr-articles/afghanistan.xml");
  ASSERT_THAT(tei.articles, SizeIs(1));
  EXPECT_THAT(tei.articles[0].article.title, HasSubstr("Afghanistan"));
}

// Good files give their pages; every broken one ends in a skip that says what is wrong.
TEST_F(RealFiles, WebArchivesAreReadOrExplained) {
  struct Expected {
    std::string file;
    std::size_t articles;
    std::string reason;  // "" = nothing is skipped but records of other kinds
  };
  const std::vector<Expected> files = {
      {"bad.arc", 0, "neither a WARC nor an ARC record header"},
      {"badexample.arc.gz", 1, "neither a WARC nor an ARC record header"},
      {"example-bad-non-chunked.warc.gz", 1, ""},
      {"example-bad.warc.gz.bad", 1, "HTTP status 302"},
      {"example-digest.warc", 0, "holds no article"},
      {"example-iana.org-chunked.warc", 1, ""},
      {"example-resource.warc.gz", 1, ""},
      {"example-space-in-target-uri.warc.gz", 0, "record of type 'resource'"},
      {"example-space-in-url.arc", 0, "the file ends inside of this record"},
      {"example-trunc.warc", 0, "cannot be unpacked"},
      {"example-wget-bad-target-uri.warc.gz", 1, ""},
      {"example-wrong-chunks.warc.gz", 1, ""},
      {"example.arc", 1, ""},
      {"example.arc.gz", 1, ""},
      {"example.warc", 1, "revisit"},
      {"example.warc.gz", 1, "revisit"},
      {"issue-514.warc", 1, ""},
      {"post-test.warc.gz", 0, "application/json"},
  };
  for (const Expected& expected : files) {
    const Collected got = read("warc/" + expected.file);
    EXPECT_EQ(got.articles.size(), expected.articles) << expected.file;
    EXPECT_GT(got.report.articles + got.report.skipped, 0U) << expected.file;
    for (const SkippedInput& skipped : got.skipped) {
      EXPECT_FALSE(skipped.reason.empty()) << expected.file;
    }
    if (!expected.reason.empty()) {
      EXPECT_THAT(skips(got), Contains(HasSubstr(expected.reason))) << expected.file;
    }
  }
}

// The real crawls: every response is an article or a skip; nothing is lost between them.
TEST_F(RealFiles, EveryRecordOfACrawlIsCounted) {
  const std::map<std::string, std::uint64_t> records = {
      {"example.docs.warc.gz", 9}, {"example.pdf.warc.gz", 37}, {"issue-493.warc", 15}};
  for (const auto& [file, count] : records) {
    const Collected got = read("warc/" + file);
    EXPECT_EQ(got.report.articles + got.report.skipped, count) << file;
  }
}

}  // namespace
}  // namespace entente
