#include "ingest/parse/lemma_rules.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

std::string lemma_by(const char* rule, const char* form) {
  std::string lemma;
  return apply_lemma_rule(*parse_lemma_rule(rule), form, lemma) ? lemma : "(does not fit)";
}

TEST(LemmaRule, ChoosesTheSpellingCutsAndAdds) {
  EXPECT_EQ(lemma_by("l3+y", "Countries"), "country");
  EXPECT_EQ(lemma_by("=0+", "Astana"), "Astana");
  EXPECT_EQ(lemma_by("t0+", "KREMLIN"), "Kremlin");
  EXPECT_EQ(lemma_by("t0+", "american"), "American");
  EXPECT_EQ(lemma_by("l2+be", "is"), "be");
  EXPECT_EQ(lemma_by("=1+", "M\u00fcllers"), "M\u00fcller");
  EXPECT_EQ(lemma_by("l1+e", "caf\u00e9"), "cafe");
}

TEST(LemmaRule, RefusesFormsThatAreTooShort) {
  EXPECT_EQ(lemma_by("l3+y", "is"), "(does not fit)");
  EXPECT_EQ(lemma_by("l2+", "is"), "(does not fit)");
}

TEST(LemmaRule, IsReadStrictly) {
  for (const char* bad : {"", "l", "l3", "x3+y", "l+y", "lx+y", "l-1+"}) {
    EXPECT_FALSE(parse_lemma_rule(bad).ok()) << bad;
  }
}

}  // namespace
}  // namespace entente
