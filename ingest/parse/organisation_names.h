#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.h"

namespace entente {

// "google" as "Google"; other letters than a to z stay.
std::string capitalised(std::string form);

// Words and whole names by which organisations show themselves, from data/organisations.tsv.
// Capitals count. Immutable after load; one table may be shared by all threads.
class OrganisationNames {
 public:
  // What a word does in names of organisations; several bits may be set.
  enum Use : std::uint8_t {
    kHead = 1,     // ends a name: Harvard University
    kOf = 2,       // may be followed by "of", "for", "on": Ministry of Justice
    kFirm = 4,     // a company's legal form: Inc.
    kThe = 8,      // names an organisation after "the": the Senate
    kOwner = 16,   // its possessive stands inside names: People's Party
    kTitle = 32,   // stands between an organisation and a person: Enron CEO Ken Lay
    kThing = 64,   // makes something else of a name before it: the Heroes Act
    kField = 128,  // what an office is about: Defence Minister
  };
  enum class Kind : std::uint8_t {
    kName,    // an organisation
    kWord,    // an organisation unless something speaks against it: Apple
    kSite,    // an organisation, but not in "on YouTube"
    kPlace,   // no organisation but a place
    kNation,  // or the people of one
    kNot,     // none of these
  };
  // A name that begins with a word: its other tokens, in the conventions of ingest/document.h.
  struct Name {
    std::vector<std::string> rest;
    Kind kind = Kind::kName;
  };
  struct Word {
    std::uint8_t uses = 0;
    std::vector<Name> names;  // longer ones first
  };

  // Knows nothing.
  OrganisationNames() = default;

  // Reads lines "kind<TAB>entry; entry; ...". Fails with file and line if malformed.
  static Result<OrganisationNames> load(const std::string& path);

  // What is known of a word; null if nothing. Lives as long as the table.
  const Word* find(std::string_view form) const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  void add(std::string_view entry, Kind kind);

  std::unordered_map<std::string, Word, Hash, std::equal_to<>> words_;
};

}  // namespace entente
