#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace entente {

// How far a run through files is, for the estimate of the time that is left. Readers go through the
// paths in order and through folders in the order of the paths' bytes; within a file the operating
// system knows the place (Linux), also for what is compressed.
class InputSize {
 public:
  // Looks at the names and sizes of all files below `paths`.
  explicit InputSize(const std::vector<std::string>& paths);

  // The part that is read when articles of `path` are coming: 0 to 1. Nothing if standard input is
  // among the paths, or `path` is none of the files.
  std::optional<double> part_done(const std::string& path);

 private:
  struct File {
    std::string path;
    std::uint64_t begin = 0;  // bytes of all files before it
  };

  void add(const std::string& path);
  void add_file(const std::string& path);

  std::vector<File> files_;
  std::uint64_t total_ = 0;
  bool is_known_ = true;
  std::size_t at_ = 0;  // the file of the latest question
};

}  // namespace entente
