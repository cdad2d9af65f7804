#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace entente {

// What a role noun stands for.
enum class RoleKind : char {
  kPerson = 'p',  // soldier, president, spokeswoman
  kPeople = 'm',  // several persons without plural ending: police, troops, militants, people
  kBody = 'b',    // an institution or unit: army, ministry, court, party
  kThing = 't',   // a thing that acts for its owner: warplane, warship, ambulance
};

// A common noun (phrase) that names actors by what they do.
struct Role {
  std::string phrase;   // singular, folded: "foreign minister"
  std::string sector;   // CAMEO-style: GOV MIL OPP REB COP JUD LEG MED BUS NGO IGO CVL EDU ...
  std::string sector2;  // a second sector, or empty: defence minister = GOV MIL
  RoleKind kind = RoleKind::kPerson;
  std::string office;     // canonical office title for ActorTable::holders, or empty: "president"
  char gender = '-';      // m, f, or - for unknown: queen, spokeswoman, king
  bool of_state = false;  // an organ of the state it is named with: troops, ministry, court
};

// Role nouns and their sectors, read from data/roles.tsv. Immutable, shared between threads.
class RoleTable {
 public:
  // Fails with file, line and reason if the file is missing or malformed.
  static Result<RoleTable> load(const std::string& path);

  RoleTable(RoleTable&&) noexcept;
  RoleTable& operator=(RoleTable&&) noexcept;
  ~RoleTable();

  // The role that the last words of a noun phrase name, longest first: for "former deputy foreign
  // ministers" the entry "deputy foreign minister". Plurals and case are handled. Null if the last
  // word names no role. The pointer lives as long as the table. `words` is set to the number of
  // words that matched, if given.
  const Role* role_of(std::span<const std::string_view> noun_phrase,
                      std::size_t* words = nullptr) const;
  // The same for a phrase in one string.
  const Role* role_of(std::string_view noun_phrase) const;

  std::size_t size() const;

 private:
  struct Impl;
  explicit RoleTable(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Singular of an English noun by rule: "ministers" -> "minister", "allies" -> "ally",
// "spokesmen" -> "spokesman". Words that are no plural come back unchanged.
std::string singular_of(std::string_view noun);

}  // namespace entente
