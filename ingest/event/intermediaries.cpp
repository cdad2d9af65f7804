#include "ingest/event/intermediaries.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/word_list.h"
#include "ingest/event/clause.h"

namespace entente {

namespace {

constexpr float kMediation = 0.9F;  // both the event and its mediator must be right

bool has_actor(const std::vector<Participant>& list, std::uint32_t actor) {
  return std::any_of(list.begin(), list.end(),
                     [&](const Participant& p) { return p.actor == actor; });
}

void add(const std::vector<Participant>& found, std::vector<Participant>& list) {
  for (const Participant& p : found) {
    if (!has_actor(list, p.actor)) list.push_back(p);
  }
}

// Events between two sides that somebody may bring about. A way through a country is none.
bool may_be_mediated(const Event& event) {
  const std::string_view root = std::string_view(event.cameo).substr(0, 3);
  switch (event.type) {
    case EventType::kConsult:  // not visits, nor mediation itself
      return root != "042" && root != "043" && root != "044" && root != "045";
    case EventType::kAgree:
      return root != "038" && root != "039";
    case EventType::kSupport:
      return root == "057";
    case EventType::kRetreat:
      return root == "087" || root == "084";
    case EventType::kRequest:
    case EventType::kStatement:
      return true;
    default:
      return false;
  }
}

class Finder {
 public:
  Finder(const Tree& tree, const Participants& participants, const Document& document,
         const Event& event)
      : tree_(tree), participants_(participants), document_(document), event_(event) {
    nodes_.push_back(event.trigger);
    for (const std::uint32_t t : event.used) nodes_.push_back(t);
    const int head = tree.head(event.trigger);
    const Rel rel = tree.rel(event.trigger);
    const bool carried = rel == Rel::kObj || rel == Rel::kObl || rel == Rel::kNsubjPass;
    if (carried && head >= 0) nodes_.push_back(static_cast<std::uint32_t>(head));
    if (const int object = tree.child(event.trigger, Rel::kObj); object >= 0) {
      nodes_.push_back(static_cast<std::uint32_t>(object));
    }
  }

  std::vector<Participant> mediators() const {
    std::vector<std::uint32_t> nodes = nodes_;
    for (const Participant& p : event_.targets) nodes.push_back(p.token);  // "with Oslo via Quito"
    std::vector<Participant> out;
    for (const std::uint32_t node : nodes) {
      for (const std::uint32_t c : tree_.children(node)) {
        add(by_channel(c), out);
        add(by_participle(c), out);
      }
    }
    return out;
  }

  // "on behalf of Quito", "on Quito's behalf"
  std::vector<Participant> principals() const {
    std::vector<std::uint32_t> nodes = nodes_;
    for (const Participant& p : event_.sources) nodes.push_back(p.token);
    std::vector<Participant> out;
    for (const std::uint32_t node : nodes) {
      for (const std::uint32_t c : tree_.children(node)) {
        if (is_oblique(c) && tree_.lemma(c) == "behalf") add(participants_.owners(c), out);
      }
    }
    return out;
  }

 private:
  bool is_oblique(std::uint32_t i) const {
    return tree_.rel(i) == Rel::kObl || tree_.rel(i) == Rel::kNmod;
  }

  std::vector<Participant> by_channel(std::uint32_t c) const {
    constexpr std::array<std::string_view, 3> kChannels = {"through", "via", "by_way_of"};
    constexpr std::array<std::string_view, 7> kMediations = {
        "mediation", "mediator", "auspex", "auspices", "facilitation", "intermediary", "brokerage"};
    if (!is_oblique(c)) return {};
    if (is_one_of(tree_.lemma(c), kMediations)) return participants_.owners(c);
    if (!is_one_of(tree_.preposition(c), kChannels)) return {};
    std::vector<Participant> out;
    for (const std::uint32_t t : with_conjuncts(tree_, c)) {
      for (const Participant& p : participants_.named(t)) {
        if (may_mediate(document_.actors[p.actor])) out.push_back(p);
      }
    }
    return out;
  }

  // Not "through the news agency", "through parliament".
  static bool may_mediate(const Actor& actor) {
    return id_prefix(actor.id) != "unknown" && actor.code.find("MED") == std::string::npos &&
           actor.code.find("JRN") == std::string::npos;
  }

  // "a deal mediated by Quito", "Quito-brokered talks"
  std::vector<Participant> by_participle(std::uint32_t c) const {
    constexpr std::array<std::string_view, 3> kMediate = {"mediate", "broker", "facilitate"};
    const bool participle = tree_.rel(c) == Rel::kAcl || tree_.rel(c) == Rel::kAmod;
    if (!participle || !is_one_of(tree_.lemma(c), kMediate)) return {};
    std::vector<Participant> out;
    for (const Argument& a : arguments_of(tree_, c)) {
      if (a.function != "subj" && a.function != "by") continue;
      add(participants_.owners(a.token), out);
    }
    return out;
  }

  const Tree& tree_;
  const Participants& participants_;
  const Document& document_;
  const Event& event_;
  std::vector<std::uint32_t> nodes_;  // the words of the event
};

// Ends that only stand between leave the list, unless nobody would remain.
void remove_mediators(const std::vector<Participant>& mediators, std::size_t least,
                      std::vector<Participant>& ends) {
  std::vector<Participant> kept;
  for (const Participant& p : ends) {
    if (!has_actor(mediators, p.actor)) kept.push_back(p);
  }
  if (kept.size() >= least) ends = std::move(kept);
}

}  // namespace

void settle_intermediaries(const Tree& tree, const Participants& participants,
                           const Document& document, Event& event) {
  const Finder finder(tree, participants, document, event);
  for (const Participant& p : finder.principals()) {
    if (!has_actor(event.sources, p.actor) && !has_actor(event.targets, p.actor)) {
      event.sources.push_back(p);
    }
  }
  if (!may_be_mediated(event)) return;
  add(finder.mediators(), event.mediators);
  if (event.mediators.empty()) return;
  const bool mutual = event.targets.empty();
  remove_mediators(event.mediators, mutual ? 2 : 1, event.sources);
  if (!mutual) remove_mediators(event.mediators, 1, event.targets);
  std::erase_if(event.mediators, [&](const Participant& p) {
    return has_actor(event.sources, p.actor) || has_actor(event.targets, p.actor);
  });
}

Event mediation_of(const Event& event) {
  Event out = event;
  out.type = EventType::kConsult;
  out.cameo = "045";
  out.label = "mediate with";
  out.flags = PatternFlags();
  out.certainty *= kMediation;
  out.targets = event.sources;
  add(event.targets, out.targets);
  out.sources = event.mediators;
  out.mediators.clear();
  return out;
}

}  // namespace entente
