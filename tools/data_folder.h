#pragma once

#include <string>

#include "core/result.h"

namespace entente {

// The folder with actors, relation lexicon and model: the one named by --data, else $ENTENTE_DATA,
// else ../share/entente/data beside the program, else the source tree's. Fails with kNotFound,
// saying where it looked.
Result<std::string> find_data_folder(const std::string& option);

}  // namespace entente
