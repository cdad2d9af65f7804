#include "ingest/parse/features.h"

#include <gtest/gtest.h>

#include <vector>

namespace entente {
namespace {

std::vector<Token> tokens(const std::vector<std::string>& forms) {
  std::vector<Token> out;
  for (const std::string& form : forms) {
    out.emplace_back();
    out.back().form = form;
  }
  return out;
}

// The expected numbers come from tools/train/features.py.
TEST(WordFeatures, EqualTheOnesThatTheNetworkWasTrainedWith) {
  const WordFeatures f = word_features("Erdo\u011fan");
  EXPECT_EQ(f.vector_key, 396701933U);
  EXPECT_EQ(f.form_row, 6207U);
  EXPECT_EQ(f.shape_row, 347U);
  ASSERT_EQ(f.affix_count, 8U);
  EXPECT_EQ(f.affixes[0], 14286U);
  EXPECT_EQ(f.affixes[7], 16296U);
  ASSERT_EQ(f.gram_count, 13U);
  EXPECT_EQ(f.grams[0], 26353U);
  EXPECT_EQ(f.grams[12], 16905U);
}

TEST(WordFeatures, IgnoreCaseAndTypographyInTheWordVector) {
  EXPECT_EQ(word_features("PUTIN").vector_key, word_features("putin").vector_key);
  EXPECT_EQ(word_features("\u2019s").vector_key, word_features("'s").vector_key);
  EXPECT_NE(word_features("Putin").shape_row, word_features("putin").shape_row);
}

TEST(WordFeatures, HoldForAnyBytes) {
  EXPECT_EQ(word_features("").affix_count, 0U);
  EXPECT_EQ(word_features("\xff\xfe").form_row, word_features("\xff\xfe").form_row);
  EXPECT_LE(word_features(std::string(5000, 'x')).gram_count, WordFeatures::kMaxGrams);
}

TEST(CaseClassOfASentence, TellsHeadlinesFromCapitals) {
  EXPECT_EQ(case_class(tokens({"Leaders", "met", "in", "Astana", "."})), CaseClass::kOrdinary);
  EXPECT_EQ(case_class(tokens({"LEADERS", "MEET", "IN", "2022"})), CaseClass::kAllCapitals);
  EXPECT_EQ(case_class(tokens({"leaders", "met", "in", "astana"})), CaseClass::kNoCapitals);
  EXPECT_EQ(case_class(tokens({"Rival", "Leaders", "Meet", "Over", "Border"})),
            CaseClass::kHeadline);
  EXPECT_EQ(case_class({}), CaseClass::kOrdinary);
}

}  // namespace
}  // namespace entente
