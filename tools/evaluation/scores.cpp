#include "tools/evaluation/scores.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace entente {

const char* to_string(Disagreement::Kind kind) {
  constexpr std::array kNames = {"missed",          "not labelled", "wrong type",
                                 "wrong direction", "wrong actors", "wrong polarity",
                                 "wrong modality"};
  return kNames.at(static_cast<std::size_t>(kind));
}

double to_one_decimal(double value) {
  char digits[32];  // printf rounds the exact value, as other scorers do
  std::snprintf(digits, sizeof digits, "%.1f", value);
  return std::strtod(digits, nullptr);
}

void add_scores(std::vector<Figure>& figures, const std::string& name, const HitCounts& counts) {
  const auto share = [](std::int64_t a, std::int64_t b) {
    return b == 0 ? 0.0 : static_cast<double>(a) / static_cast<double>(b);
  };
  const double p = share(counts.right, counts.predicted);
  const double r = share(counts.found, counts.labelled);
  const double f1 = p + r > 0 ? to_one_decimal(200 * p * r / (p + r)) : 0;
  figures.push_back({name + " precision", to_one_decimal(100 * p), counts.right, counts.predicted});
  figures.push_back({name + " recall", to_one_decimal(100 * r), counts.found, counts.labelled});
  figures.push_back({name + " F1", f1, {}, {}});
}

void add_share(std::vector<Figure>& figures, const std::string& name, std::int64_t right,
               std::int64_t of) {
  const double share = of == 0 ? 0 : 100 * static_cast<double>(right) / static_cast<double>(of);
  figures.push_back({name, to_one_decimal(share), right, of});
}

Scores score(const GoldLabels& gold, const Predictions& predictions) {
  return gold.shape == LabelShape::kTriples ? score_triples(gold, predictions)
                                            : score_events(gold, predictions);
}

std::string shown(const Prediction& prediction) {
  return prediction.subject.name + " | " + prediction.relation + " " + prediction.type_name +
         (prediction.is_negated ? " not" : "") + " | " + prediction.object.name;
}

}  // namespace entente
