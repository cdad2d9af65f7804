#include "ingest/parse/lists.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace entente {
namespace {

bool is_name(const Token& token) { return token.upos == Upos::kPropn; }

// The conjunction right before the phrase of token i, or -1.
std::int32_t conjunction_of(const std::vector<Token>& tokens, std::size_t i) {
  for (std::size_t c = i; c-- > 0;) {
    if (tokens[c].head == static_cast<std::int32_t>(i)) {
      if (tokens[c].deprel == "cc") return static_cast<std::int32_t>(c);
    } else {
      return -1;
    }
  }
  return -1;
}

// The conjunct whose last word is `last`, or -1: up the tree until one is found.
std::int32_t conjunct_ending_at(const std::vector<Token>& tokens, std::size_t last) {
  auto node = static_cast<std::int32_t>(last);
  for (std::size_t steps = 0; node >= 0 && steps < tokens.size(); ++steps) {
    const Token& token = tokens[static_cast<std::size_t>(node)];
    if (token.deprel == "conj") return node;
    node = token.head;
  }
  return -1;
}

// Whether all tokens between i and j hang on j, at any depth.
bool leads_up_to(const std::vector<Token>& tokens, std::size_t i, std::size_t j) {
  for (std::size_t t = i + 1; t < j; ++t) {
    auto node = static_cast<std::int32_t>(t);
    for (std::size_t steps = 0; node >= 0 && node != static_cast<std::int32_t>(j); ++steps) {
      if (steps > tokens.size()) return false;
      node = tokens[static_cast<std::size_t>(node)].head;
    }
    if (node < 0) return false;
  }
  return true;
}

// "Turkish" or "Turkey | 's": what stands before a name and is no member of a list beside it.
bool is_possessor(const std::vector<Token>& tokens, std::size_t i) {
  return i + 1 < tokens.size() && tokens[i + 1].xpos == "POS" &&
         tokens[i + 1].head == static_cast<std::int32_t>(i);
}

bool is_modifier(const std::vector<Token>& tokens, std::size_t i) {
  return tokens[i].upos == Upos::kAdj || tokens[i].entity == EntityType::kNationality ||
         is_possessor(tokens, i);
}

// The name after the modifier at i that is a conjunct of the same word, with the "and" before the
// modifier hanging on either; the end if there is none.
std::size_t name_of_modifier(const std::vector<Token>& tokens, std::size_t i) {
  if (i == 0 || tokens[i - 1].deprel != "cc") return tokens.size();
  for (std::size_t j = i + 1; j < tokens.size(); ++j) {
    if (tokens[j].head != tokens[i].head) continue;
    const std::int32_t joined = tokens[i - 1].head;
    const bool is_joined =
        joined == static_cast<std::int32_t>(j) ||
        (joined == static_cast<std::int32_t>(i) && conjunction_of(tokens, j) < 0);
    const bool takes = is_joined && tokens[j].deprel == "conj" && is_name(tokens[j]) &&
                       leads_up_to(tokens, is_possessor(tokens, i) ? i + 1 : i, j);
    return takes ? j : tokens.size();
  }
  return tokens.size();
}

// "Lima and | Peru's | rebels met" with the rebels as a second subject: the word that the name
// joins.
bool is_second_subject(const std::vector<Token>& tokens, std::size_t i, std::size_t name) {
  if (!is_possessor(tokens, i) || tokens[i].head < 0) return false;
  const Token& first = tokens[static_cast<std::size_t>(tokens[i].head)];
  return tokens[name].head == first.head && tokens[name].deprel == first.deprel &&
         leads_up_to(tokens, i + 1, name);
}

void join_second_subject(std::vector<Token>& tokens, std::size_t i) {
  if (i + 2 >= tokens.size() || tokens[i - 1].deprel != "cc") return;
  for (std::size_t name = i + 2; name < std::min(i + 6, tokens.size()); ++name) {
    if (!is_second_subject(tokens, i, name)) continue;
    tokens[name].head = tokens[i].head;
    tokens[name].deprel = "conj";
    tokens[i].head = tokens[i - 1].head = static_cast<std::int32_t>(name);
    tokens[i].deprel = "nmod:poss";
    return;
  }
}

// "Lima and | Turkish | Foreign Minister Ann Oak" with both Turkish and Ann as conjuncts.
void return_modifiers(std::vector<Token>& tokens) {
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (tokens[i].deprel != "conj" || !is_modifier(tokens, i)) continue;
    const std::size_t name = name_of_modifier(tokens, i);
    if (name == tokens.size()) {
      join_second_subject(tokens, i);
      continue;
    }
    tokens[i].head = tokens[i - 1].head = static_cast<std::int32_t>(name);
    tokens[i].deprel = is_possessor(tokens, i) ? "nmod:poss" : "amod";
  }
}

}  // namespace

void join_lists(Sentence& sentence) {
  std::vector<Token>& tokens = sentence.tokens;
  return_modifiers(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].deprel != "conj" || !is_name(tokens[i]) || tokens[i].head < 0) continue;
    const auto noun = static_cast<std::size_t>(tokens[i].head);
    const std::int32_t conjunction = conjunction_of(tokens, i);
    if (noun > i || is_name(tokens[noun]) || conjunction < 2) continue;
    auto last = static_cast<std::size_t>(conjunction) - 1;
    if (tokens[last].form == ",") --last;
    const std::int32_t second = conjunct_ending_at(tokens, last);
    if (second <= static_cast<std::int32_t>(noun)) continue;
    const Token& member = tokens[static_cast<std::size_t>(second)];
    const std::int32_t first = member.head;
    if (first <= static_cast<std::int32_t>(noun) || first >= second || !is_name(member)) continue;
    const Token& begin = tokens[static_cast<std::size_t>(first)];
    const bool inside = begin.head == static_cast<std::int32_t>(noun) &&
                        begin.deprel.starts_with("nmod") && is_name(begin);
    if (inside) tokens[i].head = first;
  }
}

}  // namespace entente
