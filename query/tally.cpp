#include "query/tally.h"

#include <algorithm>

namespace entente {

void Tally::add(const Relation& relation) {
  constexpr int kFirstConflict = 3;  // quad classes 1, 2 cooperate; 3, 4 conflict; 0 is neither
  ++relations;
  ++types[relation.type];
  if (relation.negated) ++negated;
  if (relation.modality == Modality::kPlanned || relation.modality == Modality::kHypothetical) {
    ++not_happened;
  }
  const int quad = quad_class(relation.type);
  if (quad >= kFirstConflict) ++conflict;
  if (quad > 0 && quad < kFirstConflict) ++cooperation;
  if (!relation.date) return;
  if (!first_date || relation.date->date < first_date->date) first_date = relation.date;
  if (!last_date || relation.date->date > last_date->date) last_date = relation.date;
}

std::vector<TypeCount> Tally::by_count() const {
  std::vector<TypeCount> counts;
  for (const auto& [type, count] : types) counts.push_back({type, count});
  std::stable_sort(counts.begin(), counts.end(),
                   [](const TypeCount& a, const TypeCount& b) { return a.count > b.count; });
  return counts;
}

}  // namespace entente
