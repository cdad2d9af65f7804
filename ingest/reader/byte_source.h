#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace entente {

// Where bytes come from: a file, standard input, memory, later a member of an archive.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills the front of `buffer` and returns how much; 0 at the end. Fails with kIo.
  virtual Result<std::size_t> read(std::span<char> buffer) = 0;
};

// Asked when a signal interrupts a wait for input; true = treat it as the end.
using CancelCheck = std::function<bool()>;

// Opens a file, or standard input for "-". Fails with kNotFound or kIo, naming the path.
Result<std::unique_ptr<ByteSource>> open_source(const std::string& path, CancelCheck is_cancelled);

// The bytes must outlive the source.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes);

// Looks ahead in a ByteSource without ever holding more than one block of it.
class BufferedInput {
 public:
  static constexpr std::size_t kBlock = std::size_t{64} << 10;

  // `source` must outlive the input.
  explicit BufferedInput(ByteSource& source);

  // Up to kBlock bytes from the current position on, not consumed; shorter only at the end.
  std::string_view head();
  // The same, but content with less as soon as a line is whole: a pipe may not send more for now.
  std::string_view head_with_line();
  // What is at hand, at least one byte unless at the end; valid until the next call.
  std::string_view available();
  // At most what available() or head() showed.
  void consume(std::size_t bytes);

  std::uint64_t consumed() const { return consumed_; }
  // Why reading ended early, if it did.
  const std::optional<Error>& error() const { return error_; }

 private:
  void move_to_front();
  bool read_more();

  ByteSource& source_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
  std::uint64_t consumed_ = 0;
  std::optional<Error> error_;
};

// Lines of an input, without their line ends; a line longer than the limit is passed over without
// being held in memory.
class LineReader {
 public:
  struct Line {
    std::string_view text;     // valid until the next call; empty if too long
    std::uint64_t number = 0;  // from 1
    std::uint64_t bytes = 0;   // its true length
    bool is_too_long = false;
  };

  LineReader(BufferedInput& input, std::size_t max_line_bytes);

  // The next line, or nothing at the end.
  std::optional<Line> next();

 private:
  BufferedInput& input_;
  std::size_t max_line_bytes_;
  std::uint64_t number_ = 0;
  std::string line_;
};

}  // namespace entente
