#include "ingest/reader/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/ingest/reader/collect.h"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

// "text" as UTF-16 with a mark.
std::string utf16(std::u16string_view text, bool is_big_endian) {
  std::string out = is_big_endian ? "\xfe\xff" : "\xff\xfe";
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    out += is_big_endian ? high : low;
    out += is_big_endian ? low : high;
  }
  return out;
}

TEST(DeclaredEncoding, IsFoundInPagesAndXml) {
  EXPECT_EQ(declared_encoding("<html><head><meta charset=\"Windows-1251\">"), "windows-1251");
  EXPECT_EQ(declared_encoding("<META http-equiv=x content='text/html; charset=KOI8-R'>"), "koi8-r");
  EXPECT_EQ(declared_encoding("<?xml version='1.0' encoding='ISO-8859-2'?><html>"), "iso-8859-2");
  EXPECT_EQ(declared_encoding("<meta charset=utf-16>"), "utf-8");
  EXPECT_EQ(declared_encoding("<meta name=charset content=x><p>charset=no"), "");
}

TEST(DeclaredEncoding, APageIsReadInTheEncodingThatItDeclares) {
  ReadOptions any;
  any.languages = LanguagePolicy::kAny;
  // Too little for a detector: only the declaration tells Cyrillic from Western letters.
  const std::string page =
      "<html><head><meta charset=windows-1251><title>\xcc\xe8\xf0</title></head><body><p>A page of "
      "prose, with commas, and enough words, to count: \xcc\xe8\xf0.</p></body></html>";
  const Collected got = read_text(page, "p.html", any);
  ASSERT_THAT(got.articles, SizeIs(1));
  EXPECT_EQ(got.articles[0].article.title, "\u041c\u0438\u0440");
}

TEST(Utf16, TablesAndJsonAreReadFromIt) {
  for (const bool is_big_endian : {false, true}) {
    EXPECT_THAT(texts(read_text(utf16(u"title\ttext\nA\tK\u00f6ln \U0001F600.\n", is_big_endian),
                                "export.txt")),
                ElementsAre("K\u00f6ln \U0001F600."));
    EXPECT_THAT(texts(read_text(utf16(u"{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n", is_big_endian),
                                "a.jsonl")),
                ElementsAre("One.", "Two."));
  }
}

TEST(Utf16, HalfPairsBecomeReplacementCharacters) {
  const std::string lone = utf16(u"[{\"text\":\"a\xD800z\"}]", false);
  EXPECT_THAT(texts(read_text(lone, "a.json")), ElementsAre("a\ufffdz"));
  EXPECT_THAT(texts(read_text(lone + "x", "a.json")), ElementsAre("a\ufffdz"));
}

TEST(CsvTable, OneEncodingHoldsForTheWholeTable) {
  // Greek in windows-1253; a cell alone would be taken for something else.
  std::string table = "title,text\n";
  for (int i = 0; i < 40; ++i) {
    table +=
        "\xcf \xf0\xf1\xf9\xe8\xf5\xf0\xef\xf5\xf1\xe3\xfc\xf2,\xd3\xf5\xed\xdc\xed\xf4\xe7\xf3"
        "\xe5 \xf4\xef\xed \xf0\xf1\xfc\xe5\xe4\xf1\xef \xf3\xf4\xe7\xed \xc1\xe8\xde\xed\xe1\n";
  }
  table += "x,\xc1\xe8\xde\xed\xe1\n";
  ReadOptions any;
  any.languages = LanguagePolicy::kAny;
  const Collected got = read_text(table, "a.csv", any);
  ASSERT_THAT(got.articles, SizeIs(41));
  EXPECT_EQ(got.articles[40].article.text, "\u0391\u03b8\u03ae\u03bd\u03b1");
}

}  // namespace
}  // namespace entente
