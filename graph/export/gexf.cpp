#include "graph/export/gexf.h"

#include <span>
#include <string_view>

#include "graph/export/attributes.h"
#include "graph/export/xml_text.h"

namespace entente {
namespace {

constexpr std::string_view kEdgesBegin = "    </nodes>\n    <edges>\n";

const char* type_name(AttributeType type) {
  switch (type) {
    case AttributeType::kInteger:
      return "integer";
    case AttributeType::kReal:
      return "double";
    case AttributeType::kText:
      break;
  }
  return "string";
}

// Label and weight have places of their own in GEXF.
bool is_plain(const AttributeColumn& column) {
  return column.name != std::string_view("label") && column.name != std::string_view("weight");
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  append_xml(out, value, XmlPlace::kAttribute);
  out += '"';
}

std::string attribute(std::string_view name, std::string_view value) {
  std::string out;
  append_attribute(out, name, value);
  return out;
}

std::string declarations(const char* element, std::span<const AttributeColumn> columns) {
  std::string out = "    <attributes class=\"" + std::string(element) + "\">\n";
  for (const AttributeColumn& column : columns) {
    if (!is_plain(column)) continue;
    out += "      <attribute" + attribute("id", column.name) + attribute("title", column.name) +
           attribute("type", type_name(column.type)) + "/>\n";
  }
  return out + "    </attributes>\n";
}

void append_value(std::string& out, const AttributeColumn& column, std::string_view value) {
  if (!is_plain(column)) return;
  out += "<attvalue";
  append_attribute(out, "for", column.name);
  append_attribute(out, "value", value);
  out += "/>";
}

}  // namespace

Date last_day_of(const DatedPeriod& period) {
  constexpr int kMonths = 12;
  constexpr int kDaysOfWeek = 7;
  Date next = period.date;  // the first day after the period
  switch (period.precision) {
    case DatePrecision::kDay:
      return period.date;
    case DatePrecision::kWeek:
      return add_days(period.date, kDaysOfWeek - 1);
    case DatePrecision::kMonth:
      next.day = 1;
      next.month = static_cast<std::uint8_t>(next.month % kMonths + 1);
      if (next.month == 1) ++next.year;
      break;
    case DatePrecision::kYear:
      next = Date{static_cast<std::int16_t>(period.date.year + 1), 1, 1};
      break;
  }
  return add_days(next, -1);
}

void GexfWriter::begin() {
  write(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
      "  <meta><creator>Entente</creator></meta>\n"
      "  <graph mode=\"dynamic\" defaultedgetype=\"directed\" idtype=\"string\" "
      "timeformat=\"date\" timerepresentation=\"interval\">\n");
  write(declarations("node", node_columns()));
  write(declarations("edge", edge_columns()));
  write("    <nodes>\n");
}

void GexfWriter::node(const Actor& actor) {
  std::string out = "      <node";
  append_attribute(out, "id", to_nmtoken(actor.id));
  append_attribute(out, "label", label_of(actor));
  out += "><attvalues>";
  visit_node_values(actor, [&](std::size_t column, std::string_view value) {
    append_value(out, node_columns()[column], value);
  });
  out += "</attvalues></node>\n";
  write(out);
}

void GexfWriter::edge(const EdgeRecord& record) {
  if (!has_edges_) write(kEdgesBegin);
  has_edges_ = true;
  const Relation& relation = record.relation;
  std::string out = "      <edge";
  append_attribute(out, "id", to_nmtoken(edge_id(record)));
  append_attribute(out, "source", to_nmtoken(relation.subject));
  append_attribute(out, "target", to_nmtoken(relation.object));
  append_attribute(out, "label", relation.predicate);
  append_attribute(out, "weight", std::to_string(record.support.value_or(Support{}).sources));
  append_attribute(out, "kind", to_string(relation.type));
  if (relation.date) {
    append_attribute(out, "start", to_string(relation.date->date));
    append_attribute(out, "end", to_string(last_day_of(*relation.date)));
  }
  out += "><attvalues>";
  visit_edge_values(record, [&](std::size_t column, std::string_view value) {
    append_value(out, edge_columns()[column], value);
  });
  out += "</attvalues></edge>\n";
  write(out);
}

void GexfWriter::end() {
  if (!has_edges_) write(kEdgesBegin);
  write("    </edges>\n  </graph>\n</gexf>\n");
  flush();
}

}  // namespace entente
