#include "graph/export/graphml.h"

#include <cstdio>
#include <utility>

#include "core/unicode.h"

namespace entente {
namespace {

struct Key {
  const char* id;
  const char* domain;
  const char* name;
  const char* type;
};

// `type` and `id` are no attribute names: readers take them for their own.
constexpr Key kKeys[] = {
    {"n_label", "node", "label", "string"},
    {"n_kind", "node", "kind", "string"},
    {"n_country", "node", "country", "string"},
    {"n_code", "node", "code", "string"},
    {"n_aliases", "node", "aliases", "string"},
    {"e_label", "edge", "label", "string"},
    {"e_weight", "edge", "weight", "double"},
    {"e_event_type", "edge", "event_type", "string"},
    {"e_cameo", "edge", "cameo", "string"},
    {"e_quad", "edge", "quad", "int"},
    {"e_goldstein", "edge", "goldstein", "double"},
    {"e_date", "edge", "date", "string"},
    {"e_date_precision", "edge", "date_precision", "string"},
    {"e_date_basis", "edge", "date_basis", "string"},
    {"e_reciprocal", "edge", "reciprocal", "string"},
    {"e_polarity", "edge", "polarity", "string"},
    {"e_modality", "edge", "modality", "string"},
    {"e_attributed_to", "edge", "attributed_to", "string"},
    {"e_place", "edge", "place", "string"},
    {"e_confidence", "edge", "confidence", "double"},
    {"e_article", "edge", "article", "string"},
    {"e_published", "edge", "published", "string"},
    {"e_title", "edge", "article_title", "string"},
    {"e_url", "edge", "url", "string"},
    {"e_source", "edge", "article_source", "string"},
    {"e_sentence", "edge", "sentence", "int"},
    {"e_evidence", "edge", "evidence", "string"},
};

constexpr std::size_t kFlushAt = 64 * 1024;

bool is_xml_char(char32_t c) {
  return c == 0x9 || c == 0xA || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

// A cautious subset of XML's NameChar that all readers agree on.
bool is_name_char(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == ':' || (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7) ||
         (c >= 0x370 && c <= 0x1FFF && c != 0x37E) || (c >= 0x3001 && c <= 0xD7FF);
}

std::string number(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.6g", value);
  return buffer;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += "; ";
    out += word;
  }
  return out;
}

std::string edge_id(const RelationRecord& record) {
  return to_nmtoken("e:" + record.article + ":" + std::to_string(record.ordinal));
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const bool is_invalid = c.value == 0xFFFD && c.length == 1;
    if (c.value == '&') {
      out += "&amp;";
    } else if (c.value == '<') {
      out += "&lt;";
    } else if (c.value == '>') {
      out += "&gt;";
    } else if (c.value == '"') {
      out += "&quot;";
    } else if (is_invalid) {
      out += "\xEF\xBF\xBD";
    } else if (is_xml_char(c.value)) {
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

std::string to_nmtoken(std::string_view id) {
  std::string out;
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

GraphmlWriter::GraphmlWriter(TextSink sink) : sink_(std::move(sink)) {}

void GraphmlWriter::begin() {
  buffer_ +=
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
      "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
  for (const Key& key : kKeys) {
    buffer_ += std::string("  <key id=\"") + key.id + "\" for=\"" + key.domain + "\" attr.name=\"" +
               key.name + "\" attr.type=\"" + key.type + "\"/>\n";
  }
  buffer_ += "  <graph id=\"entente\" edgedefault=\"directed\">\n";
}

void GraphmlWriter::data(const char* key, std::string_view value) {
  if (value.empty()) return;
  buffer_ += std::string("<data key=\"") + key + "\">" + escape_xml(value) + "</data>";
}

void GraphmlWriter::node(const Actor& actor) {
  buffer_ += "    <node id=\"" + to_nmtoken(actor.id) + "\">";
  data("n_label", actor.name.empty() ? actor.id : actor.name);
  data("n_kind", to_string(actor.kind));
  data("n_country", actor.country);
  data("n_code", actor.code);
  data("n_aliases", joined(actor.aliases));
  buffer_ += "</node>\n";
  flush_if_full();
}

void GraphmlWriter::edge(const RelationRecord& record) {
  const Relation& relation = record.relation;
  buffer_ += "    <edge id=\"" + edge_id(record) + "\" source=\"" + to_nmtoken(relation.subject) +
             "\" target=\"" + to_nmtoken(relation.object) + "\">";
  data("e_label", relation.predicate);
  data("e_weight", "1");
  data("e_event_type", to_string(relation.type));
  data("e_cameo", relation.cameo);
  data("e_quad", std::to_string(quad_class(relation.type)));
  if (!relation.cameo.empty()) data("e_goldstein", number(goldstein_weight(relation.cameo)));
  if (relation.date) {
    data("e_date", to_string(relation.date->date));
    data("e_date_precision", to_string(relation.date->precision));
    data("e_date_basis", to_string(relation.date->basis));
  }
  data("e_reciprocal", relation.reciprocal ? "yes" : "no");
  data("e_polarity", relation.negated ? "negative" : "positive");
  data("e_modality", to_string(relation.modality));
  data("e_attributed_to", relation.attributed_to);
  data("e_place", relation.place);
  data("e_confidence", number(static_cast<double>(relation.confidence)));
  data("e_article", record.article);
  if (record.published) data("e_published", to_string(*record.published));
  data("e_title", record.title);
  data("e_url", record.url);
  data("e_source", record.source);
  data("e_sentence", std::to_string(relation.evidence.sentence));
  data("e_evidence", record.evidence_text);
  buffer_ += "</edge>\n";
  flush_if_full();
}

void GraphmlWriter::end() {
  buffer_ += "  </graph>\n</graphml>\n";
  sink_(buffer_);
  buffer_.clear();
}

void GraphmlWriter::flush_if_full() {
  if (buffer_.size() < kFlushAt) return;
  sink_(buffer_);
  buffer_.clear();
}

}  // namespace entente
