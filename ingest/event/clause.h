#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/tree.h"

namespace entente {

// One argument of a predicate, in logical terms: voice, control, relative clauses, participles and
// coordination are already undone.
struct Argument {
  std::string function;     // subj, obj, iobj, poss, comp, appos, or a preposition's lemma
  std::uint32_t token = 0;  // head of the filler, never a relative pronoun
  float certainty = 1;      // 1 if it stands in the predicate's own clause, less if inferred
  int borrowed_from = -1;   // the neighbour it hangs on: "talks" for X of "hold talks with X"
};

// All arguments of the verb, noun or adjective at `predicate`, direct ones first. Examples:
//   "Oslo was criticized by Lima"        criticized: subj Lima, obj Oslo
//   "Lima, which criticized Oslo, ..."   criticized: subj Lima, obj Oslo
//   "Lima agreed to meet Oslo"           meet: subj Lima, obj Oslo
//   "Lima's talks with Oslo"             talks: poss Lima, with Oslo
// Each conjunct of a filler is an argument of its own.
std::vector<Argument> arguments_of(const Tree& tree, std::size_t predicate);

// The understood grammatical subject of a clause, or -1.
int surface_subject(const Tree& tree, std::size_t predicate);

// Whose deed the clause is by its governor's object, or -1: Lima in "accused Lima of attacking",
// "punished Lima for attacking".
int object_in_control(const Tree& tree, std::size_t clause);

// Who did what the noun sums up, or -1: Lima for the move of "Lima left the bloc, a move that Oslo
// condemned".
int author_of_summary(const Tree& tree, std::size_t noun);

// The filler and its nominal conjuncts: "Oslo", "Lima" and "Quito" of "Oslo, Lima and Quito".
std::vector<std::uint32_t> with_conjuncts(const Tree& tree, std::size_t filler);

// Verbs of meeting and calling, whose infinitive tells what was said: "phoned Oslo to thank it".
bool is_contact(const Tree& tree, std::size_t verb);

// Verbs that only carry a noun's event: hold (talks), make (a visit), launch (an attack).
bool is_light_verb(const Tree& tree, std::size_t verb);

}  // namespace entente
