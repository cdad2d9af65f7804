#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document.h"

namespace entente {

// The dependency tree of a sentence, ready for questions. Keeps a reference to the sentence, which
// must outlive it and keep its heads. Sentences without a parse have no children and no ancestors.
class Syntax {
 public:
  explicit Syntax(const Sentence& sentence);

  const Token& token(std::uint32_t i) const { return sentence_.tokens[i]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(sentence_.tokens.size()); }
  // -1 for the root and without a parse.
  std::int32_t head(std::uint32_t i) const;
  // In text order.
  std::span<const std::uint32_t> children(std::uint32_t i) const;
  // True if `a` is `b` or an ancestor of `b`.
  bool dominates(std::uint32_t a, std::uint32_t b) const;
  // First child with that relation (subtypes included: "nsubj" finds "nsubj:pass"), or -1.
  std::int32_t child(std::uint32_t i, std::string_view relation) const;
  // First token and one past the last token of the subtree.
  std::uint32_t left_edge(std::uint32_t i) const;
  std::uint32_t right_edge(std::uint32_t i) const;
  // The predicate that `i` is an argument of: the nearest ancestor that is a verb, or is a
  // predicate with a subject; -1 if none.
  std::int32_t predicate(std::uint32_t i) const;
  // Number of steps to the root.
  std::uint32_t depth(std::uint32_t i) const;

 private:
  const Sentence& sentence_;
  std::vector<std::uint32_t> children_;  // grouped by head
  std::vector<std::uint32_t> begins_;    // where the children of i begin; size() + 1 entries
};

// "nsubj" matches "nsubj" and "nsubj:pass".
bool has_relation(const Token& token, std::string_view relation);

// True if the token's features contain `feature`, "Number=Plur".
bool has_feature(const Token& token, std::string_view feature);

// The lemma, or the lower-case form if the analyser gave none.
std::string lemma_of(const Token& token);

}  // namespace entente
