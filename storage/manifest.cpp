#include "storage/manifest.h"

#include <filesystem>
#include <fstream>
#include <system_error>

namespace entente {

ManifestState manifest_state(const std::string& store) {
  std::ifstream current(store + "/CURRENT");
  ManifestState state;
  std::getline(current, state.name);
  std::error_code failure;
  const auto bytes = std::filesystem::file_size(store + "/" + state.name, failure);
  return failure ? ManifestState{} : ManifestState{state.name, bytes};
}

}  // namespace entente
