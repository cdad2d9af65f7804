#pragma once

#include <vector>

#include "graph/relation.h"
#include "graph/role_table.h"
#include "ingest/document.h"

namespace entente {

// Standing relations that noun phrases tell about the persons they name: office and country of
// "Russian President Vladimir Putin", "Lavrov, the foreign minister of Russia", "the Chinese
// leader". Type ROLE, predicate "president of", subject the person, object the state or
// organisation. One a sentence for the same three, by sentence. Needs linked mentions;
// deterministic; safe from any thread.
std::vector<Relation> extract_roles(const Document& document, const RoleTable& roles);

}  // namespace entente
