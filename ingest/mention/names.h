#pragma once

#include <cstdint>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention/knowledge.h"
#include "ingest/mention/syntax.h"

namespace entente {

// A name in a sentence, without title and article: tokens [first, last).
struct NameSpan {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  EntityType entity = EntityType::kNone;  // the analyser's, else what the table says
  bool in_table = false;                  // exactly this span is a name of the actor table
  bool is_adjective = false;              // Russian; also US in "US-led"
};

// The names of a sentence by first token, outer ones before those inside them. Unites three
// sources: the actor table's longest matches, the analyser's entities, and runs of proper nouns
// that neither knows. Longer spans win; the tree decides whether a known name stands for itself or
// is part of a longer one ("Washington Post", "China Mobile" are not the states). Names inside
// others are kept only where they tell the nationality ("Russian Defence Ministry").
std::vector<NameSpan> find_names(const Sentence& sentence, const Syntax& syntax,
                                 const MentionKnowledge& knowledge);

// True for Mr., Dr., Gen. and the like, and for the words of role nouns in capitals.
bool is_title_word(const Token& token, const RoleTable& roles);

}  // namespace entente
