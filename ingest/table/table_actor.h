#pragma once

#include <string>
#include <string_view>

#include "graph/actor_table.h"

namespace entente {

// Who the actors of other people's tables are: those that the actor table knows under a name that
// can mean nobody else, others as "unknown:...". `table` may be null.

// By its own id ("person:ada-meyer") or by a name; `country` is a name or an alpha-3 code, or
// empty.
Actor actor_by_name(const ActorTable* table, std::string_view name, std::string_view country);

// By a CAMEO code: RUS is the state, RUSGOV an actor of its own; `name` is another name for it.
Actor actor_by_code(const ActorTable* table, std::string_view code, std::string_view name);

}  // namespace entente
