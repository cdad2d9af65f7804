#include "ingest/mention/coreference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/mention/find_mentions.h"
#include "tests/ingest/mention/parsed_text.h"

namespace entente {
namespace {

using ::testing::Contains;
using ::testing::Not;

// Every reference as "text -> antecedent, antecedent (rule)".
std::vector<std::string> references_of(ParsedText& text) {
  Document& document = text.document();
  find_mentions(document, shipped_knowledge());
  resolve_coreference(document, shipped_knowledge());
  std::vector<std::string> out;
  for (const Mention& m : document.mentions) {
    std::string line = text_of(document, m) + " ->";
    for (const std::uint32_t a : m.antecedents)
      line += " " + text_of(document, document.mentions[a]) + ",";
    if (m.antecedents.empty()) line += " nothing,";
    line.back() = ' ';
    out.push_back(line + "(" + m.reference + ")");
  }
  return out;
}

constexpr const char* kTwoLeadersMet =
    "Vladimir|PROPN|3|nsubj|PERSON Putin|PROPN|1|flat|+PERSON met|VERB|0|root "
    "Xi|PROPN|3|obj|PERSON Jinping|PROPN|4|flat|+PERSON .|PUNCT|3|punct";

TEST(Coreference, SurnameMeansThePersonNamedInFull) {
  ParsedText text;
  text.sentence(kTwoLeadersMet).sentence("Xi|PROPN|2|nsubj|PERSON spoke|VERB|0|root");
  EXPECT_THAT(references_of(text), Contains("Xi -> Xi Jinping (surname)"));
}

constexpr const char* kTwoMerrows =
    "John|PROPN|3|nsubj|PERSON Merrow|PROPN|1|flat|+PERSON met|VERB|0|root "
    "David|PROPN|3|obj|PERSON Merrow|PROPN|4|flat|+PERSON .|PUNCT|3|punct";

TEST(Coreference, TwoOfOneSurnameStayApart) {
  ParsedText text;
  text.sentence("Merrow|PROPN|2|nsubj|PERSON spoke|VERB|0|root").sentence(kTwoMerrows);
  const auto references = references_of(text);
  EXPECT_THAT(references, Contains("John Merrow -> Merrow (surname)"));
  EXPECT_THAT(references, Contains("David Merrow -> nothing ()"));
}

TEST(Coreference, BareSurnameIsTheLatestOfThatName) {
  ParsedText text;
  text.sentence(kTwoMerrows).sentence("Merrow|PROPN|2|nsubj|PERSON spoke|VERB|0|root");
  EXPECT_THAT(references_of(text), Contains("Merrow -> David Merrow (surname)"));
}

TEST(Coreference, PronounPrefersTheSubject) {
  ParsedText text;
  text.sentence(kTwoLeadersMet).sentence("He|PRON|2|nsubj spoke|VERB|0|root");
  EXPECT_THAT(references_of(text), Contains("He -> Vladimir Putin (pronoun)"));
}

TEST(Coreference, PronounAndObjectOfOneVerbDiffer) {
  ParsedText text;
  text.sentence(
      "Anna|PROPN|3|nsubj|PERSON Berg|PROPN|1|flat|+PERSON praised|VERB|0|root her|PRON|3|obj");
  EXPECT_THAT(references_of(text), Contains("her -> nothing ()"));
}

// Nor does it mean whom the subject means, also where a verb above lends the subject.
TEST(Coreference, PronounAndUnderstoodSubjectDiffer) {
  ParsedText text;
  text.sentence(kTwoLeadersMet)
      .sentence(
          "He|PRON|2|nsubj smiled|VERB|0|root and|CCONJ|4|cc thanked|VERB|2|conj him|PRON|4|obj");
  EXPECT_THAT(references_of(text), Contains("him -> Xi Jinping (pronoun)"));
}

TEST(Coreference, GenderRulesOutTheNearerName) {
  ParsedText text;
  text.sentence(
          "Angela|PROPN|3|nsubj|PERSON Merkel|PROPN|1|flat|+PERSON met|VERB|0|root "
          "Vladimir|PROPN|3|obj|PERSON Putin|PROPN|4|flat|+PERSON")
      .sentence("Then|ADV|3|advmod she|PRON|3|nsubj left|VERB|0|root");
  EXPECT_THAT(references_of(text), Contains("she -> Angela Merkel (pronoun)"));
}

TEST(Coreference, AppositiveIsTheSamePerson) {
  ParsedText text;
  text.sentence(
      "Anna|PROPN|8|nsubj|PERSON Berg~|PROPN|1|flat|+PERSON ,|PUNCT|6|punct the|DET|6|det "
      "foreign|ADJ|6|amod minister~|NOUN|1|appos ,|PUNCT|6|punct left|VERB|0|root");
  EXPECT_THAT(references_of(text), Contains("the foreign minister -> Anna Berg (appositive)"));
}

TEST(Coreference, TwoMenAreTheTwoPersonsNamedBefore) {
  ParsedText text;
  text.sentence(kTwoLeadersMet)
      .sentence("The|DET|3|det two|NUM|3|nummod men|NOUN|4|nsubj talked|VERB|0|root");
  EXPECT_THAT(references_of(text), Contains("The two men -> Vladimir Putin, Xi Jinping (set)"));
}

TEST(Coreference, BothSidesAreTheTwoStates) {
  ParsedText text;
  text.sentence(
          "Russia|PROPN|4|nsubj|PLACE and|CCONJ|3|cc China|PROPN|1|conj|PLACE talked|VERB|0|root")
      .sentence("Both|DET|2|det sides|NOUN|3|nsubj agreed|VERB|0|root");
  EXPECT_THAT(references_of(text), Contains("Both sides -> Russia, China (set)"));
}

TEST(Coreference, EachOtherIsTheSubject) {
  ParsedText text;
  text.sentence(
      "Russia|PROPN|4|nsubj|PLACE and|CCONJ|3|cc China|PROPN|1|conj|PLACE accused|VERB|0|root "
      "each|DET|6|det other|ADJ|4|obj");
  EXPECT_THAT(references_of(text), Contains("each other -> Russia, China (set)"));
}

TEST(Coreference, CounterpartIsSomebodyElse) {
  ParsedText text;
  text.sentence(
      "Putin|PROPN|2|nsubj|PERSON met|VERB|0|root his|PRON|5|nmod:poss "
      "Turkish|ADJ|5|amod|NATIONALITY counterpart|NOUN|2|obj");
  EXPECT_THAT(references_of(text), Contains("his Turkish counterpart -> his (counterpart)"));
  EXPECT_FALSE(is_identity("counterpart"));
}

TEST(Coreference, FirstPersonInAQuotationIsItsSpeaker) {
  ParsedText text;
  text.sentence(
      "\"~|PUNCT|3|punct I|PRON|3|nsubj trust|VERB|10|ccomp in|ADP|6|case our|PRON|6|nmod:poss "
      "army~|NOUN|3|obl ,~|PUNCT|3|punct \"|PUNCT|3|punct Putin|PROPN|10|nsubj|PERSON "
      "said|VERB|0|root");
  const auto references = references_of(text);
  EXPECT_THAT(references, Contains("I -> Putin (speaker)"));
  EXPECT_THAT(references, Contains("our -> Putin (speaker side)"));
}

TEST(Coreference, NationalityAndOfficeDescribeALeader) {
  ParsedText text;
  text.sentence(kTwoLeadersMet)
      .sentence(
          "The|DET|3|det Chinese|ADJ|3|amod|NATIONALITY leader|NOUN|4|nsubj spoke|VERB|0|root");
  EXPECT_THAT(references_of(text), Contains("The Chinese leader -> Xi Jinping (description)"));
}

TEST(Coreference, WhatTwoOwnersHaveIsNotTheSame) {
  ParsedText text;
  text.sentence(
          "Russia|PROPN|2|nsubj|PLACE moved|VERB|0|root its|PRON|4|nmod:poss forces|NOUN|2|obj")
      .sentence(
          "Ukraine|PROPN|2|nsubj|PLACE kept|VERB|0|root its|PRON|4|nmod:poss forces|NOUN|2|obj");
  EXPECT_THAT(references_of(text), Not(Contains("its forces -> its forces (description)")));
}

TEST(Coreference, ItMayMeanANounThatIsNoActor) {
  ParsedText text;
  text.sentence("Russia|PROPN|2|nsubj|PLACE offered|VERB|0|root a|DET|4|det plan|NOUN|2|obj")
      .sentence("It|PRON|2|nsubj failed|VERB|0|root");
  const auto references = references_of(text);
  EXPECT_THAT(references, Not(Contains("It -> a plan (pronoun)")));
}

TEST(Coreference, ItOfTheOneWhoReportsIsTheReporter) {
  ParsedText text;
  text.sentence(
      "The|DET|3|det Israeli|ADJ|3|amod|NATIONALITY military|NOUN|4|nsubj said|VERB|0|root "
      "it|PRON|6|nsubj moved|VERB|4|ccomp");
  EXPECT_THAT(references_of(text), Contains("it -> The Israeli military (pronoun)"));
}

TEST(Coreference, ChainsFollowIdentityOnly) {
  ParsedText text;
  text.sentence(kTwoLeadersMet)
      .sentence("The|DET|3|det two|NUM|3|nummod men|NOUN|4|nsubj talked|VERB|0|root")
      .sentence("Xi|PROPN|2|nsubj|PERSON spoke|VERB|0|root");
  references_of(text);
  const Document& document = text.document();
  const auto chains = find_chains(document);
  ASSERT_EQ(document.mentions.size(), 4u);
  EXPECT_EQ(chains[0], 0u);
  EXPECT_EQ(chains[2], 2u);  // the two men
  EXPECT_EQ(chains[3], 1u);  // Xi
}

}  // namespace
}  // namespace entente
