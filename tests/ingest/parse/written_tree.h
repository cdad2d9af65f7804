#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "ingest/document.h"

namespace entente {

// An analysed sentence written down for a test, a word "form/TAG/head/relation[/ENTITY]" or, with
// all of its fields, "form/lemma/TAG/PENN/head/relation"; heads from 1, 0 for the root. "+ENTITY"
// goes on with a name, "~" at the end of a form says that no blank follows. Without its own the
// lemma is the form and the Penn tag that of a singular noun, or none.
inline Sentence sentence_of(const std::string& text) {
  constexpr std::size_t kAll = 6;
  Sentence out;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    std::vector<std::string> fields;
    std::istringstream parts(word);
    for (std::string field; std::getline(parts, field, '/');) fields.push_back(field);
    Token token;
    token.form = fields.at(0);
    if (token.form.size() > 1 && token.form.back() == '~') {
      token.form.pop_back();
      token.space_after = false;
    }
    const bool all = fields.size() == kAll;
    const std::string tag = fields.at(all ? 2 : 1);
    for (int i = 0; i <= static_cast<int>(Upos::kVerb); ++i) {
      if (tag == to_string(static_cast<Upos>(i))) token.upos = static_cast<Upos>(i);
    }
    token.lemma = all ? fields[1] : token.form;
    token.xpos = all ? fields[3] : token.upos == Upos::kNoun ? "NN" : "";
    token.head = std::stoi(fields.at(all ? 4 : 2)) - 1;
    token.deprel = fields.at(all ? 5 : 3);
    std::string entity = !all && fields.size() > 4 ? fields[4] : "";
    token.entity_begins = !entity.empty() && entity[0] != '+';
    if (!entity.empty() && entity[0] == '+') entity.erase(0, 1);
    for (int i = 1; i <= static_cast<int>(EntityType::kEvent); ++i) {
      if (entity == to_string(static_cast<EntityType>(i))) {
        token.entity = static_cast<EntityType>(i);
      }
    }
    out.tokens.push_back(token);
  }
  return out;
}

// "head:relation" of each token.
inline std::string edges_of(const Sentence& sentence) {
  std::string out;
  for (const Token& t : sentence.tokens) {
    if (!out.empty()) out += ' ';
    out += std::to_string(t.head + 1) + ':' + t.deprel;
  }
  return out;
}

}  // namespace entente
