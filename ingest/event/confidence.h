#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "graph/event_type.h"

namespace entente {

// What is known about a reading of a sentence before anybody checks it. The trusts lie in 0..1.
struct ConfidenceEvidence {
  EventType type = EventType::kStatement;
  float construction = 1;  // how often the construction of the lexicon is right
  float parse = 1;         // the least sure arc of predicate and ends
  float source = 1;        // that the words of the source stand for this actor and act
  float target = 1;
  bool source_unnamed = false;  // known by description only: "a court", "protesters"
  bool target_unnamed = false;
  bool source_unknown = false;  // neither country nor code is known
  bool target_unknown = false;
  bool by_noun = false;           // "talks with", not "met"
  bool specific = false;          // the pattern asks for more words than the predicate
  bool composed = false;          // "agreed to", "accused of"
  bool hedged = false;            // planned or hypothetical
  bool in_sport = false;          // the sentence reports on sport
  std::uint32_t pairs = 1;        // of the same event
  std::uint32_t source_away = 1;  // tokens between predicate and end
  std::uint32_t target_away = 1;
};

inline constexpr std::size_t kConfidenceFeatures = 33;

// The evidence as numbers for the model: a constant, logarithms of the trusts, flags, distances,
// then one flag for each type from AGREE to ASSAULT.
std::array<double, kConfidenceFeatures> confidence_features(const ConfidenceEvidence& evidence);

// The probability that type and both ends are right, by a logistic model fitted on labelled
// sentences (tools/train/fit_confidence.py, docs/evaluation.md). Strictly between 0 and 1.
float confidence_of(const ConfidenceEvidence& evidence);

}  // namespace entente
