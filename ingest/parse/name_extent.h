#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/parse/name_labels.h"
#include "ingest/parse/organisation_names.h"

namespace entente {

// How far the name of an organisation goes around its head in one analysed sentence, and what the
// table knows of the sentence's words. Keeps references to the tokens and the table.
class NameExtent {
 public:
  NameExtent(const std::vector<Token>& tokens, const NameLabels& labels,
             const OrganisationNames& names);

  // What the table knows of token i; null if nothing.
  const OrganisationNames::Word* word(std::size_t i) const { return words_[i]; }
  bool has_use(std::size_t i, unsigned uses) const {
    return words_[i] != nullptr && (words_[i]->uses & uses) != 0;
  }
  bool is_form(std::size_t i, std::string_view form) const {
    return i < tokens_.size() && tokens_[i].form == form;
  }
  // May stand inside a name: Free, Syrian, 20th.
  bool is_part(std::size_t i) const;
  // The same, and is no person.
  bool may_follow(std::size_t i) const {
    return is_part(i) && labels_.type(i) != EntityType::kPerson;
  }
  // One hangs on the other, or both on the same.
  bool is_linked(std::size_t a, std::size_t b) const;

  // Leftwards from a head: "Newfoundland and Labrador | Court", "Women 's | League".
  std::size_t begin_before(std::size_t head) const;
  // Behind a head: "of the District of Columbia"; `head` + 1 if nothing follows.
  std::size_t end_after(std::size_t head) const;
  // The end of the words that go on from `first`, which is part of the name.
  std::size_t end_of_run(std::size_t first) const;
  std::size_t after_article(std::size_t i) const { return is_form(i, "the") ? i + 1 : i; }

 private:
  bool is_barred(std::size_t i) const;
  bool descends(std::size_t i, std::size_t from) const;
  bool joins(std::size_t i, std::size_t head) const;
  std::size_t after_person(std::size_t first, std::size_t head) const;
  bool continues_list(std::size_t i, std::size_t first) const;

  const std::vector<Token>& tokens_;
  const NameLabels& labels_;
  std::vector<const OrganisationNames::Word*> words_;
};

}  // namespace entente
