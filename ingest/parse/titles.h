#pragma once

#include "ingest/document.h"

namespace entente {

// "Ann Oak and Norwegian leader | Bo Holm met" parsed with the leader as Ann Oak's title, and
// "leader | Bo Holm met" with two subjects: a title belongs to the name that follows it at once,
// and "talks with adviser | Bo Holm" has no object Bo Holm. "The head of the agency, Bo Holm"
// parsed with the agency as Bo Holm: an apposed person is a person. Works on tags, heads and names
// of an analysed sentence.
void mend_titles(Sentence& sentence);

}  // namespace entente
