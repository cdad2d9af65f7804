#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text_span.h"
#include "graph/event_type.h"
#include "ingest/document.h"
#include "ingest/event/tree.h"

namespace entente {

// An actor as an argument of a predicate.
struct Participant {
  std::uint32_t actor = 0;  // index into Document::actors
  std::uint32_t token = 0;  // where the words stand
  TextSpan span;
  float certainty = 1;
  // Index of the town or region that the words name, where `actor` is its state; kNoActor
  // elsewhere.
  std::uint32_t place = kNoActor;
};

// The tree of one sentence; states in a list that the parser took for a place and the state it lies
// in ("Peru, Chile, and Bolivia" like "Lima, Peru") are coordinated.
Tree tree_of(const Document& document, std::uint32_t sentence);

// What is supplied, bombed or wanted by somebody is not, or no longer, that one's.
bool parts_from_agent(std::string_view participle);

// Whether the deed that a word hangs on hits it: "the arrest of Petrov", "the attack on Lima and
// Oslo". They did not do it.
bool is_hit(const Tree& tree, std::size_t node);

// What an earlier sentence tells, for "the move", "this attack".
struct Deed {
  std::uint32_t actor = 0;  // who did it, index into Document::actors
  EventType type = EventType::kStatement;
};

// Who the words of one sentence stand for. Document and tree must outlive it; actors and mentions
// of the document must not change meanwhile.
class Participants {
 public:
  Participants(const Document& document, std::uint32_t sentence, const Tree& tree,
               std::optional<Deed> before = {});

  // The actors that the phrase headed by `token` names itself: "Lima", "President Petrov", "its
  // neighbour, Peru", "the two men". Empty if it names none.
  std::vector<Participant> named(std::size_t token) const;

  // The same, or else whoever owns or does what the phrase names: Peru for "Peru's policy", "the
  // policy of Peru", "efforts by Peru", "Peruvian exports".
  std::vector<Participant> owners(std::size_t token) const;

  // The same for whoever acts: a place is no owner of what happens in it ("an attack in Peru").
  std::vector<Participant> agents(std::size_t token) const;

  // Whose deed "the move" is where the phrase does not say: the doer of the deed before, if the
  // noun may sum it up.
  std::vector<Participant> earlier_doer(std::size_t token) const;

  // Any actors under `token`, nearest to it first; for constructions the rules do not know.
  std::vector<Participant> within(std::size_t token) const;
  // The same without those in clauses of the phrase: "the men who fled Lima".
  std::vector<Participant> within_phrase(std::size_t token) const;

  // Actors of mentions whose head stands in [first, last), in order.
  std::vector<Participant> between(std::size_t first, std::size_t last) const;

  // Whether an actor is nobody's: "rebels", "a prison", without a country and a name.
  bool is_placeless(std::uint32_t actor) const;

  // A person of the state's own: Sanchez in Peru.
  bool is_citizen(std::uint32_t actor, std::uint32_t state) const;

  bool any() const { return any_; }

  // Lemma of the noun that a pronoun stands for: "howitzer" for "them" in "bought howitzers and
  // sent them". Empty for other words and pronouns without one.
  std::string_view noun_meant(std::size_t token) const;

 private:
  enum class Ownership { kAnything, kAgency };

  std::vector<Participant> named_by_words(std::size_t token) const;
  std::vector<Participant> of_mention(std::uint32_t mention, std::size_t token) const;
  std::vector<Participant> owners_within(std::size_t token, int depth, Ownership ownership) const;

  const Document* document_;
  const Tree* tree_;
  std::optional<Deed> before_;
  std::vector<std::vector<std::uint32_t>> headed_;    // mentions by head token
  std::vector<std::vector<std::uint32_t>> covering_;  // mentions by covered token, shortest first
  // Heads of pronouns that stand for no actor, and the lemma of the noun that they stand for.
  std::vector<std::pair<std::uint32_t, std::string_view>> nouns_meant_;
  bool any_ = false;
};

}  // namespace entente
