#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "graph/relation.h"
#include "ingest/document.h"
#include "ingest/event/confidence.h"
#include "ingest/event/lexicon.h"
#include "ingest/event/status.h"
#include "ingest/event/time_expression.h"

namespace entente {

struct RelationOptions {
  // Pairs of one event beyond this many are left out: "the 27 members met" is one meeting, not 351.
  std::size_t max_pairs = 12;
  // Relations below this are left out. By the labelled sentences four of five of them are wrong;
  // docs/evaluation.md says what other limits cost.
  float min_confidence = 0.2F;
};

// A relation with the rule behind it, for people who check.
struct ExplainedRelation {
  Relation relation;
  std::uint32_t predicate_token = 0;
  std::uint32_t example = 0;  // index into RelationLexicon::examples(): file and line of the rule
  std::vector<std::uint32_t> used;     // further tokens that the pattern or composition rests on
  std::vector<StatusNote> status;      // why it is negated, planned, reported ...
  std::optional<TimeExpression> time;  // the words that date it; missing: the day of publication
  float subject_certainty = 0;         // how surely the words stand for the ends
  float object_certainty = 0;
  ConfidenceEvidence evidence;  // what the confidence was computed from
};

// The relations of a document that is parsed and whose mentions are linked, by sentence, then
// predicate. One relation a sentence for the same two actors and type; both ends the same actor is
// no relation. Document::article.published is what "on Thursday" counts from; a relation without
// words for its date gets the publication date with that basis, or none. Deterministic; safe from
// any thread.
std::vector<ExplainedRelation> explain_relations(const Document& document,
                                                 const RelationLexicon& lexicon,
                                                 const RelationOptions& options = {});
std::vector<Relation> extract_relations(const Document& document, const RelationLexicon& lexicon,
                                        const RelationOptions& options = {});

}  // namespace entente
