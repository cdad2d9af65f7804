#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ingest/reader/byte_source.h"
#include "ingest/table/digest.h"
#include "ingest/table/table_format.h"

namespace entente {

// A line that is no relation though it should be one.
struct BadLine {
  std::uint64_t line = 0;  // from 1
  std::string reason;
};

// Some lines of a table, read.
struct TableBlock {
  std::vector<TableRow> rows;  // views into this block
  std::vector<BadLine> bad;
  std::uint64_t without_pair = 0;  // lines without two actors

  // How far the table is read with this block.
  std::uint64_t bytes = 0;
  std::array<std::uint8_t, 16> digest{};
  std::uint64_t lines = 0;

  std::string text;  // what the views point into
  RowTexts texts;
};

// Reads a table block by block, several at a time in threads of its own, and gives the blocks in
// the order of the table. Memory is bounded, whatever the length of the table or of its lines.
class TableReader {
 public:
  static constexpr std::size_t kBlock = std::size_t{2} << 20;

  // `source` must outlive the reader. Blocks have about `block` bytes.
  TableReader(ByteSource& source, std::size_t threads, std::size_t block = kBlock);
  ~TableReader();

  // The beginning of the table, up to 64 KiB; before anything else.
  Result<std::string_view> head();
  // Passes over what an earlier run read, `bytes` and `lines`, if the digest over it is the same;
  // false if it is not: then the reader is of no more use. After head(), before next().
  Result<bool> skip(std::uint64_t bytes, std::uint64_t lines,
                    const std::array<std::uint8_t, 16>& digest);
  // The format that the blocks are read with; it must outlive the reader. After head().
  void start(const TableFormat& format) { format_ = &format; }

  // The next block; null at the end of the table. The block is valid until the next call. Fails if
  // the source does.
  Result<const TableBlock*> next();

 private:
  using Pending = std::future<std::unique_ptr<TableBlock>>;

  Result<bool> fill(std::size_t size);
  Result<void> take_lines(std::string& lines);
  Result<void> drop_long_line();
  Result<bool> launch();
  std::unique_ptr<TableBlock> spare_block();

  ByteSource& source_;
  std::size_t threads_;
  std::size_t block_;
  const TableFormat* format_ = nullptr;
  std::string buffer_;  // read and not taken yet
  bool at_end_ = false;
  Digest digest_;
  std::uint64_t bytes_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t long_line_ = 0;  // bytes of a line that was dropped before the next block
  std::deque<Pending> pending_;
  std::unique_ptr<TableBlock> current_;
  // Blocks that were read: their memory is used again, or the system would clear it each time.
  std::vector<std::unique_ptr<TableBlock>> spare_;
};

}  // namespace entente
