#pragma once

#include <cstdint>
#include <vector>

#include "graph/relation.h"
#include "ingest/document.h"
#include "ingest/event/lexicon.h"

namespace entente {

struct RelationOptions {
  // Pairs of one event beyond this many are left out: "the 27 members met" is one meeting, not 351.
  std::size_t max_pairs = 12;
  // Relations below this are left out.
  float min_confidence = 0.05F;
};

// A relation with the rule behind it, for people who check.
struct ExplainedRelation {
  Relation relation;
  std::uint32_t predicate_token = 0;
  std::uint32_t example = 0;  // index into RelationLexicon::examples(): file and line of the rule
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
