#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "core/result.h"
#include "graph/actor_table.h"

namespace entente {

// Whether a first name is a man's or a woman's. From data/first_names.tsv, and from the persons of
// an actor table. Immutable after set-up, shared between threads.
class FirstNames {
 public:
  // No names; gender_of knows nothing.
  FirstNames() = default;

  // Reads lines "m<TAB>name name ..." and "f<TAB>...". Fails with file and line if malformed.
  static Result<FirstNames> load(const std::string& path);

  // Adds the first names of the persons in `table` whose gender is known; a name of men and women
  // counts for the clear majority, or for neither.
  void learn(const ActorTable& table);

  // Gender::kUnknown for names that are not listed or are given to both.
  Gender gender_of(std::string_view first_name) const;

 private:
  std::unordered_map<std::string, Gender> genders_;  // by folded name
};

}  // namespace entente
