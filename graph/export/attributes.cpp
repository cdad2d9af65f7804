#include "graph/export/attributes.h"

#include <array>
#include <charconv>

namespace entente {
namespace {

using enum AttributeType;

// `name` repeats the label: igraph looks vertices up by it, Cytoscape shows it.
constexpr std::array kNodeColumns = {
    AttributeColumn{"label", kText}, AttributeColumn{"name", kText},
    AttributeColumn{"kind", kText},  AttributeColumn{"country", kText},
    AttributeColumn{"code", kText},  AttributeColumn{"aliases", kText},
};

// `year` lets programs without dates filter by a range.
constexpr std::array kEdgeColumns = {
    AttributeColumn{"label", kText},
    AttributeColumn{"relation", kText},
    AttributeColumn{"weight", kReal},
    AttributeColumn{"event_type", kText},
    AttributeColumn{"cameo", kText},
    AttributeColumn{"quad", kInteger},
    AttributeColumn{"goldstein", kReal},
    AttributeColumn{"date", kText},
    AttributeColumn{"date_precision", kText},
    AttributeColumn{"date_basis", kText},
    AttributeColumn{"year", kInteger},
    AttributeColumn{"reciprocal", kText},
    AttributeColumn{"negated", kText},
    AttributeColumn{"modality", kText},
    AttributeColumn{"attributed_to", kText},
    AttributeColumn{"place", kText},
    AttributeColumn{"confidence", kReal},
    AttributeColumn{"article", kText},
    AttributeColumn{"published", kText},
    AttributeColumn{"article_title", kText},
    AttributeColumn{"url", kText},
    AttributeColumn{"article_source", kText},
    AttributeColumn{"sentence", kInteger},
    AttributeColumn{"evidence", kText},
};

const char* yes_or_no(bool value) { return value ? "yes" : "no"; }

}  // namespace

std::span<const AttributeColumn> node_columns() { return kNodeColumns; }
std::span<const AttributeColumn> edge_columns() { return kEdgeColumns; }

std::vector<std::string> node_values(const Actor& actor) {
  const std::string& label = actor.name.empty() ? actor.id : actor.name;
  return {label, label, to_string(actor.kind), actor.country, actor.code, joined(actor.aliases)};
}

std::vector<std::string> edge_values(const RelationRecord& record) {
  const Relation& relation = record.relation;
  const auto& date = relation.date;
  constexpr const char* kWeight = "1";  // one relation; Gephi drops edges of weight 0
  return {relation.predicate,
          relation.predicate,
          kWeight,
          to_string(relation.type),
          relation.cameo,
          std::to_string(quad_class(relation.type)),
          relation.cameo.empty() ? "" : decimal(goldstein_weight(relation.cameo)),
          date ? to_string(date->date) : "",
          date ? to_string(date->precision) : "",
          date ? to_string(date->basis) : "",
          date ? std::to_string(date->date.year) : "",
          yes_or_no(relation.reciprocal),
          yes_or_no(relation.negated),
          to_string(relation.modality),
          relation.attributed_to,
          relation.place,
          decimal(static_cast<double>(relation.confidence)),
          record.article,
          record.published ? to_string(*record.published) : "",
          record.title,
          record.url,
          record.source,
          std::to_string(relation.evidence.sentence),
          record.evidence_text};
}

std::string edge_id(const RelationRecord& record) {
  return "e:" + record.article + ":" + std::to_string(record.ordinal);
}

std::string decimal(double value) {
  constexpr int kDigits = 6;
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                     std::chars_format::general, kDigits);
  return {buffer.data(), written.ptr};
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    if (!out.empty()) out += "; ";
    out += name;
  }
  return out;
}

}  // namespace entente
