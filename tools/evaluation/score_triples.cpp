#include <algorithm>
#include <set>
#include <tuple>

#include "tools/evaluation/scores.h"

namespace entente {
namespace {

bool is_named(const PredictedEnd& end, const std::vector<WordSet>& labels) {
  return std::any_of(end.words.begin(), end.words.end(), [&](const WordSet& name) {
    return std::any_of(labels.begin(), labels.end(),
                       [&](const WordSet& label) { return is_same_name(name, label); });
  });
}

bool fits(const Prediction& p, const LabelledTriple& t) {
  const bool forward = is_named(p.subject, t.subject_words) && is_named(p.object, t.object_words);
  const bool symmetric = t.is_reciprocal || p.is_reciprocal;
  const bool backward =
      symmetric && is_named(p.subject, t.object_words) && is_named(p.object, t.subject_words);
  const bool typed =
      t.is_role || (p.type && std::find(t.types.begin(), t.types.end(), *p.type) != t.types.end());
  return (forward || backward) && typed;
}

std::string shown(const LabelledTriple& t) {
  return t.subject + " | " + t.relation + " " +
         (t.is_role || t.types.empty() ? to_string(EventType::kRole) : to_string(t.types.front())) +
         (t.is_negated ? " not" : "") + " | " + t.object;
}

// An article's triples are listed once each, and so are its predictions.
std::vector<const Prediction*> listed(const LabelledText& text,
                                      const std::vector<Prediction>& predictions) {
  std::vector<const Prediction*> out;
  std::set<std::tuple<std::string, std::string, std::string, bool>> seen;
  for (const Prediction& p : predictions) {
    const bool is_new =
        seen.insert({p.subject.name, p.type_name, p.object.name, p.is_negated}).second;
    if (is_new || !text.is_article) out.push_back(&p);
  }
  return out;
}

class TripleScorer {
 public:
  void add(const LabelledText& text, const std::vector<Prediction>& all) {
    ++passages_;
    const std::vector<const Prediction*> predictions = listed(text, all);
    std::vector<bool> used(predictions.size());
    for (const bool is_role : {false, true}) {
      for (const bool is_optional : {false, true}) {
        for (const LabelledTriple& t : text.triples) {
          if (t.is_role == is_role && t.is_optional == is_optional) {
            match(text, t, predictions, used);
          }
        }
      }
    }
    for (std::size_t i = 0; i < predictions.size(); ++i) {
      const Prediction& p = *predictions[i];
      ++counts_of(p.is_role).predicted;
      if (p.type) ++scores_.types[*p.type].predicted;
      if (!used[i]) disagree(Disagreement::Kind::kUnlabelled, text, "", entente::shown(p), p);
    }
  }

  Scores take() {
    std::vector<Figure>& out = scores_.figures;
    out.push_back({"passages", {}, {}, passages_});
    add_scores(out, "EVENT", events_);
    add_scores(out, "ROLE", roles_);
    add_share(out, "polarity right", polarity_right_, matched_);
    add_share(out, "modality right", modality_right_, matched_);
    return std::move(scores_);
  }

 private:
  HitCounts& counts_of(bool is_role) { return is_role ? roles_ : events_; }

  // Takes the first prediction that fits and that no label has taken yet.
  void match(const LabelledText& text, const LabelledTriple& t,
             const std::vector<const Prediction*>& predictions, std::vector<bool>& used) {
    const std::int64_t required = t.is_optional ? 0 : 1;
    const EventType type = t.is_role || t.types.empty() ? EventType::kRole : t.types.front();
    counts_of(t.is_role).labelled += required;
    scores_.types[type].labelled += required;
    for (std::size_t i = 0; i < predictions.size(); ++i) {
      const Prediction& p = *predictions[i];
      if (used[i] || p.is_role != t.is_role || !fits(p, t)) continue;
      used[i] = true;
      counts_of(t.is_role).found += required;
      ++counts_of(t.is_role).right;
      scores_.types[type].found += required;
      if (p.type) ++scores_.types[*p.type].right;
      if (!t.is_role) compare_status(text, t, p);
      return;
    }
    if (t.is_optional) return;
    scores_.disagreements.push_back(
        {Disagreement::Kind::kMissed, text.id, shown(t), found_in(predictions), text.text});
  }

  void compare_status(const LabelledText& text, const LabelledTriple& t, const Prediction& p) {
    const auto& modalities = t.modalities;
    const bool same_modality =
        std::find(modalities.begin(), modalities.end(), p.modality) != modalities.end();
    ++matched_;
    polarity_right_ += p.is_negated == t.is_negated ? 1 : 0;
    modality_right_ += same_modality ? 1 : 0;
    if (p.is_negated != t.is_negated) {
      disagree(Disagreement::Kind::kWrongPolarity, text, shown(t), entente::shown(p), p);
    }
    if (!same_modality) {
      disagree(Disagreement::Kind::kWrongModality, text, shown(t) + " (" + modalities.front() + ")",
               entente::shown(p) + " (" + p.modality + ")", p);
    }
  }

  // Of a passage what was found in it; of an article that would be too much.
  static std::string found_in(const std::vector<const Prediction*>& predictions) {
    constexpr std::size_t kMost = 8;
    std::string out;
    for (std::size_t i = 0; i < std::min(predictions.size(), kMost); ++i) {
      out += (out.empty() ? "" : "; ") + entente::shown(*predictions[i]);
    }
    return predictions.size() > kMost ? out + "; ..." : out;
  }

  void disagree(Disagreement::Kind kind, const LabelledText& text, const std::string& labelled,
                const std::string& found, const Prediction& p) {
    scores_.disagreements.push_back(
        {kind, text.id, labelled, found, p.sentence.empty() ? text.text : p.sentence});
  }

  Scores scores_;
  std::int64_t passages_ = 0;
  HitCounts events_;
  HitCounts roles_;
  std::int64_t matched_ = 0;
  std::int64_t polarity_right_ = 0;
  std::int64_t modality_right_ = 0;
};

}  // namespace

Scores score_triples(const GoldLabels& gold, const Predictions& predictions) {
  static const std::vector<Prediction> kNone;
  TripleScorer scorer;
  for (const LabelledText& text : gold.texts) {
    const auto found = predictions.find(text.id);
    scorer.add(text, found == predictions.end() ? kNone : found->second);
  }
  return scorer.take();
}

}  // namespace entente
