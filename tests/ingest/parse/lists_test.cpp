#include "ingest/parse/lists.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/ingest/parse/written_tree.h"

namespace entente {
namespace {

std::int32_t head_after(const std::string& text, std::size_t token) {
  Sentence sentence = sentence_of(text);
  join_lists(sentence);
  return sentence.tokens[token - 1].head + 1;
}

TEST(JoinLists, LastNameJoinsTheListInsideThePhrase) {
  EXPECT_EQ(head_after("leaders/NOUN/9/nsubj of/ADP/3/case Chad/PROPN/1/nmod ,/PUNCT/5/punct "
                       "Togo/PROPN/3/conj ,/PUNCT/8/punct and/CCONJ/8/cc Peru/PROPN/1/conj "
                       "met/VERB/0/root",
                       8),
            3);
  EXPECT_EQ(head_after("leaders/NOUN/8/nsubj of/ADP/3/case Chad/PROPN/1/nmod ,/PUNCT/5/punct "
                       "Togo/PROPN/3/conj and/CCONJ/7/cc Peru/PROPN/1/conj met/VERB/0/root",
                       7),
            3);
}

TEST(JoinLists, TwoOfAKindAreNoList) {
  // "rebels of Chad and Togo met" may be the rebels and Togo.
  EXPECT_EQ(head_after("rebels/NOUN/6/nsubj of/ADP/3/case Chad/PROPN/1/nmod and/CCONJ/5/cc "
                       "Togo/PROPN/1/conj met/VERB/0/root",
                       5),
            1);
}

TEST(JoinLists, ListOfTheNounItselfStays) {
  EXPECT_EQ(head_after("rebels/NOUN/7/nsubj ,/PUNCT/3/punct soldiers/NOUN/1/conj ,/PUNCT/6/punct "
                       "and/CCONJ/6/cc Togo/PROPN/1/conj met/VERB/0/root",
                       6),
            1);
}

TEST(JoinLists, AdjectiveOfATitleIsNoConjunct) {
  const std::string text =
      "Lima/PROPN/7/nsubj and/CCONJ/3/cc Turkish/ADJ/1/conj Foreign/ADJ/6/amod "
      "Minister/PROPN/6/nmod:desc Ann/PROPN/1/conj met/VERB/0/root";
  Sentence sentence = sentence_of(text);
  join_lists(sentence);
  EXPECT_EQ(sentence.tokens[2].head, 5);
  EXPECT_EQ(sentence.tokens[2].deprel, "amod");
  EXPECT_EQ(sentence.tokens[1].head, 5);
  EXPECT_EQ(sentence.tokens[5].head, 0);
}

TEST(JoinLists, AdjectiveOfATitleIsNoConjunctWhereverTheConjunctionHangs) {
  const std::string text =
      "Lima/PROPN/0/root and/CCONJ/5/cc Turkish/ADJ/1/conj leader/NOUN/5/nmod:desc "
      "Ann/PROPN/1/conj";
  EXPECT_EQ(head_after(text, 3), 5);
}

TEST(JoinLists, PossessorOfASecondSubjectIsNoConjunct) {
  Sentence s = sentence_of(
      "Lima/PROPN/6/nsubj and/CCONJ/3/cc Peru/PROPN/1/conj 's/PART/3/case rebels/NOUN/6/nsubj "
      "met/VERB/0/root");
  s.tokens[3].xpos = "POS";
  join_lists(s);
  EXPECT_EQ(s.tokens[2].head, 4);
  EXPECT_EQ(s.tokens[2].deprel, "nmod:poss");
  EXPECT_EQ(s.tokens[4].head, 0);
  EXPECT_EQ(s.tokens[4].deprel, "conj");
}

TEST(JoinLists, AdjectivesMayBeConjuncts) {
  const std::string text =
      "old/ADJ/0/root and/CCONJ/3/cc tired/ADJ/1/conj ,/PUNCT/6/punct and/CCONJ/6/cc "
      "Ann/PROPN/1/conj";
  EXPECT_EQ(head_after(text, 3), 1);
}

TEST(JoinLists, OddTreesEnd) {
  EXPECT_EQ(head_after("a/ADJ/2/conj b/PROPN/1/conj c/PROPN/1/conj d/CCONJ/3/cc", 1), 2);
  Sentence empty;
  join_lists(empty);
}

}  // namespace
}  // namespace entente
