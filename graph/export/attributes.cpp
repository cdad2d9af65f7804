#include "graph/export/attributes.h"

#include "core/check.h"

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
    AttributeColumn{"sentences", kInteger},
    AttributeColumn{"articles", kInteger},
    AttributeColumn{"copies", kInteger},
    AttributeColumn{"sources", kInteger},
};

// Hands out values column by column, without the unknown ones.
class ValueRow {
 public:
  explicit ValueRow(const ValueVisitor& visit) : visit_(visit) {}

  void add(std::string_view value) {
    if (!value.empty()) visit_(size_, value);
    ++size_;
  }
  std::size_t size() const { return size_; }

 private:
  const ValueVisitor& visit_;
  std::size_t size_ = 0;
};

const char* yes_or_no(bool value) { return value ? "yes" : "no"; }

}  // namespace

std::span<const AttributeColumn> node_columns() { return kNodeColumns; }
std::span<const AttributeColumn> edge_columns() { return kEdgeColumns; }

const std::string& label_of(const Actor& actor) {
  return actor.name.empty() ? actor.id : actor.name;
}

void visit_node_values(const Actor& actor, const ValueVisitor& visit) {
  ValueRow row(visit);
  row.add(label_of(actor));
  row.add(label_of(actor));
  row.add(to_string(actor.kind));
  row.add(actor.country);
  row.add(actor.code);
  row.add(joined(actor.aliases));
  ENTENTE_CHECK(row.size() == kNodeColumns.size(), "a node has a value for each column");
}

void visit_edge_values(const EdgeRecord& record, const ValueVisitor& visit) {
  const Relation& relation = record.relation;
  const auto& date = relation.date;
  const Support support = record.support.value_or(Support{});
  ValueRow row(visit);
  row.add(relation.predicate);
  row.add(relation.predicate);
  row.add(std::to_string(support.sources));  // at least 1: Gephi drops edges of weight 0
  row.add(to_string(relation.type));
  row.add(relation.cameo);
  row.add(std::to_string(quad_class(relation.type)));
  row.add(relation.cameo.empty() ? "" : decimal(goldstein_weight(relation.cameo)));
  row.add(date ? to_string(date->date) : "");
  row.add(date ? to_string(date->precision) : "");
  row.add(date ? to_string(date->basis) : "");
  row.add(date ? std::to_string(date->date.year) : "");
  row.add(yes_or_no(relation.reciprocal));
  row.add(yes_or_no(relation.negated));
  row.add(to_string(relation.modality));
  row.add(relation.attributed_to);
  row.add(relation.place);
  row.add(decimal(static_cast<double>(relation.confidence)));
  row.add(record.article);
  row.add(record.published ? to_string(*record.published) : "");
  row.add(record.title);
  row.add(record.url);
  row.add(record.source);
  row.add(std::to_string(relation.evidence.sentence));
  row.add(record.evidence_text);
  row.add(std::to_string(support.sentences));
  row.add(std::to_string(support.articles));
  row.add(std::to_string(support.copies));
  row.add(std::to_string(support.sources));
  ENTENTE_CHECK(row.size() == kEdgeColumns.size(), "an edge has a value for each column");
}

std::string edge_id(const EdgeRecord& record) {
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
