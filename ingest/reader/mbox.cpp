#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/unicode.h"
#include "ingest/reader/format.h"
#include "ingest/reader/mail_message.h"

namespace entente {
namespace {

// Attachments and encodings may make a message longer than its text, but not without limit.
constexpr std::size_t kMessageOverText = 8;

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

// "From sender@example.org Thu Sep 15 10:00:00 2022": a year at the end, more or less.
bool is_separator(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  const std::size_t digits = line.find_last_of("0123456789");
  return digits != std::string_view::npos && digits >= 8 &&
         std::count(line.begin(), line.end(), ':') >= 1;
}

// "Subject: words", "X-Mailer: y".
bool is_header_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return c > ' ' && c < 0x7F; });
}

// Whether the block of headers at the start names sender and day, as every message must.
bool has_mail_headers(std::string_view head) {
  bool has_sender = false;
  bool has_date = false;
  while (!head.empty()) {
    std::string_view line = first_line(head);
    head.remove_prefix(std::min(head.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    const bool is_folded = line.front() == ' ' || line.front() == '\t';
    if (!is_folded && !is_header_line(line)) return false;
    const std::string lower = to_lower(line.substr(0, 5));
    has_sender = has_sender || lower == "from:";
    has_date = has_date || lower == "date:";
  }
  return has_sender && has_date;
}

// One mail folder: messages one after the other, each behind a line "From ..."; or one message
// alone (.eml). Quoted "From " lines (">From ") get their shape back.
class MboxFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view) const override {
    if (!is_separator(first_line(head))) return has_mail_headers(head);
    head.remove_prefix(std::min(head.size(), first_line(head).size() + 1));
    return is_header_line(first_line(head));
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    const std::size_t limit = context.options().max_article_bytes * kMessageOverText;
    LineReader lines(input, limit);
    Message message;
    bool is_after_blank = true;
    while (auto line = lines.next()) {
      if (is_after_blank && is_separator(line->text)) {
        give(message, limit, context);
        message = Message{};
        message.line = line->number;
      } else {
        message.add(*line, limit);
      }
      is_after_blank = line->text.empty() || line->text == "\r";
      if (context.is_stopped() || context.options().is_cancelled()) return;
    }
    give(message, limit, context);
  }

 private:
  struct Message {
    std::string bytes;
    std::uint64_t length = 0;
    std::uint64_t line = 1;

    void add(const LineReader::Line& read, std::size_t limit) {
      std::string_view text = read.text;
      const std::size_t marks = std::min(text.find_first_not_of('>'), text.size());
      if (marks > 0 && text.substr(marks).starts_with("From ")) text.remove_prefix(1);
      length += read.bytes + 1;
      if (length > limit) {
        bytes.clear();
      } else {
        bytes.append(text).push_back('\n');
      }
    }
  };

  static void give(const Message& message, std::size_t limit, ReadContext& context) {
    if (message.length == 0) return;
    if (message.length > limit) {
      return context.skip(message.line, "message of " + format_bytes(message.length) +
                                            " exceeds the limit of " + format_bytes(limit));
    }
    RawRecord record = read_mail_message(message.bytes, context.options().max_article_bytes);
    record.line = message.line;
    context.give(std::move(record));
  }
};

}  // namespace

const ArticleFormat& mbox_format() {
  static const MboxFormat kFormat;
  return kFormat;
}

}  // namespace entente
