#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ingest/explanation.h"

namespace entente {

// A line of the relation lexicon as a person reads it.
struct LexiconLine {
  std::string sense;    // the heading above it: "meet: come together in person or by a screen"
  std::string pattern;  // its columns without the example: "meet v S:subj T:obj 040 recip meet"
  std::string example;  // the sentence that it promises to read

  friend bool operator==(const LexiconLine&, const LexiconLine&) = default;
};

// The lines behind relations, read from the data folder when they are asked for.
class LexiconLines {
 public:
  // `folder` holds the lexicon's tables.
  explicit LexiconLines(std::string folder) : folder_(std::move(folder)) {}

  // Empty if the file or the line is not there.
  LexiconLine find(const RuleSource& rule);

 private:
  std::string folder_;
  std::map<std::string, std::vector<std::string>> files_;
};

}  // namespace entente
