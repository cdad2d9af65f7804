#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "storage/records.h"

namespace entente {

// Compares what is derived (four indexes, mentions, actors, names, counts) with what it is derived
// from (articles, casts, relations). One sentence a contradiction, at most a hundred; empty means
// sound. kCorrupt if a record cannot be read at all.
Result<std::vector<std::string>> verify_store(const Records& records);

}  // namespace entente
