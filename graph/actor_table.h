#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/result.h"
#include "graph/actor.h"

namespace entente {

// Position of an actor in an ActorTable; not stable between versions of the data (ids are).
enum class ActorIndex : std::uint32_t {};

// How a name stands for its actor. The letter is its mark in data/actors/actors.tsv.
enum class NameKind : char {
  kFull = 'n',      // the name itself or another whole name: Vladimir Putin, Russian Federation
  kSurname = 's',   // Putin, Xi, Lopez Obrador; never enough without context
  kAcronym = 'i',   // NATO, US, WHO: written in capitals or with full stops
  kDemonym = 'd',   // adjective of a state: Russian
  kPeople = 'p',    // its people: Russians, a Briton
  kCapital = 'c',   // Moscow
  kCity = 't',      // another town: Saint Petersburg
  kRegion = 'r',    // a part of a state: Siberia, Texas
  kRegional = 'a',  // its adjective, "Scottish>Scotland" in the table: Scottish
  kMetonym = 'm',   // a seat of power: the Kremlin, Downing Street
  kForeign = 'x',   // the name in another language: Russie
};

enum class Gender : std::uint8_t { kUnknown, kMale, kFemale };

// One reading of a name.
struct NameReading {
  ActorIndex actor{};
  NameKind kind = NameKind::kFull;
  bool ambiguous = false;    // also an ordinary word or something unpolitical: Turkey, Jordan, May
  bool approximate = false;  // found by spelling rules only: Zelenskiy for Zelensky

  friend bool operator==(const NameReading&, const NameReading&) = default;
};

// A name found in running text: tokens [first, last) and every reading of it, best kind first.
struct NameMatch {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<NameReading> readings;
};

// One term of office as the table holds it.
struct OfficeTerm {
  ActorIndex person{};
  std::string title;         // canonical, see data/roles.tsv: "president", "foreign minister"
  std::string country;       // alpha-3, or empty
  std::string organization;  // actor id, or empty
  std::optional<Date> from;
  std::optional<Date> to;  // missing: still held when the data were made, or not known
  bool leader = false;     // held the effective power of the state: "the Russian leader"
};

// A member of an organisation, for a state, seldom another organisation. Days are known for the
// changes since 1988 that hand-kept data name; without `to` it is a member still.
struct Membership {
  ActorIndex organization{};
  ActorIndex member{};
  std::optional<Date> from;
  std::optional<Date> to;

  friend bool operator==(const Membership&, const Membership&) = default;
};

// Words of a text prepared for lookup; built once a sentence, then asked at each position.
// Holds copies; needs nothing of the forms after construction.
class NameText {
 public:
  // One entry a token, in the conventions of ingest/document.h: clitics ("'s") and hyphens are
  // tokens of their own. Whole words with hyphens inside work as well.
  explicit NameText(std::span<const std::string_view> tokens);
  std::size_t size() const { return begins_.size(); }

 private:
  friend class ActorTable;
  struct Word {
    std::string folded;
    std::string skeleton;           // see name_skeleton
    std::uint32_t first_token = 0;  // several for "U. S." written with a blank
    std::uint32_t token = 0;        // the last one
    bool upper_initial = false;
    bool all_upper = false;  // also "U.S."; single letters count
  };
  std::vector<Word> words_;
  std::vector<std::uint32_t> begins_;  // first word of each token
};

// Who is who: states, persons, organisations, groups, their names, offices and memberships, read
// from data/actors. Immutable after load; one table may be shared by all threads.
class ActorTable {
 public:
  // Reads DIR/actors.tsv, offices.tsv and memberships.tsv. Fails with the file, the line and what
  // is wrong if one is missing or malformed. About 20,000 actors load in well under 100 ms.
  static Result<ActorTable> load(const std::string& dir);

  ActorTable(ActorTable&&) noexcept;
  ActorTable& operator=(ActorTable&&) noexcept;
  ~ActorTable();

  std::size_t size() const;
  // References live as long as the table. The index must come from this table.
  const Actor& actor(ActorIndex index) const;
  Gender gender(ActorIndex index) const;
  // When the state, group or organisation existed, or the person lived, as far as given.
  bool existed_at(ActorIndex index, Date date) const;

  std::optional<ActorIndex> find(std::string_view id) const;
  std::optional<ActorIndex> state(std::string_view alpha3) const;

  // The longest name that starts at token `first`, with all its readings; none if no name does.
  // Capital letters count: "us" is no state, "who" no organisation, "turkey" no country.
  std::optional<NameMatch> longest_match(const NameText& text, std::size_t first) const;

  // Readings of a whole name given as one string: "Vladimir Putin", "the U.S.", "Qaddafi".
  std::vector<NameReading> lookup(std::string_view name) const;

  // The region that an adjective of kind kRegional belongs to, Scotland for Scottish; else empty.
  std::string_view region_of(std::string_view adjective) const;

  // Terms of one person, oldest first.
  std::span<const OfficeTerm> offices(ActorIndex person) const;

  // Who held `title` of `where` (alpha-3 or organisation id) on that day. The title "leader" asks
  // for whoever held effective power. Several for collective offices, none if not known.
  std::vector<ActorIndex> holders(std::string_view title, std::string_view where, Date date) const;
  // Everybody who ever held it, by start of the first term.
  std::vector<ActorIndex> all_holders(std::string_view title, std::string_view where) const;

  bool holds_office(ActorIndex person, Date date) const;
  // The office that mattered most on that day (head of state or government first); null if none.
  const OfficeTerm* main_office(ActorIndex person, Date date) const;

  // 0 (hardly known) to 3 (head of state or government): breaks ties between namesakes.
  int rank(ActorIndex index) const;

  // Present and former members of an organisation, sorted by the member's id; empty if it has none
  // or they are not known.
  std::vector<Membership> members(ActorIndex organization) const;
  // What an actor is or was a member of, sorted by the organisation's id.
  std::vector<Membership> memberships(ActorIndex member) const;

 private:
  struct Impl;
  explicit ActorTable(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Consonant skeleton of one folded word, equal for the usual ways of writing a foreign name in
// Latin letters: Zelenskyy, Zelensky, Zelenskiy; Gaddafi, Qaddafi, Kadhafi; Hussein, Husain.
std::string name_skeleton(std::string_view folded_word);

}  // namespace entente
