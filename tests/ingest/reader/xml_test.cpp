// TEI, tokenised corpora, NewsML-G2, and what feeds say around their items.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/ingest/reader/collect.h"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(TeiText, DocumentsAreReadWithTheirHeader) {
  const Collected got = read_text(
      R"(<?xml version="1.0"?><teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>
      <TEI xml:id="t1" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Recognition</title>
      </titleStmt><publicationStmt><publisher>Office of History</publisher>
      <date when="1921-07-21">1921</date></publicationStmt></fileDesc></teiHeader>
      <text><body><head>Summary</head><p>The states
         recognized <persName>each other</persName>.</p>
      <figure><head>A flag</head></figure><list><item>One</item><item>Two<lb/>lines</item></list>
      </body></text></TEI><TEI><text><body><p>Second.</p></body></text></TEI></teiCorpus>)",
      "a.xml");
  ASSERT_THAT(got.articles, SizeIs(2));
  const Article& first = got.articles[0].article;
  EXPECT_EQ(first.text, "Summary\n\nThe states recognized each other.\n\nOne\n\nTwo lines");
  EXPECT_EQ(first.id, "t1");
  EXPECT_EQ(first.title, "Recognition");
  EXPECT_EQ(first.source, "Office of History");
  EXPECT_EQ(to_string(*first.published), "1921-07-21");
  EXPECT_EQ(got.articles[1].article.text, "Second.");
}

TEST(TeiText, TokensAreJoinedAsTheyAreWritten) {
  const Collected got = read_text(
      "<text id=\"doc\" title=\"T\" dateCreated=\"2015-08-21\" sourceURL=\"https://example.org\">\n"
      "<p>\n<s>\nShe\tPP\tshe\nsaid\tVVD\tsay\n:\t:\t:\n\"\t``\t\"\n<w>\nDo\tVV\tdo\nn't\tRB\tnot\n"
      "</w>\npay\tVV\tpay\n(\t(\t(\n$\t$\t$\n5\tCD\t5\n)\t)\t)\n!\tSENT\t!\n\"\t''\t\"\n</s>\n</"
      "p>\n"
      "<p>\nA\tDT\ta\n<w>\nquasi\tJJ\tq\n-\tHYPH\t-\nwar\tNN\twar\n</w>\n.\tSENT\t.\n</p>\n</text>",
      "gum.xml");
  ASSERT_THAT(got.articles, SizeIs(1));
  EXPECT_EQ(got.articles[0].article.text, "She said: \"Don't pay ($5)!\"\n\nA quasi-war.");
  EXPECT_EQ(got.articles[0].article.url, "https://example.org");
  EXPECT_EQ(to_string(*got.articles[0].article.published), "2015-08-21");
}

TEST(TeiText, BrokenAndEmptyDocumentsAreReported) {
  const Collected got = read_text("<TEI><text><body><p>Cut of", "a.xml");
  EXPECT_THAT(got.skipped, SizeIs(1));
  const Collected empty = read_text("<TEI><text><body/></text></TEI>", "a.xml");
  ASSERT_THAT(empty.skipped, SizeIs(1));
  EXPECT_THAT(empty.skipped[0].reason, HasSubstr("no text"));
}

TEST(XmlFeed, NewsMlG2IsRead) {
  const Collected got = read_text(
      R"(<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
      <newsItem guid="urn:newsml:example.org:1" version="2" xml:lang="en"><itemMeta>
      <provider literal="Agency"/><versionCreated>2020-03-04T10:00:00Z</versionCreated></itemMeta>
      <contentMeta><headline>Ministers meet</headline><language tag="en"/></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml"><html><head><title>x</title></head>
      <body><p>The first.</p><p>The second.</p></body></html></inlineXML></contentSet></newsItem>
      </itemSet></newsMessage>)",
      "n.xml");
  ASSERT_THAT(got.articles, SizeIs(1));
  const Article& article = got.articles[0].article;
  EXPECT_EQ(article.id, "urn:newsml:example.org:1");
  EXPECT_EQ(article.title, "Ministers meet");
  EXPECT_EQ(article.source, "Agency");
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(to_string(*article.published), "2020-03-04");
  EXPECT_THAT(article.text, HasSubstr("The first.\n\nThe second."));
}

TEST(XmlFeed, TheFeedsNameAndLanguageCountForItsItems) {
  const std::string feed =
      "<rss><channel><title>Le Courrier</title><language>fr</language><image><title>no</title>"
      "</image><item><description>Bonjour.</description></item></channel></rss>";
  ReadOptions any;
  any.languages = LanguagePolicy::kAny;
  const Collected got = read_text(feed, "f.xml", any);
  ASSERT_THAT(got.articles, SizeIs(1));
  EXPECT_EQ(got.articles[0].article.source, "Le Courrier");
  EXPECT_EQ(got.articles[0].article.language, "fr");
  EXPECT_THAT(skips(read_text(feed, "f.xml")), ElementsAre(HasSubstr("in French (fr)")));
}

TEST(XmlFeed, AnItemLongerThanTheLimitEndsTheReading) {
  ReadOptions options;
  options.max_article_bytes = 100;
  std::string feed = "<rss><channel><item><description>First.</description></item><item>";
  for (int i = 0; i < 20000; ++i) feed += "<p>words</p>";
  const Collected got = read_text(feed + "</item></channel></rss>", "f.xml", options);
  EXPECT_THAT(texts(got), ElementsAre("First."));
  ASSERT_THAT(got.skipped, SizeIs(1));
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("exceeds the limit"));
}

TEST(XmlFeed, EntitiesThatGrowWithoutEndAreRefused) {
  std::string feed =
      "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">";
  for (char c = 'b'; c <= 'j'; ++c) {
    feed += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) feed += std::string("&") + static_cast<char>(c - 1) + ";";
    feed += "\">";
  }
  const Collected got = read_text(
      feed + "]><rss><channel><item><description>&j;</description></item></channel></rss>",
      "f.xml");
  EXPECT_THAT(got.articles, IsEmpty());
  EXPECT_FALSE(got.skipped.empty());
}

}  // namespace
}  // namespace entente
