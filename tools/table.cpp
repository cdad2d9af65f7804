#include "tools/table.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/check.h"
#include "core/unicode.h"

namespace entente {
namespace {

constexpr std::size_t kIndent = 4;
constexpr std::size_t kGap = 2;

std::string to_text(const Cell& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&value)) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.6g", *number);
    return buffer;
  }
  return {};
}

// Digits after the point, in the shortest form.
std::size_t fraction_digits(const Cell& value) {
  const auto* number = std::get_if<double>(&value);
  if (number == nullptr) return 0;
  const std::string text = to_text(*number);
  const auto point = text.find('.');
  return point == std::string::npos || text.find('e') != std::string::npos
             ? 0
             : text.size() - point - 1;
}

std::string to_text(const Cell& value, std::size_t digits) {
  const auto* number = std::get_if<double>(&value);
  if (number == nullptr || digits == 0) return to_text(value);
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", static_cast<int>(digits), *number);
  return buffer;
}

bool is_number(const Cell& value) {
  return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

std::string to_json(const Cell& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return nlohmann::json(*text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  return is_number(value) ? to_text(value) : "null";
}

std::string csv_value(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out + '"';
}

std::string tsv_value(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\t') {
      out += "\\t";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\\') {
      out += "\\\\";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

// Line feeds would break the rows of a table.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\t', ' ');
  return text;
}

}  // namespace

Result<OutputFormat> parse_output_format(std::string_view text, const Console& console) {
  if (text.empty()) return console.out_is_terminal ? OutputFormat::kTable : OutputFormat::kTsv;
  if (text == "table") return OutputFormat::kTable;
  if (text == "csv") return OutputFormat::kCsv;
  if (text == "tsv") return OutputFormat::kTsv;
  if (text == "json") return OutputFormat::kJson;
  if (text == "jsonl") return OutputFormat::kJsonLines;
  return Error{
      Error::Code::kUsage,
      "'" + std::string(text) + "' is no output format; use table, csv, tsv, json or jsonl"};
}

Cell cell(std::string_view text) {
  if (text.empty()) return std::monostate();
  return std::string(text);
}

TableWriter::TableWriter(const Console& console, OutputFormat format, std::vector<Column> columns)
    : console_(console), format_(format), columns_(std::move(columns)) {
  if (format_ != OutputFormat::kCsv && format_ != OutputFormat::kTsv) return;
  std::vector<std::string> names;
  for (const Column& column : columns_) names.push_back(column.name);
  write_separated(names);
}

void TableWriter::add(const std::vector<Cell>& row) {
  ENTENTE_CHECK(row.size() == columns_.size(), "a row has as many cells as there are columns");
  if (format_ == OutputFormat::kTable) {
    rows_.push_back(row);
  } else if (format_ == OutputFormat::kJson || format_ == OutputFormat::kJsonLines) {
    write_object(row);
  } else {
    std::vector<std::string> values;
    values.reserve(row.size());
    for (const Cell& value : row) values.push_back(to_text(value));
    write_separated(values);
  }
  ++row_count_;
}

void TableWriter::write_separated(const std::vector<std::string>& values) {
  const bool is_csv = format_ == OutputFormat::kCsv;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) console_.out << (is_csv ? ',' : '\t');
    console_.out << (is_csv ? csv_value(values[i]) : tsv_value(values[i]));
  }
  console_.out << '\n';
}

void TableWriter::write_object(const std::vector<Cell>& row) {
  if (format_ == OutputFormat::kJson) console_.out << (row_count_ == 0 ? "[\n" : ",\n");
  console_.out << '{';
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) console_.out << ',';
    console_.out << '"' << columns_[i].name << "\":" << to_json(row[i]);
  }
  console_.out << '}';
  if (format_ == OutputFormat::kJsonLines) console_.out << '\n';
}

void TableWriter::write_table() {
  std::vector<std::size_t> widths;
  std::vector<std::size_t> digits;
  widths.reserve(columns_.size());
  digits.reserve(columns_.size());
  const auto shown = [&](const std::vector<Cell>& row, std::size_t i) {
    return one_line(to_text(row[i], digits[i]));
  };
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t most = 0;
    for (const auto& row : rows_) most = std::max(most, fraction_digits(row[i]));
    digits.push_back(most);
    std::size_t width = display_width(columns_[i].name);
    for (const auto& row : rows_) width = std::max(width, display_width(shown(row, i)));
    widths.push_back(width);
  }
  const auto write_row = [&](const auto& text_at, const auto& is_right) {
    std::string line;
    std::size_t owed = 0;  // blanks that only matter if something follows
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].is_detail) continue;
      const std::string text = text_at(i);
      const std::size_t pad = widths[i] - display_width(text);
      const bool right = is_right(i);
      if (!text.empty()) line += std::string(owed + (right ? pad : 0), ' ') + text;
      owed = (text.empty() ? owed + pad : right ? 0 : pad) + kGap;
    }
    console_.out << line << '\n';
  };
  const auto is_number_column = [&](std::size_t i) {
    return std::any_of(rows_.begin(), rows_.end(),
                       [i](const auto& row) { return is_number(row[i]); });
  };
  if (!rows_.empty()) {
    write_row([&](std::size_t i) { return columns_[i].name; }, is_number_column);
  }
  for (const auto& row : rows_) {
    write_row([&](std::size_t i) { return shown(row, i); }, is_number_column);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i].is_detail) continue;
      const std::string name = columns_[i].shows_name ? columns_[i].name + ": " : "";
      const std::string text = to_text(row[i]);
      if (text.empty()) continue;
      for (const std::string& line : wrap(name + text, console_.columns - kIndent)) {
        console_.out << std::string(kIndent, ' ') << line << '\n';
      }
    }
  }
}

void TableWriter::finish() {
  if (format_ == OutputFormat::kTable) write_table();
  if (format_ == OutputFormat::kJson) console_.out << (row_count_ == 0 ? "[]\n" : "\n]\n");
  console_.out.flush();
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\n"), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(" \t\n"));
    text.remove_prefix(word.size());
    if (word.empty()) continue;
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(std::exchange(line, {}));
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace entente
