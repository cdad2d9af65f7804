#include "ingest/text/paragraphs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace entente {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<std::string> paragraphs_of(const std::string& text) {
  std::vector<std::string> out;
  for (const TextSpan span : find_paragraphs(text)) out.emplace_back(slice(text, span));
  return out;
}

TEST(Paragraphs, BlankLinesAndLineBreaksSeparate) {
  EXPECT_THAT(paragraphs_of("Headline\nBy Anna Berg\n\n  Text. \n \nMore."),
              ElementsAre("Headline", "By Anna Berg", "Text.", "More."));
}

TEST(Paragraphs, HardWrappedLinesAreJoined) {
  const std::string first =
      "The foreign ministers of the two countries met in the capital on Monday\n"
      "and agreed to resume the talks that had broken down in the spring over\n"
      "Water rights and the status of the border towns.";
  const std::string second =
      "They will meet again in a month, a spokeswoman said, and both delegations\n"
      "are expected to bring maps.";
  EXPECT_THAT(paragraphs_of("MINISTERS MEET\n\n" + first + "\n\n" + second),
              ElementsAre("MINISTERS MEET", first, second));
}

TEST(Paragraphs, IndentedLineBeginsAParagraphOfWrappedText) {
  const std::string text =
      "    The foreign ministers of the two countries met in the capital on\n"
      "Monday and agreed to resume the talks that had broken down in the\n"
      "spring over water rights and the status of the border town of Berga.\n"
      "    Both delegations are expected to bring maps to the next meeting,\n"
      "which is planned for the autumn.";
  EXPECT_THAT(paragraphs_of(text), SizeIs(2));
}

TEST(Paragraphs, ShortFirstLineOfWrappedTextGoesOn) {
  const std::string text =
      "The port authority said Berga Shipping\n"
      "Ltd has asked for the talks that had broken down in the spring over\n"
      "water rights and the status of the border town of Berga to resume as\n"
      "soon as both delegations have found the maps.";
  EXPECT_THAT(paragraphs_of(text), SizeIs(1));
}

TEST(Paragraphs, LowerCaseGoesOn) {
  EXPECT_THAT(paragraphs_of("The two sides agreed to meet again soon\nin the capital."), SizeIs(1));
}

TEST(Paragraphs, LongLinesAreParagraphs) {
  const std::string line(150, 'X');
  EXPECT_THAT(paragraphs_of(line + "\n" + line + "\n" + line), SizeIs(3));
}

TEST(Paragraphs, BulletsAreApart) {
  EXPECT_THAT(paragraphs_of("They agreed on\n- trade\n- arms\n* talks\n2. maps"), SizeIs(5));
}

}  // namespace
}  // namespace entente
