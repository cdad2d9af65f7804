#include "ingest/table/table_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/unicode.h"

namespace entente {
namespace {

constexpr std::size_t kHead = std::size_t{64} << 10;
// A longer line is no row of any table; it is passed over without being held.
constexpr std::size_t kLongestLine = std::size_t{4} << 20;

// Whether the text needs no repair: printable ASCII, tabs and line ends.
bool is_plain(std::string_view text) {
  constexpr std::size_t kStep = 64;  // a constant length, so that compilers use wide registers
  const auto is_odd = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_control = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    return static_cast<unsigned char>(byte >> 7) | static_cast<unsigned char>(is_control);
  };
  int odd = 0;
  for (; text.size() >= kStep && odd == 0; text.remove_prefix(kStep)) {
    for (std::size_t i = 0; i < kStep; ++i) odd |= is_odd(text[i]);
  }
  for (const char c : text) odd |= is_odd(c);
  return odd == 0;
}

void read_line(const TableFormat& format, std::string_view line, std::uint64_t number,
               bool is_clean, TableBlock& block) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty() || (number == 1 && format.has_header())) return;
  if (!is_clean && !is_plain(line)) line = block.texts.keep(repair_utf8(line).text);
  TableRow row;
  std::string reason;
  switch (format.read(line, block.texts, row, reason)) {
    case LineKind::kRow:
      block.rows.push_back(row);
      break;
    case LineKind::kNoPair:
      ++block.without_pair;
      break;
    case LineKind::kBad:
      block.bad.push_back({number, std::move(reason)});
      break;
    case LineKind::kNothing:
      break;
  }
}

// Reads the lines of block.text; the first has the number `line`.
void read_lines(const TableFormat& format, std::uint64_t line, TableBlock& block) {
  constexpr std::size_t kShortRow = 40;
  block.rows.reserve(block.text.size() / kShortRow);
  const bool is_clean = is_plain(block.text);
  const std::string_view text = block.text;
  for (std::size_t at = 0; at < text.size(); ++line) {
    const void* found = std::memchr(text.data() + at, '\n', text.size() - at);
    const std::size_t end =
        found == nullptr ? text.size()
                         : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    read_line(format, text.substr(at, end - at), line, is_clean, block);
    at = end + 1;
  }
}

std::uint64_t count_lines(std::string_view text) {
  if (text.empty()) return 0;
  std::uint64_t lines = text.back() == '\n' ? 0 : 1;
  constexpr std::size_t kStep = 64;  // as in is_plain()
  for (; text.size() >= kStep; text.remove_prefix(kStep)) {
    std::uint8_t ends = 0;
    for (std::size_t i = 0; i < kStep; ++i)
      ends = static_cast<std::uint8_t>(ends + (text[i] == '\n'));
    lines += ends;
  }
  return lines + static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TableReader::TableReader(ByteSource& source, std::size_t threads, std::size_t block)
    : source_(source), threads_(std::max<std::size_t>(threads, 1)), block_(block) {}

TableReader::~TableReader() {
  for (Pending& pending : pending_) pending.wait();
}

// Whether there are at least `size` bytes in the buffer; all that is left if not.
Result<bool> TableReader::fill(std::size_t size) {
  while (!at_end_ && buffer_.size() < size) {
    const std::size_t held = buffer_.size();
    buffer_.resize(size);
    const Result<std::size_t> got = source_.read({buffer_.data() + held, size - held});
    if (!got) return got.error();
    buffer_.resize(held + *got);
    at_end_ = *got == 0;
  }
  return buffer_.size() >= size;
}

Result<std::string_view> TableReader::head() {
  const Result<bool> filled = fill(kHead);
  if (!filled) return filled.error();
  return std::string_view(buffer_).substr(0, kHead);
}

Result<bool> TableReader::skip(std::uint64_t bytes, std::uint64_t lines,
                               const std::array<std::uint8_t, 16>& digest) {
  while (bytes_ < bytes) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(bytes - bytes_, kBlock));
    const Result<bool> filled = fill(wanted);
    if (!filled) return filled.error();
    if (!*filled) return false;
    digest_.update(std::string_view(buffer_).substr(0, wanted));
    bytes_ += wanted;
    buffer_.erase(0, wanted);
  }
  lines_ = lines;
  return digest_.value() == digest;
}

// Passes over a line that does not fit into the buffer, which is full of it.
Result<void> TableReader::drop_long_line() {
  std::size_t end = std::string::npos;
  while (end == std::string::npos) {
    digest_.update(buffer_);
    bytes_ += buffer_.size();
    long_line_ += buffer_.size();
    buffer_.clear();
    const Result<bool> filled = fill(kBlock);
    if (!filled) return filled.error();
    if (buffer_.empty()) return {};
    end = buffer_.find('\n');
  }
  digest_.update(std::string_view(buffer_).substr(0, end + 1));
  bytes_ += end + 1;
  buffer_.erase(0, end + 1);
  return {};
}

// Whole lines of about one block; empty at the end or behind a line that was too long.
Result<void> TableReader::take_lines(std::string& lines) {
  const Result<bool> filled = fill(block_);
  if (!filled) return filled.error();
  std::size_t end = at_end_ ? buffer_.size() : buffer_.rfind('\n') + 1;  // 0 if there is none
  if (end == 0 && !at_end_) {
    const Result<bool> longer = fill(kLongestLine);
    if (!longer) return longer.error();
    end = at_end_ ? buffer_.size() : buffer_.rfind('\n') + 1;
    if (end == 0) {
      const Result<void> dropped = drop_long_line();
      if (!dropped) return dropped.error();
      lines.clear();
      return {};
    }
  }
  lines.assign(buffer_, 0, end);
  buffer_.erase(0, end);
  return {};
}

std::unique_ptr<TableBlock> TableReader::spare_block() {
  if (spare_.empty()) return std::make_unique<TableBlock>();
  std::unique_ptr<TableBlock> block = std::move(spare_.back());
  spare_.pop_back();
  block->rows.clear();
  block->bad.clear();
  block->without_pair = 0;
  block->texts.clear();
  return block;
}

// Starts the reading of one more block; false at the end.
Result<bool> TableReader::launch() {
  if (at_end_ && buffer_.empty()) return false;
  auto block = spare_block();
  if (Result<void> taken = take_lines(block->text); !taken) return taken.error();
  if (block->text.empty() && at_end_ && long_line_ == 0) return false;
  const std::uint64_t first = lines_ + 1;
  digest_.update(block->text);
  bytes_ += block->text.size();
  lines_ += count_lines(block->text);
  if (const std::uint64_t length = std::exchange(long_line_, 0); length > 0) {
    ++lines_;
    block->bad.push_back({lines_, "line of " + std::to_string(length) + " bytes or more"});
  }
  block->bytes = bytes_;
  block->digest = digest_.value();
  block->lines = lines_;
  pending_.push_back(
      std::async(std::launch::async, [format = format_, first, made = std::move(block)]() mutable {
        read_lines(*format, first, *made);
        return std::move(made);
      }));
  return true;
}

Result<const TableBlock*> TableReader::next() {
  if (current_) spare_.push_back(std::move(current_));
  while (pending_.size() <= threads_) {
    const Result<bool> launched = launch();
    if (!launched) return launched.error();
    if (!*launched) break;
  }
  if (pending_.empty()) return static_cast<const TableBlock*>(nullptr);
  current_ = pending_.front().get();
  pending_.pop_front();
  return static_cast<const TableBlock*>(current_.get());
}

}  // namespace entente
