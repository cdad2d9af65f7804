#include "tools/data_folder.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace entente {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

Error not_a_folder(const std::string& path, const std::string& named_by) {
  return Error{Error::Code::kNotFound,
               "the data folder '" + path + "' named by " + named_by +
                   " does not exist; it is the folder 'data' of the program"};
}

}  // namespace

Result<std::string> find_data_folder(const std::string& option) {
  if (!option.empty()) {
    if (!is_folder(option)) return not_a_folder(option, "--data");
    return option;
  }
  if (const char* set = std::getenv("ENTENTE_DATA"); set != nullptr && *set != '\0') {
    if (!is_folder(set)) return not_a_folder(set, "ENTENTE_DATA");
    return std::string(set);
  }
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share" / "entente" / "data";
  if (!error && is_folder(installed)) return installed.string();
  if (is_folder(ENTENTE_SOURCE_DATA)) return std::string(ENTENTE_SOURCE_DATA);
  return Error{Error::Code::kNotFound, "the program's data folder is not beside it (" +
                                           installed.string() +
                                           "); name it with --data DIR or ENTENTE_DATA"};
}

}  // namespace entente
