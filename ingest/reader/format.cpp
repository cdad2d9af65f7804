#include "ingest/reader/format.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include "core/unicode.h"

namespace entente {
namespace {

constexpr std::size_t kMaxIdBytes = 256;      // it becomes part of every key of the store
constexpr std::size_t kMaxFieldBytes = 8192;  // a longer title or url is no title or url

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (!is_space(c.value)) return false;
    at += c.length;
  }
  return true;
}

// Repairs and trims the fields of one record, counting what it changed.
class FieldReader {
 public:
  explicit FieldReader(RawRecord& record) : record_(record) {}

  std::string text() {
    std::string whole = repair(take(ArticleField::kText));
    return is_blank(whole) ? std::string() : whole;
  }

  // One line of metadata.
  std::string line(ArticleField field) {
    const std::string whole = repair(take(field));
    std::string out(trim(whole));
    std::replace(out.begin(), out.end(), '\n', ' ');
    std::replace(out.begin(), out.end(), '\t', ' ');
    return out;
  }

 private:
  std::string take(ArticleField field) {
    const auto found = record_.fields.find(field);
    return found == record_.fields.end() ? std::string() : std::move(found->second);
  }

  std::string repair(std::string raw) {
    Utf8Repair repaired = repair_utf8(raw);
    record_.replaced += repaired.replaced;
    record_.dropped += repaired.dropped;
    return std::move(repaired.text);
  }

  RawRecord& record_;
};

void drop_if_too_long(std::string& field, const char* name, std::vector<std::string>& notes) {
  if (field.size() <= kMaxFieldBytes) return;
  notes.push_back(std::string(name) + " of " + format_bytes(field.size()) + " left out");
  field.clear();
}

void set_id(ReadArticle& out, std::string id) {
  out.has_own_id = !id.empty() && id.size() <= kMaxIdBytes;
  if (id.size() > kMaxIdBytes) {
    out.notes.push_back("id of " + format_bytes(id.size()) +
                        " is too long; the hash of the text is used");
  }
  out.article.id = out.has_own_id ? std::move(id) : content_id(out.article);
}

void set_date(ReadArticle& out, const std::string& date, const ReadOptions& options) {
  if (!date.empty()) {
    const Result<Date> parsed = parse_date(date);
    if (parsed.ok()) {
      out.article.published = *parsed;
      return;
    }
    out.notes.push_back("publication date '" + date.substr(0, 40) + "' not understood");
  }
  out.article.published = options.default_date;
}

}  // namespace

ReadContext::ReadContext(std::string path, const ReadOptions& options, const ReadSink& sink,
                         ReadReport& report)
    : path_(std::move(path)), options_(options), sink_(sink), report_(report) {}

ReadContext ReadContext::member(std::string_view name) {
  has_result_ = true;
  std::string clean = repair_utf8(name).text;
  std::replace(clean.begin(), clean.end(), '\n', ' ');
  ReadContext inner(path_ + "!" + clean, options_, sink_, report_);
  inner.depth_ = depth_ + 1;
  return inner;
}

void ReadContext::give(RawRecord record) {
  if (is_stopped()) return;
  has_result_ = true;
  FieldReader fields(record);
  ReadArticle out;
  out.path = path_;
  out.line = record.line;
  out.notes = std::move(record.notes);
  out.article.text = fields.text();
  if (out.article.text.empty()) return skip(record.line, record.no_text_reason);
  if (out.article.text.size() > options_.max_article_bytes) {
    return skip(record.line, "text of " + format_bytes(out.article.text.size()) +
                                 " exceeds the limit of " +
                                 format_bytes(options_.max_article_bytes) + " for one article");
  }
  out.article.title = fields.line(ArticleField::kTitle);
  out.article.url = fields.line(ArticleField::kUrl);
  out.article.source = fields.line(ArticleField::kSource);
  out.article.language = fields.line(ArticleField::kLanguage);
  drop_if_too_long(out.article.title, "title", out.notes);
  drop_if_too_long(out.article.url, "url", out.notes);
  drop_if_too_long(out.article.source, "source", out.notes);
  drop_if_too_long(out.article.language, "language", out.notes);
  set_date(out, fields.line(ArticleField::kDate), options_);
  set_id(out, fields.line(ArticleField::kId));
  out.replaced = record.replaced;
  out.dropped = record.dropped;
  ++report_.articles;
  if (!out.article.published) ++report_.undated;
  if (out.replaced + out.dropped > 0) ++report_.repaired;
  if (!sink_.article(std::move(out))) report_.stopped = true;
}

void ReadContext::skip(std::uint64_t line, std::string reason) {
  has_result_ = true;
  ++report_.skipped;
  sink_.skipped({path_, line, std::move(reason)});
}

std::span<const ArticleFormat* const> formats() {
  static const std::array<const ArticleFormat*, 10> kFormats = {
      &json_lines_format(),   &json_document_format(), &container_format(), &warc_format(),
      &reuters_sgml_format(), &xml_feed_format(),      &html_page_format(), &foreign_format(),
      &csv_table_format(),    &plain_text_format()};
  return kFormats;
}

void read_input(BufferedInput& input, ReadContext& context) {
  // A whole first line often settles it, without waiting for what a pipe sends later.
  const ArticleFormat* chosen = nullptr;
  if (json_lines_format().recognises(input.head_with_line(), context.path())) {
    chosen = &json_lines_format();
  } else {
    const std::string_view head = input.head();
    if (head.empty() && !input.error()) return context.skip(0, "the file is empty");
    const auto all = formats();
    chosen = *std::find_if(all.begin(), all.end(), [&](const ArticleFormat* format) {
      return format->recognises(head, context.path());
    });
  }
  chosen->read(input, context);
  if (input.error()) context.skip(0, input.error()->message);
  if (!context.has_result() && !context.is_stopped()) {
    context.skip(0, "the file holds no article");
  }
}

WholeInput read_whole(BufferedInput& input, std::size_t limit) {
  WholeInput whole;
  for (std::string_view part = input.available(); !part.empty(); part = input.available()) {
    whole.length += part.size();
    if (whole.length <= limit) {
      whole.bytes.append(part);
    } else {
      whole.bytes.clear();
    }
    input.consume(part.size());
  }
  return whole;
}

std::string format_bytes(std::uint64_t bytes) {
  if (bytes < 1024) return std::to_string(bytes) + " bytes";
  constexpr std::array kUnits = {"KiB", "MiB", "GiB", "TiB"};
  double value = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  for (; value >= 1024 && unit + 1 < kUnits.size(); ++unit) value /= 1024;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f %s", value, kUnits[unit]);
  return buffer;
}

}  // namespace entente
