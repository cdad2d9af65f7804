#include "ingest/parse/infinitives.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/ingest/parse/written_tree.h"

namespace entente {
namespace {

// "head:relation" of each token after mending.
std::string mended(const std::string& text) {
  Sentence sentence = sentence_of(text);
  mend_infinitives(sentence);
  return edges_of(sentence);
}

TEST(MendInfinitives, BeToWithANounIsAClause) {
  EXPECT_EQ(mended("Lima/Lima/PROPN/NNP/5/nsubj is/be/AUX/VBZ/5/cop to/to/ADP/IN/5/case "
                   "host/host/NOUN/NN/5/compound talks/talk/NOUN/NNS/0/root ././PUNCT/./5/punct"),
            "4:nsubj 4:cop 4:mark 0:root 4:obj 4:punct");
}

TEST(MendInfinitives, BeToAPlaceIsNone) {
  const std::string text =
      "road/road/NOUN/NN/6/nsubj is/be/AUX/VBZ/6/cop to/to/ADP/IN/6/case the/the/DET/DT/6/det "
      "trade/trade/NOUN/NN/6/compound centre/centre/NOUN/NN/0/root";
  EXPECT_EQ(mended(text), "6:nsubj 6:cop 6:case 6:det 6:compound 0:root");
}

TEST(MendInfinitives, InfinitiveWithoutToIsAnObject) {
  EXPECT_EQ(mended("Lima/Lima/PROPN/NNP/2/nsubj sought/seek/VERB/VBD/0/root "
                   "help/help/VERB/VB/2/xcomp from/from/ADP/IN/5/case Oslo/Oslo/PROPN/NNP/3/obl"),
            "2:nsubj 0:root 2:obj 5:case 2:obl");
}

TEST(MendInfinitives, InfinitiveStaysWhereAVerbTakesItOrItHasAnObject) {
  const std::string helped =
      "Lima/Lima/PROPN/NNP/2/nsubj helped/help/VERB/VBD/0/root fight/fight/VERB/VB/2/xcomp";
  EXPECT_EQ(mended(helped), "2:nsubj 0:root 2:xcomp");
  const std::string object =
      "Lima/Lima/PROPN/NNP/2/nsubj bid/bid/VERB/VBD/0/root take/take/VERB/VB/2/xcomp "
      "Oslo/Oslo/PROPN/NNP/3/obj";
  EXPECT_EQ(mended(object), "2:nsubj 0:root 2:xcomp 3:obj");
}

TEST(MendInfinitives, SecondObjectTakesTheFirst) {
  EXPECT_EQ(mended("Lima/Lima/PROPN/NNP/2/nsubj ended/end/VERB/VBD/0/root "
                   "border/border/NOUN/NN/2/obj shelling/shell/VERB/VBG/2/obj"),
            "2:nsubj 0:root 4:compound 2:obj");
}

}  // namespace
}  // namespace entente
