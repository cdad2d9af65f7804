#include "graph/relation.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

constexpr std::array kModalityNames = {"asserted", "reported", "planned", "hypothetical"};

}  // namespace

const char* to_string(Modality modality) {
  return kModalityNames.at(static_cast<std::size_t>(modality));
}

std::optional<Modality> parse_modality(std::string_view text) {
  const auto* found = std::find(kModalityNames.begin(), kModalityNames.end(), text);
  if (found == kModalityNames.end()) return std::nullopt;
  return static_cast<Modality>(found - kModalityNames.begin());
}

}  // namespace entente
