#pragma once

#include "graph/export/graph_writer.h"

namespace entente {

// GEXF 1.3 for Gephi and Gephi Lite, with what GraphML cannot say: the time of an edge (first and
// last day, inclusive, for Gephi's timeline; edges without a date always show) and its kind (the
// type of event), which keeps parallel edges apart. Attributes are those of GraphML.
class GexfWriter final : public GraphWriter {
 public:
  using GraphWriter::GraphWriter;

  void begin() override;
  void node(const Actor& actor) override;
  void edge(const EdgeRecord& record) override;
  void end() override;

 private:
  bool has_edges_ = false;
};

// The last day of a period of a day, week, month or year.
Date last_day_of(const DatedPeriod& period);

}  // namespace entente
