#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/evaluation/gold_labels.h"
#include "tools/evaluation/prediction.h"

namespace entente {

// One figure of an evaluation. Shares and scores are percentages with one decimal; a plain count
// has none.
struct Figure {
  std::string name;
  std::optional<double> percent;
  std::optional<std::int64_t> right;
  std::optional<std::int64_t> of;
};

// Something that labels and predictions do not agree on.
struct Disagreement {
  enum class Kind {
    kMissed,          // labelled, not found
    kUnlabelled,      // found, nothing like it labelled: wrong, or the labels are not complete
    kWrongType,       // between the labelled actors
    kWrongDirection,  // between the labelled actors, of the labelled type
    kWrongActors,     // of the labelled type
    kWrongPolarity,   // otherwise right
    kWrongModality,   // otherwise right
  };
  Kind kind = Kind::kMissed;
  std::string article;
  std::string labelled;  // "Putin | CONSULT | Xi Jinping"; several joined by "; "
  std::string found;
  std::string sentence;
};

const char* to_string(Disagreement::Kind kind);

// How often a type was labelled and predicted, and how often rightly.
struct TypeScore {
  std::int64_t labelled = 0;
  std::int64_t found = 0;  // of those labelled
  std::int64_t predicted = 0;
  std::int64_t right = 0;  // of those predicted
};

struct Scores {
  std::vector<Figure> figures;
  std::vector<Disagreement> disagreements;  // in the order of the labels
  std::map<EventType, TypeScore> types;     // merged_type
};

// Precision, recall and F1 as three figures: "TYPE precision" ...
struct HitCounts {
  std::int64_t right = 0;  // of the predictions
  std::int64_t predicted = 0;
  std::int64_t found = 0;  // of the labels
  std::int64_t labelled = 0;
};
void add_scores(std::vector<Figure>& figures, const std::string& name, const HitCounts& counts);
void add_share(std::vector<Figure>& figures, const std::string& name, std::int64_t right,
               std::int64_t of);

double to_one_decimal(double value);

// Judges predictions by labels of either shape. What the figures mean is in docs/labels.md.
Scores score(const GoldLabels& gold, const Predictions& predictions);

// The two shapes of labels, one file each.
Scores score_events(const GoldLabels& gold, const Predictions& predictions);
Scores score_triples(const GoldLabels& gold, const Predictions& predictions);

// "Putin | CONSULT | Xi Jinping".
std::string shown(const Prediction& prediction);

}  // namespace entente
