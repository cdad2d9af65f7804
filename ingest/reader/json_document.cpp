#include <algorithm>
#include <string>
#include <utility>

#include "core/unicode.h"
#include "ingest/reader/format.h"
#include "ingest/reader/json_records.h"

namespace entente {
namespace {

// A token may be longer than its text by its escapes, but not without limit.
constexpr std::size_t kTokenOverText = 2;

// Bytes at the end of `block` that may belong to a character or line end that goes on in the next
// block.
std::size_t unfinished_tail(std::string_view block) {
  if (!block.empty() && block.back() == '\r') return 1;
  constexpr std::size_t kLongestPrefix = 3;
  for (std::size_t back = 1; back <= std::min(kLongestPrefix, block.size()); ++back) {
    const auto byte = static_cast<unsigned char>(block[block.size() - back]);
    if (byte < 0x80) return 0;
    if (byte >= 0xC0) {
      const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      return back < length ? back : 0;
    }
  }
  return 0;
}

// The characters of a document, repaired block by block.
class RepairedStream final : public CharStream {
 public:
  RepairedStream(BufferedInput& input, std::size_t max_token_bytes)
      : input_(input), max_token_bytes_(max_token_bytes) {}

  int peek() override {
    while (at_ == block_.size() && !at_end_) load();
    if (at_ == block_.size() || is_too_long_) return -1;
    return static_cast<unsigned char>(block_[at_]);
  }

  void advance() override {
    if (peek() == '\n') ++line_;
    if (at_ < block_.size()) ++at_;
    is_too_long_ = ++token_bytes_ > max_token_bytes_;
  }

  std::uint64_t line() const override { return line_; }
  void token_ended() override { token_bytes_ = 0; }
  void take_repairs(RawRecord& record) override {
    record.replaced += std::exchange(replaced_, 0);
    record.dropped += std::exchange(dropped_, 0);
  }

  bool is_too_long() const { return is_too_long_; }

  // Whether another value follows; skips the white space before it.
  bool has_value() {
    for (int c = peek(); c >= 0; c = peek()) {
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return true;
      advance();
      token_ended();
    }
    return false;
  }

 private:
  void load() {
    const std::string_view fresh = input_.available();
    at_end_ = fresh.empty();
    pending_.append(fresh);
    input_.consume(fresh.size());
    const std::size_t keep = at_end_ ? 0 : unfinished_tail(pending_);
    const std::string_view whole = std::string_view(pending_).substr(0, pending_.size() - keep);
    Utf8Repair repaired = repair_utf8(whole, is_start_);
    is_start_ = is_start_ && whole.empty();
    replaced_ += repaired.replaced;
    dropped_ += repaired.dropped;
    block_ = std::move(repaired.text);
    at_ = 0;
    pending_.erase(0, whole.size());
  }

  BufferedInput& input_;
  std::size_t max_token_bytes_;
  std::string pending_;  // bytes of an unfinished character
  std::string block_;
  std::size_t at_ = 0;
  bool is_start_ = true;  // no byte of the document is in a block yet
  bool at_end_ = false;
  std::uint64_t line_ = 1;
  std::size_t token_bytes_ = 0;
  bool is_too_long_ = false;
  std::size_t replaced_ = 0;
  std::size_t dropped_ = 0;
};

// Objects and arrays over many lines; several values may follow one another. A fault ends the
// reading of the file, with the articles before it already given.
class JsonDocumentFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view) const override {
    if (head.substr(0, 3) == "\xef\xbb\xbf") head.remove_prefix(3);
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return false;
    const std::string_view rest = head.substr(first);
    const std::size_t second = rest.find_first_not_of(" \t\r\n", 1);
    const char next = second == std::string_view::npos ? '\0' : rest[second];
    // "{" and "[" also begin plain texts: "[Updated] The minister ...".
    if (rest.front() == '{') return next == '"' || next == '}' || next == '\0';
    return rest.front() == '[' && (next == '{' || next == ']' || next == '\0');
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    const std::size_t limit = context.options().max_article_bytes * kTokenOverText;
    RepairedStream stream(input, limit);
    while (!context.is_stopped() && stream.has_value()) {
      auto failure = read_json_stream(stream, context);
      if (!failure) continue;
      if (stream.is_too_long()) {
        failure = "a JSON value exceeds the limit of " + format_bytes(limit);
      }
      return context.skip(stream.line(), *failure + "; the rest of the file is not read");
    }
  }
};

}  // namespace

const ArticleFormat& json_document_format() {
  static const JsonDocumentFormat kFormat;
  return kFormat;
}

}  // namespace entente
