#pragma once

#include <rocksdb/cache.h>
#include <rocksdb/options.h>
#include <rocksdb/status.h>

#include <memory>
#include <string>

#include "storage/database.h"

namespace entente {

// How RocksDB is set up, and how its words become ours. Only for the files behind the fence.

// Of all families together: blocks that were read and, in a writer, what is not yet in files. That
// bounds the memory of either, however large the store.
inline constexpr std::size_t kReaderCacheBytes = 64u << 20;
inline constexpr std::size_t kWriterCacheBytes = 96u << 20;

// Blocks, compression and filters of one family; a part of them belongs to the format.
rocksdb::ColumnFamilyOptions family_options(Family family,
                                            const std::shared_ptr<rocksdb::Cache>& cache);
// `cache`: that of the families, in which a writer counts what is not yet in files too.
rocksdb::DBOptions database_options(OpenMode mode,
                                    const std::shared_ptr<rocksdb::Cache>& cache = nullptr);

Error make_error(Error::Code code, std::string message);
// A failure of RocksDB on the store in folder `path`, with what to do about it.
Error to_error(const rocksdb::Status& status, const std::string& path);
// kCorrupt: `words` says what is wrong with the store in folder `path`.
Error damaged(const std::string& path, const std::string& words);

}  // namespace entente
