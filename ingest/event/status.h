#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/relation.h"
#include "ingest/event/lexicon.h"
#include "ingest/event/tree.h"

namespace entente {

// A rule that changed polarity, modality or attribution, and the word that made it.
struct StatusNote {
  const char* rule = "";    // lives for ever
  std::uint32_t token = 0;  // of the sentence

  friend bool operator==(const StatusNote&, const StatusNote&) = default;
};

// How the sentence presents the event of one predicate.
struct Status {
  bool negated = false;
  Modality modality = Modality::kAsserted;
  bool denied = false;    // somebody says that it was not so: no refusal
  bool intended = false;  // "will", "plans to": an intention, unlike "is scheduled to"
  int speaker = -1;       // token of whoever says so (subject of "said", object of "according to")
  std::vector<StatusNote> notes;  // why, in the order in which the rules applied; for who checks
};

// Reads polarity, modality and attribution off the tree: the predicate's own auxiliaries, then the
// clauses above it ("Lima said Oslo planned to ..."), conditions, questions and quotation marks.
Status status_of(const Tree& tree, std::size_t predicate, const RelationLexicon& lexicon);

// "not", "n't", "never", "no longer", "without", "neither ... nor" at the predicate itself.
bool is_negated(const Tree& tree, std::size_t predicate);

// How a clause hangs on its governor, in the lexicon's words: inf, ing, that, "of-ing"; "" if it is
// no complement.
std::string complement_kind(const Tree& tree, std::size_t clause);

// The composition entry that `governor` applies to the complement `clause`, or null.
const Composition* find_composition(const Tree& tree, std::size_t governor, std::size_t clause,
                                    const RelationLexicon& lexicon);

PatternPos pattern_pos(const Tree& tree, std::size_t token);

}  // namespace entente
