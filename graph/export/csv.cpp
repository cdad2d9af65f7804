#include "graph/export/csv.h"

#include "graph/export/attributes.h"

#include <initializer_list>

namespace entente {
namespace {

std::string row(std::initializer_list<std::string> fields) {
  std::string out;
  for (const std::string& field : fields) {
    if (&field != fields.begin()) out += ',';
    out += csv_field(field);
  }
  return out + "\r\n";
}

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string csv_node_header() { return row({"Id", "Label", "kind", "country", "code", "aliases"}); }

std::string csv_node_row(const Actor& actor) {
  return row({actor.id, actor.name, to_string(actor.kind), actor.country, actor.code,
              joined(actor.aliases)});
}

std::string csv_edge_header() {
  return row({"Source",    "Target",      "Type",           "Id",         "source_name",
              "relation",  "target_name", "event_type",     "cameo",      "quad",
              "goldstein", "date",        "date_precision", "date_basis", "reciprocal",
              "negated",   "modality",    "attributed_to",  "place",      "confidence",
              "article",   "published",   "title",          "url",        "article_source",
              "sentence",  "evidence",    "sentences",      "articles",   "copies",
              "sources"});
}

std::string csv_edge_row(const EdgeRecord& record) {
  const Relation& r = record.relation;
  const Support support = record.support.value_or(Support{});
  const bool is_dated = r.date.has_value();
  return row({r.subject,
              r.object,
              "Directed",
              edge_id(record),
              record.subject.name,
              r.predicate,
              record.object.name,
              to_string(r.type),
              r.cameo,
              std::to_string(quad_class(r.type)),
              r.cameo.empty() ? "" : decimal(goldstein_weight(r.cameo)),
              is_dated ? to_string(r.date->date) : "",
              is_dated ? to_string(r.date->precision) : "",
              is_dated ? to_string(r.date->basis) : "",
              r.reciprocal ? "yes" : "no",
              r.negated ? "yes" : "no",
              to_string(r.modality),
              r.attributed_to,
              r.place,
              decimal(static_cast<double>(r.confidence)),
              record.article,
              record.published ? to_string(*record.published) : "",
              record.title,
              record.url,
              record.source,
              std::to_string(r.evidence.sentence),
              record.evidence_text,
              std::to_string(support.sentences),
              std::to_string(support.articles),
              std::to_string(support.copies),
              std::to_string(support.sources)});
}

}  // namespace entente
