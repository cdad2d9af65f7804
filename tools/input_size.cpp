#include "tools/input_size.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace entente {
namespace {

namespace fs = std::filesystem;

// How many bytes of an open file were read, by what Linux says of this process's files.
std::uint64_t bytes_read_of(const std::string& path) {
  std::error_code failure;
  auto entry = fs::directory_iterator("/proc/self/fd", failure);
  for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    std::error_code other;
    if (!fs::equivalent(entry->path(), path, other) || other) continue;
    std::ifstream info("/proc/self/fdinfo/" + entry->path().filename().string());
    std::string name;
    std::uint64_t position = 0;
    if (info >> name >> position && name == "pos:") return position;
  }
  return 0;
}

}  // namespace

InputSize::InputSize(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (path == "-") is_known_ = false;
    add(path);
  }
}

void InputSize::add(const std::string& path) {
  std::error_code failure;
  if (!fs::is_directory(path, failure)) return add_file(path);
  std::vector<std::string> below;
  for (auto entry = fs::directory_iterator(path, failure);
       !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    std::error_code other;
    const bool is_link_to_folder =
        entry->is_symlink(other) && fs::is_directory(entry->path(), other);
    if (name.front() != '.' && !is_link_to_folder) below.push_back(entry->path().string());
  }
  std::sort(below.begin(), below.end());
  for (const std::string& each : below) add(each);
}

void InputSize::add_file(const std::string& path) {
  std::error_code failure;
  if (!fs::is_regular_file(path, failure)) return;
  const auto size = fs::file_size(path, failure);
  if (failure) return;
  files_.push_back({path, total_});
  total_ += size;
}

std::optional<double> InputSize::part_done(const std::string& path) {
  if (!is_known_ || total_ == 0) return std::nullopt;
  // Articles inside of an archive carry its path, '!' and their own behind it.
  const auto is_of = [&](const File& file) {
    const std::size_t length = file.path.size();
    return path.compare(0, length, file.path) == 0 &&
           (path.size() == length || path[length] == '!');
  };
  const auto from = files_.begin() + static_cast<std::ptrdiff_t>(at_);
  auto file = std::find_if(from, files_.end(), is_of);
  if (file == files_.end()) file = std::find_if(files_.begin(), files_.end(), is_of);
  if (file == files_.end()) return std::nullopt;
  at_ = static_cast<std::size_t>(file - files_.begin());
  const std::uint64_t end = at_ + 1 < files_.size() ? files_[at_ + 1].begin : total_;
  const std::uint64_t read = std::min(bytes_read_of(file->path), end - file->begin);
  return static_cast<double>(file->begin + read) / static_cast<double>(total_);
}

}  // namespace entente
