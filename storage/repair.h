#pragma once

#include <string>
#include <vector>

#include "core/result.h"

namespace entente {

struct RepairReport {
  std::vector<std::string> done;  // one sentence for each thing that was made anew
  std::vector<std::string> left;  // what is still wrong: it cannot be made out of the rest
};

// Makes what is derived (indexes, mentions, names, lists of ids, counts) anew from what it is
// derived from, where the two contradict each other or where a file of it cannot be read. Articles,
// texts, casts, relations and records of actors are not touched. A kill in between leaves a store
// that only another repair opens. kCorrupt, with nothing changed, if any of those cannot be read:
// then only a backup helps. Else as open_rocks_store for writing; kNotFound if there is no store.
Result<RepairReport> repair_rocks_store(const std::string& path);

}  // namespace entente
