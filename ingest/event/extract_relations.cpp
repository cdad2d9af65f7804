#include "ingest/event/extract_relations.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/word_list.h"
#include "ingest/event/compose.h"
#include "ingest/event/intent.h"
#include "ingest/event/intermediaries.h"
#include "ingest/event/participants.h"
#include "ingest/event/sport.h"
#include "ingest/event/status.h"
#include "ingest/event/time_expression.h"
#include "ingest/event/tree.h"
#include "ingest/mention/quotations.h"
#include "ingest/mention/syntax.h"

namespace entente {

namespace {

// The verb whose clause token i stands in; i itself if no verb is above it.
std::size_t clause_of(const Tree& tree, std::size_t i) {
  for (int n = static_cast<int>(i); n >= 0; n = tree.head(static_cast<std::size_t>(n))) {
    const auto node = static_cast<std::size_t>(n);
    if (tree.is_verb(node) || tree.has_child(node, Rel::kCop)) return node;
  }
  return i;
}

bool share_time(const Tree& tree, std::size_t a, std::size_t b) {
  if (a == b) return true;
  const auto linked = [&](std::size_t child, std::size_t parent) {
    if (tree.head(child) < 0 || static_cast<std::size_t>(tree.head(child)) != parent) return false;
    const Rel rel = tree.rel(child);
    return rel == Rel::kConj || rel == Rel::kXcomp || rel == Rel::kAdvcl;
  };
  return linked(a, b) || linked(b, a);
}

// What the sentences of an article share.
struct ArticleContext {
  std::vector<Quotation> quotations;
  std::vector<bool> sport;
  std::optional<Deed> deed;  // the first of the last sentence that told one
  std::uint32_t deed_sentence = 0;
};

constexpr std::uint32_t kDeedReach = 2;  // sentences

class SentenceRelations {
 public:
  SentenceRelations(const Document& document, const ArticleContext& context, std::uint32_t sentence,
                    const RelationLexicon& lexicon, const RelationOptions& options)
      : document_(document),
        quotations_(context.quotations),
        in_sport_(context.sport[sentence]),
        number_(sentence),
        sentence_(document.sentences[sentence]),
        tree_(tree_of(document, sentence)),
        participants_(document, sentence, tree_, deed_near(context, sentence)),
        lexicon_(lexicon),
        options_(options) {}

  static std::optional<Deed> deed_near(const ArticleContext& context, std::uint32_t sentence) {
    const bool near = context.deed && sentence - context.deed_sentence <= kDeedReach;
    return near ? context.deed : std::nullopt;
  }

  void run(std::vector<ExplainedRelation>& out) {
    if (!participants_.any()) return;
    for (Event& event : find_events(tree_, lexicon_, participants_)) {
      settle_standing_relation(event);
      settle_strike(event);
      settle_intermediaries(tree_, participants_, document_, event);
      add_event(event);
      if (!event.mediators.empty()) add_event(mediation_of(event));
    }
    deduplicate();
    out.insert(out.end(), std::make_move_iterator(found_.begin()),
               std::make_move_iterator(found_.end()));
  }

 private:
  // "Lima-backed rebels", "forces loyal to Lima" say who stands behind whom, not that anything
  // happened.
  void settle_standing_relation(Event& event) const {
    const std::size_t t = event.trigger;
    const bool attributive =
        tree_.is_verb(t) ? tree_.rel(t) == Rel::kAmod
                         : tree_.token(t).upos == Upos::kAdj && !tree_.has_child(t, Rel::kCop);
    if (!attributive) return;
    if (event.type != EventType::kSupport && event.type != EventType::kAid) return;
    event.type = EventType::kRole;
    event.cameo.clear();
  }

  // "a hunger strike against Lima", "teachers carried out a strike": nobody is shot at.
  void settle_strike(Event& event) const {
    if (event.type != EventType::kAssault) return;
    constexpr std::array<std::string_view, 6> kPeaceful = {"general", "hunger",   "labor",
                                                           "labour",  "sit-down", "solidarity"};
    constexpr std::array<std::string_view, 4> kCivil = {"CVL", "EDU", "LAB", "MED"};
    for (const std::uint32_t token : event.used) {
      if (tree_.lemma(token) != "strike" || tree_.is_verb(token)) continue;
      const auto& below = tree_.children(token);
      const bool peaceful = std::any_of(below.begin(), below.end(), [&](std::uint32_t child) {
        return is_one_of(tree_.lemma(child), kPeaceful);
      });
      const bool civil =
          std::any_of(event.sources.begin(), event.sources.end(), [&](const Participant& p) {
            const std::string_view code = document_.actors[p.actor].code;
            return std::any_of(kCivil.begin(), kCivil.end(),
                               [&](std::string_view sector) { return code.ends_with(sector); });
          });
      if (!peaceful && !civil) continue;
      event.type = EventType::kProtest;
      event.cameo = "143";
    }
  }

  void add_event(const Event& event) {
    ExplainedRelation explained;
    explained.predicate_token = event.trigger;
    explained.example = event.example;
    explained.used = event.used;
    std::sort(explained.used.begin(), explained.used.end());
    explained.used.erase(std::unique(explained.used.begin(), explained.used.end()),
                         explained.used.end());
    Relation& base = explained.relation;
    base.predicate = event.label;
    base.type = event.type;
    base.cameo = event.cameo;
    base.reciprocal = event.flags.reciprocal;
    explained.status = apply_status(event, base);
    explained.time = time_of(event, base);
    base.date = date_of(explained.time);
    base.place = place_of(event);
    base.evidence.sentence = number_;
    base.evidence.sentence_span = sentence_.span;
    base.evidence.predicate = sentence_.tokens[event.trigger].span;
    std::size_t pairs = 0;
    const bool mutual = event.targets.empty();
    const auto& targets = mutual ? event.sources : event.targets;
    for (std::size_t i = 0; i < event.sources.size(); ++i) {
      for (std::size_t k = mutual ? i + 1 : 0; k < targets.size(); ++k) {
        if (event.sources[i].actor == targets[k].actor) continue;
        if (++pairs > options_.max_pairs) return;
        add_pair(event, explained, event.sources[i], targets[k]);
      }
    }
  }

  void add_pair(const Event& event, ExplainedRelation explained, const Participant& source,
                const Participant& target) {
    Relation& relation = explained.relation;
    relation.subject = document_.actors[source.actor].id;
    relation.object = document_.actors[target.actor].id;
    if (relation.subject == relation.object) return;
    relation.evidence.subject = source.span;
    relation.evidence.object = target.span;
    if (relation.type == EventType::kRole && relation.predicate == "join" &&
        document_.actors[target.actor].kind == ActorKind::kState) {
      // "Norway joined Denmark in banning the ships": a state has no members.
      relation.type = EventType::kCooperate;
      relation.cameo = "060";
    }
    if (holds_impossible_office(event, document_.actors[source.actor])) return;
    const Actor& partner = document_.actors[target.actor];
    if (is_private_journey(relation, document_.actors[source.actor], partner)) return;
    if (is_to_the_press(relation, partner)) return;
    const ConfidenceEvidence evidence = evidence_of(event, relation, source, target);
    relation.confidence = confidence_of(evidence);
    if (relation.confidence < options_.min_confidence) return;
    explained.evidence = evidence;
    explained.subject_certainty = source.certainty;
    explained.object_certainty = target.certainty;
    found_.push_back(std::move(explained));
  }

  // "Lima declared Oslo's ambassador unwelcome": a state is nobody's ambassador.
  bool holds_impossible_office(const Event& event, const Actor& holder) const {
    constexpr std::array<std::string_view, 26> kOffices = {
        "ambassador",  "chancellor", "commander", "consul",  "dictator", "diplomat",
        "emir",        "emperor",    "envoy",     "general", "governor", "judge",
        "king",        "lawmaker",   "minister",  "monarch", "premier",  "president",
        "prince",      "prosecutor", "queen",     "senator", "speaker",  "spokesman",
        "spokeswoman", "sultan"};
    static_assert(std::is_sorted(kOffices.begin(), kOffices.end()));
    const bool body = holder.kind == ActorKind::kState || holder.kind == ActorKind::kPlace;
    return body && event.type == EventType::kRole &&
           is_one_of(tree_.lemma(event.trigger), kOffices);
  }

  // "Tourists flew to Lima", "the Peruvian president returned to Lima": no visit that says anything
  // of Lima's relations.
  static bool is_private_journey(const Relation& relation, const Actor& traveller,
                                 const Actor& host) {
    constexpr std::string_view kVisit = "042";
    if (relation.cameo != kVisit) return false;
    const bool home = traveller.kind == ActorKind::kPerson && host.kind == ActorKind::kState &&
                      !traveller.country.empty() && traveller.country == host.country;
    return home || (traveller.kind == ActorKind::kGroup && traveller.code.ends_with("CVL"));
  }

  // "A spokesman told Reuters": where the words were said, nobody's relation. A body of which
  // nothing is known is mostly a newspaper.
  static bool is_to_the_press(const Relation& relation, const Actor& hearer) {
    constexpr std::string_view kJournalists = "JRN";
    const bool told = relation.type == EventType::kStatement && relation.predicate == "tell";
    const bool unknown = hearer.kind == ActorKind::kOrganization && hearer.code.empty();
    return told && (unknown || hearer.code.find(kJournalists) != std::string::npos);
  }

  // Whose words the token is, by the quotation marks: a speaker of this sentence or another one.
  const Mention* quoted_speaker(std::size_t token) const {
    const std::int32_t index =
        quotation_at(quotations_, number_, static_cast<std::uint32_t>(token));
    if (index < 0) return nullptr;
    const std::int32_t speaker = quotations_[static_cast<std::size_t>(index)].speaker;
    return speaker < 0 ? nullptr : &document_.mentions[static_cast<std::size_t>(speaker)];
  }

  // Gives the rules that applied, in their order.
  std::vector<StatusNote> apply_status(const Event& event, Relation& relation) {
    Status status = status_of(tree_, event.trigger, lexicon_);
    const Mention* quoted = quoted_speaker(event.trigger);
    if (quoted != nullptr && status.modality == Modality::kAsserted) {
      status.modality = Modality::kReported;
      status.notes.push_back({"inside a quotation", event.trigger});
    }
    if (event.negated) status.notes.push_back({"negated by its own words", event.trigger});
    relation.negated = status.negated != event.negated;
    relation.modality = status.modality;
    if (event.planned && status.modality != Modality::kHypothetical) {
      relation.modality = Modality::kPlanned;
      status.notes.push_back({"planned by its own words", event.trigger});
    }
    const EventType said = relation.type;
    if (!status.denied) apply_intent(status.intended, relation);
    if (relation.type != said) {
      status.notes.push_back({"declared intention counts as a deed", event.trigger});
    }
    if (status.speaker >= 0) {
      const auto speakers = participants_.owners(static_cast<std::size_t>(status.speaker));
      if (!speakers.empty()) relation.attributed_to = document_.actors[speakers[0].actor].id;
    }
    if (relation.attributed_to.empty() && quoted != nullptr && quoted->actors.size() == 1) {
      relation.attributed_to = document_.actors[quoted->actors[0]].id;
    }
    // "Lima said, speaking to Oslo": what Lima does by speaking is no report of Lima's.
    if (relation.type == EventType::kStatement && !relation.attributed_to.empty() &&
        std::any_of(event.sources.begin(), event.sources.end(), [&](const Participant& p) {
          return document_.actors[p.actor].id == relation.attributed_to;
        })) {
      relation.attributed_to.clear();
      if (relation.modality == Modality::kReported) relation.modality = Modality::kAsserted;
      status.notes.push_back({"the speaker's own statement is no report", event.trigger});
    }
    return std::move(status.notes);
  }

  ConfidenceEvidence evidence_of(const Event& event, const Relation& relation,
                                 const Participant& source, const Participant& target) const {
    ConfidenceEvidence out;
    out.type = event.type;
    out.construction = event.certainty;
    for (const std::uint32_t t : {event.trigger, source.token, target.token}) {
      const float p = sentence_.tokens[t].arc_probability;
      if (p > 0) out.parse = std::min(out.parse, p);
    }
    out.source = source.certainty;
    out.target = target.certainty;
    const Actor& from = document_.actors[source.actor];
    const Actor& to = document_.actors[target.actor];
    out.source_unnamed = id_prefix(from.id) == "unknown";
    out.target_unnamed = id_prefix(to.id) == "unknown";
    out.source_unknown = from.country.empty() && from.code.empty();
    out.target_unknown = to.country.empty() && to.code.empty();
    out.by_noun = !tree_.is_verb(event.trigger);
    out.specific = event.specific;
    out.composed = event.composed;
    out.in_sport = in_sport_;
    out.hedged =
        relation.modality == Modality::kPlanned || relation.modality == Modality::kHypothetical;
    const std::size_t pairs = event.targets.empty()
                                  ? event.sources.size() * (event.sources.size() - 1) / 2
                                  : event.sources.size() * event.targets.size();
    out.pairs = static_cast<std::uint32_t>(pairs);
    const auto away = [&](std::uint32_t t) {
      return t > event.trigger ? t - event.trigger : event.trigger - t;
    };
    out.source_away = away(source.token);
    out.target_away = away(target.token);
    return out;
  }

  // The words that date the event.
  std::optional<TimeExpression> time_of(const Event& event, const Relation& relation) const {
    const auto& published = document_.article.published;
    const bool future = relation.modality == Modality::kPlanned;
    const auto expressions = find_time_expressions(sentence_.tokens, published, future);
    const std::size_t clause = clause_of(tree_, event.trigger);
    for (const bool inside : {true, false}) {  // under the predicate itself first
      for (const TimeExpression& e : expressions) {
        if (is_end(e) || sentence_.tokens[e.first].entity == EntityType::kPerson) continue;
        const std::size_t anchor = anchor_of(e);
        if (inside ? anchor == event.trigger : share_time(tree_, anchor, clause)) return e;
      }
    }
    return std::nullopt;
  }

  // "extended the truce until August", "to leave by Friday": no date of the event.
  bool is_end(const TimeExpression& e) const {
    constexpr std::array<std::string_view, 4> kEnds = {"until", "till", "through", "by"};
    std::size_t first = e.first;
    while (first > 0 && tree_.rel(first - 1) == Rel::kDet) --first;
    return first > 0 &&
           std::find(kEnds.begin(), kEnds.end(), tree_.lemma(first - 1)) != kEnds.end();
  }

  // By these words, else the day of publication if it is known.
  std::optional<DatedPeriod> date_of(const std::optional<TimeExpression>& time) const {
    if (time) return time->period;
    const auto& published = document_.article.published;
    if (!published) return std::nullopt;
    return DatedPeriod{*published, DatePrecision::kDay, DateBasis::kPublication};
  }

  // What a time expression hangs on: "met" of "met on Thursday", "deal" of "a July deal".
  std::size_t anchor_of(const TimeExpression& e) const {
    std::size_t top = e.first;
    while (tree_.head(top) >= 0 && static_cast<std::size_t>(tree_.head(top)) >= e.first &&
           static_cast<std::size_t>(tree_.head(top)) < e.last) {
      top = static_cast<std::size_t>(tree_.head(top));
    }
    if (tree_.head(top) < 0) return top;
    // "on Monday night", "late on Monday", "at the end of April", "during the 2015 summit", "in
    // Lima last week" with the week at Lima
    auto node = static_cast<std::size_t>(tree_.head(top));
    while (tree_.head(node) >= 0 &&
           (tree_.token(node).upos == Upos::kAdv || tree_.token(node).upos == Upos::kPropn ||
            is_part_of_period(tree_.lemma(node)) || is_dated_occasion(top, node))) {
      node = static_cast<std::size_t>(tree_.head(node));
    }
    return node;
  }

  static bool is_part_of_period(std::string_view noun) {
    constexpr std::array<std::string_view, 18> kParts = {
        "night", "morning", "evening", "afternoon", "end",    "beginning",
        "start", "middle",  "half",    "spring",    "summer", "autumn",
        "fall",  "winter",  "week",    "weekend",   "eve",    "close"};
    return std::find(kParts.begin(), kParts.end(), noun) != kParts.end();
  }

  // A noun with the year before it that tells when: "during the 2015 | summit".
  bool is_dated_occasion(std::size_t year, std::size_t noun) const {
    if (tree_.head(year) != static_cast<int>(noun) || year > noun) return false;
    const std::string prep = tree_.preposition(noun);
    return tree_.rel(noun) == Rel::kObl && (prep == "during" || prep == "at" || prep == "in");
  }

  // "in Lima", "at Geneva": the first place name that the syntax gives the predicate's clause.
  std::string place_of(const Event& event) const {
    const std::size_t clause = clause_of(tree_, event.trigger);
    for (const std::size_t node : {static_cast<std::size_t>(event.trigger), clause}) {
      for (const std::uint32_t c : tree_.children(node)) {
        if (tree_.rel(c) != Rel::kObl && tree_.rel(c) != Rel::kNmod) continue;
        if (sentence_.tokens[c].entity != EntityType::kPlace) continue;
        const std::string prep = tree_.preposition(c);
        if (prep == "in" || prep == "at" || prep == "near" || prep == "outside") {
          return entity_text(c);
        }
      }
    }
    return {};
  }

  std::string entity_text(std::size_t token) const {
    const auto& tokens = sentence_.tokens;
    std::size_t first = token;
    while (first > 0 && !tokens[first].entity_begins &&
           tokens[first - 1].entity == EntityType::kPlace) {
      --first;
    }
    std::size_t last = token;
    while (last + 1 < tokens.size() && tokens[last + 1].entity == EntityType::kPlace &&
           !tokens[last + 1].entity_begins) {
      ++last;
    }
    return std::string(slice(document_.article.text, cover(tokens[first].span, tokens[last].span)));
  }

  // One relation for the same ends and type: the surest; either way round if it is reciprocal.
  void deduplicate() {
    std::vector<ExplainedRelation> kept;
    for (ExplainedRelation& r : found_) {
      const auto same = std::find_if(kept.begin(), kept.end(), [&](const ExplainedRelation& k) {
        return is_same(k.relation, r.relation);
      });
      if (same == kept.end()) {
        kept.push_back(std::move(r));
      } else if (r.relation.confidence > same->relation.confidence) {
        *same = std::move(r);
      }
    }
    found_ = std::move(kept);
  }

  static bool is_same(const Relation& a, const Relation& b) {
    if (a.type != b.type || a.negated != b.negated) return false;
    if (a.type == EventType::kRole && a.predicate != b.predicate) return false;
    if (a.subject == b.subject && a.object == b.object) return true;
    return (a.reciprocal || b.reciprocal) && a.subject == b.object && a.object == b.subject;
  }

  const Document& document_;
  const std::vector<Quotation>& quotations_;
  bool in_sport_;
  std::uint32_t number_;
  const Sentence& sentence_;
  Tree tree_;
  Participants participants_;
  const RelationLexicon& lexicon_;
  const RelationOptions& options_;
  std::vector<ExplainedRelation> found_;
};

// What others may call "the move" later: the first thing told that is no judgement of the deed
// before.
std::optional<Deed> first_deed(const Document& document, std::span<const ExplainedRelation> told,
                               const std::optional<Deed>& before) {
  for (const ExplainedRelation& r : told) {
    const EventType type = r.relation.type;
    if (type == EventType::kRole || type == EventType::kStatement || r.relation.negated) continue;
    const bool judges =
        type == EventType::kAccuse || type == EventType::kSupport || type == EventType::kReject;
    if (judges && before && document.actors[before->actor].id == r.relation.object) return before;
    for (std::uint32_t a = 0; a < document.actors.size(); ++a) {
      if (document.actors[a].id == r.relation.subject) return Deed{a, type};
    }
  }
  return {};
}

}  // namespace

std::vector<ExplainedRelation> explain_relations(const Document& document,
                                                 const RelationLexicon& lexicon,
                                                 const RelationOptions& options) {
  std::vector<Syntax> syntax(document.sentences.begin(), document.sentences.end());
  ArticleContext context{
      find_quotations(document, syntax), sport_sentences(document.sentences), {}, 0};
  std::vector<ExplainedRelation> out;
  for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
    const std::size_t known = out.size();
    SentenceRelations(document, context, s, lexicon, options).run(out);
    if (const auto deed = first_deed(document, std::span(out).subspan(known), context.deed)) {
      context.deed = deed;
      context.deed_sentence = s;
    }
  }
  return out;
}

std::vector<Relation> extract_relations(const Document& document, const RelationLexicon& lexicon,
                                        const RelationOptions& options) {
  std::vector<Relation> out;
  for (ExplainedRelation& r : explain_relations(document, lexicon, options)) {
    out.push_back(std::move(r.relation));
  }
  return out;
}

}  // namespace entente
