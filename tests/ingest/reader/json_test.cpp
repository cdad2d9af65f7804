#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "ingest/reader/json_records.h"
#include "ingest/reader/json_scan.h"
#include "tests/ingest/reader/collect.h"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(JsonLines, ReadsEveryFieldOfTheContract) {
  const Collected got = read_text(
      R"({"id":"a1","text":"Merkel met Macron.","title":"Talks","url":"https://example.org/1",)"
      R"("date":"2018-06-19","source":"Example","language":"en"})"
      "\n");
  ASSERT_EQ(got.articles.size(), 1U);
  const Article& article = got.articles[0].article;
  EXPECT_EQ(article.id, "a1");
  EXPECT_TRUE(got.articles[0].has_own_id);
  EXPECT_EQ(article.text, "Merkel met Macron.");
  EXPECT_EQ(article.title, "Talks");
  EXPECT_EQ(article.url, "https://example.org/1");
  EXPECT_EQ(article.published, (Date{2018, 6, 19}));
  EXPECT_EQ(article.source, "Example");
  EXPECT_EQ(article.language, "en");
}

TEST(JsonLines, RecognisesNewsPleaseFields) {
  const Collected got = read_text(
      R"({"maintext":"A.","date_publish":"2017-09-15 00:00:00","source_domain":"example.org",)"
      R"("title":"T","language":null,"authors":["X"],"image_url":"i"})");
  ASSERT_EQ(got.articles.size(), 1U);
  const Article& article = got.articles[0].article;
  EXPECT_EQ(article.text, "A.");
  EXPECT_EQ(article.published, (Date{2017, 9, 15}));
  EXPECT_EQ(article.source, "example.org");
  EXPECT_EQ(article.language, "");
}

TEST(JsonLines, RecognisesFeedSpellings) {
  const Collected got = read_text(
      R"({"headline":"H","articleBody":"B.","pubDate":"Mon, 19 Jun 2018 08:00:00 GMT",)"
      R"("link":"https://example.org","publisher":{"@type":"Organization","name":"Example"},)"
      R"("lang":"en"})");
  ASSERT_EQ(got.articles.size(), 1U);
  const Article& article = got.articles[0].article;
  EXPECT_EQ(article.title, "H");
  EXPECT_EQ(article.text, "B.");
  EXPECT_EQ(article.published, (Date{2018, 6, 19}));
  EXPECT_EQ(article.source, "Example");
}

TEST(JsonLines, TakesTheBetterOfTwoTextFieldsAndPassesOverEmptyOnes) {
  const Collected got = read_text(R"({"content":"short ...","text":"the whole text"})"
                                  "\n"
                                  R"({"text":"","maintext":"the main text"})"
                                  "\n");
  EXPECT_THAT(texts(got), ElementsAre("the whole text", "the main text"));
}

TEST(JsonLines, JoinsATextOfParagraphs) {
  EXPECT_THAT(texts(read_text(R"({"body":["One.","Two."]})")), ElementsAre("One.\n\nTwo."));
}

TEST(JsonLines, FieldMapOverridesTheDetection) {
  ReadOptions options;
  options.field_map = *parse_field_map("text=lead,date=day");
  const Collected got = read_text(
      R"({"text":"no","lead":"yes","date":"2001-01-01","day":"2002-02-02"})", "x", options);
  ASSERT_THAT(texts(got), ElementsAre("yes"));
  EXPECT_EQ(got.articles[0].article.published, (Date{2002, 2, 2}));
}

TEST(JsonLines, InvalidLineIsReportedWithItsPlaceAndTheRunGoesOn) {
  const Collected got =
      read_text("{\"text\":\"a\"}\n{\"text\": oops}\n\n{\"text\":\"b\"}\n", "in.jsonl");
  EXPECT_THAT(texts(got), ElementsAre("a", "b"));
  EXPECT_THAT(skips(got), ElementsAre("in.jsonl:2: not valid JSON at column 10: invalid literal"));
  EXPECT_EQ(got.articles[1].line, 4U);
}

TEST(JsonLines, BrokenFirstLineDoesNotHideTheFormat) {
  const Collected got = read_text("{\"text\": \"cut off\n{\"text\":\"b\"}\n", "in.json");
  EXPECT_THAT(texts(got), ElementsAre("b"));
  EXPECT_EQ(got.skipped.size(), 1U);
}

TEST(JsonLines, RecordWithoutTextNamesItsFieldsAndTheRemedy) {
  const Collected got = read_text("{\"title\":\"t\",\"lead\":\"l\"}\n", "in.jsonl");
  EXPECT_THAT(skips(got), ElementsAre("in.jsonl:1: no field with the text of an article (fields: "
                                      "title, lead); name it with --map text=FIELD"));
}

TEST(JsonLines, EmptyTextIsReported) {
  EXPECT_THAT(skips(read_text("{\"text\":\"  \"}\n", "in.jsonl")),
              ElementsAre("in.jsonl:1: the field 'text' holds no text"));
}

TEST(JsonLines, ScalarLineIsReported) {
  const Collected got = read_text("{\"text\":\"a\"}\n42\n[\"x\"]\n", "in.jsonl");
  EXPECT_THAT(texts(got), ElementsAre("a"));
  EXPECT_EQ(got.skipped.size(), 2U);
}

TEST(JsonLines, InvalidUtf8IsRepairedAndCounted) {
  const Collected got = read_text("{\"text\":\"caf\xe9 met\\u0007 Xi\"}\n", "in.jsonl");
  EXPECT_THAT(texts(got), ElementsAre("caf\xef\xbf\xbd met Xi"));
  EXPECT_EQ(got.articles[0].replaced, 1U);
  EXPECT_EQ(got.articles[0].dropped, 1U);
  EXPECT_EQ(got.report.repaired, 1U);
}

TEST(JsonLines, LineBeyondTheLimitIsSkippedWithoutBeingHeld) {
  ReadOptions options;
  options.max_article_bytes = 1000;
  const std::string long_line = "{\"text\":\"" + std::string(5000, 'x') + "\"}\n";
  const Collected got =
      read_text("{\"text\":\"a\"}\n" + long_line + "{\"text\":\"b\"}\n", "in.jsonl", options);
  EXPECT_THAT(texts(got), ElementsAre("a", "b"));
  EXPECT_THAT(skips(got), ElementsAre("in.jsonl:2: line of 4.9 KiB exceeds the limit of 2.0 KiB"));
}

TEST(JsonLines, TextBeyondTheLimitIsSkipped) {
  ReadOptions options;
  options.max_article_bytes = 1000;
  const Collected got =
      read_text("{\"text\":\"" + std::string(1500, 'x') + "\"}\n", "in.jsonl", options);
  EXPECT_THAT(skips(got), ElementsAre("in.jsonl:1: text of 1.5 KiB exceeds the limit of 1000 bytes "
                                      "for one article"));
}

TEST(JsonLines, DefaultDateFillsOnlyWhatIsMissing) {
  ReadOptions options;
  options.default_date = Date{2022, 9, 15};
  const Collected got = read_text(
      "{\"text\":\"a\"}\n{\"text\":\"b\",\"date\":\"2001-01-01\"}\n{\"text\":\"c\",\"date\":"
      "\"soon\"}\n",
      "in.jsonl", options);
  ASSERT_EQ(got.articles.size(), 3U);
  EXPECT_EQ(got.articles[0].article.published, (Date{2022, 9, 15}));
  EXPECT_EQ(got.articles[1].article.published, (Date{2001, 1, 1}));
  EXPECT_THAT(got.articles[2].notes, ElementsAre("publication date 'soon' not understood"));
}

TEST(JsonLines, NumbersServeAsIdsAndDates) {
  const Collected got = read_text(
      "{\"id\":17,\"text\":\"a\",\"timestamp\":1505433600}\n"
      "{\"_id\":{\"$oid\":\"5f\"},\"text\":\"b\",\"date\":20170915}\n"
      "{\"text\":\"c\",\"published\":1505433600000}\n",
      "in.jsonl");
  ASSERT_EQ(got.articles.size(), 3U);
  EXPECT_EQ(got.articles[0].article.id, "17");
  EXPECT_EQ(got.articles[1].article.id, "5f");
  for (const ReadArticle& article : got.articles) {
    EXPECT_EQ(article.article.published, (Date{2017, 9, 15}));
  }
}

TEST(JsonLines, ArticleWithoutIdIsKnownByItsText) {
  const Collected got =
      read_text("{\"text\":\"same\",\"url\":\"u1\"}\n{\"text\":\"same\"}\n", "in.jsonl");
  ASSERT_EQ(got.articles.size(), 2U);
  EXPECT_FALSE(got.articles[0].has_own_id);
  EXPECT_EQ(got.articles[0].article.id, got.articles[1].article.id);
  EXPECT_EQ(got.articles[0].article.id, content_id(got.articles[0].article));
}

TEST(JsonLines, UndatedArticlesAreCounted) {
  EXPECT_EQ(read_text("{\"text\":\"a\"}\n", "in.jsonl").report.undated, 1U);
}

TEST(JsonDocument, ReadsOneObjectOverManyLines) {
  const Collected got =
      read_text("{\n  \"authors\": [],\n  \"text\": \"a\",\n  \"title\": null\n}\n");
  EXPECT_THAT(texts(got), ElementsAre("a"));
  EXPECT_THAT(got.skipped, IsEmpty());
}

TEST(JsonDocument, ReadsAnArray) {
  const Collected got = read_text("[\n{\"text\":\"a\"},\n{\"text\":\"b\"}\n]\n");
  EXPECT_THAT(texts(got), ElementsAre("a", "b"));
  EXPECT_EQ(got.articles[1].line, 3U);
}

TEST(JsonDocument, ReadsAnArrayInsideOfAnAnswer) {
  const Collected got = read_text(
      "{\"status\":\"ok\",\n\"articles\":[{\"content\":\"a\",\"source\":{\"id\":null,\"name\":"
      "\"S\"}}]}");
  ASSERT_THAT(texts(got), ElementsAre("a"));
  EXPECT_EQ(got.articles[0].article.source, "S");
  EXPECT_THAT(got.skipped, IsEmpty());
}

TEST(JsonDocument, ReadsValuesThatFollowOneAnother) {
  EXPECT_THAT(texts(read_text("{\n\"text\":\"a\"}{\n\"text\":\"b\"}\n{\n\"text\":\"c\"}")),
              ElementsAre("a", "b", "c"));
}

TEST(JsonDocument, FaultNamesTheLineAndKeepsWhatCameBefore) {
  const Collected got =
      read_text("[{\"text\":\"a\"},\n{\"text\":\"b\"},\n{\"text\" \"c\"}]", "in.json");
  EXPECT_THAT(texts(got), ElementsAre("a", "b"));
  ASSERT_EQ(got.skipped.size(), 1U);
  EXPECT_THAT(skips(got)[0], HasSubstr("in.json:3: not valid JSON"));
  EXPECT_THAT(skips(got)[0], HasSubstr("the rest of the file is not read"));
}

TEST(JsonDocument, TruncatedFileIsReported) {
  const Collected got = read_text("{\n  \"title\": \"t\",\n  \"text\": \"cut o", "in.json");
  EXPECT_THAT(texts(got), IsEmpty());
  EXPECT_EQ(got.skipped.size(), 1U);
}

TEST(JsonDocument, DeepNestingIsRefused) {
  const Collected got = read_text("{\n\"text\":\"a\",\"x\":" + std::string(100000, '[') +
                                  std::string(100000, ']') + "}");
  EXPECT_THAT(texts(got), IsEmpty());
  ASSERT_EQ(got.skipped.size(), 1U);
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("nested deeper than 1000 levels"));
}

TEST(JsonDocument, EndlessStringIsBounded) {
  ReadOptions options;
  options.max_article_bytes = 1000;
  const Collected got =
      read_text("[\n{\"text\":\"" + std::string(200000, 'x') + "\"}]", "in.json", options);
  ASSERT_EQ(got.skipped.size(), 1U);
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("exceeds the limit of 2.0 KiB"));
}

TEST(JsonDocument, CharactersAcrossBlocksStayWhole) {
  // 64 KiB blocks: the two-byte letter lies across their border at one of the paddings.
  for (std::size_t padding = 65520; padding < 65540; ++padding) {
    const std::string filler(padding, 'x');
    const Collected got = read_text("[\n{\"text\":\"" + filler + "\u00e9\r\n\"}]");
    ASSERT_EQ(got.articles.size() + got.skipped.size(), 1U);
    if (!got.articles.empty()) {
      EXPECT_EQ(got.articles[0].article.text, filler + "\u00e9");
    }
  }
}

TEST(JsonDocument, InvalidUtf8IsRepairedAndCounted) {
  const Collected got = read_text("[\n{\"text\":\"caf\xe9\"}]");
  EXPECT_THAT(texts(got), ElementsAre("caf\xef\xbf\xbd"));
  EXPECT_EQ(got.report.repaired, 1U);
}

TEST(FieldMap, RefusesWhatItDoesNotKnow) {
  EXPECT_FALSE(parse_field_map("body=text").ok());
  EXPECT_FALSE(parse_field_map("text").ok());
  EXPECT_FALSE(parse_field_map("text=").ok());
  EXPECT_THAT(parse_field_map("colour=red").error().message, HasSubstr("'colour=red'"));
}

// What one parser makes of a line.
Collected read_line(std::string_view line, JsonParser parser) {
  Collected out;
  const ReadOptions options;
  const ReadSink sink = collect_into(out);
  ReadContext context("a.jsonl", options, sink, out.report);
  if (const auto failure = read_json_text(line, {}, context, parser)) context.skip(1, *failure);
  return out;
}

TEST(JsonParsers, MakeTheSameOfPlainOddAndBrokenLines) {
  std::vector<std::string> lines = {
      R"({"text":"a \u00e9 \ud83d\ude00 \" \\ \/ \b\f\n\r\t z","id":7,"date":1600000000})",
      R"({"id":-0,"text":"x"})",
      R"({"id":1.50,"text":"x"})",
      R"({"id":12345678901234567890,"text":"x"})",
      R"({"id":1e3,"text":"x"})",
      R"({"id":01,"text":"x"})",
      R"({"id":1.,"text":"x"})",
      R"({"text":"lone \ud800"})",
      R"({"text":"swapped \ude00\ud83d"})",
      R"({"text":"bad \x"})",
      R"({"text":"bad \u12g4"})",
      R"({"text":"bad \u-123"})",
      R"({"text":["A","B",1,null,["C"]],"source":{"name":"S","x":{"name":"T"}}})",
      R"({"articles":[{"content":"One.","id":{"$oid":"5f"}},{"body":"Two."}],"n":[]})",
      R"([{"text":"a"},[1],"s",null])",
      R"({"text":"first","text":"second","body":"third"})",
      R"({"text":"a"} )",
      R"({"text":"a"} x)",
      R"({"text":"a",})",
      R"({"text":"a"]])",
      R"("text")",
      "12",
      "",
      "{",
      std::string("{\"text\":\"a\tb\"}"),
  };
  std::string deep = "1";
  for (int i = 0; i < 40; ++i) deep = "{\"a\":[" + deep + "]}";
  lines.push_back("{\"text\":\"x\",\"more\":" + deep + "}");
  const std::size_t whole = lines.size();
  for (std::size_t i = 0; i < whole; ++i) {  // and cut anywhere
    for (std::size_t cut = 1; cut < lines[i].size(); ++cut)
      lines.push_back(lines[i].substr(0, cut));
  }
  for (const std::string& line : lines) {
    const Collected plain = read_line(line, JsonParser::kPlainFirst);
    const Collected general = read_line(line, JsonParser::kGeneral);
    EXPECT_EQ(skips(plain), skips(general)) << line;
    ASSERT_EQ(plain.articles.size(), general.articles.size()) << line;
    for (std::size_t i = 0; i < plain.articles.size(); ++i) {
      EXPECT_EQ(plain.articles[i].article, general.articles[i].article) << line;
    }
  }
}

TEST(JsonParsers, ThePlainOneTakesWhatCollectionsHold) {
  EXPECT_TRUE(is_plain_json(R"({"text":"a \u00e9","n":-1.5,"l":[true,false,null,{}]} )"));
  EXPECT_FALSE(is_plain_json(R"({"text":"a")"));
  EXPECT_FALSE(is_plain_json(R"({"n":1e5})"));
}

}  // namespace
}  // namespace entente
