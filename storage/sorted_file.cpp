#include "storage/sorted_file.h"

#include <rocksdb/cache.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/table.h>

#include <utility>

#include "storage/rocks_options.h"

namespace entente {

namespace {

using rocksdb::Slice;
using rocksdb::Status;

// What was written is read soon, by whoever asks or merges files.
constexpr bool kInvalidatePageCache = false;

// Articles are numbered as they come, so the files of a load never overlap in these families: their
// first and last keys already tell which one to ask.
bool is_ascending(Family family) { return family == Family::kEvent || family == Family::kArticle; }

rocksdb::Options file_options(Family family) {
  rocksdb::Options options(database_options(OpenMode::kReadWrite), family_options(family, nullptr));
  if (is_ascending(family)) {
    auto* table = options.table_factory->GetOptions<rocksdb::BlockBasedTableOptions>();
    table->filter_policy = nullptr;
  }
  options.bottommost_compression = rocksdb::kDisableCompressionOption;  // lz4: three times faster
  return options;
}

}  // namespace

struct SortedFile::Impl {
  Family family;
  std::string path;
  rocksdb::Options options;
  rocksdb::SstFileWriter writer;
  std::uint64_t entries = 0;
  Status status;

  Impl(Family of, std::string at)
      : family(of),
        path(std::move(at)),
        options(file_options(of)),
        writer(rocksdb::EnvOptions(options), options, nullptr, kInvalidatePageCache) {}
};

SortedFile::SortedFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SortedFile::SortedFile(SortedFile&&) noexcept = default;
SortedFile& SortedFile::operator=(SortedFile&&) noexcept = default;
SortedFile::~SortedFile() = default;

Result<SortedFile> SortedFile::create(Family family, const std::string& path) {
  auto impl = std::make_unique<Impl>(family, path);
  const Status status = impl->writer.Open(path);
  if (!status.ok()) return to_error(status, path);
  return SortedFile(std::move(impl));
}

void SortedFile::add(std::string_view key, std::string_view value) {
  if (!impl_->status.ok()) return;
  impl_->status =
      impl_->writer.Put(Slice(key.data(), key.size()), Slice(value.data(), value.size()));
  ++impl_->entries;
}

Result<void> SortedFile::finish() {
  if (impl_->status.ok()) impl_->status = impl_->writer.Finish();
  return impl_->status.ok() ? Result<void>{} : to_error(impl_->status, impl_->path);
}

Family SortedFile::family() const { return impl_->family; }
const std::string& SortedFile::path() const { return impl_->path; }
std::uint64_t SortedFile::entries() const { return impl_->entries; }

}  // namespace entente
