#include "ingest/parse/organisations.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>

#include "tests/ingest/parse/written_tree.h"

namespace entente {
namespace {

const OrganisationNames& shipped() {
  static const auto names = OrganisationNames::load(ENTENTE_DATA_DIR "/organisations.tsv");
  return names.value();
}

// The names as "[ENTITY words]", divided by blanks.
std::string names_of(const Sentence& sentence) {
  std::string out;
  for (const Token& token : sentence.tokens) {
    if (token.entity == EntityType::kNone) continue;
    if (token.entity_begins) {
      out += (out.empty() ? "[" : " [") + std::string(to_string(token.entity)) + "]";
    }
    out.insert(out.size() - 1, " " + token.form);
  }
  return out;
}

std::string marked(const std::string& text) {
  Sentence sentence = sentence_of(text);
  mark_organisations(sentence, shipped());
  return names_of(sentence);
}

TEST(MarkOrganisations, HeadWordEndsAName) {
  EXPECT_EQ(marked("She/PRON/2/nsubj left/VERB/0/root Ottawa/PROPN/4/compound/PLACE "
                   "University/PROPN/2/obj"),
            "[ORGANIZATION Ottawa University]");
  EXPECT_EQ(marked("the/DET/3/det Lima/PROPN/3/compound/PLACE Court/PROPN/4/compound "
                   "Judge/PROPN/0/root"),
            "[ORGANIZATION Lima Court]");
  EXPECT_EQ(marked("the/DET/3/det Palau/PROPN/3/compound/PLACE Council/PROPN/4/compound "
                   "Bulletinboard/PROPN/0/root"),
            "[PLACE Palau]");
}

TEST(MarkOrganisations, TailBehindAHeadBelongsToTheName) {
  EXPECT_EQ(marked("the/DET/2/det Department/PROPN/0/root of/ADP/4/case Housing/PROPN/2/nmod "
                   "and/CCONJ/7/cc Urban/PROPN/7/compound Development/PROPN/4/conj"),
            "[ORGANIZATION Department of Housing and Urban Development]");
  EXPECT_EQ(marked("the/DET/2/det Bank/PROPN/7/nsubj of/ADP/4/case Palau/PROPN/2/nmod/PLACE "
                   "on/ADP/6/case Monday/PROPN/7/obl paid/VERB/0/root"),
            "[ORGANIZATION Bank of Palau]");
  EXPECT_EQ(marked("University/PROPN/5/nsubj/ORGANIZATION of/ADP/3/case/+ORGANIZATION "
                   "Oslo/PROPN/1/nmod/PLACE ,/PUNCT/5/punct won/VERB/0/root"),
            "[ORGANIZATION University of Oslo]");
}

TEST(MarkOrganisations, DanglingJointIsCutOff) {
  EXPECT_EQ(marked("Acme/PROPN/3/nsubj/ORGANIZATION and/CCONJ/1/cc/+ORGANIZATION "
                   "won/VERB/0/root"),
            "[ORGANIZATION Acme]");
}

TEST(MarkOrganisations, LegalFormStandsBehindAComma) {
  EXPECT_EQ(marked("by/ADP/2/case Plinkum/PROPN/0/root/PERSON ,/PUNCT/4/punct "
                   "Inc./PROPN/2/flat"),
            "[ORGANIZATION Plinkum , Inc.]");
  EXPECT_EQ(marked("Ann/PROPN/0/root/PERSON Oak/PROPN/1/flat/+PERSON Plinkum/PROPN/4/compound "
                   "Ltd./PROPN/1/list"),
            "[PERSON Ann Oak] [ORGANIZATION Plinkum Ltd.]");
}

TEST(MarkOrganisations, KnownNamesAreFoundAsTheSplitterCutsThem) {
  EXPECT_EQ(marked("Wal~/PROPN/3/compound -~/PUNCT/3/punct Mart/PROPN/4/nsubj sued/VERB/0/root "
                   "google/PROPN/4/obj"),
            "[ORGANIZATION Wal - Mart] [ORGANIZATION google]");
  EXPECT_EQ(marked("on/ADP/4/case al~/PROPN/4/compound -~/PUNCT/4/punct Qaeda/PROPN/0/root"),
            "[ORGANIZATION al - Qaeda]");
}

TEST(MarkOrganisations, KnownNameInsideALongerOneIsLeft) {
  EXPECT_EQ(marked("the/DET/4/det Air/PROPN/3/compound Force/PROPN/4/compound "
                   "Base/PROPN/0/root"),
            "");
  EXPECT_EQ(marked("Ada/PROPN/3/nsubj/PERSON Google/PROPN/1/flat/+PERSON left/VERB/0/root"),
            "[PERSON Ada Google]");
  EXPECT_EQ(marked("a/DET/2/det Google/PROPN/0/root"), "");
}

TEST(MarkOrganisations, AmbiguousWordNeedsAClearPlace) {
  EXPECT_EQ(marked("shares/NOUN/0/root of/ADP/3/case Apple/PROPN/1/nmod"), "[ORGANIZATION Apple]");
  EXPECT_EQ(marked("the/DET/2/det Amazon/PROPN/3/nsubj rises/VERB/0/root"), "");
  EXPECT_EQ(marked("met/VERB/0/root Ford/PROPN/1/obj/PERSON"), "[PERSON Ford]");
}

TEST(MarkOrganisations, ArticleMakesABody) {
  EXPECT_EQ(marked("the/DET/2/det Senate/PROPN/3/nsubj voted/VERB/0/root"),
            "[ORGANIZATION Senate]");
  EXPECT_EQ(marked("the/DET/2/det House/PROPN/3/nsubj voted/VERB/0/root"), "[ORGANIZATION House]");
  EXPECT_EQ(marked("House/PROPN/2/nsubj rules/VERB/0/root"), "");
}

TEST(MarkOrganisations, WhatIsNoneLosesItsLabel) {
  EXPECT_EQ(marked("in/ADP/2/case NYC/PROPN/0/root/ORGANIZATION"), "[PLACE NYC]");
  EXPECT_EQ(marked("the/DET/2/det Iraqis/PROPN/0/root/ORGANIZATION"), "[NATIONALITY Iraqis]");
  EXPECT_EQ(marked("by/ADP/2/case GPS/PROPN/0/root/ORGANIZATION"), "");
  EXPECT_EQ(marked("the/DET/3/det HEROES/PROPN/3/compound/ORGANIZATION Act/PROPN/0/root"), "");
}

TEST(MarkOrganisations, FieldOfAnOfficeIsNone) {
  EXPECT_EQ(marked("Turkish/ADJ/3/amod/ORGANIZATION Defence/PROPN/3/compound/+ORGANIZATION "
                   "Minister/PROPN/0/root"),
            "");
  EXPECT_EQ(marked("Ministry/PROPN/4/compound/ORGANIZATION of/ADP/3/case/+ORGANIZATION "
                   "Defence/PROPN/1/nmod/+ORGANIZATION Director/PROPN/0/root"),
            "[ORGANIZATION Ministry of Defence]");
}

TEST(MarkOrganisations, WhatIsPutOnASiteIsOnNoOrganisation) {
  EXPECT_EQ(marked("videos/NOUN/0/root on/ADP/3/case YouTube/PROPN/1/nmod/ORGANIZATION"), "");
  EXPECT_EQ(marked("YouTube/PROPN/2/nsubj paid/VERB/0/root"), "[ORGANIZATION YouTube]");
}

TEST(MarkOrganisations, InitialsInBracketsAreTheNameBeforeThem) {
  EXPECT_EQ(marked("Lima/PROPN/3/compound Housing/PROPN/3/compound Council/PROPN/0/root "
                   "(/PUNCT/5/punct LHC/PROPN/3/appos )/PUNCT/5/punct"),
            "[ORGANIZATION Lima Housing Council] [ORGANIZATION LHC]");
}

TEST(OrganisationNames, EveryEntryIsListedOnce) {
  std::ifstream in(ENTENTE_DATA_DIR "/organisations.tsv");
  std::map<std::string, std::string> kind_of;
  for (std::string line; std::getline(in, line);) {
    if (line[0] == '#') continue;
    const std::string kind = line.substr(0, line.find('\t'));
    if (kind != "name" && kind != "word" && kind != "place" && kind != "nation" && kind != "not") {
      continue;
    }
    for (std::size_t at = kind.size() + 1; at < line.size();) {
      const std::size_t end = std::min(line.find("; ", at), line.size());
      const auto [old, is_new] = kind_of.emplace(line.substr(at, end - at), kind);
      EXPECT_TRUE(is_new) << old->first << ": " << old->second << " and " << kind;
      at = end + 2;
    }
  }
  EXPECT_GT(kind_of.size(), 2000U);
}

TEST(OrganisationNames, BadLineIsNamed) {
  const std::string path = testing::TempDir() + "organisations_bad.tsv";
  std::ofstream(path) << "# words\nhead\tBank\nfirms\tInc.\n";
  const auto names = OrganisationNames::load(path);
  ASSERT_FALSE(names.ok());
  EXPECT_NE(names.error().message.find(":3:"), std::string::npos) << names.error().message;
  std::remove(path.c_str());
  EXPECT_FALSE(OrganisationNames::load(path).ok());
}

}  // namespace
}  // namespace entente
