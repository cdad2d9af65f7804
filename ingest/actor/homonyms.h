#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "ingest/actor/phrase.h"

namespace entente {

// Names that mean several things: Georgia and its like, and initials that bodies share. The text,
// which must outlive this, is searched when such a name comes up.
class Homonyms {
 public:
  static constexpr std::size_t kNames = 3;

  explicit Homonyms(const Document& document) : document_(document) {}

  // The state's name in a text about something else of that name: left to be a place.
  bool is_other_meaning(const PhraseParts& parts);

  // Of the bodies that share the initials ("RSF") those whose state the text names, if it names
  // one.
  void keep_local(PhraseParts& parts, const ActorTable& table) const;

 private:
  const Document& document_;
  std::array<std::optional<bool>, kNames> answers_;  // once asked
};

}  // namespace entente
