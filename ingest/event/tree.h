#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document.h"

namespace entente {

// Relations of UD English that the event rules tell apart; everything else is kOther. Subtypes
// that do not matter here are folded into their relation.
enum class Rel : std::uint8_t {
  kOther,
  kRoot,
  kNsubj,
  kNsubjPass,
  kCsubj,
  kObj,
  kIobj,
  kObl,
  kOblAgent,
  kOblUnmarked,
  kNmod,
  kNmodPoss,
  kNmodDesc,
  kNmodUnmarked,
  kAcl,
  kAclRelcl,
  kAdvcl,
  kCcomp,
  kXcomp,
  kConj,
  kCc,
  kCase,
  kMark,
  kDet,
  kAmod,
  kAdvmod,
  kCompound,
  kCompoundPrt,
  kFlat,
  kFixed,
  kAppos,
  kAux,
  kAuxPass,
  kCop,
  kNummod,
  kParataxis,
  kExpl,
  kPunct,
};
Rel parse_rel(std::string_view deprel);

// A parsed sentence with its children lists: what the event rules read. Robust against odd trees:
// a head outside of the sentence, a cycle or a missing parse makes the token a root. The sentence
// must outlive the tree.
class Tree {
 public:
  explicit Tree(const Sentence& sentence);

  std::size_t size() const { return rel_.size(); }
  const Token& token(std::size_t i) const { return sentence_->tokens[i]; }
  std::string_view lemma(std::size_t i) const { return lemma_[i]; }  // lower case
  Rel rel(std::size_t i) const { return rel_[i]; }
  int head(std::size_t i) const { return head_[i]; }             // -1 for a root
  std::span<const std::uint32_t> children(std::size_t i) const;  // in sentence order

  // The first child with the relation, or -1.
  int child(std::size_t i, Rel rel) const;
  bool has_child(std::size_t i, Rel rel) const { return child(i, rel) >= 0; }

  bool is_verb(std::size_t i) const;     // VERB, or AUX that heads a clause
  bool is_nominal(std::size_t i) const;  // NOUN, PROPN, PRON, NUM
  // Logical voice: "was criticized", "the deal signed by", "wounded in the attack".
  bool is_passive(std::size_t i) const { return passive_[i]; }

  // Lemma of the preposition that marks token i, "because_of" for fixed expressions; "" for none.
  std::string preposition(std::size_t i) const;
  // The verb's particle ("out" of "carry out"), or "".
  std::string_view particle(std::size_t verb) const;
  bool is_infinitive(std::size_t verb) const;  // marked by "to"

  // First ancestor of i (itself included) that is the head of a relative clause, or -1.
  int enclosing_relative(std::size_t i) const;
  bool is_relative_pronoun(std::size_t i) const;
  // The noun that a relative pronoun stands for; i itself for anything else.
  std::size_t antecedent(std::size_t i) const;

  // Is `node` inside the subtree of `ancestor`?
  bool dominates(std::size_t ancestor, std::size_t node) const;
  std::size_t depth(std::size_t i) const;

  // Reads i, which stays where it hangs, as coordinated with its head.
  void make_conjunct(std::size_t i) { rel_[i] = Rel::kConj; }

 private:
  void reattach(std::size_t i, std::size_t head);
  void move_raised_objects();
  void return_participles();
  void return_charges();
  void return_victims();
  void promote_lone_recipients();
  void promote_main_verb();
  void return_subjects();
  bool compute_passive(std::size_t i) const;

  const Sentence* sentence_;
  std::vector<std::string> lemma_;
  std::vector<Rel> rel_;
  std::vector<int> head_;
  int main_verb_ = -1;  // found by promote_main_verb
  std::vector<std::uint32_t> child_begin_;
  std::vector<std::uint32_t> child_list_;
  std::vector<bool> passive_;
};

}  // namespace entente
