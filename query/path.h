#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "graph/export/record.h"
#include "graph/relation_graph.h"
#include "query/criteria.h"

namespace entente {

struct PathQuestion {
  std::string from;  // actor ids
  std::string to;
  Criteria criteria = facts();  // which relations may be links; the filter's ends are not looked at
  bool directed =
      false;  // true: each link from its subject to its object, reciprocal ones both ways
  std::uint32_t max_hops = 6;
  std::size_t evidence_per_hop = 3;  // most records of a hop; 0 = all
};

// One step of a chain, with the relations between its two actors that may be links, most confident
// first. `relations` counts them all, `evidence` may hold fewer.
struct PathHop {
  Actor from;
  Actor to;
  std::size_t relations = 0;
  std::vector<EdgeRecord> evidence;
};

// A shortest chain of relations from one actor to another. Empty if there is none within max_hops,
// if one of them has no relation at all, or if both are the same. Reads all relations that meet the
// criteria once.
Result<std::vector<PathHop>> find_path(const Store& store, PathQuestion question);

// All relations that meet the criteria as a graph; the same store and criteria give the same graph.
Result<RelationGraph> load_graph(const Store& store, const Criteria& criteria);

}  // namespace entente
