#pragma once

#include <string>
#include <string_view>

#include "graph/export/record.h"
#include "graph/export/text_sink.h"

namespace entente {

// Streams a graph as GraphML 1.0 that NetworkX, igraph, graphology (Gephi Lite), Gephi, Cytoscape
// and Boost read alike: keys first, then nodes, then edges; every key typed and with its domain; no
// booleans; directed parallel edges with stable ids of their own; only characters that XML allows.
// Nodes and edges come out in the order given, so the same calls give the same bytes.
//
// Call begin(), then every node, then every edge, then end(). The ends of an edge must have been
// given as nodes.
class GraphmlWriter {
 public:
  explicit GraphmlWriter(TextSink sink);

  void begin();
  void node(const Actor& actor);
  void edge(const RelationRecord& record);
  void end();

 private:
  void data(const char* key, std::string_view value);
  void flush_if_full();

  TextSink sink_;
  std::string buffer_;
};

// `text` with the characters that XML reserves as entities, without those it forbids, and with
// U+FFFD for invalid UTF-8.
std::string escape_xml(std::string_view text);

// An id that is an NMTOKEN: characters that may not stand in one become _xHHHH_.
std::string to_nmtoken(std::string_view id);

}  // namespace entente
