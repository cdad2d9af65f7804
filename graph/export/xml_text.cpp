#include "graph/export/xml_text.h"

#include <cstdio>

#include "core/unicode.h"

namespace entente {
namespace {

bool is_xml_char(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

// A cautious subset of XML's NameChar that all readers agree on.
bool is_name_char(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == ':' || (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7) ||
         (c >= 0x370 && c <= 0x1FFF && c != 0x37E) || (c >= 0x3001 && c <= 0xD7FF);
}

// Most bytes of most texts: printable ASCII that stands for itself everywhere.
bool is_plain(char c) {
  return c >= ' ' && c <= '~' && c != '&' && c != '<' && c != '>' && c != '"';
}

// The entity or reference that stands for `c`; null if `c` may stand for itself.
const char* entity_of(char32_t c, XmlPlace place) {
  const bool is_attribute = place == XmlPlace::kAttribute;
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\r':
      return "&#13;";  // a bare one would be read as a line feed
    case '\n':
      return is_attribute ? "&#10;" : nullptr;
    case '\t':
      return is_attribute ? "&#9;" : nullptr;
    default:
      return nullptr;
  }
}

}  // namespace

std::string escape_xml(std::string_view text, XmlPlace place) {
  std::string out;
  append_xml(out, text, place);
  return out;
}

void append_xml(std::string& out, std::string_view text, XmlPlace place) {
  std::size_t done = 0;  // everything before it is written
  for (std::size_t at = 0; at < text.size();) {
    if (is_plain(text[at])) {
      ++at;
      continue;
    }
    const CodePoint c = code_point_at(text, at);
    const char* entity = entity_of(c.value, place);
    const bool is_invalid = c.value == 0xFFFD && c.length == 1;
    if (entity == nullptr && !is_invalid && is_xml_char(c.value)) {
      at += c.length;
      continue;
    }
    out += text.substr(done, at - done);
    if (entity != nullptr) out += entity;
    if (is_invalid) out += "\xEF\xBF\xBD";
    at += c.length;
    done = at;
  }
  out += text.substr(done);
}

std::string to_nmtoken(std::string_view id) {
  std::string out;
  out.reserve(id.size());
  for (std::size_t at = 0; at < id.size();) {
    const CodePoint c = code_point_at(id, at);
    const bool looks_escaped = c.value == '_' && at + 1 < id.size() && id[at + 1] == 'x';
    if (is_name_char(c.value) && !looks_escaped) {
      out += id.substr(at, c.length);
    } else {
      char buffer[16];
      std::snprintf(buffer, sizeof buffer, "_x%04X_", static_cast<unsigned>(c.value));
      out += buffer;
    }
    at += c.length;
  }
  return out;
}

}  // namespace entente
