#include "ingest/mention/find_mentions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest/mention/parsed_text.h"

namespace entente {
namespace {

using ::testing::ElementsAre;

// Every mention as "form: text (head)".
std::vector<std::string> mentions_of(const std::string& words) {
  ParsedText text;
  Document& document = text.sentence(words).document();
  find_mentions(document, shipped_knowledge());
  std::vector<std::string> out;
  constexpr const char* kForms[] = {"name", "adjective", "nominal", "pronoun"};
  for (const Mention& m : document.mentions) {
    out.push_back(std::string(kForms[static_cast<int>(m.form)]) + ": " + text_of(document, m) +
                  " (" + document.sentences[0].tokens[m.head].form + ")");
  }
  return out;
}

TEST(FindMentions, TitleBelongsToTheName) {
  EXPECT_THAT(mentions_of("Russian|ADJ|3|amod|NATIONALITY President|PROPN|3|nmod:desc "
                          "Vladimir|PROPN|5|nsubj|PERSON Putin|PROPN|3|flat|+PERSON "
                          "spoke|VERB|0|root"),
              ElementsAre("name: Russian President Vladimir Putin (Vladimir)",
                          "adjective: Russian (Russian)"));
}

TEST(FindMentions, OfficeOfAnUnknownPersonBelongsToTheName) {
  EXPECT_THAT(
      mentions_of("White|PROPN|2|compound|ORGANIZATION House|PROPN|5|compound|+ORGANIZATION "
                  "press|NOUN|4|compound secretary|NOUN|5|nmod:desc Anna|PROPN|7|nsubj|PERSON "
                  "Berg|PROPN|5|flat|+PERSON spoke|VERB|0|root"),
      ElementsAre("name: White House press secretary Anna Berg (Anna)",
                  "name: White House (House)"));
}

TEST(FindMentions, NationalityMakesTroopsAndNestsInThem) {
  EXPECT_THAT(mentions_of("Russian|ADJ|2|amod|NATIONALITY troops|NOUN|3|nsubj left|VERB|0|root"),
              ElementsAre("nominal: Russian troops (troops)", "adjective: Russian (Russian)"));
}

TEST(FindMentions, HyphenatedPairIsTwoNames) {
  EXPECT_THAT(mentions_of("Putin~|PROPN|4|compound|PERSON -~|PUNCT|3|punct Xi|PROPN|1|dep|PERSON "
                          "talks|NOUN|5|nsubj failed|VERB|0|root"),
              ElementsAre("name: Putin (Putin)", "name: Xi (Xi)"));
}

TEST(FindMentions, NewspaperIsNoCapital) {
  EXPECT_THAT(mentions_of("Washington|PROPN|2|compound Post|PROPN|3|nsubj reported|VERB|0|root"),
              ElementsAre("name: Washington Post (Post)"));
}

TEST(FindMentions, BirdIsNoState) {
  EXPECT_THAT(mentions_of("Turkey|NOUN|3|nsubj is|AUX|3|cop cheap|ADJ|0|root"), ElementsAre());
}

TEST(FindMentions, PossessivesAreMentions) {
  EXPECT_THAT(
      mentions_of("Xi~|PROPN|3|nmod:poss|PERSON 's|PART|1|case government|NOUN|4|nsubj "
                  "praised|VERB|0|root its|PRON|6|nmod:poss plan|NOUN|4|obj"),
      ElementsAre("nominal: Xi's government (government)", "name: Xi (Xi)", "pronoun: its (its)"));
}

TEST(FindMentions, OfficeWithCountryBehindIsOneMention) {
  EXPECT_THAT(mentions_of("the|DET|2|det president|NOUN|5|nsubj of|ADP|4|case "
                          "France|PROPN|2|nmod|PLACE spoke|VERB|0|root"),
              ElementsAre("nominal: the president of France (president)", "name: France (France)"));
}

TEST(FindMentions, DaysAreNoActors) {
  EXPECT_THAT(mentions_of("They|PRON|2|nsubj met|VERB|0|root Thursday|PROPN|2|obl|PERSON"),
              ElementsAre("pronoun: They (They)"));
}

TEST(FindMentions, HoursAreNoPrimeMinisters) {
  EXPECT_THAT(mentions_of("They|PRON|2|nsubj met|VERB|0|root by|ADP|5|case 5|NUM|5|nummod "
                          "p.m.|NOUN|2|obl"),
              ElementsAre("pronoun: They (They)"));
  EXPECT_THAT(mentions_of("the|DET|2|det PM|NOUN|3|nsubj spoke|VERB|0|root"),
              ElementsAre("nominal: the PM (PM)"));
}

// What the names of a text are, each "text entity".
std::vector<std::string> entities_of(std::initializer_list<const char*> sentences) {
  ParsedText text;
  for (const char* sentence : sentences) text.sentence(sentence);
  Document& document = text.document();
  find_mentions(document, shipped_knowledge());
  std::vector<std::string> out;
  for (const Mention& m : document.mentions) {
    if (m.form == MentionForm::kName)
      out.push_back(text_of(document, m) + " " + to_string(m.entity));
  }
  return out;
}

constexpr const char* kCriticized =
    "Moscow|PROPN|2|nsubj|PLACE criticized|VERB|0|root Washington|PROPN|2|obj|PERSON";

TEST(FindMentions, ALoneCapitalIsNoPerson) {
  EXPECT_THAT(entities_of({kCriticized}), ElementsAre("Moscow PLACE", "Washington PLACE"));
}

TEST(FindMentions, ALoneStateIsNoPersonAmongStates) {
  EXPECT_THAT(entities_of({"Jordan|PROPN|2|nsubj|PERSON thanked|VERB|0|root "
                           "Egypt|PROPN|2|obj|PLACE"}),
              ElementsAre("Jordan PLACE", "Egypt PLACE"));
  EXPECT_THAT(entities_of({"Jordan|PROPN|2|nsubj|PERSON scored|VERB|0|root"}),
              ElementsAre("Jordan PERSON"));
}

TEST(FindMentions, AFullNameInTheArticleMakesTheLoneOneAPerson) {
  EXPECT_THAT(entities_of({"Denzel|PROPN|3|nsubj|PERSON Washington|PROPN|1|flat|+PERSON "
                           "came|VERB|0|root",
                           kCriticized}),
              ElementsAre("Denzel Washington PERSON", "Moscow PLACE", "Washington PERSON"));
  EXPECT_THAT(entities_of({kCriticized,
                           "Washington|PROPN|3|nsubj|PERSON Irving|PROPN|1|flat|+PERSON "
                           "wrote|VERB|0|root"}),
              ElementsAre("Moscow PLACE", "Washington PERSON", "Washington Irving PERSON"));
}

TEST(FindMentions, ATitleOrFirstNameMakesTheCapitalAPerson) {
  EXPECT_THAT(entities_of({"Mr.|PROPN|3|nsubj Washington|PROPN|1|flat|PERSON came|VERB|0|root"}),
              ElementsAre("Mr. Washington PERSON"));
  EXPECT_THAT(entities_of({"George|PROPN|3|nsubj Washington|PROPN|1|flat|PERSON "
                           "came|VERB|0|root"}),
              testing::Contains("Washington PERSON"));
}

TEST(FindMentions, AppositionsAndPronounsMakeTheCapitalAPerson) {
  EXPECT_THAT(entities_of({"Washington|PROPN|5|nsubj|PERSON ,|PUNCT|3|punct 43|NUM|1|nummod "
                           ",|PUNCT|3|punct came|VERB|0|root"}),
              ElementsAre("Washington PERSON"));
  EXPECT_THAT(entities_of({"Washington|PROPN|2|nsubj|PERSON said|VERB|0|root he|PRON|4|nsubj "
                           "came|VERB|2|ccomp"}),
              ElementsAre("Washington PERSON"));
  EXPECT_THAT(entities_of({"Putin|PROPN|2|nsubj|PERSON said|VERB|0|root Washington|PROPN|4|nsubj|"
                           "PERSON told|VERB|2|ccomp him|PRON|4|obj"}),
              ElementsAre("Putin PERSON", "Washington PLACE"));
}

TEST(FindMentions, ExpletiveItIsNoMention) {
  EXPECT_THAT(mentions_of("It|PRON|2|expl rained|VERB|0|root"), ElementsAre());
}

}  // namespace
}  // namespace entente
