#include "graph/export/dot.h"

#include "core/unicode.h"
#include "graph/export/attributes.h"

namespace entente {
namespace {

const char* shape_of(ActorKind kind) {
  switch (kind) {
    case ActorKind::kPerson:
      return "ellipse";
    case ActorKind::kState:
    case ActorKind::kPlace:
      return "box";
    case ActorKind::kOrganization:
      return "hexagon";
    case ActorKind::kGroup:
      return "octagon";
    case ActorKind::kUnknown:
      break;
  }
  return "plaintext";
}

bool has_happened(const Relation& relation) {
  return !relation.negated && relation.modality != Modality::kPlanned &&
         relation.modality != Modality::kHypothetical;
}

}  // namespace

std::string dot_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : repair_utf8(text).text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + "\"";
}

void DotWriter::begin() { write("digraph entente {\n  node [fontname=\"sans-serif\"];\n"); }

void DotWriter::node(const Actor& actor) {
  write("  " + dot_string(actor.id) + " [label=" + dot_string(label_of(actor)) +
        ", shape=" + shape_of(actor.kind) + "];\n");
}

void DotWriter::edge(const EdgeRecord& record) {
  const Relation& relation = record.relation;
  std::string label = relation.predicate;
  if (relation.negated) label = "not: " + label;
  if (relation.date) label += "\n" + to_string(relation.date->date);
  std::string out = "  " + dot_string(relation.subject) + " -> " + dot_string(relation.object) +
                    " [id=" + dot_string(edge_id(record)) + ", label=" + dot_string(label) +
                    ", tooltip=" + dot_string(record.evidence_text);
  if (relation.reciprocal) out += ", dir=both";
  if (!has_happened(relation)) out += ", style=dashed";
  write(out + "];\n");
}

void DotWriter::end() {
  write("}\n");
  flush();
}

}  // namespace entente
