#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/unicode.h"
#include "ingest/reader/encoding.h"
#include "ingest/reader/field_names.h"
#include "ingest/reader/format.h"

namespace entente {
namespace {

using Row = std::vector<std::string>;

// Rows of RFC 4180: fields in quotes may hold separators, doubled quotes and line ends.
class RowReader {
 public:
  RowReader(BufferedInput& input, char separator, std::size_t limit)
      : input_(input), separator_(separator), limit_(limit) {}

  // The next row; nothing at the end. Empty lines are no rows.
  std::optional<Row> next() {
    Row row;
    std::string field;
    bool is_quoted = false;
    bool has_quotes = false;
    row_line_ = line_;
    row_bytes_ = 0;
    for (int c = take(); c >= 0; c = take()) {
      if (++row_bytes_ > limit_) field.clear();
      if (is_quoted) {
        is_quoted = !(c == '"' && peek() != '"');
        if (is_quoted && c == '"') take();
        if (is_quoted) field += static_cast<char>(c);
      } else if (c == '"' && field.empty() && !has_quotes) {
        is_quoted = has_quotes = true;
      } else if (c == separator_) {
        row.push_back(std::exchange(field, {}));
        has_quotes = false;
      } else if (c == '\n') {
        if (row.empty() && field.empty() && !has_quotes) {
          row_line_ = line_;
          row_bytes_ = 0;
          continue;
        }
        row.push_back(std::move(field));
        return row;
      } else if (c != '\r') {
        field += static_cast<char>(c);
      }
    }
    is_cut_ = is_quoted;
    if (row.empty() && field.empty()) return std::nullopt;
    row.push_back(std::move(field));
    return row;
  }

  std::uint64_t line() const { return row_line_; }
  bool is_too_long() const { return row_bytes_ > limit_; }
  // The input ended inside of a quoted field.
  bool is_cut() const { return is_cut_; }

 private:
  int peek() {
    if (at_ == part_.size()) {
      input_.consume(part_.size());
      part_ = input_.available();
      at_ = 0;
    }
    return at_ < part_.size() ? static_cast<unsigned char>(part_[at_]) : -1;
  }
  int take() {
    const int c = peek();
    if (c >= 0) ++at_;
    line_ += c == '\n';
    return c;
  }

  BufferedInput& input_;
  char separator_;
  std::size_t limit_;
  std::string_view part_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t row_line_ = 1;
  std::size_t row_bytes_ = 0;
  bool is_cut_ = false;
};

// Which column holds which field. Columns may be named in the field map by number, from 1; then the
// first row is data.
struct Columns {
  std::map<ArticleField, std::size_t> of;
  bool has_header = true;
};

std::optional<std::size_t> column_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
  return number - 1;
}

Columns find_columns(const Row& header, const FieldMap& map) {
  Columns columns;
  for (const auto& [field, name] : map) {
    if (const auto number = column_number(name)) {
      columns.of[field] = *number;
      columns.has_header = false;
    }
  }
  if (!columns.has_header) return columns;
  std::map<ArticleField, int> rank;
  for (std::size_t c = 0; c < header.size(); ++c) {
    const auto spelling = find_field(header[c], map);
    if (!spelling) continue;
    const auto [slot, is_new] = rank.emplace(spelling->field, spelling->rank);
    if (is_new || spelling->rank < slot->second) {
      slot->second = spelling->rank;
      columns.of[spelling->field] = c;
    }
  }
  return columns;
}

std::string_view first_line(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  return head.substr(0, head.find('\n'));
}

char separator_of(std::string_view line) {
  const auto count = [&](char c) { return std::count(line.begin(), line.end(), c); };
  if (count('\t') > 0 && count('\t') >= count(',')) return '\t';
  return count(';') > count(',') ? ';' : ',';
}

bool has_table_name(std::string_view path) {
  const std::string lower = to_lower(path);
  return lower.ends_with(".csv") || lower.ends_with(".tsv") || lower.ends_with(".tab");
}

// What a table that is not UTF-8 is in: found once for all of it, as single cells are too short.
std::string encoding_of(std::string_view head) {
  std::string encoding = decode_to_utf8(head, {}).encoding;
  return encoding == "UTF-8" ? std::string() : encoding;
}

// A table, one article a row: by its name, or by a first row in which a text column can be found.
class CsvTableFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view path) const override {
    if (has_table_name(path)) return true;
    const std::string_view line = first_line(head);
    const auto source = memory_source(line);
    BufferedInput input(*source);
    const auto row = RowReader(input, separator_of(line), line.size() + 1).next();
    if (!row || row->size() < 2) return false;
    const Columns columns = find_columns(*row, {});
    return columns.of.count(ArticleField::kText) > 0 && columns.of.size() >= 2;
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    const std::string_view head = input.head();
    const std::string encoding = encoding_of(head);
    const char separator = separator_of(first_line(head));
    if (head.starts_with("\xef\xbb\xbf")) input.consume(3);
    RowReader rows(input, separator, context.options().max_article_bytes);
    auto row = rows.next();
    if (!row) return;
    const Columns columns = find_columns(*row, context.options().field_map);
    if (columns.of.count(ArticleField::kText) == 0) {
      return context.skip(1,
                          "no column is called text, body, content or the like; name it with "
                          "--map text=COLUMN (a name, or a number if there is no header row)");
    }
    context.note_mapping(spelling_of(columns, *row));
    if (columns.has_header) row = rows.next();
    for (; row && !context.is_stopped() && !context.options().is_cancelled(); row = rows.next()) {
      give(*row, rows, columns, encoding, context);
    }
  }

 private:
  static FieldMap spelling_of(const Columns& columns, const Row& header) {
    FieldMap spelt;
    for (const auto& [field, column] : columns.of) {
      spelt[field] =
          columns.has_header ? repair_utf8(header[column]).text : std::to_string(column + 1);
    }
    return spelt;
  }

  static void give(Row& row, const RowReader& rows, const Columns& columns,
                   const std::string& encoding, ReadContext& context) {
    if (rows.is_too_long())
      return context.skip(rows.line(), "the row exceeds the limit for an article");
    if (rows.is_cut()) return context.skip(rows.line(), "the file ends inside of a quoted field");
    RawRecord record;
    record.line = rows.line();
    record.no_text_reason = "the row's text column is empty";
    for (const auto& [field, column] : columns.of) {
      if (column >= row.size()) continue;
      Decoded decoded = decode_to_utf8(row[column], encoding);
      record.replaced += decoded.utf8.replaced;
      record.dropped += decoded.utf8.dropped;
      record.fields[field] = std::move(decoded.utf8.text);
    }
    context.give(std::move(record));
  }
};

}  // namespace

const ArticleFormat& csv_table_format() {
  static const CsvTableFormat kFormat;
  return kFormat;
}

}  // namespace entente
