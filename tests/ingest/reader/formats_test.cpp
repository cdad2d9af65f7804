// Formats beyond plain text and JSON: Reuters-21578, tables, web archives, feeds, and containers.

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ingest/reader/reader.h"
#include "tests/ingest/reader/collect.h"

namespace entente {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Collected read_bytes(std::string_view bytes, std::string_view name, ReadOptions options = {}) {
  Collected out;
  out.report = read_article_text(bytes, name, options, collect_into(out));
  return out;
}

// Packs members (name, bytes) with libarchive; one member without a name for a raw stream.
std::string pack(const std::vector<std::pair<std::string, std::string>>& members,
                 int (*set_format)(archive*), int (*set_filter)(archive*)) {
  std::string out(4 << 20, '\0');
  std::size_t used = 0;
  archive* a = archive_write_new();
  set_format(a);
  if (set_filter != nullptr) set_filter(a);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open_memory(a, out.data(), out.size(), &used);
  for (const auto& [name, bytes] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_write_header(a, entry);
    archive_write_data(a, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}

std::string gzip(const std::string& bytes) {
  return pack({{"x", bytes}}, archive_write_set_format_raw, archive_write_add_filter_gzip);
}

constexpr char kReuters[] =
    "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\" NEWID=\"7\">\n"
    "<DATE> 3-MAR-1987 09:18:21.26</DATE>\n<TEXT>&#2;\n<TITLE>A &lt;B&gt; &amp; C</TITLE>\n"
    "<DATELINE>    BONN, March 3 - </DATELINE><BODY>Ministers met.\nThey \xe9 talked.\n Reuter\n"
    "&#3;</BODY></TEXT>\n</REUTERS>\n<REUTERS NEWID=\"8\">\n<DATE>4-MAR-1987</DATE>\n"
    "<TEXT TYPE=\"BRIEF\">&#2;\n<TITLE>Only a headline</TITLE>\n&#3;</TEXT>\n</REUTERS>\n";

TEST(ReutersSgml, ItemsBecomeArticlesWithDatelineDateAndNumber) {
  const Collected got = read_bytes(kReuters, "reut.sgm");
  ASSERT_THAT(got.articles, SizeIs(2));
  const Article& first = got.articles[0].article;
  EXPECT_EQ(first.text, "BONN, March 3 - Ministers met.\nThey \u00e9 talked.");
  EXPECT_EQ(first.title, "A <B> & C");
  EXPECT_EQ(first.id, "reuters-7");
  ASSERT_TRUE(first.published.has_value());
  EXPECT_EQ(to_string(*first.published), "1987-03-03");
  EXPECT_EQ(got.articles[1].article.text, "Only a headline");
}

TEST(ReutersSgml, ACutItemIsReported) {
  const std::string bytes = kReuters;
  const Collected got = read_bytes(bytes.substr(0, bytes.size() - 30), "reut.sgm");
  EXPECT_THAT(got.articles, SizeIs(1));
  ASSERT_THAT(got.skipped, SizeIs(1));
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("cut off"));
}

TEST(CsvTable, QuotedFieldsKeepSeparatorsQuotesAndLineEnds) {
  const Collected got = read_bytes(
      "\xef\xbb\xbfheadline,body,pubDate\r\nOne,\"He said \"\"no\"\", twice.\nThen "
      "left.\",2020-01-02\r\n"
      "\r\nTwo,Short.,2020-01-03",
      "a.csv");
  ASSERT_THAT(got.articles, SizeIs(2));
  EXPECT_EQ(got.articles[0].article.text, "He said \"no\", twice.\nThen left.");
  EXPECT_EQ(got.articles[0].article.title, "One");
  EXPECT_EQ(got.articles[0].line, 2U);
  EXPECT_EQ(got.articles[1].line, 5U);
  EXPECT_EQ(to_string(*got.articles[1].article.published), "2020-01-03");
}

TEST(CsvTable, ATableWithoutHeaderIsMappedByColumnNumber) {
  ReadOptions options;
  options.field_map = {{ArticleField::kTitle, "2"}, {ArticleField::kText, "3"}};
  const Collected got = read_bytes("3,T,Body one.\n1,U,Body two.\n", "a.csv", options);
  ASSERT_THAT(got.articles, SizeIs(2));
  EXPECT_EQ(got.articles[0].article.text, "Body one.");
  EXPECT_EQ(got.articles[1].article.title, "U");
}

TEST(CsvTable, ATableWithoutATextColumnSaysHowToNameIt) {
  const Collected got = read_bytes("a,b\n1,2\n", "a.csv");
  EXPECT_THAT(got.articles, IsEmpty());
  ASSERT_THAT(got.skipped, SizeIs(1));
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("--map text="));
}

TEST(CsvTable, TabsAreFoundWithoutAName) {
  const Collected got = read_bytes("id\ttext\tdate\n9\tIt rained.\t2020-05-01\n", "-");
  ASSERT_THAT(got.articles, SizeIs(1));
  EXPECT_EQ(got.articles[0].article.id, "9");
}

TEST(CsvTable, AnOpenQuoteAtTheEndIsReported) {
  const Collected got = read_bytes("title,text\nA,\"never closed\n", "a.csv");
  EXPECT_THAT(got.articles, IsEmpty());
  ASSERT_THAT(got.skipped, SizeIs(1));
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("quoted field"));
}

constexpr char kRss[] = R"(<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Feed</title>
<item><title>T &amp; U</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Thu, 15 Sep 2022 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>A long paragraph, with commas, and enough words to be prose.</p>]]></content:encoded>
</item><item><title>V</title><description>Only this.</description></item></channel></rss>)";

TEST(XmlFeed, RssItemsBecomeArticles) {
  const Collected got = read_bytes(kRss, "feed.xml");
  ASSERT_THAT(got.articles, SizeIs(2));
  EXPECT_EQ(got.articles[0].article.text,
            "A long paragraph, with commas, and enough words to be prose.");
  EXPECT_EQ(got.articles[0].article.title, "T & U");
  EXPECT_EQ(got.articles[0].article.url, "https://example.org/1");
  EXPECT_EQ(got.articles[0].article.id, "g1");
  EXPECT_EQ(to_string(*got.articles[0].article.published), "2022-09-15");
  EXPECT_EQ(got.articles[1].article.text, "Only this.");
}

TEST(XmlFeed, AtomNitfAndNewsMlAreRead) {
  const Collected atom = read_bytes(
      R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>urn:1</id><title>A</title>
      <link rel="self" href="x"/><link href="https://example.org/a"/><updated>2021-02-03T00:00:00Z</updated>
      <summary>The text.</summary></entry></feed>)",
      "a.xml");
  ASSERT_THAT(atom.articles, SizeIs(1));
  EXPECT_EQ(atom.articles[0].article.id, "urn:1");
  EXPECT_EQ(atom.articles[0].article.url, "https://example.org/a");
  EXPECT_EQ(to_string(*atom.articles[0].article.published), "2021-02-03");
  const Collected nitf = read_bytes(
      R"(<nitf><head><docdata><date.issue norm="20200304T0000Z"/></docdata></head><body><body.head>
      <hedline><hl1>Head</hl1></hedline></body.head><body.content><p>One.</p><p>Two.</p></body.content>
      </body></nitf>)",
      "n.xml");
  ASSERT_THAT(nitf.articles, SizeIs(1));
  EXPECT_EQ(nitf.articles[0].article.title, "Head");
  EXPECT_THAT(nitf.articles[0].article.text, HasSubstr("One.\n\nTwo."));
}

TEST(XmlFeed, ExternalEntitiesAreNotLoaded) {
  const Collected got = read_bytes(
      R"(<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><item><title>x</title>
      <description>before &e; after</description></item></channel></rss>)",
      "e.xml");
  for (const ReadArticle& article : got.articles) {
    EXPECT_EQ(article.article.text.find("root:"), std::string::npos);
  }
}

std::string http(const std::string& headers, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n" + body;
}

std::string warc(const std::string& type, const std::string& block) {
  return "WARC/1.0\r\nWARC-Type: " + type +
         "\r\nWARC-Target-URI: https://example.org/p\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
         "Content-Type: application/http\r\nContent-Length: " +
         std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

constexpr char kPage[] =
    "<html><body><p>A paragraph of a page, long enough, with commas, to count as "
    "prose.</p></body></html>";

TEST(Warc, ResponsesAreReadAndOtherRecordsPassedOver) {
  const Collected got =
      read_bytes(warc("warcinfo", "software: x\r\n") + warc("request", "GET / HTTP/1.1\r\n\r\n") +
                     warc("response", http("Content-Type: text/html; charset=utf-8", kPage)) +
                     warc("revisit", http("Content-Type: text/html", "")),
                 "a.warc");
  ASSERT_THAT(got.articles, SizeIs(1));
  EXPECT_EQ(got.articles[0].article.url, "https://example.org/p");
  EXPECT_THAT(got.articles[0].article.text, HasSubstr("long enough"));
  EXPECT_EQ(got.articles[0].article.published, std::nullopt);
  ASSERT_THAT(got.skipped, SizeIs(1));
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("revisit"));
}

TEST(Warc, ChunkedAndPackedBodiesAreUndone) {
  const std::string page = kPage;
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", page.size());
  const std::string chunked = size + page + "\r\n0\r\n\r\n";
  const Collected got = read_bytes(
      warc("response", http("Content-Type: text/html\r\nTransfer-Encoding: chunked", chunked)) +
          warc("response", http("Content-Type: text/html\r\nContent-Encoding: gzip", gzip(page))),
      "a.warc");
  ASSERT_THAT(got.articles, SizeIs(2));
  EXPECT_EQ(got.articles[0].article.text, got.articles[1].article.text);
}

TEST(Warc, CutRecordsAndOtherContentAreExplained) {
  const std::string whole = warc("response", http("Content-Type: image/png", "png"));
  const Collected other = read_bytes(whole, "a.warc");
  ASSERT_THAT(other.skipped, SizeIs(1));
  EXPECT_THAT(other.skipped[0].reason, HasSubstr("image/png"));
  const Collected cut = read_bytes(whole.substr(0, whole.size() - 10), "a.warc");
  ASSERT_THAT(cut.skipped, SizeIs(1));
  EXPECT_THAT(cut.skipped[0].reason, HasSubstr("ends inside"));
  const Collected wild = read_bytes("WARC/1.0\r\nWARC-Type: response\r\n\r\n", "a.warc");
  ASSERT_THAT(wild.skipped, SizeIs(1));
  EXPECT_THAT(wild.skipped[0].reason, HasSubstr("Content-Length"));
}

TEST(Container, MembersAreReadByTheirOwnFormats) {
  const std::vector<std::pair<std::string, std::string>> members = {
      {"a.txt", "Plain text of one article."},
      {"../../evil.jsonl", "{\"text\":\"From JSON.\"}\n"},
      {".hidden", "not this"}};
  for (auto* format : {archive_write_set_format_zip, archive_write_set_format_pax}) {
    const Collected got = read_bytes(pack(members, format, nullptr), "x.zip");
    ASSERT_THAT(got.articles, SizeIs(2));
    EXPECT_EQ(got.articles[0].article.text, "Plain text of one article.");
    EXPECT_EQ(got.articles[0].path, "x.zip!a.txt");
    EXPECT_EQ(got.articles[1].article.text, "From JSON.");
  }
}

TEST(Container, CompressedFilesAndNestingWork) {
  const std::string lines = "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n";
  for (auto* filter : {archive_write_add_filter_gzip, archive_write_add_filter_bzip2,
                       archive_write_add_filter_xz, archive_write_add_filter_zstd}) {
    const std::string packed = pack({{"x", lines}}, archive_write_set_format_raw, filter);
    EXPECT_THAT(read_bytes(packed, "news.jsonl.gz").articles, SizeIs(2));
  }
  const std::string tar = pack({{"in.jsonl.gz", gzip(lines)}}, archive_write_set_format_pax,
                               archive_write_add_filter_gzip);
  EXPECT_THAT(read_bytes(tar, "x.tar.gz").articles, SizeIs(2));
}

TEST(Container, DamageIsReportedAndKeepsWhatWasRead) {
  std::string lines;
  for (int i = 0; i < 20000; ++i) lines += "{\"text\":\"Number " + std::to_string(i) + ".\"}\n";
  std::string packed = gzip(lines);
  packed.resize(packed.size() / 2);
  const Collected got = read_bytes(packed, "x.jsonl.gz");
  EXPECT_GT(got.articles.size(), 100U);
  EXPECT_FALSE(got.skipped.empty());
}

TEST(Container, WhatOnlyLooksPackedIsReported) {
  const Collected got = read_bytes("\x1f\x8b not gzip at all", "x.gz");
  EXPECT_THAT(got.articles, IsEmpty());
  ASSERT_THAT(got.skipped, SizeIs(1));
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("damaged"));
}

TEST(Container, DeepNestingIsRefused) {
  std::string bytes = "text";
  for (int i = 0; i < 8; ++i) {
    bytes = pack({{"inner.zip", bytes}}, archive_write_set_format_zip, nullptr);
  }
  const Collected got = read_bytes(bytes, "x.zip");
  EXPECT_THAT(got.articles, IsEmpty());
  ASSERT_THAT(got.skipped, SizeIs(1));
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("nested"));
}

}  // namespace
}  // namespace entente
