#include "query/criteria.h"

#include <algorithm>
#include <string_view>

namespace entente {

Criteria facts() {
  Criteria criteria;
  criteria.filter.with_negated = false;
  criteria.modalities = {Modality::kAsserted, Modality::kReported};
  return criteria;
}

bool admits(const Criteria& criteria, const Relation& relation) {
  const std::vector<Modality>& asked = criteria.modalities;
  return asked.empty() || std::find(asked.begin(), asked.end(), relation.modality) != asked.end();
}

bool is_political_leader(const Actor& actor) {
  constexpr std::string_view kGovernment = "GOV";
  if (actor.kind != ActorKind::kPerson) return false;
  return !actor.offices.empty() || actor.code.find(kGovernment) != std::string::npos;
}

}  // namespace entente
