#include "ingest/actor/name_unknowns.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "core/unicode.h"

namespace entente {
namespace {

// A short mark of the article: 32-bit FNV-1a of its id in eight hexadecimal
// digits.
std::string mark_of(const Article& article) {
  std::uint32_t hash = 2166136261U;
  for (const char c : article.id.empty() ? content_id(article) : article.id) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  std::array<char, 9> out{};
  std::snprintf(out.data(), out.size(), "%08x", hash);
  return out.data();
}

// The place and title of an office that few hold at a time,
// "nor-prime-minister"; or empty.
std::string state_office(const Actor& actor, const RoleTable& roles) {
  for (const Office& office : actor.offices) {
    const Role* role = roles.role_of(office.title);
    if (role == nullptr || role->office.empty() || !role->of_state) continue;
    const std::string_view body = office.organization;
    const std::string place =
        body.empty() ? to_lower(office.country) : std::string(body.substr(body.find(':') + 1));
    if (!place.empty()) return place + "-" + slug(role->office);
  }
  return {};
}

// What follows the name in the id; empty if the name says enough.
std::string suffix_of(const Actor& actor, const RoleTable& roles, const std::string& mark) {
  const std::string_view kind = id_prefix(actor.id);
  if (kind == "unknown") return mark;
  const bool one_word = slug(actor.name).find('-') == std::string::npos;
  if (kind == "person" && one_word) {
    const std::string office = state_office(actor, roles);
    return office.empty() ? mark : office;
  }
  // "Syrian rebels" carry their country already.
  const bool named = actor.id.substr(kind.size() + 1) == slug(actor.name);
  return named ? to_lower(actor.country) : std::string{};
}

}  // namespace

void name_unknowns(Document& document, const ActorKnowledge& knowledge) {
  const std::string mark = mark_of(document.article);
  std::set<std::string> taken;
  std::set<std::string> named;  // whose name alone is the id
  for (const Actor& actor : document.actors) taken.insert(actor.id);
  for (Actor& actor : document.actors) {
    if (knowledge.actors.find(actor.id)) continue;
    const std::string suffix = suffix_of(actor, knowledge.roles, mark);
    if (suffix.empty() && named.insert(actor.id).second) continue;
    std::string id = suffix.empty() ? actor.id : actor.id + "-" + suffix;
    if (taken.contains(id) || knowledge.actors.find(id)) id += "-" + mark;
    const std::string base = id;
    for (int number = 2; !taken.insert(id).second; ++number) {
      id = base + "-" + std::to_string(number);  // namesakes of one country
    }
    actor.id = std::move(id);
  }
}

}  // namespace entente
