#include "ingest/event/nearest_actor.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/word_list.h"
#include "ingest/event/clause.h"

namespace entente {

namespace {

constexpr float kNearestActor = 0.8F;  // on top of what Participants::within takes

class Completion {
 public:
  Completion(const Tree& tree, const Participants& participants)
      : tree_(tree), participants_(participants) {}

  std::optional<Event> complete(Event event) const {
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
    if (has_source && has_pronoun_as_object(tree_, event.trigger)) return std::nullopt;
    if (!has_source && object_in_control(tree_, event.trigger) >= 0) return std::nullopt;
    auto& missing = has_source ? event.targets : event.sources;
    const auto& present = has_source ? event.sources : event.targets;
    std::vector<Participant> near = participants_.within(event.trigger);
    for (Participant& p : near) {  // "Peruvian troops captured Cusco"
      const bool own = std::any_of(present.begin(), present.end(),
                                   [&](const Participant& s) { return s.actor == p.actor; });
      if (own && has_source && p.place != kNoActor && tree_.preposition(p.token).empty()) {
        p.actor = p.place;
      }
    }
    remove_sources(present, near);
    // Who is arrested in a country is arrested by its police.
    const bool by_place = !has_source && is_of_police(event) && tree_.is_passive(event.trigger);
    std::erase_if(near, [&](const Participant& p) {
      const bool after = p.token > event.trigger;
      if (is_part_of(present, p, event.trigger) || is_used(event, p) || is_authority(p.token) ||
          is_represented(p.token) || is_former_holder(p.token) ||
          is_price(p.token, event.trigger) || (has_source && is_medium(p))) {
        return true;
      }
      // "signed an accord in Lima", "a summit in the city of Lima": not with it.
      if (event.flags.reciprocal &&
          (event.type == EventType::kSupport || !tree_.is_verb(event.trigger)) &&
          stands_in(p.token, event.trigger)) {
        return true;
      }
      if (has_source && is_of_object(p.token, event.trigger)) return true;
      // "reaffirmed his commitment": whoever "he" is taken for, it is not made to him.
      if (has_source && tree_.token(p.token).xpos == "PRP$") return true;
      // "staged a drill aimed at Lima": not with Lima.
      if (event.flags.reciprocal && has_source && is_in_participle(p.token, event.trigger)) {
        return true;
      }
      const bool denies = event.type == EventType::kReject || event.type == EventType::kConcede;
      if (denies && has_source && is_in_comparison(p.token, event.trigger)) return true;
      if (event.type == EventType::kSupport && has_source &&
          is_in_content(p.token, event.trigger)) {
        return true;
      }
      const bool blames = event.cameo == "111" || event.type == EventType::kThreaten;
      if (has_source && blames && is_hit(tree_, p.token)) return true;
      if (event.leads_away && is_goal(p.token, event.trigger)) return true;
      if (has_source && !event.flags.reciprocal && quad_class(event.type) >= 3 &&
          is_companion(p.token, event.trigger)) {
        return true;
      }
      // "a bomb in Lima killed", "a blast near Lima's embassy": nobody says that Lima did.
      if (!has_source && tree_.preposition(p.token) == "in") {
        return !by_place || participants_.is_placeless(p.actor);  // but not by "prison"
      }
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

 private:
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

  // Whether one of the words from `token` up to `trigger`, which is left out, passes the test; up
  // to the root where the trigger does not govern the token.
  template <typename Test>
  bool any_up_to(std::size_t trigger, std::size_t token, Test test) const {
    for (std::size_t node = token; node != trigger;) {
      if (test(node)) return true;
      if (tree_.head(node) < 0) return false;
      node = static_cast<std::size_t>(tree_.head(node));
    }
    return false;
  }
  template <typename Words>
  bool has_preposition(std::size_t trigger, std::size_t token, const Words& words) const {
    return any_up_to(trigger, token,
                     [&](std::size_t node) { return is_one_of(tree_.preposition(node), words); });
  }
  std::size_t above_all() const { return tree_.size(); }  // a trigger that no word is

  // "on behalf of Lima"
  bool is_represented(std::size_t token) const {
    return any_up_to(above_all(), token,
                     [&](std::size_t node) { return tree_.lemma(node) == "behalf"; });
  }

  // "lifted the ban in exchange for the release of Peruvians"
  bool is_price(std::size_t token, std::size_t trigger) const {
    constexpr std::array<std::string_view, 2> kPrices = {"exchange", "return"};
    return any_up_to(trigger, token, [&](std::size_t node) {
      return is_one_of(tree_.lemma(node), kPrices) && tree_.preposition(node) == "in";
    });
  }

  // "a drone supplied by Lima"
  bool is_former_holder(std::size_t token) const {
    const int verb = tree_.head(token);
    return verb >= 0 && tree_.rel(token) == Rel::kOblAgent &&
           tree_.rel(static_cast<std::size_t>(verb)) == Rel::kAcl &&
           parts_from_agent(tree_.lemma(static_cast<std::size_t>(verb)));
  }

  // "fled to Lima": nobody fled from there.
  bool is_goal(std::size_t token, std::size_t trigger) const {
    constexpr std::array<std::string_view, 5> kGoals = {"to", "into", "toward", "towards", "onto"};
    std::size_t node = token;
    while (tree_.head(node) >= 0 && static_cast<std::size_t>(tree_.head(node)) != trigger) {
      node = static_cast<std::size_t>(tree_.head(node));
    }
    return is_one_of(tree_.preposition(node), kGoals);
  }

  // "voted with the Iranian envoys": not against them. The innermost preposition tells.
  bool is_companion(std::size_t token, std::size_t trigger) const {
    std::string innermost;
    any_up_to(trigger, token, [&](std::size_t node) {
      innermost = tree_.preposition(node);
      return !innermost.empty();
    });
    return innermost == "with";
  }

  bool is_in_participle(std::size_t token, std::size_t trigger) const {
    return any_up_to(trigger, token, [&](std::size_t n) { return tree_.rel(n) == Rel::kAcl; });
  }

  // "dismissed the charges as a plot against Lima"
  bool is_in_comparison(std::size_t token, std::size_t trigger) const {
    constexpr std::array<std::string_view, 1> kAs = {"as"};
    return has_preposition(trigger, token, kAs);
  }

  // "approved a bill banning Lima's exports": what it says is no favour to Lima.
  bool is_in_content(std::size_t token, std::size_t trigger) const {
    return any_up_to(trigger, token, [&](std::size_t node) {
      return tree_.rel(node) == Rel::kAcl && !tree_.is_passive(node) && !tree_.is_infinitive(node);
    });
  }

  bool stands_in(std::size_t token, std::size_t trigger) const {
    constexpr std::array<std::string_view, 1> kIn = {"in"};
    return has_preposition(trigger, token, kIn);
  }

  // "accused the media of insulting Lima": the media are meant, if unknown, and they insulted.
  bool is_of_object(std::size_t token, std::size_t trigger) const {
    return any_up_to(trigger, token, [&](std::size_t node) {
      return tree_.head(node) == static_cast<int>(trigger) && object_in_control(tree_, node) >= 0;
    });
  }

  // "paid tribute on Twitter"
  bool is_medium(const Participant& p) const {
    constexpr std::array<std::string_view, 6> kMedia = {"Facebook", "Instagram", "Telegram",
                                                        "TikTok",   "Twitter",   "YouTube"};
    return is_one_of(tree_.token(p.token).form, kMedia);
  }

  // "at the Iranian embassy", with the token at "Iranian" or at "embassy".
  bool is_site(std::size_t token, std::size_t trigger) const {
    constexpr std::array<std::string_view, 4> kSites = {"at", "near", "outside", "inside"};
    return has_preposition(trigger, token, kSites);
  }

  // "..., according to a report by Lima".
  bool is_authority(std::size_t token) const {
    constexpr std::array<std::string_view, 2> kAccording = {"according_to", "accord_to"};
    return has_preposition(above_all(), token, kAccording);
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
    if (!is_one_of(prep, kOccasions)) return false;
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

  const Tree& tree_;
  const Participants& participants_;
};

}  // namespace

std::optional<Event> complete_from_nearby(const Tree& tree, const Participants& participants,
                                          Event event) {
  return Completion(tree, participants).complete(std::move(event));
}

bool has_pronoun_as_object(const Tree& tree, std::size_t verb) {
  const int object = tree.child(verb, Rel::kObj);
  return object >= 0 && tree.token(static_cast<std::size_t>(object)).xpos == "PRP";
}

bool is_used(const Event& event, const Participant& p) {
  return std::find(event.used.begin(), event.used.end(), p.token) != event.used.end();
}

void remove_sources(const std::vector<Participant>& sources, std::vector<Participant>& list) {
  std::erase_if(list, [&](const Participant& p) {
    return std::any_of(sources.begin(), sources.end(),
                       [&](const Participant& s) { return s.actor == p.actor; });
  });
}

std::vector<Participant> weighted(std::vector<Participant> list, float factor) {
  for (Participant& p : list) p.certainty *= factor;
  return list;
}

}  // namespace entente
