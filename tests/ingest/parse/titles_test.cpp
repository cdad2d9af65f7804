#include "ingest/parse/titles.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/ingest/parse/written_tree.h"

namespace entente {
namespace {

// "head:relation" of each token after mending.
std::string mended(const std::string& text) {
  Sentence sentence = sentence_of(text);
  mend_titles(sentence);
  return edges_of(sentence);
}

TEST(MendTitles, TitleOfTheNameBeforeBelongsToTheNext) {
  EXPECT_EQ(
      mended(
          "Ann/PROPN/5/nsubj/PERSON and/CCONJ/3/cc leader/NOUN/1/nmod:desc Bo/PROPN/5/nsubj/PERSON "
          "met/VERB/0/root"),
      "5:nsubj 4:cc 4:nmod:desc 1:conj 0:root");
}

TEST(MendTitles, PartOfANameIsNoParticle) {
  Sentence sentence = sentence_of(
      "Ann/PROPN/2/nsubj/PERSON met/VERB/0/root Moon/PROPN/2/obj/PERSON Jae/PROPN/3/flat "
      "-/PUNCT/6/punct "
      "in/ADP/2/compound:prt");
  sentence.tokens[3].entity = EntityType::kPerson;
  sentence.tokens[3].space_after = sentence.tokens[4].space_after = false;
  mend_titles(sentence);
  EXPECT_EQ(edges_of(sentence), "2:nsubj 0:root 2:obj 3:flat 6:punct 3:flat");
  EXPECT_EQ(sentence.tokens[5].entity, EntityType::kPerson);
}

TEST(MendTitles, SecondSubjectIsTheFirstOnesName) {
  EXPECT_EQ(mended("Lima/PROPN/2/compound leader/NOUN/5/nsubj Sir/PROPN/4/nmod:desc "
                   "Bo/PROPN/5/nsubj/PERSON left/VERB/0/root"),
            "2:compound 4:nmod:desc 4:nmod:desc 5:nsubj 0:root");
}

TEST(MendTitles, NameTakesThePrepositionFromItsTitle) {
  EXPECT_EQ(mended("gave/VERB/0/root it/PRON/1/obj to/ADP/4/case leader/NOUN/5/nmod:desc "
                   "Bo/PROPN/1/obj/PERSON"),
            "0:root 1:obj 5:case 5:nmod:desc 1:obl");
}

TEST(MendTitles, BareObjectBehindATitleWithAPrepositionIsItsName) {
  const std::string talks = "held/VERB/0/root talks/NOUN/1/obj with/ADP/4/case ";
  EXPECT_EQ(mended(talks + "adviser/NOUN/2/nmod Bo/PROPN/1/obj Holm/PROPN/5/flat"),
            "0:root 1:obj 4:case 2:nmod 4:appos 5:flat");
  EXPECT_EQ(mended(talks + "adviser/NOUN/2/nmod Monday/PROPN/1/obl:unmarked"),
            "0:root 1:obj 4:case 2:nmod 1:obl:unmarked");
}

TEST(MendTitles, ApposedPersonIsNoBody) {
  const std::string before = "head/NOUN/6/nsubj of/ADP/3/case agency/NOUN/1/nmod ,/PUNCT/5/punct ";
  EXPECT_EQ(mended(before + "Bo/PROPN/3/appos/PERSON left/VERB/0/root"),
            "6:nsubj 3:case 1:nmod 5:punct 1:appos 0:root");
  const std::string person = "son/NOUN/6/nsubj of/ADP/3/case baker/NOUN/1/nmod ,/PUNCT/5/punct ";
  EXPECT_EQ(mended(person + "Bo/PROPN/3/appos/PERSON left/VERB/0/root"),
            "6:nsubj 3:case 1:nmod 5:punct 3:appos 0:root");
}

TEST(MendTitles, OtherNounsAndNamesStay) {
  const std::string apart =
      "leader/NOUN/4/nsubj ,/PUNCT/1/punct Bo/PROPN/4/nsubj/PERSON left/VERB/0/root";
  EXPECT_EQ(mended(apart), "4:nsubj 1:punct 4:nsubj 0:root");
  const std::string place = "leader/NOUN/3/nsubj Oslo/PROPN/3/nsubj left/VERB/0/root";
  EXPECT_EQ(mended(place), "3:nsubj 3:nsubj 0:root");
  const std::string below = "lake/NOUN/0/root Bo/PROPN/1/nmod:desc/PERSON";
  EXPECT_EQ(mended(below), "0:root 1:nmod:desc");
}

}  // namespace
}  // namespace entente
