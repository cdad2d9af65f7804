#pragma once

#include "ingest/document.h"

namespace entente {

// "After the meeting | Lima said that ..." parsed as a meeting that Lima said: a sentence that
// begins with a preposition and is all one phrase has its main verb in the clause behind the noun.
// "Oslo said that Lima had told Quito | it would leave" with two clauses under "said": what
// somebody is told belongs to "told". Works on tags and heads of an analysed sentence.
void mend_clauses(Sentence& sentence);

}  // namespace entente
