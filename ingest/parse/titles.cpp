#include "ingest/parse/titles.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace entente {
namespace {

constexpr std::string_view kTitle = "nmod:desc";

// Nouns that no person is.
constexpr std::array<std::string_view, 22> kBodies = {
    "agency",     "alliance",   "army",      "association", "bank",    "bloc",
    "chamber",    "commission", "committee", "company",     "council", "court",
    "delegation", "department", "force",     "government",  "group",   "ministry",
    "mission",    "office",     "party",     "union"};

class Titles {
 public:
  explicit Titles(std::vector<Token>& tokens) : tokens_(tokens) {}

  void mend() {
    for (std::size_t i = 2; i < tokens_.size(); ++i) keep_in_name(i);
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      const Token& title = tokens_[i];
      if (title.upos != Upos::kNoun && title.upos != Upos::kPropn) continue;
      const bool of_name_before =
          title.deprel == kTitle && title.head >= 0 && title.head < index(i);
      const bool of_verb =
          title.upos == Upos::kNoun && (title.deprel == "nsubj" || title.deprel == "nsubj:pass");
      if (of_name_behind(i)) continue;
      if (!of_name_before && !of_verb) continue;
      const std::size_t name = name_after(i);
      if (name == tokens_.size()) continue;
      if (of_name_before) {
        turn_round(i, name);
      } else if (tokens_[name].head == title.head && tokens_[name].deprel == title.deprel &&
                 tokens_[name].entity == EntityType::kPerson) {
        hang_on(i, name);
      }
    }
    pass_prepositions_on();
    for (std::size_t i = 0; i < tokens_.size(); ++i) lift_apposition(i);
  }

 private:
  static std::int32_t index(std::size_t i) { return static_cast<std::int32_t>(i); }

  bool hangs_on(std::size_t i, std::size_t above) const {
    std::int32_t at = index(i);
    for (std::size_t steps = 0; at >= 0 && steps < tokens_.size(); ++steps) {
      if (at == index(above)) return true;
      at = tokens_[static_cast<std::size_t>(at)].head;
    }
    return false;
  }

  // "met Moon Jae-in": the last part is no particle of the verb.
  void keep_in_name(std::size_t i) {
    Token& part = tokens_[i];
    const bool joined = tokens_[i - 1].form == "-" && !tokens_[i - 1].space_after &&
                        !tokens_[i - 2].space_after &&
                        (part.upos == Upos::kAdp || part.upos == Upos::kAdv);
    if (!joined || tokens_[i - 2].entity != EntityType::kPerson) return;
    std::size_t first = i - 2;
    while (first > 0 && !tokens_[first].entity_begins) --first;
    if (part.head < 0 || hangs_on(first, i) || hangs_on(first, i - 1)) return;
    part.upos = Upos::kPropn;
    part.xpos = "NNP";
    part.feats = "Number=Sing";
    part.lemma = part.form;
    part.head = index(first);
    part.deprel = "flat";
    tokens_[i - 1].head = index(i);
    for (const std::size_t k : {i - 1, i}) {
      tokens_[k].entity = EntityType::kPerson;
      tokens_[k].entity_begins = false;
    }
  }

  // The head of the name that begins right after token i and does not hang on it, or the end.
  std::size_t name_after(std::size_t i) const {
    std::size_t name = i + 1;
    while (tokens_[name].head > index(name) &&
           (tokens_[name].deprel == kTitle || tokens_[name].deprel == "compound")) {
      name = static_cast<std::size_t>(tokens_[name].head);
    }
    if (tokens_[name].upos != Upos::kPropn) return tokens_.size();
    for (std::size_t between = i + 1; between < name; ++between) {
      if (tokens_[between].head <= index(i) || tokens_[between].head > index(name)) {
        return tokens_.size();
      }
    }
    auto above = tokens_[name].head;
    for (std::size_t steps = 0; above >= 0 && steps < tokens_.size(); ++steps) {
      if (above == index(i)) return tokens_.size();
      above = tokens_[static_cast<std::size_t>(above)].head;
    }
    return name;
  }

  // "with adviser | Bo Holm", where the name hangs on the verb as a bare object: after a noun with
  // a preposition it can only say who that is.
  bool of_name_behind(std::size_t title) {
    if (tokens_[title].upos != Upos::kNoun || tokens_[title].xpos != "NN" ||
        (tokens_[title].deprel != "nmod" && tokens_[title].deprel != "obl")) {
      return false;
    }
    const std::size_t name = name_after(title);
    if (name == tokens_.size() || tokens_[name].deprel != "obj" ||
        tokens_[name].head > index(title)) {
      return false;
    }
    tokens_[name].head = index(title);
    tokens_[name].deprel = "appos";
    return true;
  }

  void hang_on(std::size_t title, std::size_t name) {
    tokens_[title].head = index(name);
    tokens_[title].deprel = kTitle;
  }

  // "The head of the agency, Bo Holm": Bo Holm is the head, not the agency.
  void lift_apposition(std::size_t i) {
    Token& name = tokens_[i];
    if (name.deprel != "appos" || name.entity != EntityType::kPerson || name.head < 0) return;
    const Token& body = tokens_[static_cast<std::size_t>(name.head)];
    const bool is_body = body.entity == EntityType::kOrganization ||
                         body.entity == EntityType::kPlace ||
                         std::find(kBodies.begin(), kBodies.end(), body.lemma) != kBodies.end();
    if (!is_body || body.deprel != "nmod" || body.head < 0 || body.head > name.head) return;
    const Token& head = tokens_[static_cast<std::size_t>(body.head)];
    if (head.upos == Upos::kNoun && head.xpos == "NN") name.head = body.head;
  }

  // "asylum to former president | Bo Holm" with the preposition at the title.
  void pass_prepositions_on() {
    for (std::size_t c = 0; c < tokens_.size(); ++c) {
      if (tokens_[c].deprel != "case" || tokens_[c].head <= index(c)) continue;
      const Token& title = tokens_[static_cast<std::size_t>(tokens_[c].head)];
      if (title.deprel != kTitle || title.head <= tokens_[c].head) continue;
      Token& name = tokens_[static_cast<std::size_t>(title.head)];
      tokens_[c].head = title.head;
      if (name.deprel == "obj" || name.deprel == "iobj") name.deprel = "obl";
    }
  }

  // The title of the name before becomes that of the name after it, and a name that is joined to
  // the one before by "and" its conjunct.
  void turn_round(std::size_t title, std::size_t name) {
    const auto before = static_cast<std::size_t>(tokens_[title].head);
    hang_on(title, name);
    if (tokens_[name].head != tokens_[before].head ||
        tokens_[name].deprel != tokens_[before].deprel) {
      return;
    }
    for (std::size_t c = before + 1; c < title; ++c) {
      if (tokens_[c].deprel != "cc" || tokens_[c].head != index(title)) continue;
      tokens_[c].head = index(name);
      tokens_[name].head = index(before);
      tokens_[name].deprel = "conj";
      return;
    }
  }

  std::vector<Token>& tokens_;
};

}  // namespace

void mend_titles(Sentence& sentence) { Titles(sentence.tokens).mend(); }

}  // namespace entente
