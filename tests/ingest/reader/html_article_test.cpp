#include "ingest/reader/html_article.h"

#include <gtest/gtest.h>

#include "ingest/reader/encoding.h"

namespace entente {
namespace {

constexpr char kPage[] = R"(<html lang="en-GB"><head><title>Site - Talks open</title>
<meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2021-03-04T08:00:00Z">
<link rel="canonical" href="https://example.org/talks"></head><body>
<nav><a href="/">Home</a> <a href="/world">World, politics, weather, sport, and more of that</a></nav>
<div class="social-share"><p>Share this story with your friends, your family, and everybody else.</p></div>
<div class="story-body"><h1>Talks open</h1><p class="byline">By A. Writer</p>
<p>The two ministers met on Thursday, shook hands, and <b>agreed</b> to meet again, officials said.</p>
<p>A second round, they added, is planned for April, although no place has been named so far.</p>
<aside><p>An aside about something else, with commas, many commas, and yet no part of it.</p></aside>
<script>var p = "<p>not text, never, at all</p>";</script>
<p>Neither side, asked by reporters, gave any details of what was said behind closed doors.</p></div>
<div id="comments"><p>I think, frankly, that this is all nonsense, and I shall say so, here and now.</p></div>
<footer><p>Copyright, terms, conditions, privacy, cookies, contact, and so on and so forth.</p></footer>
</body></html>)";

TEST(HtmlArticle, KeepsTheParagraphsOfTheArticleAndNothingElse) {
  EXPECT_EQ(read_html_article(kPage).text,
            "The two ministers met on Thursday, shook hands, and agreed to meet again, officials "
            "said.\n\nA second round, they added, is planned for April, although no place has been "
            "named so far.\n\nNeither side, asked by reporters, gave any details of what was said "
            "behind closed doors.");
}

TEST(HtmlArticle, ReadsTheMetadata) {
  const Article article = read_html_article(kPage);
  EXPECT_EQ(article.title, "Talks open");
  EXPECT_EQ(article.source, "The Example");
  EXPECT_EQ(article.url, "https://example.org/talks");
  EXPECT_EQ(article.language, "en-GB");
  ASSERT_TRUE(article.published.has_value());
  EXPECT_EQ(to_string(*article.published), "2021-03-04");
}

TEST(HtmlArticle, JsonLdComesBeforeMetaElements) {
  const Article article = read_html_article(
      R"(<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"H",
      "datePublished":"2020-01-02","publisher":{"name":"P"}}]}</script>
      <meta property="og:title" content="Other">)");
  EXPECT_EQ(article.title, "H");
  EXPECT_EQ(article.source, "P");
  ASSERT_TRUE(article.published.has_value());
  EXPECT_EQ(to_string(*article.published), "2020-01-02");
  EXPECT_TRUE(article.text.empty());
}

TEST(HtmlArticle, MissingMetadataStayMissing) {
  const Article article = read_html_article("<p>Nothing but a paragraph, this one, is here.</p>");
  EXPECT_TRUE(article.title.empty());
  EXPECT_FALSE(article.published.has_value());
}

TEST(HtmlArticle, DeepNestingIsCutInsteadOfCrashing) {
  std::string page;
  for (int i = 0; i < 200000; ++i) page += "<div>";
  page += "text";
  EXPECT_NO_FATAL_FAILURE(read_html_article(page));
}

TEST(Encoding, DeclaredWindows1252BecomesUtf8) {
  const Decoded decoded = decode_to_utf8("\x93quoted\x94 caf\xe9", "iso-8859-1");
  EXPECT_EQ(decoded.utf8.text, "\u201cquoted\u201d caf\u00e9");
  EXPECT_EQ(decoded.encoding, "windows-1252");
}

TEST(Encoding, ValidUtf8WinsOverAWrongDeclaration) {
  EXPECT_EQ(decode_to_utf8("caf\u00e9", "iso-8859-1").utf8.text, "caf\u00e9");
}

TEST(Encoding, ByteOrderMarkWins) {
  using namespace std::string_literals;
  EXPECT_EQ(decode_to_utf8("\xff\xfeh\0i\0"s, "utf-8").utf8.text, "hi");
}

TEST(HtmlArticle, TheLeadIsKeptThoughItIsSetAsAHeading) {
  const std::string paragraph =
      "<p>The ministers met on Monday, and they agreed that the talks, which had been broken off "
      "in spring, would go on in the capital.</p>";
  const Article article = read_html_article(
      "<html><body><div class=\"story\"><h2>Business</h2>"
      "<h2>Two neighbours that had not spoken for a year are back at the table this week.</h2>" +
      paragraph + paragraph + "</div></body></html>");
  EXPECT_TRUE(article.text.starts_with("Two neighbours")) << article.text;
}

TEST(HtmlArticle, JsonLdIsReadOutOfOldWrappersAndWithRawLineEnds) {
  for (const auto& [before, after] : {std::pair{"<![CDATA[", "]]>"},
                                      {"//<![CDATA[\n", "\n//]]>"},
                                      {"/*<![CDATA[*/", "/*]]>*/"},
                                      {"<!--", "-->"},
                                      {"<![CDATA[ [", "] ]]>"},
                                      {"", ""}}) {
    const std::string page =
        std::string("<html><head><script type=\"application/ld+json\">") + before +
        "{\"@type\":\"NewsArticle\",\"headline\":\"Ministers\nmeet\",\"datePublished\":"
        "\"2024-12-06T22:00:40.000Z\",\"publisher\":{\"name\":\"Agency\"}}" +
        after + "</script></head><body><p>Words.</p></body></html>";
    const Article article = read_html_article(page);
    EXPECT_EQ(article.title, "Ministers meet") << before;
    EXPECT_EQ(article.source, "Agency") << before;
    ASSERT_TRUE(article.published.has_value()) << before;
    EXPECT_EQ(to_string(*article.published), "2024-12-06") << before;
  }
}

}  // namespace
}  // namespace entente
