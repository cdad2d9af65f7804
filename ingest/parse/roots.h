#pragma once

#include "ingest/document.h"

namespace entente {

// "After the meeting | Lima said that ..." parsed as a meeting that Lima said: a sentence that
// begins with a preposition and is all one phrase has its main verb in the clause behind the noun.
// Works on tags and heads of an analysed sentence.
void mend_roots(Sentence& sentence);

}  // namespace entente
