#include <string>
#include <utility>

#include "core/unicode.h"
#include "ingest/reader/format.h"
#include "ingest/reader/json_records.h"

namespace entente {
namespace {

// Escapes and metadata may make a line longer than its text, but not without limit.
constexpr std::size_t kLineOverText = 2;

bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

bool has_json_lines_name(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string ending = to_lower(path.substr(dot));
  return ending == ".jsonl" || ending == ".ndjson" || ending == ".jsonlines";
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  return text.substr(text.substr(0, kMark.size()) == kMark ? kMark.size() : 0);
}

// One object a line. A line that cannot be read costs that line only.
class JsonLinesFormat final : public ArticleFormat {
 public:
  // By name; else if any whole line of the head is an object on its own, the first one included.
  bool recognises(std::string_view head, std::string_view path) const override {
    std::string_view rest = without_mark(head);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    if (rest.empty() || rest.front() != '{') return false;
    if (has_json_lines_name(path)) return true;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      const std::string_view line = rest.substr(0, end);
      if (!line.empty() && line.front() == '{' && is_json_object(repair_utf8(line).text)) {
        return true;
      }
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    return false;
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    const std::size_t limit = context.options().max_article_bytes * kLineOverText;
    LineReader lines(input, limit);
    while (auto line = lines.next()) {
      if (line->is_too_long) {
        context.skip(line->number, "line of " + format_bytes(line->bytes) +
                                       " exceeds the limit of " + format_bytes(limit));
      } else if (!is_blank_line(line->text)) {
        read_line(*line, context);
      }
      if (context.is_stopped() || context.options().is_cancelled()) return;
    }
  }

 private:
  static void read_line(const LineReader::Line& line, ReadContext& context) {
    RawRecord prototype;
    prototype.line = line.number;
    Utf8Repair repaired = repair_utf8(line.text);
    prototype.replaced = repaired.replaced;
    prototype.dropped = repaired.dropped;
    if (auto failure = read_json_text(repaired.text, prototype, context)) {
      context.skip(line.number, std::move(*failure));
    }
  }
};

}  // namespace

const ArticleFormat& json_lines_format() {
  static const JsonLinesFormat kFormat;
  return kFormat;
}

}  // namespace entente
