#pragma once

#include <cstddef>
#include <vector>

#include "ingest/document.h"

namespace entente {

// Tokens [first, last) of a sentence.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;

  bool holds(Stretch other) const { return first <= other.first && other.last <= last; }
};

// The names marked in a sentence's tokens, to read and to change. Keeps a reference to the tokens.
class NameLabels {
 public:
  explicit NameLabels(std::vector<Token>& tokens) : tokens_(tokens) {}

  EntityType type(std::size_t i) const { return tokens_[i].entity; }
  bool begins(std::size_t i) const {
    return type(i) != EntityType::kNone && tokens_[i].entity_begins;
  }
  // The name that token i is in; the token alone if it is in none.
  Stretch around(std::size_t i) const;

  // Gives the tokens this label and no other; the parts of names at the edges are not looked at.
  void set(Stretch at, EntityType type);
  // Labels an organisation. What sticks out of the names that it overlaps loses its label if that
  // was an organisation, too, and keeps it else.
  void put_organisation(Stretch at);

 private:
  std::vector<Token>& tokens_;
};

}  // namespace entente
