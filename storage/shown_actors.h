#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "graph/actor.h"
#include "storage/merges.h"
#include "storage/records.h"

namespace entente {

// The actors of a database as decisions about who is who show them. Actors that no decision names
// cost nothing more than without decisions.

// The actor that shows under `id`, which must be one that shows (MergeView::shown); nothing if no
// article mentions it.
Result<std::optional<Actor>> shown_actor(const Records& records, const MergeView& view,
                                         const std::string& id);

// All actors that show, by id.
Result<std::vector<Actor>> shown_actors(const Records& records, const MergeView& view);

// Those that carry the name, by id.
Result<std::vector<Actor>> shown_actors_named(const Records& records, const MergeView& view,
                                              std::string_view name);

// How many actors show, of `stored` ones.
Result<std::uint64_t> count_shown(const Records& records, const MergeView& view,
                                  std::uint64_t stored);

}  // namespace entente
