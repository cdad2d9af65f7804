#include <gtest/gtest.h>

#include <string>

#include "ingest/event/extract_relations.h"
#include "tests/ingest/event/hand_tree.h"

namespace entente {
namespace {

RelationLexicon small_lexicon() {
  RelationLexicon lexicon;
  const Result<void> patterns = lexicon.add(
      "criticize\tv\tS:subj T:obj\t111\t-\tcriticize\tLima criticized Oslo. => Lima | Oslo\n"
      "meet\tv\tS:subj T:obj\t040\trecip\tmeet\tLima met Oslo. => Lima | Oslo\n"
      "meet\tv\tS:subj T?:with\t040\trecip\tmeet\tLima met with Oslo. => Lima | Oslo\n"
      "hold\tv\tS:subj obj=talk T:with\t040\trecip\thold talks with\tLima held talks with Oslo. => "
      "Lima | Oslo\n"
      "talk\tn\tS:between\t040\trecip\ttalks\tTalks between Lima and Oslo failed. => Lima | Oslo\n"
      "release\tv\tS:subj T:obj\t084\t-\trelease\tLima released Oslo. => Lima | Oslo\n"
      "pass\tv\tS:subj obj=note T:to M:with\t024\t-\tpass a note to\tLima passed a note. => Lima | "
      "Oslo\n"
      "violate\tv\tS:subj T:obj\t196\t-\tviolate\tLima violated Oslo. => Lima | Oslo\n",
      "some.tsv");
  EXPECT_TRUE(patterns.ok());
  const Result<void> compositions = lexicon.add(
      "refuse\tv\tinf\tsubj\trefuse\t120\t-\trefuse to\tLima refused. => Lima\n"
      "agree\tv\tinf\tsubj\tagree\t030\t-\tagree to\tLima agreed. => Lima\n"
      "schedule\tv\tinf\tsubj\tplan\t-\t-\tbe scheduled to\tLima was scheduled. => Lima\n"
      "accuse\tv\tof-ing\tobj\taccuse\t112\t-\taccuse of\tLima accused Oslo. => Lima | Oslo\n"
      "say\tv\tthat\tsubj\tsay\t-\t-\tsay\tLima said. => Lima\n",
      "composition.tsv");
  EXPECT_TRUE(compositions.ok());
  return lexicon;
}

// "lima -criticize-> oslo ACCUSE asserted" a relation.
std::string relations(std::string_view lines) {
  const RelationLexicon lexicon = small_lexicon();
  std::string out;
  for (const Relation& r : extract_relations(hand_document(lines), lexicon)) {
    out += (out.empty() ? "" : "; ") + r.subject.substr(8) + " -" + r.predicate + "-> " +
           r.object.substr(8) + " " + to_string(r.type) + (r.negated ? " not " : " ") +
           to_string(r.modality);
    if (!r.attributed_to.empty()) out += " by " + r.attributed_to.substr(8);
  }
  return out;
}

TEST(Relations, PossessorOfTheObjectIsTheTarget) {
  EXPECT_EQ(relations("Lima Lima NP 2 nsubj criticized criticize V 0 root Oslo Oslo NP 5 nmod:poss "
                      "'s 's X 3 case policy policy N 2 obj"),
            "lima -criticize-> oslo ACCUSE asserted");
}

TEST(Relations, MediatorIsNoEndButMediates) {
  EXPECT_EQ(relations("Lima Lima NP 2 nsubj held hold V 0 root talks talk N 2 obj brokered broker "
                      "VBN 3 acl by by X 6 case Quito Quito NP 4 obl:agent with with X 8 case "
                      "Oslo Oslo NP 3 nmod"),
            "lima -hold talks with-> oslo CONSULT asserted; quito -mediate with-> lima CONSULT "
            "asserted; quito -mediate with-> oslo CONSULT asserted");
}

TEST(Relations, LexiconMayNameThePlaceOfAMediator) {
  EXPECT_EQ(relations("Lima Lima NP 2 nsubj passed pass V 0 root notes note N 2 obj to to X 5 case "
                      "Oslo Oslo NP 2 obl with with X 7 case Quito Quito NP 2 obl"),
            "lima -pass a note to-> oslo REQUEST asserted; quito -mediate with-> lima CONSULT "
            "asserted; quito -mediate with-> oslo CONSULT asserted");
}

TEST(Relations, ParticipleBelongsToTheNounBeforeIt) {
  EXPECT_EQ(
      relations("the the X 2 det view view N 0 root of of X 4 case Lima Lima NP 2 nmod and and "
                "X 6 cc troops troop N 4 conj criticized criticize VBN 2 acl by by X 9 case "
                "Oslo Oslo NP 7 obl:agent 's 's X 9 case"),
      "");
}

// "Norway criticized Peru, Chile, and Quito": a list where both names are states, else a place and
// the state it lies in.
TEST(Relations, StatesInAListAreNotPlacesOfEachOther) {
  Document document = hand_document(
      "Lima Lima NP 2 nsubj criticized criticize V 0 root Peru Peru NP 2 obj , , X 5 punct "
      "Chile Chile NP 3 nmod:unmarked , , X 8 punct and and X 8 cc Quito Quito NP 3 conj");
  const RelationLexicon lexicon = small_lexicon();
  EXPECT_EQ(extract_relations(document, lexicon).size(), 2U);
  document.actors[1].kind = document.actors[2].kind = ActorKind::kState;
  EXPECT_EQ(extract_relations(document, lexicon).size(), 3U);
}

TEST(Relations, RefusedCriticismIsNegatedNotRejected) {
  EXPECT_EQ(relations("Lima Lima NP 2 nsubj refused refuse V 0 root to to X 4 mark "
                      "criticize criticize V 2 xcomp Oslo Oslo NP 4 obj"),
            "lima -criticize-> oslo ACCUSE not asserted");
}

TEST(Relations, RefusedMeetingIsARejection) {
  EXPECT_EQ(relations("Lima Lima NP 2 nsubj refused refuse V 0 root to to X 4 mark "
                      "meet meet V 2 xcomp Oslo Oslo NP 4 obj"),
            "lima -refuse to meet-> oslo REJECT asserted");
}

TEST(Relations, ScheduledTalksArePlanned) {
  EXPECT_EQ(relations("Lima Lima NP 3 nsubj:pass is be X 3 aux:pass scheduled schedule VBN 0 root "
                      "to to X 5 mark hold hold V 3 xcomp talks talk N 5 obj with with X 8 case "
                      "Oslo Oslo NP 6 nmod"),
            "lima -hold talks with-> oslo CONSULT planned");
}

TEST(Relations, MembersOfAPluralSubjectMeetEachOther) {
  EXPECT_EQ(relations("Lima Lima NP 4 nsubj and and X 3 cc Oslo Oslo NP 1 conj met meet V 0 root"),
            "lima -meet-> oslo CONSULT asserted");
}

TEST(Relations, TalksBetweenThreeGiveEachPair) {
  EXPECT_EQ(
      relations("talks talk N 7 nsubj between between X 3 case Lima Lima NP 1 nmod "
                "Oslo Oslo NP 3 conj and and X 6 cc Quito Quito NP 3 conj failed fail V 0 root"),
      "lima -talks-> oslo CONSULT asserted; lima -talks-> quito CONSULT asserted; "
      "oslo -talks-> quito CONSULT asserted");
}

TEST(Relations, AccusationTakesInItsReason) {
  EXPECT_EQ(
      relations("Lima Lima NP 2 nsubj accused accuse V 0 root Oslo Oslo NP 2 obj of of X 5 mark "
                "violating violate VBG 2 advcl Quito Quito NP 5 obj"),
      "lima -accuse of-> oslo ACCUSE asserted");
}

TEST(Relations, SaidIsReportedWithItsSpeaker) {
  EXPECT_EQ(relations("Quito Quito NP 2 nsubj said say V 0 root Lima Lima NP 4 nsubj "
                      "criticized criticize V 2 ccomp Oslo Oslo NP 4 obj"),
            "lima -criticize-> oslo ACCUSE reported by quito");
}

TEST(Relations, IntendedConcessionIsAnAgreement) {
  EXPECT_EQ(relations("Lima Lima NP 3 nsubj will will X 3 aux release release V 0 root "
                      "Oslo Oslo NP 3 obj"),
            "lima -plan to release-> oslo AGREE planned");
}

TEST(Relations, SameEndsAreNoRelation) {
  EXPECT_EQ(relations("Lima Lima NP 2 nsubj criticized criticize V 0 root Lima Lima NP 2 obj"), "");
}

TEST(Lexicon, NamesTheLineThatIsWrong) {
  RelationLexicon lexicon;
  const Result<void> added =
      lexicon.add("# c\nmeet\tv\tQ:subj\t040\t-\tmeet\tx => a | b\n", "x.tsv");
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().message, "x.tsv line 2: unknown role in slot 'Q:subj'");
}

TEST(Lexicon, ShippedTablesLoad) {
  const Result<RelationLexicon> lexicon = RelationLexicon::load(ENTENTE_DATA_DIR "/relations");
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().message;
  EXPECT_GT(lexicon->patterns().size(), 5000U);
}

}  // namespace
}  // namespace entente
