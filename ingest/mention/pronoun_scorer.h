#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ingest/mention/discourse.h"

namespace entente {

// What speaks for and against a candidate as the antecedent of a pronoun.
enum PronounFeature : std::uint8_t {
  kSentencesAway1,
  kSentencesAway2,
  kSentencesAway3,
  kTokensAway,       // within the sentence, in hundreds
  kMentionsBetween,  // candidates that are nearer, in tens
  kCandidateIsSubject,
  kCandidateIsObject,
  kCandidateIsOblique,
  kCandidateIsPossessor,
  kCandidateIsConjunct,
  kCandidateIsAppositive,
  kCandidateIsRootSubject,  // subject of the main clause
  kBothSubjects,
  kSameRelation,
  kOwnSubject,         // subject of the clause that a possessive stands in
  kCommandingSubject,  // subject of a clause that contains the pronoun's clause
  kCandidateIsName,
  kCandidateIsNominal,
  kCandidateIsIndefinite,
  kCandidateIsPronoun,
  kChainSize,            // logarithm
  kChainHasSamePronoun,  // he ... he
  kGenderKnown,          // and the same, as agreement is required
  kSameQuotation,
  kQuotationBorder,         // one inside a quotation, the other outside
  kSpeakerInsideQuotation,  // candidate is the speaker of the pronoun's quotation
  kCataphora,               // candidate comes after the pronoun
  kFirstInSentence,
  kCandidateDepth,  // in tens
  kStateOrOrganization,
  kFirstInDocument,
  kIsOtherNoun,  // a noun that is no mention
  kKnownPerson,  // the kinds say that it is a person
  kGenderUnknown,
  kUnknownAfterKnown,  // unknown gender, while another candidate's is known to fit
  kSameParagraph,
  kPossessivePronoun,    // both are possessors
  kPossessiveSubject,    // the pronoun is a possessor, the candidate a subject
  kObjectPronounObject,  // both objects
  kPronounFeatureCount,
};
using PronounFeatures = std::array<float, kPronounFeatureCount>;

// One candidate for a pronoun, with its features and the score that the weights give.
struct PronounCandidate {
  std::uint32_t mention = 0;
  PronounFeatures features{};
  float score = 0;
};

// The candidates that agree with the pronoun and that syntax allows, the best first; at most one a
// chain. Pronoun: third person, personal or possessive. Ties go to the later mention.
std::vector<PronounCandidate> score_candidates(const Discourse& discourse, std::uint32_t pronoun);

// The probability that the first candidate is right: softmax over the candidates and the chance
// that none of them is. `candidates` as score_candidates gave them, not empty.
float answer_share(const Discourse& discourse, std::uint32_t pronoun,
                   const std::vector<PronounCandidate>& candidates);

}  // namespace entente
