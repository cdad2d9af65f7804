#include "ingest/table/table_actor.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "core/unicode.h"

namespace entente {
namespace {

constexpr std::size_t kCountryCode = 3;

// "unknown:" and a slug; names without a Latin letter or digit keep their own letters.
std::string unknown_id(std::string_view name, std::string_view more) {
  std::string words = slug(name);
  if (words.empty()) words = fold_for_matching(name);
  if (const std::string rest = slug(more); !rest.empty()) words += "-" + rest;
  return "unknown:" + words;
}

std::optional<ActorKind> kind_of_id(std::string_view id) {
  if (id.size() <= id_prefix(id).size() + 1) return std::nullopt;
  const std::string_view prefix = id_prefix(id);
  if (prefix == "org") return ActorKind::kOrganization;
  return prefix.empty() ? std::nullopt : parse_actor_kind(prefix);
}

std::string country_code(const ActorTable* table, std::string_view country) {
  if (table == nullptr || country.empty()) return {};
  if (country.size() == kCountryCode && table->state(country)) return std::string(country);
  std::set<std::string> codes;
  for (const NameReading& reading : table->lookup(country)) {
    const Actor& actor = table->actor(reading.actor);
    if (actor.kind == ActorKind::kState && reading.kind == NameKind::kFull) {
      codes.insert(actor.country);
    }
  }
  return codes.size() == 1 ? *codes.begin() : std::string();
}

// The one actor that carries exactly this name; nobody if several do.
const Actor* known_by_name(const ActorTable& table, std::string_view name,
                           const std::string& country) {
  std::set<ActorIndex> found;
  for (const NameReading& reading : table.lookup(name)) {
    const bool is_whole = reading.kind == NameKind::kFull || reading.kind == NameKind::kAcronym;
    if (!is_whole || reading.approximate) continue;
    const Actor& actor = table.actor(reading.actor);
    const bool is_elsewhere =
        !country.empty() && !actor.country.empty() && actor.country != country;
    if (!is_elsewhere) found.insert(reading.actor);
  }
  return found.size() == 1 ? &table.actor(*found.begin()) : nullptr;
}

}  // namespace

Actor actor_by_name(const ActorTable* table, std::string_view name, std::string_view country) {
  if (table != nullptr) {
    if (const auto known = table->find(name)) return table->actor(*known);
  }
  Actor actor;
  if (const std::optional<ActorKind> kind = kind_of_id(name)) {
    actor.id = name;
    actor.name = name.substr(id_prefix(name).size() + 1);
    actor.kind = *kind;
    actor.country = country_code(table, country);
    return actor;
  }
  actor.country = country_code(table, country);
  if (table != nullptr) {
    if (const Actor* known = known_by_name(*table, name, actor.country)) return *known;
  }
  actor.id = unknown_id(name, country);
  actor.name = name;
  actor.code = actor.country;
  return actor;
}

Actor actor_by_code(const ActorTable* table, std::string_view code, std::string_view name) {
  const std::string_view country = code.substr(0, kCountryCode);
  const bool is_state = table != nullptr && table->state(country).has_value();
  if (is_state && code.size() == kCountryCode) return table->actor(*table->state(country));
  Actor actor;
  actor.id = unknown_id(code.empty() ? name : code, {});
  actor.name = code.empty() ? name : code;
  actor.code = code;
  if (is_state) actor.country = country;
  if (!name.empty() && name != actor.name) actor.aliases.emplace_back(name);
  return actor;
}

}  // namespace entente
