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
#include "ingest/event/status.h"

namespace entente {

namespace {

constexpr float kComposition = 0.95F;
constexpr float kTargetFromInner = 0.9F;
constexpr float kTargetNearby = 0.7F;
constexpr float kNearestActor = 0.8F;  // on top of what Participants::within takes

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
      if (!events_[token] && loose_[token]) events_[token] = complete_from_nearby(*loose_[token]);
    }
    for (const std::uint32_t clause : tree_.children(token)) {
      if (tree_.rel(clause) == Rel::kObj && tree_.is_verb(token)) continue;
      const Composition* entry = find_composition(tree_, token, clause, lexicon_);
      if (entry != nullptr && compose(token, clause, *entry)) break;
    }
  }

  // A frame with one end filled takes the nearest actor of its clause for the other one: the parser
  // or the lexicon may not know the construction.
  std::optional<Event> complete_from_nearby(Event event) const {
    const bool has_source = !event.sources.empty();
    if (has_source && event.targets.empty() && suffers_from(event)) return event;
    if (has_source == !event.targets.empty() || event.type == EventType::kStatement ||
        event.type == EventType::kRole || event.flags.direct || event.flags.weak ||
        (has_source && event.needs_preposition && takes_other_complement(event.trigger)) ||
        !is_told(event.trigger)) {
      return std::nullopt;
    }
    // "was condemned by 141 states": somebody else than whoever stands near.
    if (!has_source && tree_.has_child(event.trigger, Rel::kOblAgent)) return std::nullopt;
    // "tried to persuade Lima": nobody tried Lima.
    if (has_source && !event.specific && tree_.has_child(event.trigger, Rel::kXcomp) &&
        !tree_.has_child(event.trigger, Rel::kObj)) {
      return std::nullopt;
    }
    if (has_source && has_pronoun_as_object(event.trigger)) return std::nullopt;
    auto& missing = has_source ? event.targets : event.sources;
    const auto& present = has_source ? event.sources : event.targets;
    std::vector<Participant> near = participants_.within(event.trigger);
    remove_sources(present, near);
    // Who is arrested in a country is arrested by its police.
    const bool by_place = !has_source && is_of_police(event) && tree_.is_passive(event.trigger);
    std::erase_if(near, [&](const Participant& p) {
      const bool after = p.token > event.trigger;
      if (is_part_of(present, p, event.trigger) || is_used(event, p) || is_authority(p.token) ||
          is_represented(p.token) || is_former_holder(p.token)) {
        return true;
      }
      // "a bomb in Lima killed", "a blast near Lima's embassy": nobody says that Lima did.
      if (!has_source && tree_.preposition(p.token) == "in") return !by_place;
      if (!has_source && is_site(p.token, event.trigger)) return true;
      return after != has_source || !in_same_clause(p.token, event.trigger);
    });
    if (near.empty()) return std::nullopt;
    const auto distance = [&](const Participant& p) {
      return p.token > event.trigger ? p.token - event.trigger : event.trigger - p.token;
    };
    missing.push_back(*std::min_element(
        near.begin(), near.end(),
        [&](const Participant& a, const Participant& b) { return distance(a) < distance(b); }));
    event.certainty *= kNearestActor;
    return event;
  }

  // "thanked him for opening the port of Lima": him, whoever that is.
  bool has_pronoun_as_object(std::size_t verb) const {
    const int object = tree_.child(verb, Rel::kObj);
    return object >= 0 && tree_.token(static_cast<std::size_t>(object)).xpos == "PRP";
  }

  // "decided to leave", "stormed a camp": no "decided against", no "stormed at".
  bool takes_other_complement(std::size_t verb) const {
    return tree_.has_child(verb, Rel::kObj) || tree_.has_child(verb, Rel::kXcomp) ||
           tree_.has_child(verb, Rel::kCcomp);
  }

  // What police and courts do: arrests, investigations, charges, sentences.
  static bool is_of_police(const Event& event) {
    if (event.type == EventType::kCoerce) return true;
    return event.type == EventType::kAccuse &&
           (event.cameo.starts_with("09") || event.cameo == "115" || event.cameo == "116");
  }

  // "A Peruvian nurse was investigated": Peru is no other actor.
  bool is_part_of(const std::vector<Participant>& list, const Participant& p,
                  std::size_t trigger) const {
    return std::any_of(list.begin(), list.end(), [&](const Participant& whole) {
      const bool below =
          tree_.dominates(whole.token, p.token) && !tree_.dominates(whole.token, trigger);
      return below || (whole.span.begin <= p.span.begin && p.span.end <= whole.span.end);
    });
  }

  // "on behalf of Lima"
  bool is_represented(std::size_t token) const {
    for (int n = static_cast<int>(token); n >= 0; n = tree_.head(static_cast<std::size_t>(n))) {
      if (tree_.lemma(static_cast<std::size_t>(n)) == "behalf") return true;
    }
    return false;
  }

  // "a drone supplied by Lima"
  bool is_former_holder(std::size_t token) const {
    const int verb = tree_.head(token);
    return verb >= 0 && tree_.rel(token) == Rel::kOblAgent &&
           tree_.rel(static_cast<std::size_t>(verb)) == Rel::kAcl &&
           parts_from_agent(tree_.lemma(static_cast<std::size_t>(verb)));
  }

  // "at the Iranian embassy", with the token at "Iranian" or at "embassy".
  bool is_site(std::size_t token, std::size_t trigger) const {
    constexpr std::array<std::string_view, 4> kSites = {"at", "near", "outside", "inside"};
    for (std::size_t node = token; node != trigger;) {
      const std::string prep = tree_.preposition(node);
      if (std::find(kSites.begin(), kSites.end(), prep) != kSites.end()) return true;
      if (tree_.head(node) < 0) return false;
      node = static_cast<std::size_t>(tree_.head(node));
    }
    return false;
  }

  // "sent troops": the troops are what the pattern is made of.
  static bool is_used(const Event& event, const Participant& p) {
    return std::find(event.used.begin(), event.used.end(), p.token) != event.used.end();
  }

  // "..., according to a report by Lima".
  bool is_authority(std::size_t token) const {
    for (int n = static_cast<int>(token); n >= 0; n = tree_.head(static_cast<std::size_t>(n))) {
      const std::string prep = tree_.preposition(static_cast<std::size_t>(n));
      if (prep == "according_to" || prep == "accord_to") return true;
    }
    return false;
  }

  // "Lima withdrew amid a Peruvian offensive": a hostile event that is why or when somebody acts
  // hits the one who acts.
  bool suffers_from(Event& event) const {
    const std::size_t noun = event.trigger;
    if (quad_class(event.type) < 3 || tree_.is_verb(noun) || tree_.rel(noun) != Rel::kObl) {
      return false;
    }
    constexpr std::array<std::string_view, 7> kOccasions = {
        "amid", "after", "following", "despite", "under", "due_to", "because_of"};
    const std::string prep = tree_.preposition(noun);
    if (std::find(kOccasions.begin(), kOccasions.end(), prep) == kOccasions.end()) return false;
    const int subject = surface_subject(tree_, static_cast<std::size_t>(tree_.head(noun)));
    if (subject < 0) return false;
    std::vector<Participant> hit =
        participants_.owners(tree_.antecedent(static_cast<std::size_t>(subject)));
    remove_sources(event.sources, hit);
    if (hit.size() != 1) return false;
    event.targets = weighted(std::move(hit), kTargetNearby);
    event.certainty *= kNearestActor;
    return true;
  }

  // In the main line of the sentence: the root clause, what is coordinated with it or said in it,
  // and the nouns there; not in relative, adverbial or conditional clauses.
  bool is_told(std::size_t token) const {
    for (std::size_t node = token; tree_.head(node) >= 0;
         node = static_cast<std::size_t>(tree_.head(node))) {
      switch (tree_.rel(node)) {
        case Rel::kConj:
        case Rel::kCcomp:
        case Rel::kXcomp:
        case Rel::kParataxis:
        case Rel::kNsubj:
        case Rel::kNsubjPass:
        case Rel::kObj:
        case Rel::kObl:
          break;
        default:
          return false;
      }
    }
    return true;
  }

  // The clause of the trigger with its infinitives and participles, but no clause with a subject.
  bool in_same_clause(std::size_t token, std::size_t trigger) const {
    for (int n = tree_.head(token); n >= 0; n = tree_.head(static_cast<std::size_t>(n))) {
      const auto node = static_cast<std::size_t>(n);
      if (node == trigger) return true;
      const bool finite = tree_.has_child(node, Rel::kNsubj) ||
                          tree_.has_child(node, Rel::kNsubjPass) || tree_.rel(node) == Rel::kConj ||
                          tree_.rel(node) == Rel::kAclRelcl;
      if (tree_.is_verb(node) && finite) return false;
    }
    return false;
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

  // "called on the cabinet to recognise Lima": somebody, if unknown, and not Lima.
  bool addresses_people(const std::vector<Argument>& arguments) const {
    return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) {
      const bool place = a.function == "obj" || a.function == "on" || a.function == "upon";
      return place && tree_.token(a.token).upos == Upos::kNoun;
    });
  }

  static void remove_sources(const std::vector<Participant>& sources,
                             std::vector<Participant>& list) {
    std::erase_if(list, [&](const Participant& p) {
      return std::any_of(sources.begin(), sources.end(),
                         [&](const Participant& s) { return s.actor == p.actor; });
    });
  }

  static std::vector<Participant> weighted(std::vector<Participant> list, float factor) {
    for (Participant& p : list) p.certainty *= factor;
    return list;
  }

  // Without `nearby` only those whom the grammar names.
  std::vector<Participant> targets_of(const Composition& entry, std::uint32_t token,
                                      std::uint32_t clause, const std::vector<Participant>& sources,
                                      const std::vector<Argument>& arguments, const Event* inner,
                                      bool nearby) const {
    std::vector<Participant> out;
    if (entry.object_acts) {
      out = addressees(token, clause, arguments);
      if (out.empty() && (has_pronoun_as_object(token) || addresses_people(arguments))) return out;
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
      return entry.label + " " + inner->label;
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
  // Whom a traveller goes to meet is news of its own: "flew to Lima to meet her".
  void drop_reasons() {
    for (std::size_t t = 0; t < events_.size(); ++t) {
      if (!events_[t] || tree_.rel(t) != Rel::kAdvcl || tree_.head(t) < 0) continue;
      const auto head = static_cast<std::size_t>(tree_.head(t));
      if (!events_[head] || dropped_[head]) continue;
      const std::string kind = complement_kind(tree_, t);
      const bool told = kind == "inf" && is_meeting_of_travellers(*events_[t], *events_[head]);
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
