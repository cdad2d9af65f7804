#include "ingest/parse/clauses.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/ingest/parse/written_tree.h"

namespace entente {
namespace {

std::string mended(const std::string& text) {
  Sentence sentence = sentence_of(text);
  mend_clauses(sentence);
  return edges_of(sentence);
}

TEST(MendClauses, VerbBehindAFrontedPhraseIsTheMainOne) {
  EXPECT_EQ(mended("After/ADP/2/case talks/NOUN/0/root Lima/PROPN/4/nsubj said/VERB/2/acl:relcl "
                   "it/PRON/6/nsubj agreed/VERB/4/ccomp ./PUNCT/2/punct"),
            "2:case 4:obl 4:nsubj 0:root 6:nsubj 4:ccomp 4:punct");
}

TEST(MendClauses, RelativeClausesStay) {
  const std::string gap =
      "In/ADP/2/case houses/NOUN/0/root Lima/PROPN/4/nsubj built/VERB/2/acl:relcl";
  EXPECT_EQ(mended(gap), "2:case 0:root 4:nsubj 2:acl:relcl");
  const std::string that =
      "In/ADP/2/case houses/NOUN/0/root that/PRON/5/obl Lima/PROPN/5/nsubj "
      "built/VERB/2/acl:relcl walls/NOUN/5/obj";
  EXPECT_EQ(mended(that), "2:case 0:root 5:obl 5:nsubj 2:acl:relcl 5:obj");
  const std::string subject =
      "Talks/NOUN/0/root Lima/PROPN/3/nsubj said/VERB/1/acl:relcl it/PRON/5/nsubj "
      "held/VERB/3/ccomp";
  EXPECT_EQ(mended(subject), "0:root 3:nsubj 1:acl:relcl 5:nsubj 3:ccomp");
}

TEST(MendClauses, WhatSomebodyIsToldBelongsToTold) {
  const std::string lima = "Oslo/PROPN/2/nsubj said/VERB/0/root Lima/PROPN/4/nsubj ";
  EXPECT_EQ(
      mended(lima +
             "told/tell/VERB/VBD/2/ccomp Quito/PROPN/4/iobj it/PRON/7/nsubj left/VERB/2/ccomp"),
      "2:nsubj 0:root 4:nsubj 2:ccomp 4:iobj 7:nsubj 4:ccomp");
  EXPECT_EQ(mended(lima + "told/tell/VERB/VBD/2/ccomp nobody/PRON/7/nsubj left/VERB/2/ccomp"),
            "2:nsubj 0:root 4:nsubj 2:ccomp 7:nsubj 2:ccomp");
}

}  // namespace
}  // namespace entente
