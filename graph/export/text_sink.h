#pragma once

#include <functional>
#include <string_view>

namespace entente {

// Where an export's bytes go, piece by piece: a file, standard output, a string in a test.
using TextSink = std::function<void(std::string_view)>;

}  // namespace entente
