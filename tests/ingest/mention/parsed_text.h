#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention/knowledge.h"
#include "tests/ingest/conllu.h"

namespace entente {

// The shipped tables, loaded once a test program.
inline const MentionKnowledge& shipped_knowledge() {
  static const auto actors = ActorTable::load(ENTENTE_DATA_DIR "/actors");
  static const auto roles = RoleTable::load(ENTENTE_DATA_DIR "/roles.tsv");
  static const auto names = FirstNames::load(ENTENTE_DATA_DIR "/first_names.tsv");
  static const MentionKnowledge knowledge{actors.value(), roles.value(), names.value()};
  return knowledge;
}

// A parsed sentence in short: tokens divided by blanks, each "form|UPOS|head|relation", head
// counted from 1, 0 for the root; "|ENTITY" may follow, "|+ENTITY" for its later tokens.
// "~" at the end of a form: no blank follows. Features: Number=Plur for nouns that end in s or are
// "men", PronType=Rel for who.
class ParsedText {
 public:
  ParsedText& sentence(const std::string& words, std::uint32_t paragraph = 0) {
    Sentence out;
    out.paragraph = paragraph;
    std::istringstream in(words);
    for (std::string word; in >> word;) out.tokens.push_back(read(word));
    out.span = {out.tokens.front().span.begin, out.tokens.back().span.end};
    document_.sentences.push_back(std::move(out));
    return *this;
  }
  Document& document() { return document_; }

 private:
  Token read(const std::string& word) {
    std::vector<std::string> f = split_fields(word, '|');
    EXPECT_GE(f.size(), 4u) << word;
    Token token;
    if (f[0].size() > 1 && f[0].back() == '~') {
      token.space_after = false;
      f[0] = f[0].substr(0, f[0].size() - 1);
    }
    token.form = f[0];
    std::string& text = document_.article.text;
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += f[0] + (token.space_after ? " " : "");
    token.span = {begin, begin + static_cast<std::uint32_t>(f[0].size())};
    for (int i = 0; i <= static_cast<int>(Upos::kVerb); ++i) {
      if (f[1] == to_string(static_cast<Upos>(i))) token.upos = static_cast<Upos>(i);
    }
    token.head = std::stoi(f[2]) - 1;
    token.deprel = f[3];
    token.lemma = f[0];
    const bool is_noun = token.upos == Upos::kNoun;
    if (is_noun && (f[0].ends_with("s") || f[0] == "men")) {
      token.feats = "Number=Plur";
      if (f[0].ends_with("s")) token.lemma = f[0].substr(0, f[0].size() - 1);
      if (f[0].ends_with("ies")) token.lemma = f[0].substr(0, f[0].size() - 3) + "y";
      if (f[0] == "men") token.lemma = "man";
    }
    if (f[0] == "said") token.lemma = "say";
    if (f[0] == "who") token.feats = "PronType=Rel";
    if (f.size() > 4) read_entity(f[4], token);
    return token;
  }

  static void read_entity(const std::string& field, Token& token) {
    token.entity_begins = field[0] != '+';
    const std::string name = token.entity_begins ? field : field.substr(1);
    for (int i = 1; i <= static_cast<int>(EntityType::kEvent); ++i) {
      if (name == to_string(static_cast<EntityType>(i))) token.entity = static_cast<EntityType>(i);
    }
  }

  Document document_;
};

inline std::string text_of(const Document& document, const Mention& mention) {
  return std::string(slice(document.article.text, mention.span));
}

}  // namespace entente
