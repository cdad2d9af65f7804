#include "ingest/reader/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/ingest/reader/collect.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ReadArticles : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "entente-reader-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, std::string_view bytes) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  Collected read(const std::string& path) {
    Collected out;
    auto report = read_articles(path, {}, collect_into(out));
    EXPECT_TRUE(report.ok());
    if (report.ok()) out.report = *report;
    return out;
  }

  fs::path folder_;
};

TEST_F(ReadArticles, PlainTextFileIsOneArticleThatNamesItsFile) {
  const std::string path = write("a.txt", "\xef\xbb\xbfMerkel met Macron.\r\nThey talked.\r\n");
  const Collected got = read(path);
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_EQ(got.articles[0].article.text, "Merkel met Macron.\nThey talked.\n");
  EXPECT_EQ(got.articles[0].article.url, "file:" + path);
  EXPECT_EQ(got.articles[0].article.title, "");
  EXPECT_EQ(got.articles[0].article.published, std::nullopt);
}

TEST_F(ReadArticles, FolderIsReadInTheOrderOfItsPaths) {
  write("b.txt", "b");
  write("a/z.txt", "a/z");
  write("a/b/c.jsonl", "{\"text\":\"a/b/c\"}\n");
  write("a.txt", "a");
  EXPECT_THAT(texts(read(folder_.string())), ElementsAre("a", "a/b/c", "a/z", "b"));
}

TEST_F(ReadArticles, FormatIsFoundByContentNotByName) {
  write("lines.txt", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n");
  write("text.json", "Plain words.");
  EXPECT_THAT(texts(read(folder_.string())), ElementsAre("a", "b", "Plain words."));
}

TEST_F(ReadArticles, PlainTextMayBeginWithABracket) {
  write("a.txt", "[Updated] The minister left.");
  EXPECT_THAT(texts(read(folder_.string())), ElementsAre("[Updated] The minister left."));
}

TEST_F(ReadArticles, HiddenFilesAreLeftAloneAndCounted) {
  write("a.txt", "a");
  write(".DS_Store", "x");
  write(".git/config", "x");
  const Collected got = read(folder_.string());
  EXPECT_THAT(texts(got), ElementsAre("a"));
  EXPECT_EQ(got.report.hidden, 2U);
  EXPECT_THAT(got.skipped, IsEmpty());
}

TEST_F(ReadArticles, MissingFileIsAnErrorThatNamesIt) {
  const auto report = read_articles("/no/such/file", {}, ReadSink{});
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, Error::Code::kNotFound);
  EXPECT_THAT(report.error().message, HasSubstr("/no/such/file"));
}

TEST_F(ReadArticles, EmptyFileIsReported) {
  const std::string path = write("a.txt", "");
  EXPECT_THAT(skips(read(path)), ElementsAre(path + ": the file is empty"));
}

TEST_F(ReadArticles, BlankFileIsReported) {
  const std::string path = write("a.txt", " \n\t ");
  EXPECT_THAT(skips(read(path)), ElementsAre(path + ": the file holds nothing but white space"));
}

TEST_F(ReadArticles, FolderWithoutFilesIsReported) {
  fs::create_directory(folder_ / "empty");
  EXPECT_THAT(skips(read(folder_.string())),
              ElementsAre(folder_.string() + ": the folder holds no files"));
}

TEST_F(ReadArticles, OtherKindsOfFilesAreReportedWithARemedy) {
  write("a.pdf", "%PDF-1.4 ...");
  write("b.xml", "<?xml version='1.0'?><invoice/>");
  write("c.gz", "\x1f\x8b\x08 ...");
  write("d.bin", std::string(500, '\0'));
  const Collected got = read(folder_.string());
  EXPECT_THAT(texts(got), IsEmpty());
  ASSERT_EQ(got.skipped.size(), 4U);
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("pdftotext"));
  EXPECT_THAT(got.skipped[1].reason, HasSubstr("XML"));
  EXPECT_THAT(got.skipped[2].reason, HasSubstr("cannot unpack"));
  EXPECT_THAT(got.skipped[3].reason, HasSubstr("binary"));
}

TEST_F(ReadArticles, LinksToFoldersAndSpecialFilesAreReportedNotFollowed) {
  write("real/a.txt", "a");
  fs::create_directory_symlink(folder_, folder_ / "loop");
  fs::create_symlink(folder_ / "nowhere", folder_ / "dangling");
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  const Collected got = read(folder_.string());
  EXPECT_THAT(texts(got), ElementsAre("a"));
  EXPECT_EQ(got.skipped.size(), 3U);
}

TEST_F(ReadArticles, TextBeyondTheLimitIsSkippedWithItsSize) {
  const std::string path = write("a.txt", std::string(3000, 'x'));
  ReadOptions options;
  options.max_article_bytes = 1024;
  Collected got;
  ASSERT_TRUE(read_articles(path, options, collect_into(got)).ok());
  EXPECT_THAT(skips(got),
              ElementsAre(path + ": text of 2.9 KiB exceeds the limit of 1.0 KiB for one "
                                 "article; split it into one article a file"));
}

TEST_F(ReadArticles, InvalidUtf8IsRepairedAndCounted) {
  const std::string path = write("a.txt", "Fran\xc3\xa7ois \xe7 met\x01 Xi.");
  const Collected got = read(path);
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_EQ(got.articles[0].article.text, "Fran\xc3\xa7ois \xef\xbf\xbd met Xi.");
  EXPECT_EQ(got.articles[0].replaced, 1U);
  EXPECT_EQ(got.articles[0].dropped, 1U);
}

TEST_F(ReadArticles, TextInAnOldEncodingIsReadAndNoted) {
  const Collected got =
      read(write("a.txt", "Fran\xe7ois Mitterrand re\xe7ut Helmut Kohl \xe0 Verdun."));
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_THAT(got.articles[0].article.text, HasSubstr("Fran\xc3\xa7ois"));
  EXPECT_THAT(got.articles[0].notes, ElementsAre(HasSubstr("not UTF-8; read as")));
}

TEST_F(ReadArticles, Utf16IsReadByItsMark) {
  const Collected got = read(write("a.txt", std::string("\xff\xfe"
                                                        "X\0i\0.\0",
                                                        8)));
  EXPECT_THAT(texts(got), ElementsAre("Xi."));
}

TEST_F(ReadArticles, WebPageGivesItsMainText) {
  std::string words;
  for (int i = 0; i < 8; ++i) {
    words +=
        "<p>The foreign ministers of both countries met in the capital on Monday, "
        "where they discussed trade, borders and the release of prisoners.</p>";
  }
  const Collected got =
      read(write("a.html",
                 "<!-- saved -->\n<!DOCTYPE html><html><head><title>Talks</title></head><body><nav>"
                 "<a href='/'>Home</a></nav><article>" +
                     words + "</article></body></html>"));
  ASSERT_EQ(got.articles.size(), 1U);
  EXPECT_THAT(got.articles[0].article.text, HasSubstr("release of prisoners."));
  EXPECT_EQ(got.articles[0].article.text.find('<'), std::string::npos);
}

TEST_F(ReadArticles, SinkStopsTheReading) {
  write("a.txt", "a");
  write("b.txt", "b");
  int seen = 0;
  const ReadSink sink{[&](ReadArticle&&) { return ++seen < 1; }, [](const SkippedInput&) {}};
  const auto report = read_articles(folder_.string(), {}, sink);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(seen, 1);
  EXPECT_TRUE(report->stopped);
}

TEST_F(ReadArticles, SharedNewsPleaseCollectionIsReadWhole) {
  const fs::path shared = fs::path(ENTENTE_SHARED_DIR) / "data/articles/newscluster2017";
  if (!fs::exists(shared)) GTEST_SKIP() << "no " << shared;
  const Collected good = read((shared / "json").string());
  EXPECT_EQ(good.articles.size(), 383U);
  EXPECT_THAT(good.skipped, IsEmpty());
  EXPECT_EQ(good.report.undated, 0U);
  const Collected damaged = read((shared / "json_damaged").string());
  EXPECT_EQ(damaged.articles.size() + damaged.skipped.size(), damaged.report.files);
}

}  // namespace
}  // namespace entente
