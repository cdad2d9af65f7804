#pragma once

#include <set>
#include <string>
#include <string_view>

#include "ingest/document.h"

namespace entente {

// Ids of the actors that stand in one coordination with the words `seed` of the article's text,
// its own included: "Japan, the United States and India" for "Japan". Empty if it holds no actor.
std::set<std::string> coordinated_actors(const Document& document, std::string_view seed);

}  // namespace entente
