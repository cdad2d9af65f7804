#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ingest/document.h"

namespace entente {

// CoNLL-U, the tab-separated format of Universal Dependencies treebanks.

// One sentence with its final blank line. MISC holds the byte span ("Bytes=12:17"), "SpaceAfter=No"
// and the name ("Entity=B-PERSON"). An empty sentence writes nothing. `text` is the article, for
// the "# text" line; pass an empty view to leave it out. A sentence that was cut says so in a line
// "# note".
void write_conllu(std::ostream& out, const Sentence& sentence, std::string_view text = {});

// Reads all sentences of a CoNLL-U stream. Multiword-token ranges and empty nodes are skipped,
// comments too; spans count bytes in the text that the forms make with their spaces, a line break
// between sentences. Fails with kBadInput and the line number on a malformed line.
Result<std::vector<Sentence>> read_conllu(std::istream& in);

}  // namespace entente
