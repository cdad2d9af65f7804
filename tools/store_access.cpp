#include "tools/store_access.h"

#include <cstdlib>

namespace entente {

void say_migrated(std::uint32_t from, const Console& console) {
  console.say("the store was of format " + std::to_string(from) + " and is now of format " +
              std::to_string(kStoreFormatVersion) + "; older versions of entente refuse it");
}

void StoreOption::declare(OptionTable& options) {
  options.add("--db", folder, "folder of the store (default: $ENTENTE_DB)");
}

Result<std::string> StoreOption::path() const {
  if (!folder.empty()) return folder;
  const char* set = std::getenv("ENTENTE_DB");
  if (set != nullptr && *set != '\0') return std::string(set);
  return Error{Error::Code::kUsage, "no store is named; use --db DIR or set ENTENTE_DB"};
}

Result<std::unique_ptr<Store>> StoreOption::open(OpenMode mode) const {
  const Result<std::string> named = path();
  if (!named.ok()) return named.error();
  return open_rocks_store(*named, mode);
}

Result<std::unique_ptr<Store>> StoreOption::open_to_write(const Console& console) const {
  Result<std::unique_ptr<Store>> store = open(OpenMode::kReadWrite);
  if (!store.ok()) return store;
  if (const auto older = (*store)->migrated_from()) say_migrated(*older, console);
  return store;
}

}  // namespace entente
