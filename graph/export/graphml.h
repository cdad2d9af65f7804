#pragma once

#include "graph/export/graph_writer.h"
#include "graph/export/xml_text.h"

namespace entente {

// GraphML 1.0 that NetworkX, igraph, graphology (Gephi Lite), Gephi, Cytoscape and Boost read
// alike: keys first, then nodes, then edges; every key typed and with its domain; no booleans;
// directed parallel edges with stable ids of their own; only characters that XML allows; nothing is
// written for a value that is not known.
class GraphmlWriter final : public GraphWriter {
 public:
  using GraphWriter::GraphWriter;

  void begin() override;
  void node(const Actor& actor) override;
  void edge(const EdgeRecord& record) override;
  void end() override;
};

}  // namespace entente
