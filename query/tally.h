#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "graph/relation.h"

namespace entente {

struct TypeCount {
  EventType type = EventType::kStatement;
  std::uint64_t count = 0;

  friend bool operator==(const TypeCount&, const TypeCount&) = default;
};

// What the canned questions count of a set of relations.
struct Tally {
  std::uint64_t relations = 0;
  std::uint64_t negated = 0;       // of these
  std::uint64_t not_happened = 0;  // planned or hypothetical, of these
  std::uint64_t cooperation = 0;   // quad classes 1 and 2
  std::uint64_t conflict = 0;      // quad classes 3 and 4
  std::map<EventType, std::uint64_t> types;
  std::optional<DatedPeriod> first_date;  // missing if none is dated
  std::optional<DatedPeriod> last_date;

  void add(const Relation& relation);
  // Most frequent first, then in the order of the types.
  std::vector<TypeCount> by_count() const;
};

}  // namespace entente
