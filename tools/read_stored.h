#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "storage/store.h"
#include "tools/console.h"

namespace entente {

// The options of commands that read articles of the store (again).
struct ReadingOptions {
  std::string data;         // as --data
  std::size_t threads = 0;  // 0: one a core
  bool quiet = false;
};

// Reads articles of the store with the present extractor, from the text that is stored, and then
// whatever waits. One atomic step an article: killed or interrupted, the same call goes on where it
// was. Says on stderr how many were read and what they gave.
ExitCode read_stored(Store& store, const std::vector<std::string>& ids,
                     const ReadingOptions& options, const Console& console);

}  // namespace entente
