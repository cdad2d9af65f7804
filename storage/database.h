#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "storage/store.h"

namespace entente {

// The fence around RocksDB: families of sorted keys, atomic batches, cursors over ranges. Knows
// nothing of articles. All errors come out as Result with a sentence that names the folder.

// Column families. The order is that of kFamilyNames and not stored; the names are.
enum class Family : std::uint8_t {
  kMeta,
  kArticleKey,
  kArticle,
  kText,
  kCast,
  kEvent,
  kActorKey,
  kActor,
  kVariant,
  kMention,
  kAlias,
  kOut,
  kIn,
  kPair,
  kTime,
  kFingerprint,
  kCopy,
  kCopies,
  kWaiting,
  kSeparated,
  kOutPacked,
  kInPacked,
  kPairPacked,
  kTimePacked,
};
inline constexpr std::array kFamilyNames = {
    "meta",      "article_key", "article",    "text",        "cast",        "event",
    "actor_key", "actor",       "variant",    "mention",     "alias",       "out",
    "in",        "pair",        "time",       "fingerprint", "copy",        "copies",
    "waiting",   "separated",   "out_packed", "in_packed",   "pair_packed", "time_packed"};
// The format version that brought each family. A store of an older version lacks the later ones: a
// reader finds them empty, a writer makes them.
inline constexpr std::array<std::uint32_t, kFamilyNames.size()> kFamilySince = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3};

// The indexes of relations, each with the family that holds its packed entries (index_block.h).
inline constexpr std::array kIndexFamilies = {Family::kOut, Family::kIn, Family::kPair,
                                              Family::kTime};
bool is_index(Family family);
Family packed_family(Family index);                    // of one of kIndexFamilies
std::optional<Family> index_of_packed(Family family);  // nothing if it is no packed family

// Changes that take effect together or not at all. Within a batch the later change of a key wins.
class Batch {
 public:
  Batch();
  ~Batch();
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  void put(Family family, std::string_view key, std::string_view value);
  void erase(Family family, std::string_view key);
  // All that the family holds under a prefix.
  void erase_prefix(Family family, std::string_view prefix);

 private:
  friend class Database;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The store as it was when the snapshot was taken; must not outlive its Database.
class Snapshot {
 public:
  Snapshot();
  Snapshot(Snapshot&&) noexcept;
  Snapshot& operator=(Snapshot&&) noexcept;
  ~Snapshot();

 private:
  friend class Database;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Walks the keys of a range in byte order. Views last until the next call. Must not outlive its
// Database or snapshot. When valid() turns false, status() tells the end from an error.
class Cursor {
 public:
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;
  ~Cursor();

  bool valid() const;
  std::string_view key() const;
  std::string_view value() const;
  void next();
  void seek(std::string_view key);  // to the first key at or after this one
  Result<void> status() const;

 private:
  friend class Database;
  struct Impl;
  explicit Cursor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Keys from `lower` up to but without `upper`; an empty `upper` means to the end.
struct KeyRange {
  std::string lower;
  std::string upper;
};
KeyRange prefix_range(const std::string& prefix);

// Thread rule: reads from any number of threads; write() and sync() from one at a time.
class Database {
 public:
  // As open_rocks_store. A new store is empty but for its format version, which was checked else.
  static Result<std::unique_ptr<Database>> open(const std::string& path, OpenMode mode);

  // As open() for writing, of a store that is there; also where an earlier repair was cut short or
  // families are gone. Files that cannot be read are left alone until clear().
  static Result<std::unique_ptr<Database>> open_for_repair(const std::string& path);

  ~Database();  // flushes a writable store

  Result<std::optional<std::string>> get(Family family, std::string_view key,
                                         const Snapshot* snapshot = nullptr) const;
  // One answer a key, in the same order.
  Result<std::vector<std::optional<std::string>>> get_many(
      Family family, const std::vector<std::string>& keys,
      const Snapshot* snapshot = nullptr) const;
  Cursor cursor(Family family, const KeyRange& range, const Snapshot* snapshot = nullptr) const;
  // The last key of a range, nothing if it is empty.
  Result<std::optional<std::string>> last_key(Family family, const KeyRange& range,
                                              const Snapshot* snapshot = nullptr) const;
  Snapshot snapshot() const;

  // All of it or, on any error, nothing.
  Result<void> write(Batch& batch);
  Result<void> sync();

  // A finished SortedFile.
  struct Adopted {
    Family family{};
    std::string file;
  };
  // Takes the files in, at most one a family, all of them or, on any error or kill, none. Where a
  // key is there already, the file's value wins. The files are gone from their folder afterwards.
  Result<void> adopt(const std::vector<Adopted>& files);

  // Around a repair: in between the store is refused by open(), as a kill leaves it incomplete.
  Result<void> begin_repair();
  Result<void> end_repair();
  bool is_repair_unfinished() const;
  // Empties the family without reading it, so that damaged files go too.
  Result<void> clear(Family family);

  // Reads every block of every file; kCorrupt if the checksum of one is wrong.
  Result<void> check_files() const;
  // Names of the files that hold the entries, in this folder.
  std::vector<std::string> table_files() const;

  const std::string& path() const;
  bool is_read_only() const;
  std::uint32_t format_version() const;
  // The older version that opening for writing has just lifted to the present one, if it was older.
  std::optional<std::uint32_t> migrated_from() const;
  std::uint64_t bytes_on_disk() const;

 private:
  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  struct Opening;
  static Result<std::unique_ptr<Database>> open(const Opening& opening);
  static Result<std::unique_ptr<Database>> open_once(const Opening& opening);
  Result<void> settle_format();
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente
