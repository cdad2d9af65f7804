#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"

namespace entente {

// What an actor is. Stored on disk: numbers are never reused.
enum class ActorKind : std::uint8_t {
  kUnknown = 0,
  kPerson = 1,
  kState = 2,         // also former and disputed states
  kOrganization = 3,  // intergovernmental, party, company, court, ministry ...
  kGroup = 4,         // armed groups, movements, peoples
  kPlace = 5,         // a place as government below the state: Hong Kong, Texas
};

const char* to_string(ActorKind kind);
std::optional<ActorKind> parse_actor_kind(std::string_view text);

// One office of one person: from and to are missing where the source does not give them or the
// office is still held.
struct Office {
  std::string title;         // "president", "foreign minister"
  std::string country;       // ISO 3166 alpha-3, or empty for an organisation's office
  std::string organization;  // actor id of the organisation, if any
  std::optional<Date> from;
  std::optional<Date> to;

  friend bool operator==(const Office&, const Office&) = default;
};

// A node of the graph. `id` is canonical, readable and stable: person:vladimir-putin, state:RUS,
// org:nato, group:hezbollah, unknown:... ; empty strings mean that the fact is not known.
struct Actor {
  std::string id;
  std::string name;
  ActorKind kind = ActorKind::kUnknown;
  std::string country;  // ISO 3166 alpha-3
  std::string code;     // CAMEO-style: RUS, RUSGOV, USAMIL, IGO
  std::vector<std::string> aliases;
  std::vector<Office> offices;

  friend bool operator==(const Actor&, const Actor&) = default;
};

// "person" from "person:vladimir-putin"; empty if the id has no colon.
std::string_view id_prefix(std::string_view id);

// Lower-case ASCII words joined by hyphens, from any spelling: "Recep Tayyip Erdo\u011fan" ->
// "recep-tayyip-erdogan". The part of an id after its colon.
std::string slug(std::string_view name);

}  // namespace entente
