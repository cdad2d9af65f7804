#pragma once

#include <sstream>
#include <string>
#include <string_view>

#include "ingest/document.h"
#include "ingest/event/tree.h"

namespace entente {

// A parsed sentence written by hand, one token a line: "form lemma TAG head relation", where TAG is
// V (finite verb), VBG, VBN, N, NP (proper noun), P (pronoun), A (adjective), X (anything else) and
// heads count from 1, 0 for the root. Spans are those of the forms joined by blanks.
inline Sentence hand_sentence(std::string_view lines) {
  Sentence sentence;
  std::istringstream in{std::string(lines)};
  std::string form, lemma, tag, relation;
  int head = 0;
  std::uint32_t at = 0;
  while (in >> form >> lemma >> tag >> head >> relation) {
    Token token;
    token.form = form;
    token.lemma = lemma;
    token.span = {at, at + static_cast<std::uint32_t>(form.size())};
    at = token.span.end + 1;
    token.head = head - 1;
    token.deprel = relation;
    token.xpos = tag == "V" ? "VBD" : tag;
    if (tag == "V" || tag == "VBG" || tag == "VBN") token.upos = Upos::kVerb;
    if (tag == "N") token.upos = Upos::kNoun;
    if (tag == "NP") token.upos = Upos::kPropn;
    if (tag == "P") token.upos = Upos::kPron;
    if (tag == "A") token.upos = Upos::kAdj;
    sentence.tokens.push_back(token);
  }
  sentence.span = {0, at > 0 ? at - 1 : 0};
  return sentence;
}

inline std::string text_of(const Sentence& sentence) {
  std::string text;
  for (const Token& token : sentence.tokens) text += (text.empty() ? "" : " ") + token.form;
  return text;
}

// A document of one sentence in which every proper noun is a mention of an actor of its own.
inline Document hand_document(std::string_view lines) {
  Document document;
  document.sentences.push_back(hand_sentence(lines));
  const Sentence& sentence = document.sentences[0];
  document.article.text = text_of(sentence);
  for (std::uint32_t i = 0; i < sentence.tokens.size(); ++i) {
    if (sentence.tokens[i].upos != Upos::kPropn) continue;
    Mention mention;
    mention.first = mention.head = i;
    mention.last = i + 1;
    mention.span = sentence.tokens[i].span;
    mention.confidence = 1;
    mention.actors = {static_cast<std::uint32_t>(document.actors.size())};
    document.mentions.push_back(mention);
    Actor actor;
    actor.id = "unknown:" + slug(sentence.tokens[i].form);
    actor.name = sentence.tokens[i].form;
    document.actors.push_back(actor);
  }
  return document;
}

}  // namespace entente
