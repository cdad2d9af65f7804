#pragma once

#include <functional>

#include "core/result.h"
#include "graph/export/graph_writer.h"
#include "query/criteria.h"
#include "query/record_loader.h"

namespace entente {

// Visits the actors at the ends of the relations that meet the criteria, by id. Reads no articles.
Result<void> visit_ends(const Criteria& criteria, RecordLoader& loader,
                        const std::function<void(const Actor&)>& visit);

// Writes the relations that meet the criteria, in the order of Store::scan, after the actors at
// their ends by id: the whole of a graph file, begin() and end() included. Reads the relations
// twice and the articles once, so memory does not grow with the relations. Fails as the store does;
// the file is then not complete.
Result<void> export_graph(const Store& store, const Criteria& criteria, GraphWriter& writer);

}  // namespace entente
