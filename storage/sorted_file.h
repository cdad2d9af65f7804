#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "storage/database.h"

namespace entente {

// One file of a store, written outside of it: the keys of one family in ascending order, each once.
// Many times faster than batches; Database::adopt() takes finished files in.
class SortedFile {
 public:
  // Makes the file `path`. It must lie on the disk of the store that is to take it in.
  static Result<SortedFile> create(Family family, const std::string& path);

  SortedFile(SortedFile&&) noexcept;
  SortedFile& operator=(SortedFile&&) noexcept;
  ~SortedFile();

  // Keys must ascend. After a failure nothing more is written; finish() tells.
  void add(std::string_view key, std::string_view value);
  // Writes what is left through to the disk. kIo with the reason if that or an add() failed.
  Result<void> finish();

  Family family() const;
  const std::string& path() const;
  std::uint64_t entries() const;

 private:
  struct Impl;
  explicit SortedFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente
