#include "ingest/parse/name_labels.h"

namespace entente {

Stretch NameLabels::around(std::size_t i) const {
  Stretch out{i, i + 1};
  if (type(i) == EntityType::kNone) return out;
  while (out.first > 0 && !tokens_[out.first].entity_begins && type(out.first - 1) == type(i)) {
    --out.first;
  }
  while (out.last < tokens_.size() && type(out.last) == type(i) &&
         !tokens_[out.last].entity_begins) {
    ++out.last;
  }
  return out;
}

void NameLabels::set(Stretch at, EntityType type) {
  for (std::size_t i = at.first; i < at.last; ++i) {
    tokens_[i].entity = type;
    tokens_[i].entity_begins = type != EntityType::kNone && i == at.first;
  }
}

void NameLabels::put_organisation(Stretch at) {
  for (const std::size_t i : {at.first, at.last - 1}) {
    const Stretch old = around(i);
    const EntityType rest = type(i) == EntityType::kOrganization ? EntityType::kNone : type(i);
    if (old.first < at.first) set({old.first, at.first}, rest);
    if (old.last > at.last) set({at.last, old.last}, rest);
  }
  set(at, EntityType::kOrganization);
}

}  // namespace entente
