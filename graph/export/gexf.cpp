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

std::string attribute(const char* name, std::string_view value) {
  return std::string(" ") + name + "=\"" + escape_xml(value, XmlPlace::kAttribute) + "\"";
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

std::string values_element(std::span<const AttributeColumn> columns,
                           const std::vector<std::string>& values) {
  std::string out = "<attvalues>";
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].empty() || !is_plain(columns[i])) continue;
    out += "<attvalue" + attribute("for", columns[i].name) + attribute("value", values[i]) + "/>";
  }
  return out + "</attvalues>";
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
  const auto values = node_values(actor);
  write("      <node" + attribute("id", to_nmtoken(actor.id)) + attribute("label", values[0]) +
        ">" + values_element(node_columns(), values) + "</node>\n");
}

void GexfWriter::edge(const RelationRecord& record) {
  if (!has_edges_) write(kEdgesBegin);
  has_edges_ = true;
  const Relation& relation = record.relation;
  std::string out = "      <edge" + attribute("id", to_nmtoken(edge_id(record))) +
                    attribute("source", to_nmtoken(relation.subject)) +
                    attribute("target", to_nmtoken(relation.object)) +
                    attribute("label", relation.predicate) + attribute("weight", "1") +
                    attribute("kind", to_string(relation.type));
  if (relation.date) {
    out += attribute("start", to_string(relation.date->date)) +
           attribute("end", to_string(last_day_of(*relation.date)));
  }
  write(out + ">" + values_element(edge_columns(), edge_values(record)) + "</edge>\n");
}

void GexfWriter::end() {
  if (!has_edges_) write(kEdgesBegin);
  write("    </edges>\n  </graph>\n</gexf>\n");
  flush();
}

}  // namespace entente
