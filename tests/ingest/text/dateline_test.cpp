#include "ingest/text/dateline.h"

#include <gtest/gtest.h>

#include "ingest/text/split_text.h"

namespace entente {
namespace {

std::size_t length_of(std::string_view text) {
  return dateline_length(split_sentence(text).tokens);
}

TEST(Dateline, UsualForms) {
  EXPECT_EQ(length_of("LIMA, Peru (AP) -- The president resigned."), 7U);
  EXPECT_EQ(length_of("OSLO - The court ruled."), 2U);
  EXPECT_EQ(length_of("Oslo, March 8 (Xinhua) -- The court ruled."), 8U);
  EXPECT_EQ(length_of("Quito -- President Lasso resigned."), 2U);
  EXPECT_EQ(length_of("Oslo, March 8 (IANS) The court ruled."), 7U);
}

TEST(Dateline, NamesAndAsidesAreNone) {
  EXPECT_EQ(length_of("Karine Jean-Pierre said so."), 0U);
  EXPECT_EQ(length_of("Putin -- who spoke first -- thanked them."), 0U);
  EXPECT_EQ(length_of("The talks - held in Oslo - failed."), 0U);
  EXPECT_EQ(length_of("NATO (founded 1949) met."), 0U);
}

TEST(Dateline, BecomesASentenceOfItsOwn) {
  auto sentences = split_text("LIMA -- The president resigned. He left.");
  split_datelines(sentences);
  ASSERT_EQ(sentences.size(), 3U);
  EXPECT_EQ(sentences[0].tokens.size(), 2U);
  EXPECT_EQ(sentences[1].tokens.front().form, "The");
}

}  // namespace
}  // namespace entente
