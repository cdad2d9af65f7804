#include "storage/rocks_options.h"

#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include <utility>

namespace entente {

namespace {

using rocksdb::Status;

constexpr std::size_t kBlockSize = 16u << 10;        // notes: good for scans, fine for seeks
constexpr std::size_t kAllWriteBuffers = 64u << 20;  // of kWriterCacheBytes
constexpr std::size_t kFamilyWriteBuffer = 32u << 20;
constexpr std::uint64_t kMaxWal = 64u << 20;       // bounds the time to open after a kill
constexpr std::uint64_t kBytesPerSync = 1u << 20;  // spreads the writing of big files
constexpr double kBloomBits = 10;

// How many bytes of a key the bloom filters know, so that a seek skips files without them.
std::size_t prefix_length(Family family) {
  switch (family) {
    case Family::kOut:
    case Family::kIn:
    case Family::kVariant:
      return 4;  // actor
    case Family::kPair:
    case Family::kEvent:
    case Family::kCopies:
      return 8;  // two actors; article
    case Family::kMention:
      return 12;  // actor and variant
    default:
      return 0;
  }
}

// No log file of RocksDB's own: a reader must not rotate that of the writer beside it, and on a
// full disk the packaged RocksDB ends the program when it cannot write its log (an assertion).
class SilentLogger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace

rocksdb::ColumnFamilyOptions family_options(Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  if (index_of_packed(family)) {  // lz4 makes them no smaller
    options.compression = options.bottommost_compression = rocksdb::kNoCompression;
  }
  options.write_buffer_size = kFamilyWriteBuffer;
  options.level_compaction_dynamic_level_bytes = true;
  rocksdb::BlockBasedTableOptions table;
  table.block_size = kBlockSize;
  table.block_cache = cache;
  // The index by day and blocks of entries are only ever read in stretches: a filter would cost and
  // say nothing.
  if (family != Family::kTime && !index_of_packed(family)) {
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBits));
  }
  if (const std::size_t length = prefix_length(family); length > 0) {
    options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(length));
    // Relations that are asked for by their key are there; their article tells in which file.
    table.whole_key_filtering = family == Family::kVariant;
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::DBOptions database_options(OpenMode mode, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::DBOptions options;
  options.create_if_missing = mode == OpenMode::kReadWrite;
  options.create_missing_column_families = mode == OpenMode::kReadWrite;
  options.write_buffer_manager =
      std::make_shared<rocksdb::WriteBufferManager>(kAllWriteBuffers, cache);
  options.max_total_wal_size = kMaxWal;
  options.avoid_flush_during_recovery = true;  // a store on a full disk must open
  options.bytes_per_sync = kBytesPerSync;
  options.wal_bytes_per_sync = kBytesPerSync;
  options.db_host_id = "";  // no machine names in files that people pass on
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.info_log = std::make_shared<SilentLogger>();
  return options;
}

Error make_error(Error::Code code, std::string message) { return Error{code, std::move(message)}; }

Error to_error(const Status& status, const std::string& path) {
  const std::string store = "the store in '" + path + "'";
  if (status.IsNoSpace()) {
    return make_error(Error::Code::kIo, "no space left on the disk of " + store +
                                            "; free some and run the same command again: what was "
                                            "stored before is complete");
  }
  if (status.IsCorruption() || status.IsPathNotFound()) {
    return make_error(Error::Code::kCorrupt, store + " is damaged (" + status.ToString() +
                                                 "); restore a backup with: entente restore "
                                                 "BACKUP --db NEW-FOLDER, or ingest the articles "
                                                 "into a new folder");
  }
  return make_error(Error::Code::kIo, store + " cannot be used: " + status.ToString());
}

Error damaged(const std::string& path, const std::string& words) {
  return to_error(Status::Corruption(words), path);
}

}  // namespace entente
