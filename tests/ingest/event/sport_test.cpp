#include "ingest/event/sport.h"

#include <gtest/gtest.h>

#include <string>

#include "ingest/text/split_text.h"

namespace entente {
namespace {

// Words stand for their own lemmas here.
std::vector<Sentence> sentences(const std::vector<std::string>& texts) {
  std::vector<Sentence> out;
  for (const std::string& text : texts) {
    out.push_back(split_sentence(text));
    for (Token& t : out.back().tokens) t.lemma = t.form;
  }
  return out;
}

bool is_sport(const std::string& text) { return sport_sentences(sentences({text})).front(); }

TEST(Sport, TwoWordsOrAScoreWithOne) {
  EXPECT_TRUE(is_sport("Peru beat Chile in the soccer match."));
  EXPECT_TRUE(is_sport("Peru beat Chile 4-3 in the final."));
  EXPECT_TRUE(is_sport("The striker left the goalkeeper no chance."));
}

TEST(Sport, NamesOfTeamsAreItsWords) {
  std::vector<Sentence> text = sentences({"Oak led the Yankees to a homer ."});
  EXPECT_FALSE(sport_sentences(sentences({"Oak led the Yankee to a homer ."})).front());
  for (Token& t : text[0].tokens) {
    if (t.form == "Yankees") {
      t.upos = Upos::kPropn;
      t.lemma = "Yankee";
    }
  }
  EXPECT_TRUE(sport_sentences(text).front());
}

TEST(Sport, PoliticsMayUseItsWords) {
  EXPECT_FALSE(is_sport("The team of inspectors left for the final round."));
  EXPECT_FALSE(is_sport("Peru boycotted the olympic game."));
  EXPECT_FALSE(is_sport("The senate voted 52-48 against the treaty."));
  EXPECT_FALSE(is_sport("The minister opened a football ground."));
}

TEST(Sport, TheArticleDecidesForItsPoorerSentences) {
  const auto flags = sport_sentences(sentences(
      {"The pitcher left after one inning of the playoff season.", "He met Lima on Monday."}));
  EXPECT_EQ(flags, (std::vector<bool>{true, true}));
  const auto mixed = sport_sentences(
      sentences({"The soccer match was lost.", "Lima attacked Oslo.", "Oslo condemned Lima."}));
  EXPECT_EQ(mixed, (std::vector<bool>{true, false, false}));
}

TEST(Sport, NounsOfPlayers) {
  EXPECT_TRUE(is_sports_noun("sprinter"));
  EXPECT_FALSE(is_sports_noun("team"));
}

}  // namespace
}  // namespace entente
