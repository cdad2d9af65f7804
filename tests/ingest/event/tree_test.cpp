#include "ingest/event/tree.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "tests/ingest/event/hand_tree.h"

namespace entente {
namespace {

bool every_walk_ends(const Tree& tree) {
  for (std::size_t i = 0; i < tree.size(); ++i) {
    std::size_t steps = 0;
    for (int n = tree.head(i); n >= 0; n = tree.head(static_cast<std::size_t>(n))) {
      if (++steps > tree.size()) return false;
    }
  }
  return true;
}

// The participle stands above the noun before it, which is coordinated below the participle.
TEST(Tree, AParticipleIsNotHungBelowItself) {
  const Sentence sentence = hand_sentence(
      "view view N 0 root Lima Lima NP 4 nsubj truce truce N 2 conj signed sign VBN 1 acl");
  const Tree tree(sentence);
  EXPECT_TRUE(every_walk_ends(tree));
  EXPECT_EQ(tree.head(3), 0);
}

// Whatever the parser says, mending its habits makes no loop.
TEST(Tree, NoMendingMakesALoop) {
  constexpr std::array kRelations = {"nsubj", "obj",  "xcomp", "acl",  "conj",
                                     "appos", "nmod", "ccomp", "root", "advcl"};
  constexpr std::array kTags = {"V", "VBN", "VBG", "N", "NP"};
  std::mt19937_64 random(7);
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t size = 2 + random() % 9;
    std::string lines;
    for (std::size_t i = 0; i < size; ++i) {
      lines += "w w " + std::string(kTags[random() % kTags.size()]) + " " +
               std::to_string(random() % (size + 1)) + " " +
               kRelations[random() % kRelations.size()] + " ";
    }
    const Sentence sentence = hand_sentence(lines);
    ASSERT_TRUE(every_walk_ends(Tree(sentence))) << lines;
  }
}

}  // namespace
}  // namespace entente
