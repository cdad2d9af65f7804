#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"

namespace entente {

struct CopyReport {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};

enum class CopyCheck {
  kChecksums,  // every block can be read: for a backup
  kWhole,      // every entry is what it is derived from, as Store::verify(): for a restored store
};

// Copies the store in folder `from`, as it is at one moment while a writer may work on it, to the
// new or empty folder `to`, checks the copy, and only then gives it its name: a kill leaves nothing
// at `to` and a folder `to`.partial that the next copy removes. The copy is a store itself and
// shares nothing with the first. Works without write permission on `from`. Fails with kBadInput if
// `to` holds anything, kCorrupt if the copy does not check out (it is removed), kIo, kNotFound.
Result<CopyReport> copy_store(const std::string& from, const std::string& to, CopyCheck check);

}  // namespace entente
