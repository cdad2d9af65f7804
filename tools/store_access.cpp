#include "tools/store_access.h"

#include <cstdlib>

namespace entente {

void StoreOption::declare(OptionTable& options) {
  options.add("--db", folder, "folder of the store (default: $ENTENTE_DB)");
}

Result<std::unique_ptr<Store>> StoreOption::open(OpenMode mode) const {
  if (!folder.empty()) return open_rocks_store(folder, mode);
  const char* set = std::getenv("ENTENTE_DB");
  if (set != nullptr && *set != '\0') return open_rocks_store(set, mode);
  return Error{Error::Code::kUsage, "no store is named; use --db DIR or set ENTENTE_DB"};
}

}  // namespace entente
