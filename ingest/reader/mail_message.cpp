#include "ingest/reader/mail_message.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "core/unicode.h"
#include "ingest/reader/encoding.h"
#include "ingest/reader/html_article.h"
#include "ingest/reader/http_message.h"

namespace entente {
namespace {

constexpr int kMaxParts = 8;  // multiparts inside of multiparts

using Headers = std::map<std::string, std::string>;

std::string_view header(const Headers& headers, const char* name) {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : found->second;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// The byte of "=E4" at `at`; nothing if there is none.
std::optional<char> hex_byte(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return std::nullopt;
  const int high = digit_of(text[at + 1]);
  const int low = digit_of(text[at + 2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

// A parameter of a structured header: boundary of "multipart/mixed; boundary=\"x\"".
std::string parameter(std::string_view value, std::string_view name) {
  const std::string lower = to_lower(value);
  for (std::size_t at = lower.find(';'); at != std::string::npos; at = lower.find(';', at)) {
    at = lower.find_first_not_of("; \t\r\n", at);
    if (at == std::string::npos) break;
    if (lower.compare(at, name.size(), name) != 0 || lower[at + name.size()] != '=') continue;
    // to_lower keeps the length of ASCII only; a value with other letters is no parameter of ours.
    if (lower.size() != value.size()) return {};
    std::string_view rest = value.substr(at + name.size() + 1);
    if (rest.starts_with('"')) return std::string(rest.substr(1, rest.find('"', 1) - 1));
    return std::string(rest.substr(0, rest.find_first_of("; \t\r\n")));
  }
  return {};
}

std::string media_type(const Headers& headers) {
  const std::string_view value = header(headers, "content-type");
  std::string type = to_lower(value.substr(0, value.find_first_of("; \t")));
  return type.empty() ? "text/plain" : type;
}

std::string undo_transfer(std::string_view body, const Headers& headers) {
  const std::string encoding = to_lower(header(headers, "content-transfer-encoding"));
  if (encoding == "base64") return decode_base64(body);
  if (encoding == "quoted-printable") return decode_quoted_printable(body);
  return std::string(body);
}

// Lines of format=flowed that end in a blank go on (RFC 3676).
std::string unflow(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += line;
    const bool goes_on = line.ends_with(' ') && line != "-- ";
    if (!goes_on) out += '\n';
  }
  return out;
}

struct Part {
  Headers headers;
  std::string_view body;
};

Part split_part(std::string_view bytes) {
  Part part;
  part.headers = parse_header_lines(bytes, part.body);
  return part;
}

// What a message shows: its first plain text, and its first HTML.
struct Texts {
  std::optional<std::string> plain;
  std::optional<std::string> html;
};

void collect(const Part& part, int depth, Texts& texts);

void collect_parts(const Part& whole, const std::string& boundary, int depth, Texts& texts) {
  const std::string mark = "--" + boundary;
  std::size_t at = whole.body.find(mark);
  while (at != std::string_view::npos) {
    const std::size_t line_end = whole.body.find('\n', at);
    if (line_end == std::string_view::npos || whole.body.substr(at + mark.size(), 2) == "--")
      return;
    const std::size_t next = whole.body.find("\n" + mark, line_end);
    const std::size_t length =
        next == std::string_view::npos ? std::string_view::npos : next - line_end - 1;
    // An empty part ends where the next one begins.
    collect(
        split_part(next == line_end ? std::string_view() : whole.body.substr(line_end + 1, length)),
        depth + 1, texts);
    at = next == std::string_view::npos ? next : next + 1;
  }
}

void collect(const Part& part, int depth, Texts& texts) {
  const std::string type = media_type(part.headers);
  const std::string_view content = header(part.headers, "content-type");
  if (type.starts_with("multipart/")) {
    const std::string boundary = parameter(content, "boundary");
    if (!boundary.empty() && depth < kMaxParts) collect_parts(part, boundary, depth, texts);
    return;
  }
  std::optional<std::string>& slot = type == "text/html" ? texts.html : texts.plain;
  const bool is_text = type == "text/html" || type == "text/plain";
  const bool is_file = to_lower(header(part.headers, "content-disposition")).starts_with("attach");
  if (!is_text || is_file || slot) return;
  const std::string bytes = undo_transfer(part.body, part.headers);
  std::string charset = parameter(content, "charset");
  if (charset.empty() && type == "text/html") charset = declared_encoding(bytes);
  std::string text = decode_to_utf8(bytes, charset).utf8.text;
  const bool is_flowed = to_lower(parameter(content, "format")) == "flowed";
  slot = is_flowed ? unflow(text) : std::move(text);
}

// "Reuters Alerts" of "\"Reuters Alerts\" <a@example.org>"; the address if there is no name.
std::string sender_of(std::string_view from) {
  const std::string decoded = decode_header_words(from);
  const std::size_t angle = decoded.find('<');
  std::string name = decoded.substr(0, angle);
  std::erase(name, '"');
  while (!name.empty() && name.back() == ' ') name.pop_back();
  if (!name.empty() || angle == std::string::npos) return name;
  return decoded.substr(angle + 1, decoded.find('>', angle) - angle - 1);
}

std::string without_angles(std::string_view value) {
  if (value.starts_with('<')) value.remove_prefix(1);
  return std::string(value.substr(0, value.find('>')));
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// One "=?charset?B?text?=" from `at` on, decoded; `end` becomes where it ends.
std::optional<std::string> decode_word(std::string_view value, std::size_t at, std::size_t& end) {
  const std::size_t charset_end = value.find('?', at + 2);
  if (charset_end == std::string_view::npos || charset_end + 3 > value.size() ||
      value[charset_end + 2] != '?') {
    return std::nullopt;
  }
  const std::size_t close = value.find("?=", charset_end + 3);
  if (close == std::string_view::npos) return std::nullopt;
  std::string text(value.substr(charset_end + 3, close - charset_end - 3));
  const char kind = value[charset_end + 1];
  if (kind == 'B' || kind == 'b') {
    text = decode_base64(text);
  } else {
    for (char& c : text) c = c == '_' ? ' ' : c;
    text = decode_quoted_printable(text);
  }
  end = close + 2;
  return decode_to_utf8(text, value.substr(at + 2, charset_end - at - 2)).utf8.text;
}

}  // namespace

std::string decode_base64(std::string_view text) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static const std::array<std::int8_t, 256> kValues = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < kDigits.size(); ++i) {
      values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::int8_t>(i);
    }
    return values;
  }();
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    const int value = kValues[static_cast<unsigned char>(c)];
    if (value < 0) continue;  // line ends, and whatever else is not part of it
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>((bits >> count) & 0xFF);
  }
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
    } else if (const auto byte = hex_byte(text, at)) {
      out += *byte;
      at += 2;
    } else if (text.substr(at + 1, 1) == "\n") {
      at += 1;  // a soft line end
    } else if (text.substr(at + 1, 2) == "\r\n") {
      at += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string decode_header_words(std::string_view value) {
  std::string out;
  bool is_after_word = false;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t begin = value.find("=?", at);
    const std::string_view between = value.substr(at, begin - at);
    // White space between two encoded words is not text.
    if (!(is_after_word && is_blank(between) && begin != std::string_view::npos)) out += between;
    if (begin == std::string_view::npos) break;
    std::size_t end = begin + 2;
    const auto word = decode_word(value, begin, end);
    out += word ? *word : "=?";
    is_after_word = word.has_value();
    at = end;
  }
  return decode_to_utf8(out, {}).utf8.text;
}

RawRecord read_mail_message(std::string_view message, std::size_t max_text) {
  const Part part = split_part(message);
  RawRecord record;
  record.fields[ArticleField::kTitle] = decode_header_words(header(part.headers, "subject"));
  record.fields[ArticleField::kDate] = header(part.headers, "date");
  record.fields[ArticleField::kSource] = sender_of(header(part.headers, "from"));
  record.fields[ArticleField::kId] = without_angles(header(part.headers, "message-id"));
  record.fields[ArticleField::kUrl] = without_angles(header(part.headers, "archived-at"));
  record.fields[ArticleField::kLanguage] = header(part.headers, "content-language");
  std::erase_if(record.fields, [](const auto& field) { return is_blank(field.second); });
  record.no_text_reason = "the message has no text part";
  Texts texts;
  collect(part, 0, texts);
  if (texts.plain && !is_blank(*texts.plain)) {
    record.fields[ArticleField::kText] = std::move(*texts.plain);
  } else if (texts.html && texts.html->size() <= max_text) {
    record.fields[ArticleField::kText] = read_html_article(*texts.html).text;
  } else if (texts.html) {
    record.no_text_reason = "HTML of " + format_bytes(texts.html->size()) +
                            " exceeds the limit of " + format_bytes(max_text);
  }
  return record;
}

}  // namespace entente
