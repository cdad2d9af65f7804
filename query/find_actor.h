#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "graph/actor.h"
#include "storage/store.h"

namespace entente {

// The actor whom somebody means by what they typed; the first of these steps that finds any
// decides:
//   an id (state:RUS), an id without its prefix (vladimir-putin, RUS), a name or alias in any case
//   and without accents, the beginning of a name or of a word in it ("zelen").
// Among several, one whose display name is exactly the typed text wins. Fails with kUsage if
// several are left (naming their ids) and with kNotFound if there is none.
Result<Actor> find_actor(const Store& store, std::string_view typed);

struct ActorListOptions {
  // Folded and compared with id, name and aliases; `*` stands for any text and `?` for one
  // character; without either, the pattern may stand anywhere. Empty = all.
  std::string_view pattern;
  std::optional<ActorKind> kind;
  std::string_view country;     // alpha-3; empty = any
  bool count_relations = true;  // reads all relations once
  std::size_t limit = 0;        // 0 = all
};

struct ActorRow {
  Actor actor;
  std::uint64_t relations = 0;  // that have the actor at one end; 0 unless counted
};

// Actors with most relations first, then by id.
Result<std::vector<ActorRow>> list_actors(const Store& store, const ActorListOptions& options = {});

}  // namespace entente
