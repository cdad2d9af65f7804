#pragma once

#include <cstdint>
#include <string>

namespace entente {

// The file in which RocksDB writes which files make up the store, by name and size: it grows before
// any write-ahead log or table goes away. Equal states: nothing went in between.
struct ManifestState {
  std::string name;         // empty if it cannot be told
  std::uint64_t bytes = 0;  // 0 too

  friend bool operator==(const ManifestState&, const ManifestState&) = default;
};

ManifestState manifest_state(const std::string& store);

}  // namespace entente
