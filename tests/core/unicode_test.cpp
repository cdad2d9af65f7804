#include "core/unicode.h"

#include <gtest/gtest.h>

#include <random>

namespace entente {
namespace {

TEST(Unicode, RepairsInvalidBytesAndCountsThem) {
  const auto out = repair_utf8(
      "a\xff"
      "b\xc3"
      "c");
  EXPECT_EQ(out.text,
            "a\uFFFD"
            "b\uFFFD"
            "c");
  EXPECT_EQ(out.replaced, 2U);
}

TEST(Unicode, DropsWhatXmlForbids) {
  using namespace std::string_literals;
  const auto out = repair_utf8("a\x0b\0"s + "b\uFFFEc");
  EXPECT_EQ(out.text, "abc");
  EXPECT_EQ(out.dropped, 3U);
}

TEST(Unicode, KeepsAMarkThatIsNotAtTheStartOfTheText) {
  EXPECT_EQ(repair_utf8("a\uFEFFb").text, "a\uFEFFb");
  EXPECT_EQ(repair_utf8("\uFEFFb", false).text, "\uFEFFb");
}

TEST(Unicode, MakesLineEndsPlainAndDropsTheByteOrderMark) {
  EXPECT_EQ(repair_utf8("\uFEFFa\r\nb\rc").text, "a\nb\nc");
  EXPECT_EQ(repair_utf8("a\uFEFFb").text, "a\uFEFFb");
}

TEST(Unicode, RepairIsIdempotentAndAlwaysValid) {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (int k = 0; k < 24; ++k) text.push_back(static_cast<char>(byte(random)));
    const auto once = repair_utf8(text);
    EXPECT_TRUE(is_valid_utf8(once.text));
    const auto twice = repair_utf8(once.text);
    EXPECT_EQ(twice.text, once.text);
  }
}

TEST(Unicode, FoldingIgnoresCaseAndAccents) {
  EXPECT_EQ(fold_for_matching("Erdo\u011fan"), fold_for_matching("ERDOGAN"));
  EXPECT_EQ(fold_for_matching("Micha\u0142"), "michal");
  EXPECT_EQ(fold_for_matching("O\u2019Brien"), "o'brien");
}

TEST(Unicode, PrefixCutsNoCharacter) {
  EXPECT_EQ(prefix_of("\u0416\u0416", 4), "\u0416\u0416");
  EXPECT_EQ(prefix_of("\u0416\u0416", 3), "\u0416");
  EXPECT_EQ(prefix_of("\u0416\u0416", 1), "");
  EXPECT_EQ(prefix_of("a\U0001F600b", 4), "a");
  EXPECT_EQ(prefix_of("abc", 2), "ab");
}

TEST(Unicode, WordShapes) {
  EXPECT_TRUE(is_upper_initial("\u00c9lys\u00e9e"));
  EXPECT_FALSE(is_upper_initial("iPhone"));
  EXPECT_TRUE(is_all_upper("U.S."));
  EXPECT_FALSE(is_all_upper("A"));
}

TEST(Unicode, DisplayWidthCountsWideCharactersTwice) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("\u4e60\u8fd1\u5e73"), 6U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
}

}  // namespace
}  // namespace entente
