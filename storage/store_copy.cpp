#include "storage/store_copy.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "storage/database.h"
#include "storage/manifest.h"
#include "storage/store.h"

namespace entente {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBufferBytes = std::size_t{1} << 20;
constexpr int kAttempts = 50;
constexpr std::uint64_t kToTheEnd = std::numeric_limits<std::uint64_t>::max();

Error failed(const std::string& path, int reason) {
  return Error{Error::Code::kIo, "'" + path + "': " + std::strerror(reason)};
}

// An open file; what it holds stays readable when a writer takes its name away.
class OpenFile {
 public:
  OpenFile(std::string path, int flags)
      : path_(std::move(path)), file_(::open(path_.c_str(), flags | O_CLOEXEC, 0666)) {}
  OpenFile(OpenFile&& other) noexcept
      : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}
  OpenFile& operator=(OpenFile&&) = delete;
  ~OpenFile() {
    if (file_ >= 0) ::close(file_);
  }

  bool is_open() const { return file_ >= 0; }
  const std::string& path() const { return path_; }
  std::string name() const { return fs::path(path_).filename().string(); }

  Result<void> sync() const {
    return file_ >= 0 && ::fsync(file_) == 0 ? Result<void>{} : failed(path_, errno);
  }
  // Writes the first `most` bytes to a new file of the folder, through to the disk.
  Result<std::uint64_t> copy_to(const std::string& folder, std::uint64_t most) const;

 private:
  std::string path_;
  int file_;
};

Result<void> write_all(int file, const char* bytes, std::size_t size, const std::string& path) {
  while (size > 0) {
    const ssize_t written = ::write(file, bytes, size);
    if (written < 0) return failed(path, errno);
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
  return {};
}

Result<std::uint64_t> OpenFile::copy_to(const std::string& folder, std::uint64_t most) const {
  const OpenFile out(folder + "/" + name(), O_WRONLY | O_CREAT | O_EXCL);
  if (!out.is_open()) return failed(out.path_, errno);
  std::vector<char> buffer(kBufferBytes);
  std::uint64_t at = 0;
  while (at < most) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(most - at, kBufferBytes));
    const ssize_t got = ::pread(file_, buffer.data(), wanted, static_cast<off_t>(at));
    if (got < 0) return failed(path_, errno);
    if (got == 0) break;
    const auto size = static_cast<std::size_t>(got);
    if (const auto done = write_all(out.file_, buffer.data(), size, out.path_); !done) {
      return done.error();
    }
    at += size;
  }
  const Result<void> synced = out.sync();
  return synced.ok() ? Result<std::uint64_t>(at) : synced.error();
}

Result<void> sync_folder(const std::string& path) {
  const OpenFile folder(path.empty() ? "." : path, O_RDONLY | O_DIRECTORY);
  return folder.sync();
}

// The files that make up a store at one moment.
struct Moment {
  ManifestState manifest;
  std::vector<OpenFile> tables;  // never change
};

// Write-ahead logs, in the order of their writing: what one of them has at the moment of copying,
// the ones before have in whole.
std::vector<std::string> logs_of(const std::string& store) {
  std::vector<std::string> logs;
  std::error_code failure;
  for (auto entry = fs::directory_iterator(store, failure);
       !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    if (entry->path().extension() == ".log") logs.push_back(entry->path().string());
  }
  std::sort(logs.begin(), logs.end());
  return logs;
}

// Copies the small files that change, and opens those that do not; false if a writer changed the
// store meanwhile. The folder `to` holds nothing before.
Result<bool> take(const std::string& from, const std::string& to, Moment& moment) {
  moment.tables.clear();
  moment.manifest = manifest_state(from);
  const fs::path folder(from);
  {
    const Result<std::unique_ptr<Database>> database = Database::open(from, OpenMode::kReadOnly);
    if (!database) return database.error();
    for (const std::string& name : (*database)->table_files()) {
      moment.tables.emplace_back((folder / name).string(), O_RDONLY);
      if (!moment.tables.back().is_open()) return false;
    }
  }
  for (const std::string& path : logs_of(from)) {
    const OpenFile log(path, O_RDONLY);
    if (!log.is_open()) return false;
    if (const auto copied = log.copy_to(to, kToTheEnd); !copied) return copied.error();
  }
  for (const std::string& name :
       {moment.manifest.name, std::string("CURRENT"), std::string("IDENTITY")}) {
    const OpenFile file((folder / name).string(), O_RDONLY);
    if (!file.is_open()) return false;
    const bool is_manifest = name == moment.manifest.name;
    const auto copied = file.copy_to(to, is_manifest ? moment.manifest.bytes : kToTheEnd);
    if (!copied) return copied.error();
  }
  return moment.manifest == manifest_state(from);
}

Result<void> make_empty(const std::string& folder) {
  std::error_code failure;
  fs::remove_all(folder, failure);
  if (!failure) fs::create_directories(folder, failure);
  if (!failure) return {};
  return Error{Error::Code::kIo, "folder '" + folder + "' cannot be made: " + failure.message()};
}

Result<CopyReport> copy_files(const std::string& from, const std::string& to) {
  Moment moment;
  bool is_one_moment = false;
  for (int attempt = 0; attempt < kAttempts && !is_one_moment; ++attempt) {
    if (const Result<void> made = make_empty(to); !made) return made.error();
    const Result<bool> taken = take(from, to, moment);
    if (!taken) return taken.error();
    is_one_moment = *taken;
  }
  if (!is_one_moment) {
    return Error{Error::Code::kBusy, "the store in '" + from +
                                         "' changes faster than it can be copied; try again when "
                                         "less is written to it"};
  }
  for (const OpenFile& table : moment.tables) {
    if (const auto copied = table.copy_to(to, kToTheEnd); !copied) return copied.error();
  }
  if (const Result<void> synced = sync_folder(to); !synced) return synced.error();
  CopyReport report;
  for (const auto& entry : fs::directory_iterator(to)) {
    report.files += 1;
    report.bytes += entry.file_size();
  }
  return report;
}

Error unsound(const std::string& from, const std::string& why) {
  return Error{Error::Code::kCorrupt, "the copy of '" + from +
                                          "' was not kept, for it is not sound: " + why +
                                          "; see: entente doctor --db " + from};
}

Result<void> check_copy(const std::string& from, const std::string& copy, CopyCheck check) {
  if (check == CopyCheck::kChecksums) {
    const auto database = Database::open(copy, OpenMode::kReadOnly);
    if (!database) return unsound(from, database.error().message);
    const Result<void> checked = (*database)->check_files();
    return checked.ok() ? Result<void>{} : Result<void>(unsound(from, checked.error().message));
  }
  const auto store = open_rocks_store(copy, OpenMode::kReadOnly);
  if (!store) return unsound(from, store.error().message);
  const auto findings = (*store)->verify();
  if (!findings) return unsound(from, findings.error().message);
  return findings->empty() ? Result<void>{} : Result<void>(unsound(from, findings->front()));
}

Result<void> check_target(const std::string& to) {
  std::error_code failure;
  const fs::file_status status = fs::status(to, failure);
  if (status.type() == fs::file_type::not_found) return {};
  if (fs::is_directory(status) && fs::is_empty(to, failure) && !failure) return {};
  return Error{Error::Code::kBadInput,
               "'" + to + "' holds something already; name a new or empty folder"};
}

}  // namespace

Result<CopyReport> copy_store(const std::string& from, const std::string& to, CopyCheck check) {
  if (const Result<void> checked = check_target(to); !checked) return checked.error();
  const fs::path target = fs::absolute(to + "/.").lexically_normal().parent_path();
  const std::string partial = target.string() + ".partial";
  std::error_code ignored;
  Result<CopyReport> report = copy_files(from, partial);
  if (report.ok()) {
    if (const Result<void> sound = check_copy(from, partial, check); !sound) report = sound.error();
  }
  if (!report) {
    fs::remove_all(partial, ignored);
    return report;
  }
  std::error_code failure;
  fs::rename(partial, target, failure);
  if (failure) return Error{Error::Code::kIo, "'" + to + "': " + failure.message()};
  const Result<void> synced = sync_folder(target.parent_path().string());
  return synced.ok() ? report : Result<CopyReport>(synced.error());
}

}  // namespace entente
