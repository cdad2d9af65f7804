#include "ingest/event/clause.h"

#include <gmock/gmock.h>

#include <string>

#include "tests/ingest/event/hand_tree.h"

namespace entente {
namespace {

// "subj Lima, obj Oslo" for the token with the form.
std::string arguments(std::string_view lines, std::string_view predicate) {
  const Sentence sentence = hand_sentence(lines);
  const Tree tree(sentence);
  std::string out;
  for (std::size_t i = 0; i < tree.size(); ++i) {
    if (tree.token(i).form != predicate) continue;
    for (const Argument& a : arguments_of(tree, i)) {
      if (a.borrowed_from >= 0) continue;
      out += (out.empty() ? "" : ", ") + a.function + " " + tree.token(a.token).form;
    }
  }
  return out;
}

TEST(Clause, PassiveSwapsSubjectAndObject) {
  EXPECT_EQ(
      arguments("Oslo Oslo NP 3 nsubj:pass was be X 3 aux:pass criticized criticize VBN 0 root "
                "by by X 5 case Lima Lima NP 3 obl:agent",
                "criticized"),
      "subj Lima, obj Oslo, by Lima");
}

TEST(Clause, CoordinatedVerbsShareTheirSubject) {
  EXPECT_EQ(arguments("Lima Lima NP 2 nsubj thanked thank V 0 root Oslo Oslo NP 2 obj "
                      "and and X 5 cc criticized criticize V 2 conj Quito Quito NP 5 obj",
                      "criticized"),
            "obj Quito, subj Lima");
}

TEST(Clause, CoordinatedObjectsAreArgumentsOfTheirOwn) {
  EXPECT_EQ(arguments("Lima Lima NP 2 nsubj thanked thank V 0 root Oslo Oslo NP 2 obj "
                      "and and X 5 cc Quito Quito NP 3 conj",
                      "thanked"),
            "obj Oslo, obj Quito, subj Lima");
}

TEST(Clause, InfinitiveTakesTheSubjectOfItsGovernor) {
  EXPECT_EQ(arguments("Lima Lima NP 2 nsubj agreed agree V 0 root to to X 4 mark "
                      "meet meet V 2 xcomp Oslo Oslo NP 4 obj",
                      "meet"),
            "obj Oslo, subj Lima");
}

TEST(Clause, ObjectControlGivesTheInfinitiveTheObject) {
  EXPECT_EQ(arguments("Lima Lima NP 2 nsubj urged urge V 0 root Oslo Oslo NP 2 obj to to X 5 mark "
                      "release release V 2 xcomp Quito Quito NP 5 obj",
                      "release"),
            "obj Quito, subj Oslo");
}

TEST(Clause, RelativePronounStandsForItsAntecedent) {
  EXPECT_EQ(arguments("Lima Lima NP 5 nsubj which which P 3 nsubj bombed bomb V 1 acl:relcl "
                      "Oslo Oslo NP 3 obj apologized apologize V 0 root",
                      "bombed"),
            "obj Oslo, subj Lima");
}

TEST(Clause, RelativeClauseWithoutPronounTakesTheNounAsObject) {
  EXPECT_EQ(
      arguments("sanctions sanction N 4 nsubj Lima Lima NP 3 nsubj imposed impose V 1 acl:relcl "
                "hurt hurt V 0 root",
                "imposed"),
      "subj Lima, obj sanctions");
}

TEST(Clause, ReducedPassiveTakesTheNounAsObject) {
  EXPECT_EQ(arguments("sanctions sanction N 0 root imposed impose VBN 1 acl by by X 4 case "
                      "Lima Lima NP 2 obl",
                      "imposed"),
            "subj Lima, obj sanctions, by Lima");
}

TEST(Clause, NounTakesOwnersAndPrepositions) {
  EXPECT_EQ(
      arguments("Lima Lima NP 3 nmod:poss 's 's X 1 case talks talk N 0 root with with X 5 case "
                "Oslo Oslo NP 3 nmod",
                "talks"),
      "poss Lima, with Oslo");
}

TEST(Clause, NounThatSumsUpAClauseIsOfWhoActedThere) {
  const std::string clause =
      "Lima Lima NP 2 nsubj left leave V 0 root Oslo Oslo NP 2 obj , , X 6 punct a a X 6 det ";
  EXPECT_EQ(arguments(clause + "move move N 3 appos", "move"), "poss Lima, appos Oslo");
  EXPECT_EQ(arguments(clause + "town town N 3 appos", "town"), "appos Oslo");
}

TEST(Clause, LightVerbLendsItsSubjectToTheNoun) {
  const Sentence sentence = hand_sentence(
      "Lima Lima NP 2 nsubj launched launch V 0 root attacks attack N 2 obj on on X 5 case "
      "Oslo Oslo NP 2 obl");
  const Tree tree(sentence);
  std::string out;
  for (const Argument& a : arguments_of(tree, 2)) {
    out += a.function + " " + tree.token(a.token).form + ";";
  }
  EXPECT_EQ(out, "subj Lima;on Oslo;");
}

TEST(Tree, SurvivesCyclesAndHeadsOutside) {
  Sentence sentence = hand_sentence("a a N 2 nsubj b b V 1 obj c c N 9 obj");
  const Tree tree(sentence);
  for (std::size_t i = 0; i < tree.size(); ++i) EXPECT_LE(tree.depth(i), tree.size());
}

}  // namespace
}  // namespace entente
