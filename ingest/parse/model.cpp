#include "ingest/parse/model.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <span>
#include <utility>

#include "ingest/parse/network.h"

namespace entente {
namespace {

// A file mapped read-only for as long as the object lives.
class MappedFile {
 public:
  static Result<std::shared_ptr<const MappedFile>> open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
      const auto code = errno == ENOENT ? Error::Code::kNotFound : Error::Code::kIo;
      return Error{code, "cannot open model file " + path + ": " + std::strerror(errno)};
    }
    struct stat status {};
    void* bytes = MAP_FAILED;
    if (::fstat(file, &status) == 0 && status.st_size > 0) {
      bytes = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE,
                     file, 0);
    }
    ::close(file);
    if (bytes == MAP_FAILED) {
      return Error{Error::Code::kIo, "cannot map model file " + path + " (empty or unreadable)"};
    }
    return std::make_shared<const MappedFile>(bytes, static_cast<std::size_t>(status.st_size));
  }
  MappedFile(void* bytes, std::size_t size) : bytes_(bytes), size_(size) {}
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() { ::munmap(bytes_, size_); }

  std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(bytes_), size_};
  }

 private:
  void* bytes_;
  std::size_t size_;
};

}  // namespace

std::uint64_t AnalyserModel::checksum() const { return network_->checksum; }

Result<AnalyserModel> AnalyserModel::open(const std::string& path) {
  Result<std::shared_ptr<const MappedFile>> file = MappedFile::open(path);
  if (!file) return file.error();
  Result<Network> network = Network::load((*file)->bytes(), path);
  if (!network) return network.error();
  network->storage = *file;
  return AnalyserModel(std::make_shared<const Network>(std::move(network).value()));
}

Result<AnalyserModel> AnalyserModel::from_bytes(std::vector<std::byte> bytes,
                                                const std::string& name) {
  const auto kept = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
  Result<Network> network = Network::load(*kept, name);
  if (!network) return network.error();
  network->storage = kept;
  return AnalyserModel(std::make_shared<const Network>(std::move(network).value()));
}

}  // namespace entente
