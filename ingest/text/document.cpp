#include "ingest/document.h"

#include <array>

namespace entente {

const char* to_string(Upos tag) {
  static constexpr std::array kNames = {"X",     "ADJ",   "ADP",   "ADV", "AUX",  "CCONJ",
                                        "DET",   "INTJ",  "NOUN",  "NUM", "PART", "PRON",
                                        "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};
  return kNames.at(static_cast<std::size_t>(tag));
}

const char* to_string(EntityType type) {
  static constexpr std::array kNames = {"",      "PERSON", "ORGANIZATION", "PLACE", "NATIONALITY",
                                        "GROUP", "EVENT"};
  return kNames.at(static_cast<std::size_t>(type));
}

}  // namespace entente
