#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "graph/table_row.h"

namespace entente {

// How far an input of a bulk load has been taken in.
struct LoadPosition {
  std::uint64_t bytes = 0;                // from its beginning
  std::array<std::uint8_t, 16> digest{};  // over those bytes, as the caller computes it
  std::uint64_t lines = 0;
  std::uint64_t rows = 0;  // that became relations, those that were there already included
  std::uint64_t bad_lines = 0;

  friend bool operator==(const LoadPosition&, const LoadPosition&) = default;
};

struct LoadOptions {
  std::string dataset;      // its name; without control characters, not empty
  std::size_t threads = 1;  // that sort and write
  // Rows that are sorted and taken in together; they bound the memory (about 150 bytes each) and
  // what a killed load has to do again.
  std::size_t rows_at_once = std::size_t{1} << 20;
};

struct LoadReport {
  std::uint64_t added = 0;      // relations
  std::uint64_t unchanged = 0;  // relations that were there already
  std::uint64_t articles = 0;   // that were new
  std::uint64_t actors = 0;     // that were new
  std::uint64_t keys = 0;       // written, of all families
};

// Takes tables of relations into a store past the write path: rows are collected, sorted in memory
// for each index, written as sorted files and adopted by the store, a chunk at a time, each chunk
// whole or not at all. The reports of the tables become articles without text, "DATASET:id", whose
// extractor version is_loaded(): what is loaded is never mixed up with what was extracted. A row
// that is stored already adds nothing. A killed load goes on after its last chunk.
// Thread rule: one thread calls; the work on chunks goes on behind it.
class BulkLoad {
 public:
  // Opens the store for writing, as open_rocks_store() does. kBadInput for an impossible name.
  static Result<std::unique_ptr<BulkLoad>> open(const std::string& path, LoadOptions options);

  ~BulkLoad();  // abandons what finish() has not completed

  std::optional<std::uint32_t> migrated_from() const;

  // How far the input that `mark` stands for was taken in before; `mark` is any short bytes that
  // tell inputs and the ways of reading them apart.
  Result<LoadPosition> position(std::string_view mark) const;

  // The rows that follow come from this input; keys of actors mean what `describe` says.
  void begin(std::string_view mark, ActorDescriber describe);
  void add(std::span<const TableRow> rows);
  // All rows before this position have been given. Here, a chunk may end. Fails with what went
  // wrong with an earlier chunk; nothing can be loaded after that.
  Result<void> reach(const LoadPosition& position);
  // Completes the last chunk. To be called once.
  Result<LoadReport> finish();

 private:
  struct Impl;
  explicit BulkLoad(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente
