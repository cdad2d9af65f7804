#include "tools/output_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace entente {
namespace {

std::string unfinished(const std::string& path) { return path + ".unfinished"; }

Error cannot_write(const std::string& path, int why) {
  return Error{Error::Code::kIo, "cannot write '" + path + "': " + std::strerror(why)};
}

}  // namespace

Result<OutputFile> OutputFile::create(const std::string& path) {
  std::FILE* file = std::fopen(unfinished(path).c_str(), "wb");
  if (file == nullptr) return cannot_write(path, errno);
  return OutputFile(path, file);
}

OutputFile::OutputFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::exchange(other.file_, nullptr)),
      failure_(other.failure_) {}

OutputFile::~OutputFile() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  std::remove(unfinished(path_).c_str());
}

void OutputFile::write(std::string_view bytes) {
  if (failure_ == 0 && std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) {
    failure_ = errno;
  }
}

Result<void> OutputFile::commit() {
  if (failure_ == 0 && std::fflush(file_) != 0) failure_ = errno;
  if (std::fclose(std::exchange(file_, nullptr)) != 0 && failure_ == 0) failure_ = errno;
  if (failure_ == 0 && std::rename(unfinished(path_).c_str(), path_.c_str()) != 0) failure_ = errno;
  if (failure_ == 0) return {};
  std::remove(unfinished(path_).c_str());
  return cannot_write(path_, failure_);
}

}  // namespace entente
