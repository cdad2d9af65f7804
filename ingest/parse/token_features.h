#pragma once

#include <string_view>

#include "ingest/parse/features.h"
#include "ingest/parse/network.h"

namespace entente {

// Writes the network.input floats that stand for a form in a sentence cased like this. Pure and
// thread-safe.
void write_token_features(const Network& network, std::string_view form, CaseClass casing,
                          float* out);

}  // namespace entente
