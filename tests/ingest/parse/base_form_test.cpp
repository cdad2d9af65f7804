#include "ingest/parse/base_form.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <set>
#include <string>
#include <vector>

namespace entente {
namespace {

const std::set<std::string, std::less<>> kKnown = {"expel", "ease",   "rape",  "rap",
                                                   "shoot", "strike", "plan",  "supply",
                                                   "lend",  "annul",  "unite", "host"};

std::string base(std::string_view form, std::string_view lemma) {
  return base_form(form, lemma, [](std::string_view w) { return kKnown.find(w) != kKnown.end(); });
}

TEST(BaseForm, WrongLemmasOfKnownVerbsAreRepaired) {
  EXPECT_EQ(base("expelled", "expell"), "expel");
  EXPECT_EQ(base("eased", "eas"), "ease");
  EXPECT_EQ(base("raped", "rap"), "rape");
  EXPECT_EQ(base("shot", "shod"), "shoot");
  EXPECT_EQ(base("shot", "shot"), "shoot");
  EXPECT_EQ(base("struck", "strive"), "strike");
  EXPECT_EQ(base("supplied", "suppli"), "supply");
  EXPECT_EQ(base("lent", "le"), "lend");
  EXPECT_EQ(base("united", "unit"), "unite");
  EXPECT_EQ(base("hosted", "hoste"), "host");
}

TEST(BaseForm, GoodLemmasAndUnknownWordsStay) {
  EXPECT_EQ(base("rapped", "rap"), "rap");
  EXPECT_EQ(base("planning", "plan"), "plan");
  EXPECT_EQ(base("found", "found"), "found");
  EXPECT_EQ(base("zibbled", "zibbl"), "zibbl");
  EXPECT_EQ(base("ed", "ed"), "ed");
}

std::string verb(std::string_view form, std::initializer_list<std::string> guesses) {
  const auto is_verb = [](std::string_view w) { return kKnown.find(w) != kKnown.end(); };
  const auto is_word = [](std::string_view w) { return w == "vlog" || w == "expell"; };
  const std::vector<std::string> list(guesses);
  return base_of_verb(form, list, is_verb, is_word);
}

TEST(BaseOfVerb, IrregularFormsAlsoBehindAPrefix) {
  EXPECT_EQ(verb("fled", {"flead"}), "flee");
  EXPECT_EQ(verb("withstood", {"withstoin"}), "withstand");
  EXPECT_EQ(verb("overran", {"overr"}), "overrun");
  EXPECT_EQ(verb("rewritten", {}), "rewrite");
}

TEST(BaseOfVerb, VerbsComeBeforeWordsAndGuessesBeforeStems) {
  EXPECT_EQ(verb("expelled", {"expell"}), "expel");  // both are words, one is a verb
  EXPECT_EQ(verb("rapped", {"rapp", "rap"}), "rap");
  EXPECT_EQ(verb("raped", {"rap"}), "rape");  // "rap" would double its letter
  EXPECT_EQ(verb("vlogging", {"vlogge"}), "vlog");
  EXPECT_EQ(verb("zibbled", {"zibbl"}), "");
}

TEST(BaseForm, SpellingRules) {
  EXPECT_TRUE(inflects_to("plan", "planned"));
  EXPECT_FALSE(inflects_to("plan", "planed"));
  EXPECT_TRUE(inflects_to("counsel", "counseled"));
  EXPECT_TRUE(inflects_to("counsel", "counselled"));
  EXPECT_TRUE(inflects_to("deny", "denies"));
  EXPECT_TRUE(inflects_to("die", "dying"));
  EXPECT_TRUE(inflects_to("panic", "panicked"));
  EXPECT_TRUE(inflects_to("free", "freed"));
  EXPECT_TRUE(inflects_to("withdraw", "withdrew"));
  EXPECT_FALSE(inflects_to("draw", "withdrew"));
}

TEST(PluralOf, LastWordByItsSpelling) {
  EXPECT_EQ(plural_of("opposition party"), "opposition parties");
  EXPECT_EQ(plural_of("envoy"), "envoys");
  EXPECT_EQ(plural_of("policewoman"), "policewomen");
  EXPECT_EQ(plural_of("embassy coach"), "embassy coaches");
  EXPECT_EQ(plural_of("fortress"), "fortresses");
}

TEST(PluralOf, PluralsAndWordsWithoutOneStay) {
  EXPECT_EQ(plural_of("armed forces"), "armed forces");
  EXPECT_EQ(plural_of("gunmen"), "gunmen");
  EXPECT_EQ(plural_of("riot police"), "riot police");
  EXPECT_EQ(plural_of("children"), "children");
  EXPECT_EQ(plural_of("housewife"), "housewives");
  EXPECT_EQ(plural_of("thief"), "thieves");
  EXPECT_EQ(plural_of("state media"), "state media");
}

}  // namespace
}  // namespace entente
