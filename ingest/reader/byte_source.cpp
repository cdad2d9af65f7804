#include "ingest/reader/byte_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/check.h"

namespace entente {
namespace {

class FileSource final : public ByteSource {
 public:
  FileSource(int descriptor, std::string name, CancelCheck is_cancelled)
      : descriptor_(descriptor), name_(std::move(name)), is_cancelled_(std::move(is_cancelled)) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }

  Result<std::size_t> read(std::span<char> buffer) override {
    while (true) {
      const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) {
        return Error{Error::Code::kIo, "cannot read '" + name_ + "': " + std::strerror(errno)};
      }
      if (is_cancelled_ && is_cancelled_()) return std::size_t{0};
    }
  }

 private:
  int descriptor_;
  std::string name_;
  CancelCheck is_cancelled_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : rest_(bytes) {}

  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t length = std::min(buffer.size(), rest_.size());
    std::copy_n(rest_.data(), length, buffer.data());
    rest_.remove_prefix(length);
    return length;
  }

 private:
  std::string_view rest_;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path, CancelCheck is_cancelled) {
  if (path == "-") {
    return std::unique_ptr<ByteSource>(
        std::make_unique<FileSource>(STDIN_FILENO, "standard input", std::move(is_cancelled)));
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    const int why = errno;
    const auto code = why == ENOENT ? Error::Code::kNotFound : Error::Code::kIo;
    return Error{code, "cannot open '" + path + "': " + std::strerror(why)};
  }
  return std::unique_ptr<ByteSource>(
      std::make_unique<FileSource>(descriptor, path, std::move(is_cancelled)));
}

std::unique_ptr<ByteSource> memory_source(std::string_view bytes) {
  return std::make_unique<MemorySource>(bytes);
}

BufferedInput::BufferedInput(ByteSource& source) : source_(source) { buffer_.resize(kBlock); }

void BufferedInput::move_to_front() {
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
  end_ -= begin_;
  begin_ = 0;
}

bool BufferedInput::read_more() {
  if (at_end_ || end_ == buffer_.size()) return false;
  auto got = source_.read(std::span<char>(buffer_).subspan(end_));
  if (!got.ok()) error_ = got.error();
  at_end_ = !got.ok() || *got == 0;
  if (!at_end_) end_ += *got;
  return !at_end_;
}

std::string_view BufferedInput::head() {
  move_to_front();
  while (read_more()) continue;
  return std::string_view(buffer_).substr(0, end_);
}

std::string_view BufferedInput::head_with_line() {
  move_to_front();
  std::size_t searched = 0;
  while (std::string_view(buffer_).substr(0, end_).find('\n', searched) == std::string_view::npos) {
    searched = end_;
    if (!read_more()) break;
  }
  return std::string_view(buffer_).substr(0, end_);
}

std::string_view BufferedInput::available() {
  if (begin_ == end_) {
    begin_ = end_ = 0;
    // One read is enough here: a pipe that trickles should not wait for a full block.
    read_more();
  }
  return std::string_view(buffer_).substr(begin_, end_ - begin_);
}

void BufferedInput::consume(std::size_t bytes) {
  ENTENTE_CHECK(begin_ + bytes <= end_, "consumed more than was shown");
  begin_ += bytes;
  consumed_ += bytes;
}

LineReader::LineReader(BufferedInput& input, std::size_t max_line_bytes)
    : input_(input), max_line_bytes_(max_line_bytes) {}

std::optional<LineReader::Line> LineReader::next() {
  line_.clear();
  Line line;
  line.number = ++number_;
  bool saw_any = false;
  for (std::string_view at_hand = input_.available(); !at_hand.empty();
       at_hand = input_.available()) {
    saw_any = true;
    const std::size_t end = at_hand.find('\n');
    const std::string_view part = at_hand.substr(0, end);
    line.bytes += part.size();
    if (line.bytes <= max_line_bytes_) {
      line_.append(part);
    } else {
      line.is_too_long = true;
      line_.clear();
    }
    input_.consume(part.size() + (end == std::string_view::npos ? 0 : 1));
    if (end != std::string_view::npos) break;
  }
  if (!saw_any) return std::nullopt;
  line.text = line_;
  return line;
}

}  // namespace entente
