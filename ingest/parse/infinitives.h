#pragma once

#include "ingest/document.h"

namespace entente {

// Words that are verb and noun: "Lima is to host | talks" with "host" as part of a noun's name
// becomes a clause, and "Lima sought | help from Oslo" with "help" as an infinitive, which nothing
// but a few verbs takes without "to", an object, and "carried out border shelling" with "border"
// and "shelling" as two objects has one. Works on tags and heads of an analysed sentence.
void mend_infinitives(Sentence& sentence);

}  // namespace entente
