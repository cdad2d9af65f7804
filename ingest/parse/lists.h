#pragma once

#include "ingest/document.h"

namespace entente {

// "the leaders of Germany, France, and the UK met" parsed as the leaders and the UK: the last name
// of a list of names inside a phrase hangs on the list's first one, not on the noun that the phrase
// belongs to. And "Lima and Turkish Foreign Minister Ann Oak": the adjective is the minister's, no
// member of the list. Works on the heads of an analysed sentence.
void join_lists(Sentence& sentence);

}  // namespace entente
