#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "graph/export/record.h"
#include "tools/evaluation/label_words.h"

namespace entente {

// One end of a relation that is to be judged.
struct PredictedEnd {
  std::string name;
  std::string country;         // "" = unknown
  std::vector<WordSet> words;  // of name, mention and aliases
};

// A relation that is to be judged against labels, ours or another program's.
struct Prediction {
  std::string article;
  PredictedEnd subject;
  PredictedEnd object;
  std::string relation;
  std::optional<EventType> type;  // merged_type; nothing if it is none that labels know
  std::string type_name;          // as given
  bool is_role = false;
  bool is_reciprocal = false;
  bool is_negated = false;
  bool is_implied = false;  // derived from another one: not counted as an event
  std::string modality;
  float confidence = 1;
  std::string sentence;  // "" = unknown
};

// By article, each in the order given.
using Predictions = std::map<std::string, std::vector<Prediction>>;

Prediction prediction_of(const EdgeRecord& record);

// Reads records, one a line (docs/record.md); of each only `article`, `subject`, `object` and
// `type` or `cameo` must be there. Fails with kBadInput, naming file, line and key.
Result<Predictions> read_predictions(const std::string& path);

}  // namespace entente
