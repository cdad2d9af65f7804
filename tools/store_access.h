#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/result.h"
#include "storage/store.h"
#include "tools/console.h"
#include "tools/option_table.h"

namespace entente {

// That the store was of an older format and is now of the present one.
void say_migrated(std::uint32_t from, const Console& console);

// The option --db, which every command on a store takes.
struct StoreOption {
  std::string folder;

  void declare(OptionTable& options);
  // Opens the store that --db or $ENTENTE_DB names. Fails with kUsage if neither does.
  Result<std::unique_ptr<Store>> open(OpenMode mode) const;
  // The same for writing; says so if that lifted the store to a newer format.
  Result<std::unique_ptr<Store>> open_to_write(const Console& console) const;
  // The folder that --db or $ENTENTE_DB names. Fails with kUsage if neither does.
  Result<std::string> path() const;
};

}  // namespace entente
