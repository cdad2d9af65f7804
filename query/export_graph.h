#pragma once

#include "core/result.h"
#include "graph/export/graph_writer.h"
#include "query/criteria.h"

namespace entente {

// Writes the relations that meet the criteria, in the order of Store::scan, after the actors at
// their ends by id: the whole of a graph file, begin() and end() included. Reads the relations
// twice and the articles once, so memory does not grow with the relations. Fails as the store does;
// the file is then not complete.
Result<void> export_graph(const Store& store, const Criteria& criteria, GraphWriter& writer);

}  // namespace entente
