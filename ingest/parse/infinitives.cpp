#include "ingest/parse/infinitives.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/unicode.h"

namespace entente {
namespace {

// Verbs that an infinitive without "to" may follow at once: "helped free hostages", "go see".
constexpr std::array<std::string_view, 9> kBareInfinitive = {"help", "let", "make",  "go",  "come",
                                                             "dare", "get", "leave", "need"};

void tag(Token& token, Upos upos, std::string_view xpos, std::string_view feats) {
  token.upos = upos;
  token.xpos = xpos;
  token.feats = feats;
}

bool hangs(const Token& token, std::size_t head, std::string_view deprel) {
  return token.head == static_cast<std::int32_t>(head) && token.deprel == deprel;
}

// "is | to | host | talks": the noun that takes the place of the verb at i, or 0.
std::size_t noun_over(const std::vector<Token>& tokens, std::size_t i) {
  const Token& verb = tokens[i];
  if (i < 2 || verb.upos != Upos::kNoun || verb.xpos != "NN" || verb.deprel != "compound") return 0;
  const auto noun = static_cast<std::size_t>(verb.head);
  const bool is_to = tokens[i - 2].lemma == "be" && hangs(tokens[i - 2], noun, "cop") &&
                     tokens[i - 1].form == "to" && hangs(tokens[i - 1], noun, "case");
  return is_to && noun > i && tokens[noun].upos == Upos::kNoun ? noun : 0;
}

void make_clause(std::vector<Token>& tokens, std::size_t verb, std::size_t noun) {
  tokens[verb].head = tokens[noun].head;
  tokens[verb].deprel = tokens[noun].deprel;
  tokens[noun].head = static_cast<std::int32_t>(verb);
  tokens[noun].deprel = "obj";
  for (std::size_t k = 0; k < tokens.size(); ++k) {
    const bool before = k < verb || tokens[k].deprel == "punct";
    if (tokens[k].head == static_cast<std::int32_t>(noun) && before) {
      tokens[k].head = static_cast<std::int32_t>(verb);
    }
    if (hangs(tokens[k], verb, "nsubj:outer")) tokens[k].deprel = "nsubj";
  }
  tag(tokens[verb], Upos::kVerb, "VB", "VerbForm=Inf");
  tag(tokens[verb - 1], Upos::kPart, "TO", "");
  tokens[verb - 1].deprel = "mark";
}

bool is_bare_infinitive(const std::vector<Token>& tokens, std::size_t i) {
  const Token& token = tokens[i];
  if (i == 0 || token.deprel != "xcomp" || token.upos != Upos::kVerb || token.xpos != "VB") {
    return false;
  }
  const Token& above = tokens[i - 1];
  if (token.head != static_cast<std::int32_t>(i) - 1 || above.upos != Upos::kVerb) return false;
  if (std::find(kBareInfinitive.begin(), kBareInfinitive.end(), above.lemma) !=
      kBareInfinitive.end()) {
    return false;
  }
  return std::none_of(tokens.begin(), tokens.end(), [&](const Token& t) {
    return hangs(t, i, "obj") || hangs(t, i, "compound:prt") || hangs(t, i, "iobj");
  });
}

void make_object(std::vector<Token>& tokens, std::size_t i) {
  tag(tokens[i], Upos::kNoun, "NN", "Number=Sing");
  tokens[i].deprel = "obj";
  for (Token& t : tokens) {
    const bool clause = t.deprel.starts_with("obl") || t.deprel == "advcl" || t.deprel == "advmod";
    if (clause && t.head == static_cast<std::int32_t>(i)) t.head = static_cast<std::int32_t>(i) - 1;
  }
}

// "carried out cross-border | shelling" with two objects, the second one a verb.
bool is_second_object(const std::vector<Token>& tokens, std::size_t i) {
  const Token& token = tokens[i];
  if (i == 0 || token.xpos != "VBG" || token.deprel != "obj" || token.head < 0) return false;
  return hangs(tokens[i - 1], static_cast<std::size_t>(token.head), "obj");
}

void make_compound(std::vector<Token>& tokens, std::size_t i) {
  tag(tokens[i], Upos::kNoun, "NN", "Number=Sing");
  tokens[i].lemma = to_lower(tokens[i].form);
  tokens[i - 1].head = static_cast<std::int32_t>(i);
  tokens[i - 1].deprel = tokens[i - 1].upos == Upos::kAdj ? "amod" : "compound";
}

}  // namespace

void mend_infinitives(Sentence& sentence) {
  std::vector<Token>& tokens = sentence.tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (const std::size_t noun = noun_over(tokens, i); noun != 0) make_clause(tokens, i, noun);
    if (is_bare_infinitive(tokens, i)) make_object(tokens, i);
    if (is_second_object(tokens, i)) make_compound(tokens, i);
  }
}

}  // namespace entente
