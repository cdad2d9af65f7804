#include "ingest/event/compose.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

#include "ingest/event/clause.h"
#include "ingest/event/intent.h"
#include "ingest/event/match.h"
#include "ingest/event/nearest_actor.h"
#include "ingest/event/status.h"

namespace entente {

namespace {

constexpr float kComposition = 0.95F;
constexpr float kTargetFromInner = 0.9F;

bool is_hostile(EventType type) {
  return type == EventType::kAssault || type == EventType::kSanction ||
         type == EventType::kCoerce || type == EventType::kThreaten ||
         type == EventType::kMobilize || type == EventType::kProtest;
}

std::string stop_code(EventType inner) {
  switch (inner) {
    case EventType::kAssault:
    case EventType::kMobilize:
      return "087";
    case EventType::kAid:
      return "162";
    case EventType::kCooperate:
    case EventType::kSupport:
      return "160";
    case EventType::kConsult:
      return "164";
    case EventType::kSanction:
      return "085";
    case EventType::kCoerce:
      return "081";
    default:
      return {};
  }
}

std::string accusation_code(EventType inner, const std::string& base) {
  return inner == EventType::kAssault && base == "112" ? "1123" : base;
}

class Composer {
 public:
  Composer(const Tree& tree, const RelationLexicon& lexicon, const Participants& participants)
      : tree_(tree),
        lexicon_(lexicon),
        participants_(participants),
        events_(tree.size()),
        loose_(tree.size()),
        dropped_(tree.size(), false) {}

  std::vector<Event> run() {
    std::vector<std::uint32_t> order(tree_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::vector<std::size_t> depth(tree_.size());
    for (std::size_t i = 0; i < depth.size(); ++i) depth[i] = tree_.depth(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return depth[a] > depth[b]; });
    for (const std::uint32_t token : order) visit(token);
    return collect();
  }

 private:
  void visit(std::uint32_t token) {
    const Upos tag = tree_.token(token).upos;
    if (tag != Upos::kVerb && tag != Upos::kNoun && tag != Upos::kAdj && !tree_.is_verb(token)) {
      return;
    }
    Match match = match_predicate(tree_, token, lexicon_, participants_);
    loose_[token] = std::move(match.loose);
    if (loose_[token] && is_complete(*loose_[token])) {
      events_[token] = loose_[token];
    } else {
      events_[token] = std::move(match.complete);
      if (!events_[token] && loose_[token])
        events_[token] = complete_from_nearby(tree_, participants_, *loose_[token]);
    }
    for (const std::uint32_t clause : tree_.children(token)) {
      if (tree_.rel(clause) == Rel::kObj && tree_.is_verb(token)) continue;
      const Composition* entry = find_composition(tree_, token, clause, lexicon_);
      if (entry != nullptr && compose(token, clause, *entry)) break;
    }
  }

  static bool is_complete(const Event& e) {
    if (e.sources.empty()) return false;
    return !e.targets.empty() || (e.flags.reciprocal && e.sources.size() > 1);
  }

  // The event of the complement clause: its own, or that of the noun it carries ("to hold talks").
  const Event* inner_event(std::uint32_t clause) const {
    if (events_[clause]) return &*events_[clause];
    if (loose_[clause]) return &*loose_[clause];
    for (const std::uint32_t c : tree_.children(clause)) {
      if (tree_.rel(c) == Rel::kObj && loose_[c]) return &*loose_[c];
    }
    return nullptr;
  }

  std::vector<Participant> fillers(const std::vector<Argument>& arguments,
                                   std::initializer_list<std::string_view> functions) const {
    for (const std::string_view function : functions) {
      std::vector<Participant> out;
      for (const Argument& a : arguments) {
        if (a.function != function) continue;
        for (Participant p : participants_.owners(a.token)) {
          p.certainty *= a.certainty;
          out.push_back(p);
        }
      }
      if (!out.empty()) return out;
    }
    return {};
  }

  std::vector<Participant> sources_of(std::uint32_t token,
                                      const std::vector<Argument>& arguments) const {
    if (pattern_pos(tree_, token) == PatternPos::kNoun) {
      return fillers(arguments, {"poss", "by", "subj", "of", "from", "comp"});
    }
    std::vector<Participant> out = fillers(arguments, {"subj"});
    if (object_in_control(tree_, token) >= 0) return out;
    // "Lima issued a statement demanding that": the subject of the verb speaks.
    for (std::size_t k = 0; out.empty() && k < arguments.size(); ++k) {
      const std::uint32_t noun = arguments[k].token;
      if (arguments[k].function != "subj" || tree_.rel(noun) != Rel::kObj) continue;
      const int author = surface_subject(tree_, static_cast<std::size_t>(tree_.head(noun)));
      if (author < 0) continue;
      for (const std::uint32_t t : with_conjuncts(tree_, static_cast<std::size_t>(author))) {
        for (const Participant& p : participants_.owners(tree_.antecedent(t))) out.push_back(p);
      }
    }
    return out;
  }

  // Whom the governor addresses: "urged Lima to", "called on Lima to", "wants Lima to".
  std::vector<Participant> addressees(std::uint32_t token, std::uint32_t clause,
                                      const std::vector<Argument>& arguments) const {
    std::vector<Participant> out = fillers(arguments, {"obj", "iobj", "on", "upon", "to", "with"});
    if (!out.empty()) return out;
    for (const Rel rel : {Rel::kNsubj, Rel::kNsubjPass}) {
      if (const int s = tree_.child(clause, rel); s >= 0) {
        for (const std::uint32_t t : with_conjuncts(tree_, static_cast<std::size_t>(s))) {
          for (const Participant& p : participants_.owners(tree_.antecedent(t))) out.push_back(p);
        }
      }
    }
    if (out.empty() && pattern_pos(tree_, token) == PatternPos::kNoun) {
      out = fillers(arguments, {"for", "against"});
    }
    return out;
  }

  // "called on the cabinet to recognise Lima", "accused the West of arming Lima": somebody, if
  // unknown, and not Lima.
  bool addresses_people(const std::vector<Argument>& arguments) const {
    return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) {
      const bool place = a.function == "obj" || a.function == "on" || a.function == "upon";
      const Upos upos = tree_.token(a.token).upos;
      return place && (upos == Upos::kNoun || upos == Upos::kPropn);
    });
  }

  // Without `nearby` only those whom the grammar names.
  std::vector<Participant> targets_of(const Composition& entry, std::uint32_t token,
                                      std::uint32_t clause, const std::vector<Participant>& sources,
                                      const std::vector<Argument>& arguments, const Event* inner,
                                      bool nearby) const {
    std::vector<Participant> out;
    if (entry.object_acts) {
      out = addressees(token, clause, arguments);
      if (out.empty() &&
          entry.effect == Effect::kRequest) {  // "called for Lima to free the sailors"
        out = fillers(arguments, {"for"});
      }
      if (out.empty() && (has_pronoun_as_object(tree_, token) || addresses_people(arguments)))
        return out;
    } else {
      out = fillers(arguments, {"obj", "iobj", "with", "to", "against"});
    }
    remove_sources(sources, out);
    if (out.empty() && inner != nullptr) {
      out = weighted(inner->targets, kTargetFromInner);
      remove_sources(sources, out);
      if (out.empty()) out = weighted(inner->sources, kTargetFromInner);
      remove_sources(sources, out);
    }
    if (out.empty() && nearby) {
      out = weighted(participants_.within(clause), kTargetNearby);
      remove_sources(sources, out);
      std::erase_if(out, [&](const Participant& p) {
        return (inner != nullptr && is_used(*inner, p)) || is_aside(p.token, clause);
      });
      keep_first_list(out);
    }
    return out;
  }

  // "threatened to punish Lima and Oslo": the first and those beside it.
  void keep_first_list(std::vector<Participant>& list) const {
    if (list.size() < 2) return;
    const std::vector<std::uint32_t> beside = with_conjuncts(tree_, list.front().token);
    std::erase_if(list, [&](const Participant& p) {
      return std::find(beside.begin(), beside.end(), p.token) == beside.end();
    });
  }

  // "threatened to strike unless Lima pays": who is threatened.
  bool is_condition(std::size_t clause) const {
    for (const std::uint32_t c : tree_.children(clause)) {
      if (tree_.rel(c) != Rel::kMark) continue;
      if (tree_.lemma(c) == "if" || tree_.lemma(c) == "unless") return true;
    }
    return false;
  }

  // "refused to join, citing a Peruvian report": beside what the clause is about.
  bool is_aside(std::size_t token, std::size_t clause) const {
    for (std::size_t n = token; n != clause; n = static_cast<std::size_t>(tree_.head(n))) {
      if (tree_.rel(n) == Rel::kAclRelcl) return true;
      if (tree_.rel(n) == Rel::kAdvcl && !tree_.is_infinitive(n) && !is_condition(n)) return true;
    }
    return false;
  }

  // "Lima said Oslo must withdraw": an utterance about another's duty is a request.
  bool is_demand_on_other(std::uint32_t clause, const Composition& entry) const {
    if (entry.effect != Effect::kSay) return false;
    const int subject = tree_.child(clause, Rel::kNsubj);
    if (subject < 0 || participants_.owners(static_cast<std::size_t>(subject)).empty())
      return false;
    const bool modal = [&] {
      for (const std::uint32_t c : tree_.children(clause)) {
        if (tree_.rel(c) != Rel::kAux) continue;
        const std::string_view word = tree_.lemma(c);
        if (word == "must" || word == "should" || word == "ought") return true;
      }
      return (tree_.lemma(clause) == "have" || tree_.lemma(clause) == "need") &&
             tree_.has_child(clause, Rel::kXcomp);
    }();
    return modal && !tree_.has_child(clause, Rel::kNsubjPass);
  }

  // True if the governor's event was made.
  bool compose(std::uint32_t token, std::uint32_t clause, const Composition& given) {
    Composition entry = given;
    if (is_demand_on_other(clause, entry)) {
      entry.effect = Effect::kRequest;
      entry.object_acts = true;
      entry.cameo = "020";
      entry.label = "demand that";
    }
    // "Did Lima help?" he asked: nobody was asked to.
    if (entry.effect == Effect::kRequest && tree_.rel(clause) == Rel::kCcomp &&
        is_question(clause)) {
      return false;
    }
    const Event* inner = inner_event(clause);
    Effect effect = entry.effect;
    const bool inner_negated = is_negated(tree_, clause) || (inner != nullptr && inner->negated);
    if (effect == Effect::kPromise && inner != nullptr && is_hostile(inner->type) &&
        inner->type != EventType::kMobilize) {  // "offered to send troops" is an offer
      effect = inner_negated ? Effect::kPromise : Effect::kThreaten;  // "vowed to attack"
    }
    if (effect == Effect::kPromise && inner == nullptr && !inner_negated && is_to_harm(clause)) {
      effect = Effect::kThreaten;
    }
    if (effect == Effect::kAgree && inner != nullptr && is_hostile(inner->type) && !inner_negated) {
      const bool predicated = entry.pos == PatternPos::kNoun && tree_.has_child(token, Rel::kCop);
      if (entry.pos == PatternPos::kAdjective || predicated)
        effect = Effect::kThreaten;  // "ready to bomb"
      else
        return false;  // "agreed to impose sanctions": planned sanctions
    }
    const std::string cameo = composed_cameo(effect, inner, entry.cameo);
    if (cameo.empty()) return false;
    const std::vector<Argument> arguments = arguments_of(tree_, token);
    Event event;
    event.sources = sources_of(token, arguments);
    if (event.sources.empty()) return false;
    // "Lima and Oslo agreed to restore ties in talks hosted by Quito": with each other.
    const bool mutual = effect == Effect::kAgree && event.sources.size() > 1;
    event.targets = targets_of(entry, token, clause, event.sources, arguments, inner, !mutual);
    event.flags = entry.flags;
    if (effect == Effect::kAgree) event.flags.reciprocal = true;
    if (event.targets.empty() && !mutual) return false;
    event.trigger = token;
    event.cameo = cameo;
    event.type = type_of_cameo(cameo).value_or(EventType::kStatement);
    event.label = composed_label(entry, inner, clause);
    event.certainty = kComposition;
    event.composed = true;
    event.example = entry.example;
    event.used.push_back(clause);
    if (inner != nullptr) event.used.push_back(inner->trigger);
    const bool happened = effect == Effect::kHelp || effect == Effect::kCause;
    if (!happened) drop_inside(clause);
    events_[token] = std::move(event);
    return true;
  }

  // "vowed to punish Lima": no deed of its own, but no promise either.
  bool is_to_harm(std::size_t clause) const {
    constexpr std::array<std::string_view, 12> kHarm = {
        "punish",     "avenge",     "crush",   "defeat",  "eliminate", "destroy",
        "annihilate", "obliterate", "flatten", "respond", "cripple",   "humiliate"};
    return std::find(kHarm.begin(), kHarm.end(), tree_.lemma(clause)) != kHarm.end();
  }

  bool is_question(std::size_t clause) const {
    for (const std::uint32_t c : tree_.children(clause)) {
      if (tree_.token(c).form == "?") return true;
    }
    return false;
  }

  std::string composed_label(const Composition& entry, const Event* inner,
                             std::uint32_t clause) const {
    const Effect e = entry.effect;
    if (e == Effect::kAccuse || e == Effect::kPraise || e == Effect::kHelp) return entry.label;
    if (inner != nullptr && inner->trigger == clause && entry.complement != "that") {
      std::string label = entry.label;  // "agreed not to attack"
      if (is_negated(tree_, clause) && label.ends_with(" to"))
        label.insert(label.size() - 3, " not");
      return label + " " + inner->label;
    }
    return entry.label;
  }

  // What a request, promise or accusation is about has not happened as such.
  void drop_inside(std::uint32_t clause) {
    for (std::size_t t = 0; t < tree_.size(); ++t) {
      if (!tree_.dominates(clause, t)) continue;
      const int relative = tree_.enclosing_relative(t);
      if (relative >= 0 && tree_.dominates(clause, static_cast<std::size_t>(relative))) continue;
      dropped_[t] = true;
    }
  }

  // Events that are only the reason or the purpose of a larger one: "arrested for helping rebels".
  // Whom a traveller goes to meet is news of its own, and what was said in a call or on a visit:
  // "flew to Lima to meet her", "phoned him to thank him".
  void drop_reasons() {
    for (std::size_t t = 0; t < events_.size(); ++t) {
      if (!events_[t] || tree_.rel(t) != Rel::kAdvcl || tree_.head(t) < 0) continue;
      const auto head = static_cast<std::size_t>(tree_.head(t));
      if (!events_[head] || dropped_[head]) continue;
      const std::string kind = complement_kind(tree_, t);
      const bool said = is_contact(tree_, head) && is_verbal(events_[t]->type);
      const bool told =
          kind == "inf" && (said || is_meeting_of_travellers(*events_[t], *events_[head]));
      if (kind == "for-ing" || (kind == "inf" && !told)) dropped_[t] = true;
    }
  }

  // Of the second event's sources with others than those whom it tells of already.
  static bool is_meeting_of_travellers(const Event& meeting, const Event& travel) {
    if (meeting.type != EventType::kConsult || travel.type != EventType::kConsult) return false;
    const auto is_told = [&travel](const Participant& one) {
      const auto same = [&one](const Participant& other) { return other.actor == one.actor; };
      return std::any_of(travel.sources.begin(), travel.sources.end(), same) ||
             std::any_of(travel.targets.begin(), travel.targets.end(), same);
    };
    return !meeting.targets.empty() &&
           std::none_of(meeting.targets.begin(), meeting.targets.end(), is_told);
  }

  // What somebody condemns, welcomes, demands or rejects is named, not told: "welcomed
  // Lima's talks with Oslo" is one event. Material conflict is news even then: "condemned Lima's
  // attack on Oslo".
  void drop_topics() {
    for (std::size_t t = 0; t < events_.size(); ++t) {
      if (!events_[t] || tree_.is_verb(t)) continue;
      if (is_occasion(t)) continue;
      for (int n = tree_.head(t); n >= 0; n = tree_.head(static_cast<std::size_t>(n))) {
        const auto node = static_cast<std::size_t>(n);
        if (events_[node] && is_verbal(events_[node]->type)) {
          dropped_[t] = dropped_[t] || quad_class(events_[t]->type) != 4;
          break;
        }
        if (tree_.is_verb(node)) break;
      }
    }
  }

  // "at the beginning of their meeting", "during talks": when it was said, not what about.
  bool is_occasion(std::size_t noun) const {
    std::size_t node = noun;
    while (tree_.rel(node) == Rel::kNmod && tree_.preposition(node) == "of" &&
           tree_.head(node) >= 0) {
      node = static_cast<std::size_t>(tree_.head(node));
    }
    if (tree_.rel(node) != Rel::kObl) return false;
    constexpr std::array<std::string_view, 8> kWhen = {"at",   "during",   "after",     "before",
                                                       "amid", "ahead_of", "following", "in"};
    const std::string prep = tree_.preposition(node);
    return std::find(kWhen.begin(), kWhen.end(), prep) != kWhen.end();
  }

  static bool is_verbal(EventType type) {
    return type == EventType::kAccuse || type == EventType::kSupport ||
           type == EventType::kReject || type == EventType::kRequest || type == EventType::kAgree ||
           type == EventType::kThreaten || type == EventType::kProtest ||
           type == EventType::kConsult;
  }

  std::vector<Event> collect() {
    drop_reasons();
    drop_topics();
    for (std::size_t t = 0; t < events_.size(); ++t) {
      if (!events_[t] || dropped_[t]) continue;
      for (const std::uint32_t u : events_[t]->used) {
        if (u != t) dropped_[u] = true;
      }
    }
    std::vector<Event> out;
    for (std::size_t t = 0; t < events_.size(); ++t) {
      if (events_[t] && !dropped_[t]) out.push_back(std::move(*events_[t]));
    }
    return out;
  }

  const Tree& tree_;
  const RelationLexicon& lexicon_;
  const Participants& participants_;
  std::vector<std::optional<Event>> events_;
  std::vector<std::optional<Event>> loose_;
  std::vector<bool> dropped_;
};

}  // namespace

std::string composed_cameo(Effect effect, const Event* inner, const std::string& without_inner) {
  const bool demand = without_inner.rfind("10", 0) == 0;
  switch (effect) {
    case Effect::kRequest:
      if (inner == nullptr) return without_inner.empty() ? "020" : without_inner;
      return request_code(inner->type, demand);
    case Effect::kAgree:
    case Effect::kPromise:
      if (inner == nullptr) return without_inner.empty() ? "030" : without_inner;
      return inner->negated ? "035" : agreement_code(inner->type);
    case Effect::kThreaten:
      return inner == nullptr ? std::string("130") : threat_code(inner->type);
    case Effect::kRefuse:
      return inner == nullptr ? without_inner : refusal_code(inner->type);
    case Effect::kStop:
      return inner == nullptr ? std::string() : stop_code(inner->type);
    case Effect::kAccuse:
      return inner == nullptr ? without_inner : accusation_code(inner->type, without_inner);
    case Effect::kPraise:
    case Effect::kHelp:
    case Effect::kAllow:
    case Effect::kPrevent:
    case Effect::kCause:
      return without_inner;
    default:
      return {};
  }
}

std::vector<Event> find_events(const Tree& tree, const RelationLexicon& lexicon,
                               const Participants& participants) {
  if (!participants.any()) return {};
  return Composer(tree, lexicon, participants).run();
}

}  // namespace entente
