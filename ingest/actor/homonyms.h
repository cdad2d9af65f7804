#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "ingest/actor/phrase.h"

namespace entente {

// Georgia and its like: names of states that mean something else in some texts. The text, which
// must outlive this, is searched once a name, and only when the name comes up.
class Homonyms {
 public:
  static constexpr std::size_t kNames = 3;

  explicit Homonyms(const Document& document) : document_(document) {}

  // The state's name in a text about something else of that name: left to be a place.
  bool is_other_meaning(const PhraseParts& parts);

 private:
  const Document& document_;
  std::array<std::optional<bool>, kNames> answers_;  // once asked
};

}  // namespace entente
