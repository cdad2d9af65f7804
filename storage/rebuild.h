#pragma once

#include <set>

#include "core/result.h"
#include "storage/database.h"

namespace entente {

// Empties these derived families (see kDerivedFamilies) and fills them from what they are derived
// from, which must be readable. Mentions by datasets stand nowhere else: those that can be read are
// kept, and records of actors that nothing mentions are given to the dataset whose relations the
// actor is in. `database` was opened for repair.
Result<void> rebuild_families(Database& database, const std::set<Family>& families);

}  // namespace entente
