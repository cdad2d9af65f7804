#include <algorithm>
#include <set>

#include "tools/evaluation/scores.h"

namespace entente {
namespace {

bool names_one_of(const PredictedEnd& end, const std::vector<WordSet>& labels) {
  return std::any_of(end.words.begin(), end.words.end(), [&](const WordSet& name) {
    return std::any_of(labels.begin(), labels.end(),
                       [&](const WordSet& label) { return share_a_word(name, label); });
  });
}

bool counts_as_event(const Prediction& p) {
  return !p.is_role && !p.is_implied && p.type != EventType::kStatement;
}

// How one prediction stands to the labels of its sentence.
struct Verdict {
  bool has_type = false;       // some label's
  bool has_quad = false;       // some label's quad class
  bool is_right = false;       // actors in their roles and type
  bool joins_actors = false;   // the two actors of a label, in whatever order
  bool joins_typed = false;    // one of these labels has its type
  bool joins_forward = false;  // one of them has its direction
  bool is_symmetric = false;   // one of them, or the prediction, is reciprocal
};

Verdict judge(const Prediction& p, const std::vector<LabelledEvent>& events) {
  Verdict v;
  for (const LabelledEvent& e : events) {
    const bool same_type = p.type == e.type;
    const bool forward =
        names_one_of(p.subject, e.source_words) && names_one_of(p.object, e.target_words);
    const bool backward =
        names_one_of(p.subject, e.target_words) && names_one_of(p.object, e.source_words);
    const bool symmetric = p.is_reciprocal || e.is_reciprocal;
    v.has_type |= same_type;
    v.has_quad |= p.type && quad_class(*p.type) == quad_class(e.type);
    v.is_right |= same_type && (forward || (symmetric && backward));
    if (!forward && !backward) continue;
    v.joins_actors = true;
    v.joins_typed |= same_type;
    v.joins_forward |= forward;
    v.is_symmetric |= symmetric;
  }
  return v;
}

Disagreement::Kind kind_of(const Verdict& v) {
  if (v.joins_actors && !v.joins_typed) return Disagreement::Kind::kWrongType;
  if (v.joins_actors) return Disagreement::Kind::kWrongDirection;
  return v.has_type ? Disagreement::Kind::kWrongActors : Disagreement::Kind::kUnlabelled;
}

std::string joined_texts(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

std::string shown(const std::vector<LabelledEvent>& events) {
  std::string out;
  for (const LabelledEvent& e : events) {
    out += (out.empty() ? "" : "; ") + joined_texts(e.sources) + " | " + to_string(e.type) + " | " +
           joined_texts(e.targets);
  }
  return out;
}

class EventScorer {
 public:
  void add(const LabelledText& text, const std::vector<Prediction>& all) {
    std::vector<const Prediction*> predictions;
    for (const Prediction& p : all) {
      if (counts_as_event(p)) predictions.push_back(&p);
    }
    if (text.events.empty()) {
      if (text.is_unlabelled) return;
      ++empty_;
      kept_empty_ += predictions.empty() ? 1 : 0;
      for (const Prediction* p : predictions) disagree(text, {}, *p);
      return;
    }
    ++sentences_;
    covered_ += predictions.empty() ? 0 : 1;
    predicted_ += static_cast<std::int64_t>(predictions.size());
    add_labelled(text, predictions);
  }

  Scores take() {
    std::vector<Figure>& out = scores_.figures;
    out.push_back({"sentences", {}, {}, sentences_});
    add_share(out, "with a relation", covered_, sentences_);
    out.push_back({"relations", {}, {}, predicted_});
    add_scores(out, "TYPE", counts_of(types_));
    add_scores(out, "QUAD", counts_of(quads_));
    add_scores(out, "PAIR", counts_of(pairs_));
    add_share(out, "GIVEN_PAIR type right", joined_typed_, joined_);
    add_share(out, "GIVEN_PAIR direction right", forward_, oriented_);
    if (dyads_ > 0) {
      add_share(out, "DYAD pair found", dyads_found_, dyads_);
      add_share(out, "DYAD pair and type found", dyads_typed_, dyads_);
    }
    if (empty_ > 0) add_share(out, "empty kept empty", kept_empty_, empty_);
    return std::move(scores_);
  }

 private:
  struct Hits {
    std::int64_t right = 0;  // predictions
    std::int64_t found = 0;  // sentences
  };

  HitCounts counts_of(const Hits& hits) const {
    return {hits.right, predicted_, hits.found, sentences_};
  }

  void add_labelled(const LabelledText& text, const std::vector<const Prediction*>& predictions) {
    bool has_type = false;
    bool has_quad = false;
    bool has_right = false;
    std::string found;
    for (const Prediction* p : predictions) {
      const Verdict v = judge(*p, text.events);
      has_type |= v.has_type;
      has_quad |= v.has_quad;
      has_right |= v.is_right;
      types_.right += v.has_type ? 1 : 0;
      quads_.right += v.has_quad ? 1 : 0;
      pairs_.right += v.is_right ? 1 : 0;
      add_joined(v);
      if (p->type) add_type_of_prediction(*p->type, v.has_type);
      found += (found.empty() ? "" : "; ") + entente::shown(*p);
    }
    types_.found += has_type ? 1 : 0;
    quads_.found += has_quad ? 1 : 0;
    pairs_.found += has_right ? 1 : 0;
    add_types_of_labels(text, predictions);
    add_dyads(text, predictions);
    if (!has_right) {
      scores_.disagreements.push_back(
          {Disagreement::Kind::kMissed, text.id, shown(text.events), found, text.text});
    }
    for (const Prediction* p : predictions) {
      const Verdict v = judge(*p, text.events);
      if (!v.is_right) disagree(text, v, *p);
    }
  }

  void add_joined(const Verdict& v) {
    if (!v.joins_actors) return;
    ++joined_;
    joined_typed_ += v.joins_typed ? 1 : 0;
    if (v.is_symmetric) return;
    ++oriented_;
    forward_ += v.joins_forward ? 1 : 0;
  }

  void add_type_of_prediction(EventType type, bool is_right) {
    TypeScore& score = scores_.types[type];
    ++score.predicted;
    score.right += is_right ? 1 : 0;
  }

  void add_types_of_labels(const LabelledText& text,
                           const std::vector<const Prediction*>& predictions) {
    std::set<EventType> labelled;
    for (const LabelledEvent& e : text.events) labelled.insert(e.type);
    for (const EventType type : labelled) {
      TypeScore& score = scores_.types[type];
      ++score.labelled;
      score.found += std::any_of(predictions.begin(), predictions.end(),
                                 [&](const Prediction* p) { return p->type == type; })
                         ? 1
                         : 0;
    }
  }

  void add_dyads(const LabelledText& text, const std::vector<const Prediction*>& predictions) {
    if (text.dyads.empty()) return;
    const auto is_labelled = [&](const std::string& from, const std::string& to) {
      return std::find(text.dyads.begin(), text.dyads.end(), std::pair(from, to)) !=
             text.dyads.end();
    };
    bool found = false;
    bool typed = false;
    for (const Prediction* p : predictions) {
      const std::string& from = p->subject.country;
      const std::string& to = p->object.country;
      if (!is_labelled(from, to) && !(p->is_reciprocal && is_labelled(to, from))) continue;
      found = true;
      typed |= std::any_of(text.events.begin(), text.events.end(),
                           [&](const LabelledEvent& e) { return p->type == e.type; });
    }
    ++dyads_;
    dyads_found_ += found ? 1 : 0;
    dyads_typed_ += typed ? 1 : 0;
  }

  void disagree(const LabelledText& text, const Verdict& verdict, const Prediction& p) {
    scores_.disagreements.push_back({kind_of(verdict), text.id, shown(text.events),
                                     entente::shown(p),
                                     p.sentence.empty() ? text.text : p.sentence});
  }

  Scores scores_;
  std::int64_t sentences_ = 0;
  std::int64_t covered_ = 0;
  std::int64_t predicted_ = 0;
  std::int64_t empty_ = 0;  // sentences labelled as saying nothing
  std::int64_t kept_empty_ = 0;
  Hits types_;
  Hits quads_;
  Hits pairs_;
  std::int64_t joined_ = 0;
  std::int64_t joined_typed_ = 0;
  std::int64_t oriented_ = 0;
  std::int64_t forward_ = 0;
  std::int64_t dyads_ = 0;  // sentences with labelled countries
  std::int64_t dyads_found_ = 0;
  std::int64_t dyads_typed_ = 0;
};

}  // namespace

Scores score_events(const GoldLabels& gold, const Predictions& predictions) {
  static const std::vector<Prediction> kNone;
  EventScorer scorer;
  for (const LabelledText& text : gold.texts) {
    const auto found = predictions.find(text.id);
    scorer.add(text, found == predictions.end() ? kNone : found->second);
  }
  return scorer.take();
}

}  // namespace entente
