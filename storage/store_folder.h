#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "core/result.h"
#include "storage/database.h"

namespace rocksdb {
class Status;
}  // namespace rocksdb

namespace entente {

// What a folder holds before a store is opened in it, and the errors that say why none can be.

constexpr const char* kFormatName = "format";  // keys of the family meta
constexpr const char* kRepairName = "repair";  // there while a repair is under way

enum class FolderContent { kMissing, kNothing, kStore, kOther };

// kBadInput if `path` is no folder, kCorrupt if it holds tables without the file that lists them.
Result<FolderContent> look_into(const std::string& path);

using FamilyNames = std::set<std::string>;

// The families of a store that may be opened. A store of an older format lacks some. A writer may
// complete a creation or a migration that was cut short, which leaves a part of the families; a
// repair that was cut short leaves out the one that it was about to make anew.
Result<FamilyNames> check_families(const std::string& path, OpenMode mode, bool is_repair);

Error no_store(const std::string& path);
Error other_content(const std::string& path);
Error newer_format(const std::string& path, std::uint64_t format);
Error busy(const std::string& path, const std::string& who);
Error cut_short(const std::string& path);

// What RocksDB said when it opened the store, in words that name the remedy.
Error opening_error(const rocksdb::Status& status, const std::string& path, OpenMode mode);

}  // namespace entente
