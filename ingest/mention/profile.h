#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention/knowledge.h"
#include "ingest/mention/syntax.h"

namespace entente {

enum class Number : std::uint8_t { kUnknown, kSingular, kPlural };

// What a mention may stand for; a set of bits, because a name alone often
// leaves it open.
enum ReferentKind : std::uint8_t {
  kPersonKind = 1,
  kStateKind = 2,
  kOrganizationKind = 4,
  kGroupKind = 8,
  kPlaceKind = 16,
  kThingKind = 32,
  kAnyKind = 63,
};

// What a mention's own words say about its referent; the basis of agreement in
// coreference.
struct MentionProfile {
  std::uint32_t name_first = 0;      // token where the bare name begins, behind a title
  std::vector<std::string> name;     // its words, folded, without hyphens; empty if no name
  std::vector<ActorIndex> readings;  // whom the bare name may mean, from the actor table
  const Role* role = nullptr;        // of the title or of the nominal
  std::string noun;                  // lemma of a nominal's head, lower-case form of a pronoun
  std::string country;               // alpha-3 that the words or the readings give
  std::string region;                // town or region of a nominal, lower case: "texas "
  std::uint8_t kinds = kAnyKind;     // ReferentKind bits
  bool may_be_person = false;        // a name whose kind only the analyser's guess decided
  Number number = Number::kUnknown;
  Gender gender = Gender::kUnknown;
  bool is_citizen = false;     // "the Frenchman", "a Briton": one person of a nation
  bool is_former = false;      // "former President Bush"
  std::uint32_t count = 0;     // 2 for "the two men", 0 if not said
  bool is_definite = false;    // the, this, that, these, those, both; a possessor
  bool is_indefinite = false;  // a, an, some, no article in the plural
};

// `mention` need not be one of the document's; the document's tell what lies
// inside it.
MentionProfile describe_mention(const Document& document, const Mention& mention,
                                const Syntax& syntax, const MentionKnowledge& knowledge);

// The profile of a noun that is no mention, but may be what a pronoun refers
// to.
MentionProfile describe_noun(const Token& noun);

// True if one referent could have both numbers, genders and kinds.
bool agree(const MentionProfile& a, const MentionProfile& b);

}  // namespace entente
