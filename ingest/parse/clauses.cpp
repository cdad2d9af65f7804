#include "ingest/parse/clauses.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/word_list.h"

namespace entente {
namespace {

// The first child of `head` from `first` on with the relation, or the end.
std::size_t child(const std::vector<Token>& tokens, std::size_t head, std::size_t first,
                  std::string_view relation) {
  for (std::size_t i = first; i < tokens.size(); ++i) {
    if (tokens[i].head == static_cast<std::int32_t>(head) && tokens[i].deprel == relation) return i;
  }
  return tokens.size();
}

// Whether the verb has its own object or clause: "the house Lima built" lacks one.
bool is_complete(const std::vector<Token>& tokens, std::size_t verb) {
  for (const std::string_view relation : {"obj", "ccomp", "xcomp"}) {
    if (child(tokens, verb, verb + 1, relation) < tokens.size()) return true;
  }
  return false;
}

void raise_main_verb(std::vector<Token>& tokens) {
  std::size_t noun = 0;
  while (noun < tokens.size() && tokens[noun].head != kRootHead) ++noun;
  if (noun == tokens.size() || noun == 0) return;
  if (tokens[noun].upos != Upos::kNoun && tokens[noun].upos != Upos::kPropn) return;
  if (tokens[0].head != static_cast<std::int32_t>(noun) || tokens[0].deprel != "case") return;
  const std::size_t verb = child(tokens, noun, noun + 1, "acl:relcl");
  if (verb == tokens.size() || tokens[verb].upos != Upos::kVerb || !is_complete(tokens, verb)) {
    return;
  }
  const std::size_t subject = child(tokens, verb, noun + 1, "nsubj");
  if (subject >= verb) return;
  for (std::size_t i = noun + 1; i < verb; ++i) {
    if (tokens[i].xpos.starts_with('W') || tokens[i].lemma == "that") return;  // a relative clause
  }
  for (std::size_t i = verb; i < tokens.size(); ++i) {
    if (tokens[i].head == static_cast<std::int32_t>(noun)) {
      tokens[i].head = static_cast<std::int32_t>(verb);
    }
  }
  tokens[verb].head = kRootHead;
  tokens[verb].deprel = "root";
  tokens[noun].head = static_cast<std::int32_t>(verb);
  tokens[noun].deprel = "obl";
}

// The verb of telling between the clause and the verb that it hangs on, with an addressee before
// the clause and no clause of its own, or the end.
std::size_t telling_before(const std::vector<Token>& tokens, std::size_t clause) {
  constexpr std::array<std::string_view, 5> kTelling = {"tell", "assure", "inform", "warn",
                                                        "remind"};
  const auto above = static_cast<std::size_t>(tokens[clause].head);
  const std::size_t told = child(tokens, above, above + 1, "ccomp");
  if (told >= clause || !is_one_of(tokens[told].lemma, kTelling)) return tokens.size();
  const bool has_clause = child(tokens, told, told + 1, "ccomp") < tokens.size() ||
                          child(tokens, told, told + 1, "xcomp") < tokens.size();
  const bool has_addressee = child(tokens, told, told + 1, "iobj") < clause ||
                             child(tokens, told, told + 1, "obj") < clause;
  return has_addressee && !has_clause ? told : tokens.size();
}

void lower_told_clauses(std::vector<Token>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].deprel != "ccomp" || tokens[i].head < 0) continue;
    const std::size_t told = telling_before(tokens, i);
    if (told < tokens.size()) tokens[i].head = static_cast<std::int32_t>(told);
  }
}

}  // namespace

void mend_clauses(Sentence& sentence) {
  raise_main_verb(sentence.tokens);
  lower_told_clauses(sentence.tokens);
}

}  // namespace entente
