#pragma once

#include "ingest/document.h"
#include "ingest/parse/organisation_names.h"

namespace entente {

// Mends the names of organisations in an analysed sentence: labels those that the table knows or
// that their words give away ("Ministry of Justice", "Acme, Inc.", "the Senate"), completes names
// that were cut ("University of" + "Warsaw"), and takes the label from what is none. Names of
// persons that hold more than the organisation stay. Changes entity and entity_begins only.
void mark_organisations(Sentence& sentence, const OrganisationNames& names);

}  // namespace entente
