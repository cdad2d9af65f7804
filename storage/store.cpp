#include "storage/store.h"

#include <algorithm>

namespace entente {

namespace {

bool is_actor_at(const std::string& wanted, const std::string& end, const Relation& relation,
                 const std::string& other_end) {
  return wanted.empty() || wanted == end || (relation.reciprocal && wanted == other_end);
}

bool ends_match(const RelationFilter& filter, const Relation& relation) {
  if (!filter.either.empty() && filter.either != relation.subject &&
      filter.either != relation.object) {
    return false;
  }
  if (!filter.subject.empty() && !filter.object.empty()) {
    const bool as_written = filter.subject == relation.subject && filter.object == relation.object;
    const bool flipped = relation.reciprocal && filter.subject == relation.object &&
                         filter.object == relation.subject;
    return as_written || flipped;
  }
  return is_actor_at(filter.subject, relation.subject, relation, relation.object) &&
         is_actor_at(filter.object, relation.object, relation, relation.subject);
}

bool date_matches(const RelationFilter& filter, const Relation& relation) {
  if (!filter.from && !filter.to) return true;
  if (!relation.date) return false;
  return (!filter.from || *filter.from <= relation.date->date) &&
         (!filter.to || relation.date->date <= *filter.to);
}

constexpr std::string_view kLoaded = "loaded:";

}  // namespace

std::string loaded_version(std::string_view dataset) {
  return std::string(kLoaded) + std::string(dataset);
}

bool is_loaded(std::string_view extractor_version) {
  return extractor_version.starts_with(kLoaded);
}

std::string loaded_dataset(std::string_view extractor_version) {
  return std::string(extractor_version.substr(kLoaded.size()));
}

bool matches(const RelationFilter& filter, const Relation& relation) {
  if (relation.negated && !filter.with_negated) return false;
  if (relation.confidence < filter.min_confidence) return false;
  const bool type_matches =
      filter.types.empty() ||
      std::find(filter.types.begin(), filter.types.end(), relation.type) != filter.types.end();
  return type_matches && date_matches(filter, relation) && ends_match(filter, relation);
}

}  // namespace entente
