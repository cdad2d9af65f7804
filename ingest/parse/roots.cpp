#include "ingest/parse/roots.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

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

}  // namespace

void mend_roots(Sentence& sentence) {
  std::vector<Token>& tokens = sentence.tokens;
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

}  // namespace entente
