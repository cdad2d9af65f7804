#pragma once

#include "graph/export/graph_writer.h"

namespace entente {

// Graphviz: a quick picture of a small graph. Persons are ellipses, states boxes; reciprocal edges
// have two heads, what did not or not yet happen is dashed; the sentence is the tooltip.
class DotWriter final : public GraphWriter {
 public:
  using GraphWriter::GraphWriter;

  void begin() override;
  void node(const Actor& actor) override;
  void edge(const EdgeRecord& record) override;
  void end() override;
};

// `text` as a quoted string of the DOT language that shows as it is.
std::string dot_string(std::string_view text);

}  // namespace entente
