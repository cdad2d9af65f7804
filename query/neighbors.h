#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/result.h"
#include "graph/actor.h"
#include "query/criteria.h"
#include "query/tally.h"

namespace entente {

// An actor who has relations with the one asked for. Each relation counts once, by direction.
struct Neighbor {
  Actor actor;
  Tally tally;
  std::uint64_t outgoing = 0;  // the actor asked for is the subject
  std::uint64_t incoming = 0;  // the neighbour is the subject
  std::uint64_t mutual = 0;    // reciprocal: no direction
};

struct NeighborOptions {
  Criteria criteria;      // its filter's ends are not looked at
  std::size_t limit = 0;  // most neighbours; 0 = all
};

// Whom an actor (an id) has to do with: most relations first, then by id. An actor that the store
// does not know has none.
Result<std::vector<Neighbor>> neighbors(const Store& store, const std::string& actor,
                                        const NeighborOptions& options = {});

}  // namespace entente
