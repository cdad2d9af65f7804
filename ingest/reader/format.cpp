#include "ingest/reader/format.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include "core/unicode.h"
#include "ingest/reader/encoding.h"
#include "ingest/reader/field_names.h"
#include "ingest/reader/language.h"
#include "ingest/reader/utf16_source.h"

namespace entente {
namespace {

constexpr std::size_t kMaxIdBytes = 256;      // it becomes part of every key of the store
constexpr std::size_t kMaxShownBytes = 40;    // of what is not understood
constexpr std::size_t kMaxFieldBytes = 8192;  // a longer title or url is no title or url

// Text packs 3 to 50 times; what comes out of containers may be more by far while it is little.
constexpr std::uint64_t kUnpackGrace = std::uint64_t{256} << 20;

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

  std::string repair(std::string_view raw) {
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
    out.notes.push_back("publication date '" + std::string(prefix_of(date, kMaxShownBytes)) +
                        "' not understood");
  }
  out.article.published = options.default_date;
}

}  // namespace

ReadContext::ReadContext(std::string path, const ReadOptions& options, const ReadSink& sink,
                         ReadReport& report)
    : path_(std::move(path)),
      options_(options),
      sink_(sink),
      report_(report),
      bytes_before_(report.bytes) {}

ReadContext ReadContext::member(std::string_view name) {
  has_result_ = true;
  std::string clean = repair_utf8(name).text;
  std::replace(clean.begin(), clean.end(), '\n', ' ');
  ReadContext inner(path_ + "!" + clean, options_, sink_, report_);
  inner.depth_ = depth_ + 1;
  inner.outermost_ = outermost_ == nullptr ? this : outermost_;
  return inner;
}

bool ReadContext::may_unpack(std::uint64_t bytes) {
  ReadContext& outer = outermost_ == nullptr ? *this : *outermost_;
  outer.unpacked_ += bytes;
  return outer.unpacked_ <= kUnpackGrace ||
         outer.unpacked_ / kMaxUnpackRatio <= report_.bytes - outer.bytes_before_;
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
  out.article.language = fields.line(ArticleField::kLanguage);
  if (options_.languages == LanguagePolicy::kEnglishOnly) {
    if (const auto foreign = foreign_language(out.article.text, out.article.language)) {
      return skip(record.line, "in " + foreign->name + " (" + foreign->code +
                                   "), not English; --any-language reads it all the same");
    }
  }
  out.article.title = fields.line(ArticleField::kTitle);
  out.article.url = fields.line(ArticleField::kUrl);
  out.article.source = fields.line(ArticleField::kSource);
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

void ReadContext::note_mapping(const FieldMap& spelt) {
  if (spelt.count(ArticleField::kText) == 0) return;
  constexpr std::size_t kMostKept = 200;  // records may be spelt at random
  bool is_new = false;
  for (const auto& [field, key] : spelt) {
    if (report_.spellings.size() < kMostKept) {
      is_new = report_.spellings.emplace(field, key).second || is_new;
    }
  }
  if (is_new) options_.mapping_found(path_, spelt);
}

std::span<const ArticleFormat* const> formats() {
  static const std::array<const ArticleFormat*, 12> kFormats = {
      &json_lines_format(),   &json_document_format(), &container_format(), &warc_format(),
      &reuters_sgml_format(), &xml_feed_format(),      &tei_text_format(),  &html_page_format(),
      &foreign_format(),      &mbox_format(),          &csv_table_format(), &plain_text_format()};
  return kFormats;
}

namespace {

const ArticleFormat& format_of(std::string_view head, std::string_view path) {
  const auto all = formats();
  return **std::find_if(all.begin(), all.end(), [&](const ArticleFormat* format) {
    return format->recognises(head, path);
  });
}

// Formats that read bytes as they come; the others know UTF-16 themselves.
bool wants_utf8(const ArticleFormat& format) {
  return &format == &json_lines_format() || &format == &json_document_format() ||
         &format == &csv_table_format();
}

// Tables and JSON in UTF-16, as spreadsheets save them. False if the input is nothing of the kind.
bool read_utf16(BufferedInput& input, ReadContext& context) {
  const std::string_view head = input.head();
  const std::string_view mark = utf16_mark(head);
  if (mark.empty()) return false;
  const ArticleFormat& format = format_of(decode_to_utf8(head, mark).utf8.text, context.path());
  if (!wants_utf8(format)) return false;
  const auto source = utf16_as_utf8(input);
  BufferedInput utf8(*source);
  format.read(utf8, context);
  return true;
}

void choose_and_read(BufferedInput& input, ReadContext& context) {
  // A whole first line often settles it, without waiting for what a pipe sends later.
  if (json_lines_format().recognises(input.head_with_line(), context.path())) {
    return json_lines_format().read(input, context);
  }
  const std::string_view head = input.head();
  if (head.empty() && !input.error()) return context.skip(0, "the file is empty");
  if (!read_utf16(input, context)) format_of(head, context.path()).read(input, context);
}

}  // namespace

void read_input(BufferedInput& input, ReadContext& context) {
  choose_and_read(input, context);
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
