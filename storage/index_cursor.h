#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/records.h"

namespace entente {

// Walks an index in the order of its keys: the single entries and the packed ones of every chunk,
// without those that went, as one stream. Used like a Cursor. Must not outlive the database or the
// snapshot of `records`; `records` itself may go.
class IndexCursor {
 public:
  IndexCursor(const Records& records, Family index, KeyRange range);
  IndexCursor(IndexCursor&&) noexcept;
  IndexCursor& operator=(IndexCursor&&) noexcept;
  ~IndexCursor();

  bool valid() const;
  std::string_view key() const;    // until the next call
  std::string_view value() const;  // flags, as decode_flags() reads them
  void next();
  void seek(std::string_view key);  // to the first entry at or after this one
  Result<void> status() const;

 private:
  class Source;
  class Singles;
  class Packed;

  void find_first();
  void sink();
  Result<void> add_chunks(const Records& records, Family index);

  KeyRange range_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<Source*> heap_;  // those that are not at their end; the smallest key first
  std::optional<Error> failure_;
};

// The flags of an entry, wherever it is; nothing if it is not there.
Result<std::optional<std::string>> find_index_entry(const Records& records, Family index,
                                                    std::string_view key);

// The key of the last entry of an index, nothing if it has none.
Result<std::optional<std::string>> last_index_key(const Records& records, Family index);

}  // namespace entente
