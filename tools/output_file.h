#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "core/result.h"

namespace entente {

// A file that appears whole or not at all: bytes go to a neighbour of it, which takes its name when
// everything is written.
class OutputFile {
 public:
  // Fails with kIo, naming the file.
  static Result<OutputFile> create(const std::string& path);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();  // without commit() nothing stays behind

  void write(std::string_view bytes);
  // Fails with kIo if any byte could not be written.
  Result<void> commit();

 private:
  OutputFile(std::string path, std::FILE* file);

  std::string path_;
  std::FILE* file_;
  int failure_ = 0;  // errno of the first write that failed
};

}  // namespace entente
