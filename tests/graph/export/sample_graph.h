#pragma once

#include <string>
#include <vector>

#include "graph/export/graph_writer.h"
#include "tests/graph/export/sample_records.h"

namespace entente {

inline std::vector<Actor> sample_actors() {
  const auto records = sample_records();
  return {records[0].subject, records[1].subject, records[0].object};
}

inline std::vector<EdgeRecord> sample_edges() {
  auto records = sample_records();
  records.push_back(nasty_record());
  return records;
}

// The sample, nasty record included, in the format of `Writer`.
template <typename Writer>
std::string written() {
  std::string out;
  Writer writer([&](std::string_view piece) { out += piece; });
  writer.begin();
  for (const Actor& actor : sample_actors()) writer.node(actor);
  for (const EdgeRecord& record : sample_edges()) writer.edge(record);
  writer.end();
  return out;
}

}  // namespace entente
