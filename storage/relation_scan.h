#pragma once

#include "core/result.h"
#include "storage/id_cache.h"
#include "storage/merges.h"
#include "storage/records.h"
#include "storage/store.h"

namespace entente {

// Visits the relations that pass `filter`, by day (undated first), article id, ordinal.
//
// The index is chosen by what the filter names: an article (event family), two actors (pair), one
// actor (out, in or both), else time. Types and days are ranges inside of the runs of these
// indexes. Runs of several types are merged day by day; beyond one day of keys and one batch of
// relations nothing is held in memory, because articles are numbered in the order of arrival and
// reported in the order of their ids. Batches start small, so that a visitor that stops early costs
// little. Actors show as `merges` says, in the filter and in what is visited: an actor that others
// were merged into is found through the runs of all of them.
Result<void> scan_relations(const Records& records, IdCache& ids, const MergeView& merges,
                            const RelationFilter& filter, const RelationVisitor& visit);

// The same relations by article id, then sentence and ordinal, straight from the event family.
Result<void> scan_relations_by_article(const Records& records, IdCache& ids,
                                       const MergeView& merges, const RelationFilter& filter,
                                       const RelationVisitor& visit);

}  // namespace entente
