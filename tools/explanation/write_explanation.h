#pragma once

#include <ostream>

#include "ingest/explanation.h"
#include "tools/explanation/lexicon_lines.h"

namespace entente {

// For people: each sentence with its mentions, whom they mean and by which rule, and its relations
// with the line of the lexicon, the words and the rules of status behind them.
void write_explanation(std::ostream& out, const Explanation& explanation, LexiconLines& lexicon,
                       std::size_t columns);

// For programs: the same as one JSON object, without a line end; docs/explain.md has the keys.
void write_explanation_json(std::ostream& out, const Explanation& explanation,
                            LexiconLines& lexicon);

}  // namespace entente
