#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/result.h"
#include "graph/actor.h"
#include "query/criteria.h"

namespace entente {

// What makes an actor stand out.
enum class TopMeasure {
  kRelations,  // relations at either end
  kOutgoing,   // as the subject; reciprocal relations count for both ends
  kIncoming,   // as the object; likewise
  kNeighbors,  // different actors that it has relations with
};

struct TopOptions {
  Criteria criteria;
  TopMeasure measure = TopMeasure::kRelations;
  std::optional<ActorKind> kind;  // only actors of this kind
  std::size_t limit = 10;         // 0 = all
};

struct TopActor {
  Actor actor;
  std::uint64_t relations = 0;
  std::uint64_t outgoing = 0;
  std::uint64_t incoming = 0;
  std::uint64_t neighbors = 0;
  std::uint64_t articles = 0;  // different articles behind the relations
};

// The actors with the highest measure, ties by id. A relation of an actor with itself counts once
// and makes no neighbour.
Result<std::vector<TopActor>> top_actors(const Store& store, const TopOptions& options = {});

}  // namespace entente
