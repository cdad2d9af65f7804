#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/document.h"
#include "ingest/event/extract_relations.h"

namespace entente {

// Whom a mention might have meant.
struct MentionCandidate {
  std::string who;  // an actor id, or for a pronoun the words of another mention
  float share = 0;  // how probable it seemed; 0 = not weighed

  friend bool operator==(const MentionCandidate&, const MentionCandidate&) = default;
};

// The line of the relation lexicon behind a relation; no file for offices, which noun phrases tell
// by a rule of their own.
struct RuleSource {
  std::string file;  // in the lexicon's folder
  std::uint32_t line = 0;

  friend bool operator==(const RuleSource&, const RuleSource&) = default;
};

// An article with everything that led to its relations, for people who check. Never stored.
struct Explanation {
  Document document;
  // For each mention that means no actor, whom it might have meant, the likeliest first.
  std::vector<std::vector<MentionCandidate>> candidates;
  std::vector<ExplainedRelation> relations;  // as extract() gives them, in the same order
  std::vector<RuleSource> rules;             // one for each relation
};

}  // namespace entente
