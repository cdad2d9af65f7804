// Longer than others because the fence around RocksDB is here.
#include "storage/database.h"

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "storage/keys.h"
#include "storage/manifest.h"
#include "storage/rocks_options.h"
#include "storage/store_folder.h"
#include "storage/values.h"

namespace entente {

namespace {

namespace fs = std::filesystem;
using rocksdb::Slice;
using rocksdb::Status;

constexpr std::size_t kFamilies = kFamilyNames.size();

// The families of `present`, or all of them if `present` is empty.
std::vector<rocksdb::ColumnFamilyDescriptor> descriptors(
    const FamilyNames& present, const std::shared_ptr<rocksdb::Cache>& cache) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (std::size_t i = 0; i < kFamilies; ++i) {
    if (!present.empty() && !present.contains(kFamilyNames[i])) continue;
    families.emplace_back(kFamilyNames[i], family_options(static_cast<Family>(i), cache));
  }
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
  return families;
}

}  // namespace

bool is_index(Family family) {
  return std::find(kIndexFamilies.begin(), kIndexFamilies.end(), family) != kIndexFamilies.end();
}

Family packed_family(Family index) {
  switch (index) {
    case Family::kOut:
      return Family::kOutPacked;
    case Family::kIn:
      return Family::kInPacked;
    case Family::kPair:
      return Family::kPairPacked;
    default:
      ENTENTE_CHECK(index == Family::kTime, "a family that is no index has no packed entries");
      return Family::kTimePacked;
  }
}

std::optional<Family> index_of_packed(Family family) {
  for (const Family index : kIndexFamilies) {
    if (packed_family(index) == family) return index;
  }
  return std::nullopt;
}

struct Batch::Impl {
  enum class Kind { kPut, kErase, kErasePrefix };
  struct Change {
    Family family;
    Kind kind;
    std::string key;
    std::string value;
  };
  std::vector<Change> changes;  // family handles are only known to the database
};

Batch::Batch() : impl_(std::make_unique<Impl>()) {}
Batch::~Batch() = default;

void Batch::put(Family family, std::string_view key, std::string_view value) {
  impl_->changes.push_back({family, Impl::Kind::kPut, std::string(key), std::string(value)});
}

void Batch::erase(Family family, std::string_view key) {
  impl_->changes.push_back({family, Impl::Kind::kErase, std::string(key), {}});
}

void Batch::erase_prefix(Family family, std::string_view prefix) {
  impl_->changes.push_back({family, Impl::Kind::kErasePrefix, std::string(prefix), {}});
}

struct Snapshot::Impl {
  rocksdb::DB* db;
  const rocksdb::Snapshot* snapshot;

  Impl(rocksdb::DB* of, const rocksdb::Snapshot* taken) : db(of), snapshot(taken) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { db->ReleaseSnapshot(snapshot); }
};

Snapshot::Snapshot() = default;
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;

struct Cursor::Impl {
  std::string path;
  std::string upper;
  Slice upper_slice;  // points into `upper`; RocksDB keeps its address
  std::unique_ptr<rocksdb::Iterator> iterator;
};

Cursor::Cursor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::~Cursor() = default;

bool Cursor::valid() const { return impl_->iterator->Valid(); }
std::string_view Cursor::key() const { return impl_->iterator->key().ToStringView(); }
std::string_view Cursor::value() const { return impl_->iterator->value().ToStringView(); }
void Cursor::next() { impl_->iterator->Next(); }
void Cursor::seek(std::string_view key) { impl_->iterator->Seek(Slice(key.data(), key.size())); }

Result<void> Cursor::status() const {
  const Status status = impl_->iterator->status();
  return status.ok() ? Result<void>{} : to_error(status, impl_->path);
}

KeyRange prefix_range(const std::string& prefix) { return {prefix, end_of_prefix(prefix)}; }

struct Database::Impl {
  std::string path;
  OpenMode mode = OpenMode::kReadOnly;
  std::uint32_t format = 0;
  std::optional<std::uint32_t> migrated_from;
  bool is_repair = false;
  bool is_repair_unfinished = false;  // found so
  bool has_written = false;
  std::optional<Error> failure;  // of a write; the log cannot be written after it
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> opened;  // to be given back
  // In the order of Family; null for what a store of an older format lacks, for readers only.
  std::array<rocksdb::ColumnFamilyHandle*, kFamilies> handles{};

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();

  Status open(const FamilyNames& present);
  Result<void> write(Batch& batch, bool sync);
  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return handles[static_cast<std::size_t>(family)];
  }
};

// `present`: the families that a reader finds; a writer makes those that are missing.
Status Database::Impl::open(const FamilyNames& present) {
  rocksdb::DB* made = nullptr;
  const std::shared_ptr<rocksdb::Cache> cache =
      rocksdb::NewLRUCache(mode == OpenMode::kReadWrite ? kWriterCacheBytes : kReaderCacheBytes);
  const rocksdb::DBOptions options = database_options(mode, cache);
  std::vector<rocksdb::ColumnFamilyDescriptor> families =
      descriptors(mode == OpenMode::kReadWrite ? FamilyNames() : present, cache);
  for (rocksdb::ColumnFamilyDescriptor& family : families) {
    family.options.disable_auto_compactions = is_repair;  // one reads what may be damaged
  }
  Status status = mode == OpenMode::kReadWrite
                      ? rocksdb::DB::Open(options, path, families, &opened, &made)
                      : rocksdb::DB::OpenForReadOnly(options, path, families, &opened, &made);
  db.reset(made);
  for (rocksdb::ColumnFamilyHandle* handle : opened) {
    const auto name = std::find(kFamilyNames.begin(), kFamilyNames.end(), handle->GetName());
    if (name != kFamilyNames.end()) {
      handles[static_cast<std::size_t>(name - kFamilyNames.begin())] = handle;
    }
  }
  return status;
}

// An empty write-ahead log makes the next opening fast, above all the read-only ones. If the flush
// fails nothing is lost: the log is still there.
Database::Impl::~Impl() {
  if (!db) return;
  if (has_written && !failure) static_cast<void>(db->Flush(rocksdb::FlushOptions(), opened));
  for (rocksdb::ColumnFamilyHandle* handle : opened) {
    static_cast<void>(db->DestroyColumnFamilyHandle(handle));
  }
  static_cast<void>(db->Close());
}

// After a failed write the packaged RocksDB ends the program at the next one (an assertion on the
// half-written log), so the database refuses from then on; opening it again repairs the log.
Result<void> Database::Impl::write(Batch& batch, bool sync) {
  if (failure) return *failure;
  rocksdb::WriteBatch changes;
  for (const Batch::Impl::Change& change : batch.impl_->changes) {
    Status status;
    switch (change.kind) {
      case Batch::Impl::Kind::kPut:
        status = changes.Put(handle(change.family), change.key, change.value);
        break;
      case Batch::Impl::Kind::kErase:
        status = changes.Delete(handle(change.family), change.key);
        break;
      case Batch::Impl::Kind::kErasePrefix:
        status = changes.DeleteRange(handle(change.family), change.key, end_of_prefix(change.key));
        break;
    }
    if (!status.ok()) return to_error(status, path);
  }
  rocksdb::WriteOptions options;
  options.sync = sync;
  has_written = true;
  const Status status = db->Write(options, &changes);
  if (!status.ok()) failure = to_error(status, path);
  return failure ? Result<void>(*failure) : Result<void>();
}

namespace {

constexpr std::size_t kRepairCacheBytes = 8u << 20;  // of a family that is made anew
constexpr int kReadAttempts = 50;
constexpr std::chrono::milliseconds kReadPause{20};

}  // namespace

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() = default;

// Reads the format of an opened store, founds it in an empty one, and lifts an older one when the
// store is opened for writing: what the newer versions added is empty in it, so that the version
// number is all that changes.
Result<void> Database::settle_format() {
  const Result<std::optional<std::string>> repair = get(Family::kMeta, kRepairName);
  if (!repair) return repair.error();
  impl_->is_repair_unfinished = repair->has_value();
  if (repair->has_value() && !impl_->is_repair) return cut_short(path());
  const Result<std::optional<std::string>> stored = get(Family::kMeta, kFormatName);
  if (!stored) return stored.error();
  if (!stored->has_value()) {
    if (is_read_only()) return no_store(path());
    if (cursor(Family::kArticle, {}).valid()) {
      return damaged(path(), "its format version is missing");
    }
    impl_->format = kStoreFormatVersion;
  } else {
    const std::optional<std::uint64_t> format = decode_number(**stored);
    if (!format || *format == 0) return damaged(path(), "its format version is unreadable");
    if (*format > kStoreFormatVersion) return newer_format(path(), *format);
    impl_->format = static_cast<std::uint32_t>(*format);
    if (is_read_only() || *format == kStoreFormatVersion) return {};
    impl_->migrated_from = impl_->format;
    impl_->format = kStoreFormatVersion;
  }
  Batch founding;
  founding.put(Family::kMeta, kFormatName, encode_number(kStoreFormatVersion));
  return impl_->write(founding, true);
}

struct Database::Opening {
  std::string path;
  OpenMode mode = OpenMode::kReadOnly;
  bool is_repair = false;
  bool exists = false;
};

Result<std::unique_ptr<Database>> Database::open(const std::string& path, OpenMode mode) {
  return open(Opening{path, mode, false, false});
}

Result<std::unique_ptr<Database>> Database::open_for_repair(const std::string& path) {
  return open(Opening{path, OpenMode::kReadWrite, true, false});
}

Result<std::unique_ptr<Database>> Database::open(const Opening& wanted) {
  Opening opening = wanted;
  const std::string& path = opening.path;
  const Result<FolderContent> content = look_into(path);
  if (!content) return content.error();
  const bool may_create = opening.mode == OpenMode::kReadWrite && !opening.is_repair;
  if (*content != FolderContent::kStore && !may_create) return no_store(path);
  opening.exists = *content == FolderContent::kStore;
  if (*content == FolderContent::kOther) return other_content(path);
  if (*content == FolderContent::kMissing) {
    std::error_code failure;
    fs::create_directories(path, failure);
    if (failure) {
      return make_error(Error::Code::kIo,
                        "folder '" + path + "' cannot be made: " + failure.message());
    }
  }
  // A writer beside a reader may finish a file while the reader opens. Then the reader looks again:
  // it must see one state, not the manifest of one moment and the log of another.
  Result<std::unique_ptr<Database>> opened = Error{};
  for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(kReadPause);
    const ManifestState before = manifest_state(path);
    opened = open_once(opening);
    if (opening.mode == OpenMode::kReadWrite || before == manifest_state(path)) return opened;
  }
  return opened.ok() ? busy(path, "a process that keeps changing its files") : opened.error();
}

Result<std::unique_ptr<Database>> Database::open_once(const Opening& opening) {
  const auto& [path, mode, is_repair, exists] = opening;
  FamilyNames families;
  if (exists) {
    Result<FamilyNames> checked = check_families(path, mode, is_repair);
    if (!checked) return checked.error();
    families = std::move(*checked);
  }
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->mode = mode;
  impl->is_repair = is_repair;
  const Status status = impl->open(families);
  if (!status.ok()) return opening_error(status, path, mode);
  std::unique_ptr<Database> database(new Database(std::move(impl)));
  const Result<void> settled = database->settle_format();
  if (!settled) return settled.error();
  return database;
}

namespace {

rocksdb::ReadOptions read_options(const rocksdb::Snapshot* snapshot) {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  options.auto_prefix_mode = true;  // uses the prefix filters where the range allows it
  return options;
}

}  // namespace

Result<std::optional<std::string>> Database::get(Family family, std::string_view key,
                                                 const Snapshot* snapshot) const {
  if (impl_->handle(family) == nullptr) return std::optional<std::string>();
  std::string value;
  const rocksdb::Snapshot* at = snapshot && snapshot->impl_ ? snapshot->impl_->snapshot : nullptr;
  const Status status = impl_->db->Get(read_options(at), impl_->handle(family),
                                       Slice(key.data(), key.size()), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return to_error(status, impl_->path);
  return std::optional(std::move(value));
}

Result<std::vector<std::optional<std::string>>> Database::get_many(
    Family family, const std::vector<std::string>& keys, const Snapshot* snapshot) const {
  const rocksdb::Snapshot* at = snapshot && snapshot->impl_ ? snapshot->impl_->snapshot : nullptr;
  if (impl_->handle(family) == nullptr) {
    return std::vector<std::optional<std::string>>(keys.size());
  }
  const std::vector<Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> found(keys.size());
  std::vector<Status> statuses(keys.size());
  impl_->db->MultiGet(read_options(at), impl_->handle(family), keys.size(), slices.data(),
                      found.data(), statuses.data());
  std::vector<std::optional<std::string>> values(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].ok()) {
      values[i] = found[i].ToString();
    } else if (!statuses[i].IsNotFound()) {
      return to_error(statuses[i], impl_->path);
    }
  }
  return values;
}

Cursor Database::cursor(Family family, const KeyRange& range, const Snapshot* snapshot) const {
  auto cursor = std::make_unique<Cursor::Impl>();
  cursor->path = impl_->path;
  cursor->upper = range.upper;
  cursor->upper_slice = cursor->upper;
  rocksdb::ReadOptions options =
      read_options(snapshot && snapshot->impl_ ? snapshot->impl_->snapshot : nullptr);
  if (!range.upper.empty()) options.iterate_upper_bound = &cursor->upper_slice;
  cursor->iterator.reset(impl_->handle(family) == nullptr
                             ? rocksdb::NewEmptyIterator()
                             : impl_->db->NewIterator(options, impl_->handle(family)));
  cursor->iterator->Seek(range.lower);
  return Cursor(std::move(cursor));
}

Result<std::optional<std::string>> Database::last_key(Family family, const KeyRange& range,
                                                      const Snapshot* snapshot) const {
  const rocksdb::Snapshot* at = snapshot && snapshot->impl_ ? snapshot->impl_->snapshot : nullptr;
  rocksdb::ReadOptions options = read_options(at);
  options.auto_prefix_mode = false;
  options.total_order_seek = true;
  const Slice lower = range.lower;
  const Slice upper = range.upper;
  options.iterate_lower_bound = &lower;
  if (!range.upper.empty()) options.iterate_upper_bound = &upper;
  if (impl_->handle(family) == nullptr) return std::optional<std::string>();
  const std::unique_ptr<rocksdb::Iterator> iterator(
      impl_->db->NewIterator(options, impl_->handle(family)));
  iterator->SeekToLast();
  if (iterator->Valid()) return std::optional(iterator->key().ToString());
  if (!iterator->status().ok()) return to_error(iterator->status(), impl_->path);
  return std::optional<std::string>();
}

Snapshot Database::snapshot() const {
  Snapshot snapshot;
  if (!is_read_only()) {  // a read-only store does not change
    snapshot.impl_ = std::make_unique<Snapshot::Impl>(impl_->db.get(), impl_->db->GetSnapshot());
  }
  return snapshot;
}

Result<void> Database::write(Batch& batch) {
  ENTENTE_CHECK(!is_read_only(), "write to a store that was opened for reading only");
  return impl_->write(batch, false);
}

Result<void> Database::sync() {
  if (is_read_only()) return {};
  if (impl_->failure) return *impl_->failure;
  const Status status = impl_->db->FlushWAL(true);
  return status.ok() ? Result<void>{} : to_error(status, impl_->path);
}

Result<void> Database::adopt(const std::vector<Adopted>& files) {
  ENTENTE_CHECK(!is_read_only(), "files for a store that was opened for reading only");
  if (impl_->failure) return *impl_->failure;
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (const Adopted& adopted : files) {
    rocksdb::IngestExternalFileArg argument;
    argument.column_family = impl_->handle(adopted.family);
    argument.external_files = {adopted.file};
    argument.options.move_files = true;
    argument.options.write_global_seqno = false;
    arguments.push_back(std::move(argument));
  }
  const Status status = impl_->db->IngestExternalFiles(arguments);
  return status.ok() ? Result<void>{} : to_error(status, impl_->path);
}

Result<void> Database::begin_repair() {
  Batch batch;
  batch.put(Family::kMeta, kRepairName, {});
  return impl_->write(batch, true);
}

Result<void> Database::end_repair() {
  // What was made anew is on the disk before the mark goes.
  const Status status = impl_->db->Flush(rocksdb::FlushOptions(), impl_->opened);
  if (!status.ok()) return to_error(status, impl_->path);
  Batch batch;
  batch.erase(Family::kMeta, kRepairName);
  return impl_->write(batch, true);
}

bool Database::is_repair_unfinished() const { return impl_->is_repair_unfinished; }

Result<void> Database::clear(Family family) {
  ENTENTE_CHECK(impl_->is_repair, "a family of a store that was not opened for repair is cleared");
  rocksdb::ColumnFamilyHandle*& handle = impl_->handles[static_cast<std::size_t>(family)];
  Status status = impl_->db->DropColumnFamily(handle);
  if (!status.ok()) return to_error(status, impl_->path);
  const auto place = std::find(impl_->opened.begin(), impl_->opened.end(), handle);
  static_cast<void>(impl_->db->DestroyColumnFamilyHandle(handle));
  handle = nullptr;
  impl_->opened.erase(place);
  const auto name = kFamilyNames[static_cast<std::size_t>(family)];
  status = impl_->db->CreateColumnFamily(
      family_options(family, rocksdb::NewLRUCache(kRepairCacheBytes)), name, &handle);
  if (!status.ok()) return to_error(status, impl_->path);
  impl_->opened.push_back(handle);
  return {};
}

Result<void> Database::check_files() const {
  const Status status = impl_->db->VerifyChecksum();
  return status.ok() ? Result<void>{} : to_error(status, impl_->path);
}

std::vector<std::string> Database::table_files() const {
  std::vector<rocksdb::LiveFileMetaData> files;
  impl_->db->GetLiveFilesMetaData(&files);
  std::vector<std::string> names;
  names.reserve(files.size());
  for (const rocksdb::LiveFileMetaData& file : files) {
    names.push_back(file.name.substr(file.name.find_first_not_of('/')));
  }
  std::sort(names.begin(), names.end());
  return names;
}

const std::string& Database::path() const { return impl_->path; }
bool Database::is_read_only() const { return impl_->mode == OpenMode::kReadOnly; }
std::uint32_t Database::format_version() const { return impl_->format; }
std::optional<std::uint32_t> Database::migrated_from() const { return impl_->migrated_from; }

std::uint64_t Database::bytes_on_disk() const {
  std::uint64_t bytes = 0;
  std::error_code failure;
  for (auto entry = fs::directory_iterator(impl_->path, failure);
       !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    std::error_code vanished;  // compaction removes files at any time
    const auto size = entry->file_size(vanished);
    if (!vanished) bytes += size;
  }
  return bytes;
}

}  // namespace entente
