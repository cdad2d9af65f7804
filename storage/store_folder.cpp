#include "storage/store_folder.h"

#include <fcntl.h>
#include <rocksdb/db.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <vector>

#include "storage/rocks_options.h"
#include "storage/values.h"

namespace entente {

namespace {

namespace fs = std::filesystem;
using rocksdb::Status;

// Names that RocksDB gives its files: a creation that was cut short leaves only such files.
bool is_rocksdb_file(const std::string& name) {
  for (const char* start : {"MANIFEST-", "OPTIONS-", "LOG", "LOCK", "IDENTITY"}) {
    if (name.rfind(start, 0) == 0) return true;
  }
  return name.ends_with(".dbtmp");
}

bool is_data_file(const std::string& name) {
  return name.ends_with(".log") || name.ends_with(".sst");
}

// The process that holds the lock file, or 0. Opening the lock file is safe here only because
// RocksDB has just said that it is not this process: closing it would drop this process's lock.
int lock_holder(const std::string& path) {
  const int file = ::open((path + "/LOCK").c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return 0;
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const bool held = ::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(file);
  return held ? static_cast<int>(lock.l_pid) : 0;
}

FamilyNames families_of(std::uint64_t format) {
  FamilyNames names = {rocksdb::kDefaultColumnFamilyName};
  for (std::size_t i = 0; i < kFamilyNames.size(); ++i) {
    if (kFamilySince[i] <= format) names.insert(kFamilyNames[i]);
  }
  return names;
}

bool is_subset(const FamilyNames& part, const FamilyNames& whole) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

struct Peek {
  bool is_foreign = false;  // a database that entente did not write
  bool is_repair_unfinished = false;
  std::optional<std::uint64_t> format;
};

// Reads the format version of a database whose families are not the expected ones.
Result<Peek> peek_format(const std::string& path, const FamilyNames& families) {
  std::vector<rocksdb::ColumnFamilyDescriptor> wanted;
  wanted.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
  if (families.contains("meta")) wanted.emplace_back("meta", rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const Status status = rocksdb::DB::OpenForReadOnly(database_options(OpenMode::kReadOnly), path,
                                                     wanted, &handles, &opened);
  if (!status.ok()) return to_error(status, path);
  const std::unique_ptr<rocksdb::DB> db(opened);
  Peek peek;
  std::string value;
  if (handles.size() > 1 && db->Get(rocksdb::ReadOptions(), handles[1], kFormatName, &value).ok()) {
    peek.format = decode_number(value).value_or(0);
    peek.is_repair_unfinished =
        db->Get(rocksdb::ReadOptions(), handles[1], kRepairName, &value).ok();
  }
  std::unique_ptr<rocksdb::Iterator> any(db->NewIterator(rocksdb::ReadOptions(), handles[0]));
  any->SeekToFirst();
  const bool all_ours = is_subset(families, families_of(kStoreFormatVersion));
  peek.is_foreign = !peek.format && (any->Valid() || !all_ours);
  any.reset();
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    static_cast<void>(db->DestroyColumnFamilyHandle(handle));
  }
  return peek;
}

}  // namespace

Result<FolderContent> look_into(const std::string& path) {
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (status.type() == fs::file_type::not_found) return FolderContent::kMissing;
  if (failure) return make_error(Error::Code::kIo, "'" + path + "': " + failure.message());
  if (!fs::is_directory(status)) {
    return make_error(Error::Code::kBadInput, "'" + path + "' is not a folder; a store is one");
  }
  auto entry = fs::directory_iterator(path, failure);
  if (failure) return make_error(Error::Code::kIo, "'" + path + "': " + failure.message());
  bool has_data = false;
  bool has_other = false;
  for (; entry != fs::directory_iterator(); entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (name == "CURRENT") return FolderContent::kStore;
    has_data = has_data || is_data_file(name);
    has_other = has_other || !(is_rocksdb_file(name) || is_data_file(name));
  }
  if (has_data && !has_other) return damaged(path, "its file CURRENT is missing");
  return has_other ? FolderContent::kOther : FolderContent::kNothing;
}

Error no_store(const std::string& path) {
  return make_error(
      Error::Code::kNotFound,
      "there is no store in '" + path + "'; make one with: entente ingest ARTICLES --db " + path);
}

Error other_content(const std::string& path) {
  return make_error(Error::Code::kBadInput, "folder '" + path +
                                                "' holds other files and no store; name an empty "
                                                "or new folder");
}

Error newer_format(const std::string& path, std::uint64_t format) {
  return make_error(Error::Code::kUnsupported,
                    "the store in '" + path + "' has format " + std::to_string(format) +
                        ", this program reads up to " + std::to_string(kStoreFormatVersion) +
                        "; use a newer entente, or ingest the articles into a new folder");
}

Error busy(const std::string& path, const std::string& who) {
  return make_error(Error::Code::kBusy, "the store in '" + path + "' is being written by " + who +
                                            "; wait until it is done, or open it for reading only");
}

Error opening_error(const Status& status, const std::string& path, OpenMode mode) {
  if (mode == OpenMode::kReadWrite && status.IsIOError()) {
    const std::string words = status.ToString();
    if (words.find("lock hold by current process") != std::string::npos) {
      return busy(path, "this very process");
    }
    if (words.find("/LOCK") != std::string::npos) {
      if (const int holder = lock_holder(path); holder != 0) {
        return busy(path, "process " + std::to_string(holder));
      }
    }
    if (!status.IsNoSpace() && !status.IsPathNotFound() && ::access(path.c_str(), W_OK) != 0) {
      return make_error(Error::Code::kIo, "folder '" + path +
                                              "' cannot be written; open the store for reading "
                                              "only, or change the folder's permissions");
    }
  }
  return to_error(status, path);
}

Error cut_short(const std::string& path) {
  return make_error(Error::Code::kCorrupt, "a repair of the store in '" + path +
                                               "' was cut short; finish it with: entente doctor "
                                               "--repair --db " +
                                               path);
}

Result<FamilyNames> check_families(const std::string& path, OpenMode mode, bool is_repair) {
  std::vector<std::string> names;
  const Status status =
      rocksdb::DB::ListColumnFamilies(database_options(OpenMode::kReadOnly), path, &names);
  if (!status.ok()) return to_error(status, path);
  FamilyNames families(names.begin(), names.end());
  const FamilyNames present = families_of(kStoreFormatVersion);
  if (families == present) return families;
  const Result<Peek> peek = peek_format(path, families);
  if (!peek) return peek.error();
  if (peek->is_foreign) return other_content(path);
  if (!peek->format) {
    return mode == OpenMode::kReadWrite ? Result<FamilyNames>(families) : no_store(path);
  }
  if (*peek->format > kStoreFormatVersion) return newer_format(path, *peek->format);
  const bool is_complete = is_repair || is_subset(families_of(*peek->format), families);
  if (is_complete && is_subset(families, present)) return families;
  if (peek->is_repair_unfinished) return cut_short(path);
  return damaged(path, "its families are not those of format " + std::to_string(*peek->format));
}

}  // namespace entente
