#include "graph/actor.h"

#include <algorithm>
#include <array>

#include "core/unicode.h"

namespace entente {
namespace {

constexpr std::array kKindNames = {"unknown", "person", "state", "organization", "group", "place"};

bool is_slug_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

const char* to_string(ActorKind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

std::optional<ActorKind> parse_actor_kind(std::string_view text) {
  const auto* found = std::find(kKindNames.begin(), kKindNames.end(), text);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<ActorKind>(found - kKindNames.begin());
}

std::string_view id_prefix(std::string_view id) {
  const auto colon = id.find(':');
  return colon == std::string_view::npos ? std::string_view{} : id.substr(0, colon);
}

std::string slug(std::string_view name) {
  std::string out;
  for (const char c : fold_for_matching(name)) {
    if (is_slug_char(c)) {
      out.push_back(c);
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      out.push_back(c);  // names in other scripts keep their letters
    } else if (c != '\'' && c != '.' && !out.empty() && out.back() != '-') {
      out.push_back('-');
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

}  // namespace entente
