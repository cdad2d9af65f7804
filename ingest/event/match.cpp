#include "ingest/event/match.h"

#include <algorithm>
#include <array>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/word_list.h"
#include "ingest/event/clause.h"
#include "ingest/event/status.h"
#include "ingest/parse/base_form.h"

namespace entente {

namespace {

constexpr float kUnconstrainedBorrowing = 0.75F;  // a neighbour's PP for a pattern of one word
constexpr float kSubjectOfComplement = 0.7F;
constexpr float kWeak = 0.5F;  // patterns that are right about every other time
constexpr float kMisplacedAgent = 0.85F;
constexpr float kInnerActor =
    0.55F;  // the filler is no actor and nobody owns it, but one is inside

bool is_child_relation(std::string_view function) {
  return function == "xcomp" || function == "ccomp" || function == "amod" || function == "advmod" ||
         function == "advcl" || function == "compound" || function == "det" || function == "acl" ||
         function == "particle" || function == "nummod" || function == "mark";
}

Rel child_relation(std::string_view function) {
  return function == "particle" ? Rel::kCompoundPrt : parse_rel(function);
}

// Words that only say how much of something.
bool is_measure(std::string_view lemma) {
  static constexpr std::array<std::string_view, 31> kMeasures = {
      "all",     "batch", "bulk",     "dozen", "group",   "half",   "handful",    "hundred",
      "load",    "lot",   "majority", "many",  "million", "more",   "most",       "number",
      "package", "part",  "piece",    "rest",  "round",   "series", "set",        "shipment",
      "some",    "ten",   "thousand", "ton",   "tonne",   "wave",   "consignment"};
  return std::find(kMeasures.begin(), kMeasures.end(), lemma) != kMeasures.end();
}

// Puts `word` where the label has another one of `words`: in the plural if both are; "a" before it
// follows suit.
void replace_one_of(const std::vector<std::string>& words, std::string_view word, bool is_plural,
                    std::string& label) {
  std::vector<std::string> parts;
  std::istringstream in(label);
  for (std::string part; in >> part;) parts.push_back(part);
  const std::string plural = plural_of(word);
  const bool said = std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
    return part == word || part == plural;
  });
  if (said) return;
  const auto named = std::find_if(parts.begin() + 1, parts.end(), [&](const std::string& part) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& w) { return part == w || part == plural_of(w); });
  });
  if (named == parts.end()) return;
  // Not "gas" of "use tear gas against", and no "on a talk" for "talks".
  constexpr std::array<std::string_view, 14> kBefore = {"a",   "an",   "at",    "for", "from",
                                                        "in",  "into", "its",   "of",  "on",
                                                        "the", "to",   "under", "with"};
  std::string& before = *(named - 1);
  const bool alone = named - 1 == parts.begin() ||
                     std::find(kBefore.begin(), kBefore.end(), before) != kBefore.end();
  const bool counted = before == "a" || before == "an";
  if (!alone || (counted && is_plural)) return;
  *named = is_plural && !is_one_of(*named, words) ? plural : std::string(word);
  if (counted) {
    before = std::string_view("aeiou").find(named->front()) == std::string_view::npos ? "a" : "an";
  }
  label.clear();
  for (const std::string& part : parts) label += (label.empty() ? "" : " ") + part;
}

// One pattern against one predicate.
class Matcher {
 public:
  Matcher(const Tree& tree, std::size_t token, const std::vector<Argument>& arguments,
          const Participants& participants)
      : tree_(tree),
        token_(token),
        particle_(tree.particle(token)),
        arguments_(arguments),
        participants_(participants) {}

  bool check(const Pattern& pattern) {
    pattern_ = &pattern;
    event_ = Event();
    mutual_ = false;
    anchors_.clear();
    if (pattern.particle != particle_ && !has_stray_particle()) return false;
    for (const WordConstraint& c : pattern.constraints) {
      if (!satisfies(c)) return false;
    }
    for (const Slot& slot : pattern.slots) fill(slot);
    if (event_.targets.empty() && is_called_mutual()) mutual_ = true;
    return true;
  }

  bool is_complete() const { return !missing_source() && !missing_target(); }
  bool missing_source() const { return event_.sources.empty(); }
  bool missing_target() const {
    if (!event_.targets.empty()) return false;
    const bool mutual = (pattern_->flags.reciprocal || mutual_) && event_.sources.size() > 1;
    return !mutual;
  }

  float score() const {
    float certainty = 0;
    int filled = 0;
    for (const Participant& p : event_.sources) certainty = std::max(certainty, p.certainty);
    filled += event_.sources.empty() ? 0 : 1;
    // "Lima and Oslo talked about Quito": rather with each other, where a pattern says so.
    const bool told = pattern_->type == EventType::kStatement && event_.sources.size() > 1;
    if (!told) {
      for (const Participant& p : event_.targets) certainty += 0.01F * p.certainty;
      filled += event_.targets.empty() ? 0 : 1;
    }
    const auto constraints = static_cast<float>(words_asked());
    const float particle = pattern_->particle.empty() ? 0.0F : 1.0F;
    return 10.0F * static_cast<float>(filled) + 4.0F * (constraints + particle) + certainty;
  }

  Event take() {
    event_.trigger = static_cast<std::uint32_t>(token_);
    event_.type = pattern_->type;
    event_.cameo = pattern_->cameo;
    event_.label = pattern_->label;
    event_.flags = pattern_->flags;
    event_.flags.reciprocal |= mutual_ && event_.targets.empty();
    event_.example = pattern_->example;
    event_.negated = pattern_->flags.negated;
    event_.planned = pattern_->flags.planned;
    event_.used = anchors_;
    event_.specific = words_asked() > 0 || !pattern_->particle.empty();
    event_.needs_preposition = !event_.specific && pattern_->pos == PatternPos::kVerb &&
                               asks_preposition_of(SlotRole::kTarget);
    const auto leads_away = [](const Slot& slot) {
      return slot.role == SlotRole::kTarget &&
             std::all_of(slot.functions.begin(), slot.functions.end(), [](const std::string& f) {
               return f == "from" || f == "out" || f == "out_of";
             });
    };
    event_.leads_away = std::any_of(pattern_->slots.begin(), pattern_->slots.end(), leads_away);
    event_.certainty = pattern_->flags.weak ? kWeak : 1.0F;
    if (pattern_->flags.swap) std::swap(event_.sources, event_.targets);
    return std::move(event_);
  }

  // "return the body to" for a pattern that is labelled "return the ship to" and allows both.
  std::string label_in_its_words(std::string label) const {
    for (const WordConstraint& c : pattern_->constraints) {
      if (c.negated || c.must_be_actor || c.of_class || c.lemmas.size() < 2) continue;
      for (const std::uint32_t anchor : anchors_) {
        const std::string_view lemma = tree_.lemma(anchor);
        if (is_one_of(lemma, c.lemmas)) {
          replace_one_of(c.lemmas, lemma, tree_.token(anchor).xpos == "NNS", label);
          break;
        }
      }
    }
    return label;
  }

 private:
  // The parser may call a particle an adverb or a preposition: "carried it out", "backed down".
  bool has_stray_particle() const {
    if (pattern_->particle.empty()) return false;
    if (token_ + 1 < tree_.size() && tree_.lemma(token_ + 1) == pattern_->particle) return true;
    for (const std::uint32_t c : tree_.children(token_)) {
      const Rel rel = tree_.rel(c);
      if ((rel == Rel::kAdvmod || rel == Rel::kObl || rel == Rel::kCase) &&
          tree_.lemma(c) == pattern_->particle) {
        return true;
      }
      if (rel == Rel::kObl && tree_.preposition(c) == pattern_->particle) return true;
    }
    return false;
  }

  // "handed over the ship": the particle may have been taken for a preposition of the object.
  bool fits(const Argument& a, std::string_view function) const {
    if (tree_.lemma(a.token) == "behalf")
      return false;  // "on behalf of": no end, see intermediaries
    if (a.function == function) return true;
    return function == "obj" && !pattern_->particle.empty() && a.function == pattern_->particle &&
           !tree_.has_child(token_, Rel::kObj);
  }

  bool satisfies(const WordConstraint& c) {
    bool found = false;
    for (const std::string& function : c.functions) {
      if (is_child_relation(function)) {
        const Rel rel = child_relation(function);
        for (const std::uint32_t child : tree_.children(token_)) {
          if (tree_.rel(child) == rel && accepts(c, child)) found = true;
        }
        continue;
      }
      for (const Argument& a : arguments_) {
        // Also below a word that an earlier constraint named: obj=end to=sanction.
        const bool near =
            a.borrowed_from < 0 || is_anchor(static_cast<std::uint32_t>(a.borrowed_from));
        if (near && fits(a, function) && accepts(c, a.token)) found = true;
      }
    }
    return found != c.negated;
  }

  bool accepts(const WordConstraint& c, std::uint32_t filler) {
    const bool ok = c.must_be_actor ? !participants_.named(filler).empty()
                                    : names_word(c.lemmas, filler) || is_one_of("*", c.lemmas);
    if (ok && !c.negated && !c.must_be_actor) anchors_.push_back(filler);
    return ok;
  }

  // "strike" is named by strike, "hunger strike" by hunger_strike too.
  // "some of its troops", "a shipment of vaccines": the word after "of" counts too.
  bool names_word(const std::vector<std::string>& lemmas, std::uint32_t filler) const {
    const std::string_view lemma = tree_.lemma(filler);
    if (is_one_of(lemma, lemmas)) return true;
    if (const auto meant = participants_.noun_meant(filler); !meant.empty()) {
      return is_one_of(meant, lemmas);
    }
    // "troops" is its own lemma in some treebanks.
    if (lemma.size() > 3 && lemma.back() == 's' &&
        is_one_of(lemma.substr(0, lemma.size() - 1), lemmas)) {
      return true;
    }
    if (is_measure(tree_.lemma(filler)) || tree_.token(filler).upos == Upos::kNum) {
      for (const std::uint32_t c : tree_.children(filler)) {
        if (tree_.rel(c) == Rel::kNmod && tree_.preposition(c) == "of" && names_word(lemmas, c)) {
          return true;
        }
      }
    }
    for (const std::uint32_t c : tree_.children(filler)) {
      if (tree_.rel(c) != Rel::kCompound && tree_.rel(c) != Rel::kAmod) continue;
      const std::string both = std::string(tree_.lemma(c)) + "_" + std::string(tree_.lemma(filler));
      if (is_one_of(both, lemmas)) return true;
    }
    return false;
  }

  bool is_anchor(std::uint32_t token) const {
    return std::find(anchors_.begin(), anchors_.end(), token) != anchors_.end();
  }

  bool asks_preposition_of(SlotRole role) const {
    return std::any_of(pattern_->slots.begin(), pattern_->slots.end(), [&](const Slot& slot) {
      return slot.role == role && !is_one_of("obj", slot.functions) &&
             !is_one_of("iobj", slot.functions) && !is_one_of("subj", slot.functions);
    });
  }

  // What must not stand there makes no pattern more specific.
  std::ptrdiff_t words_asked() const {
    return std::count_if(pattern_->constraints.begin(), pattern_->constraints.end(),
                         [](const WordConstraint& c) { return !c.negated; });
  }

  bool asks_word_of(std::string_view function) const {
    return std::any_of(pattern_->constraints.begin(), pattern_->constraints.end(),
                       [&](const WordConstraint& c) {
                         return !c.negated && !c.must_be_actor && is_one_of(function, c.functions);
                       });
  }

  // Weight of an argument for this pattern, 0 if it is out of reach.
  float reach(const Argument& a) const {
    // "expelled inspectors", obj=inspector and T:obj: the word is the target itself.
    if (is_anchor(a.token) && (a.borrowed_from >= 0 || !asks_word_of(a.function))) return 0;
    if (a.borrowed_from < 0) return a.certainty;
    if (is_anchor(static_cast<std::uint32_t>(a.borrowed_from))) return a.certainty;
    // The carrier of a noun, or the PP of an object for a pattern of one word.
    if (!tree_.is_verb(token_)) return a.certainty;
    if (words_asked() > 0) return 0;
    if (a.function == "poss" || a.function == "comp") return 0;
    const Rel rel = tree_.rel(static_cast<std::size_t>(a.borrowed_from));
    return rel == Rel::kObl ? 0 : a.certainty * kUnconstrainedBorrowing;
  }

  void fill(const Slot& slot) {
    if (slot.role == SlotRole::kMediator) return fill_mediators(slot);
    auto& ends = slot.role == SlotRole::kSource ? event_.sources : event_.targets;
    if (!ends.empty()) return;
    for (const std::string& function : slot.functions) {
      for (const Argument& a : arguments_) {
        const float weight = fits(a, function) ? reach(a) : 0;
        if (weight > 0) add_filler(slot, a.token, weight, ends);
      }
      if (ends.empty()) fill_from_anchors(slot, function, ends);
      if (!ends.empty()) return;
    }
    // "faced sanctions from Oslo", "evaded sanctions imposed by Oslo".
    if (slot.role == SlotRole::kTarget) {
      for (const Argument& a : arguments_) {
        if (a.function == "undergoer") add_filler(slot, a.token, a.certainty, ends);
      }
      if (!ends.empty()) return;
    }
    // "told him that Oslo had attacked": the one told stands beside a clause.
    if (slot.role == SlotRole::kTarget && is_one_of("obj", slot.functions) &&
        tree_.has_child(token_, Rel::kCcomp)) {
      for (const Argument& a : arguments_) {
        if (a.function == "iobj" && a.borrowed_from < 0) add_filler(slot, a.token, 1, ends);
      }
      if (tree_.has_child(token_, Rel::kIobj)) return;
    }
    // "accused Oslo of having attacked" parsed as if Oslo did not depend on "accused".
    if (ends.empty() && slot.role == SlotRole::kTarget && is_one_of("obj", slot.functions) &&
        !tree_.has_child(token_, Rel::kObj)) {
      const int clause = tree_.child(token_, Rel::kCcomp);
      const int subject = clause >= 0 && !is_content(static_cast<std::size_t>(clause))
                              ? tree_.child(static_cast<std::size_t>(clause), Rel::kNsubj)
                              : -1;
      if (subject >= 0) {
        add_filler(slot, static_cast<std::uint32_t>(subject), kSubjectOfComplement, ends);
      }
    }
    if (ends.empty() && slot.role == SlotRole::kTarget && judges()) {  // "welcomed the decision"
      for (const std::uint32_t anchor : anchors_) {
        for (const Participant& p : participants_.earlier_doer(anchor)) ends.push_back(p);
      }
    }
    // "the killing of a general by Lima": the parser hangs the agent on the general.
    if (slot.role == SlotRole::kSource && pattern_->pos == PatternPos::kNoun &&
        is_one_of("by", slot.functions)) {
      fill_agent_of_noun(slot, ends);
      if (!ends.empty()) return;
    }
    // "Lima launched an attack on Oslo" for a pattern of "Lima's attack on Oslo".
    if (slot.role == SlotRole::kSource && pattern_->pos == PatternPos::kNoun &&
        !is_one_of("between", slot.functions) && !is_one_of("appos", slot.functions)) {
      for (const Argument& a : arguments_) {
        if (a.function == "subj" && a.borrowed_from >= 0) {
          add_filler(slot, a.token, a.certainty, ends);
        }
      }
    }
  }

  // "ruled that Lima had attacked": what was said, nobody's object in it.
  bool is_content(std::size_t clause) const {
    const auto below = tree_.children(clause);
    return std::any_of(below.begin(), below.end(), [&](std::uint32_t c) {
      return tree_.rel(c) == Rel::kMark && tree_.lemma(c) == "that";
    });
  }

  // "sent Oslo a message with Quito": actors only, never owners of something.
  void fill_mediators(const Slot& slot) {
    for (const std::string& function : slot.functions) {
      for (const Argument& a : arguments_) {
        if (!fits(a, function) || reach(a) <= 0) continue;
        for (const Participant& p : participants_.named(a.token)) event_.mediators.push_back(p);
      }
    }
  }

  void fill_agent_of_noun(const Slot& slot, std::vector<Participant>& ends) {
    for (const std::uint32_t target : tree_.children(token_)) {
      if (tree_.rel(target) != Rel::kNmod) continue;
      for (const std::uint32_t agent : tree_.children(target)) {
        if (tree_.rel(agent) == Rel::kNmod && tree_.preposition(agent) == "by") {
          add_filler(slot, agent, kMisplacedAgent, ends);
        }
      }
    }
  }

  // "declined to comment on Lima": the PP hangs on a word that the pattern names.
  void fill_from_anchors(const Slot& slot, std::string_view function,
                         std::vector<Participant>& ends) {
    for (const std::uint32_t anchor : anchors_) {
      for (const std::uint32_t c : tree_.children(anchor)) {  // "lifted the ban imposed on Lima"
        if (tree_.rel(c) != Rel::kAcl || !tree_.is_passive(c)) continue;
        if (parts_from_agent(tree_.lemma(c))) continue;  // "a deal brokered by Lima"
        for (const Argument& a : arguments_of(tree_, c)) {
          if (a.function == function) add_filler(slot, a.token, 0.9F * a.certainty, ends);
        }
      }
      if (tree_.rel(anchor) == Rel::kObj) continue;  // already borrowed
      for (const Argument& a : arguments_of(tree_, anchor)) {
        if (a.function == function && a.token != token_) {
          add_filler(slot, a.token, 0.9F * a.certainty, ends);
        }
      }
    }
  }

  void add_filler(const Slot& slot, std::uint32_t token, float weight,
                  std::vector<Participant>& ends) {
    const bool direct = pattern_->flags.direct && slot.role == SlotRole::kTarget;
    std::vector<Participant> found;
    if (direct) {
      found = participants_.named(token);
    } else if (slot.role == SlotRole::kSource) {
      found = participants_.agents(token);
    } else {
      found = participants_.owners(token);
    }
    const bool is_inner = found.empty() && !direct && slot.role == SlotRole::kTarget;
    if (is_inner) {
      found = nearest_within(token);
      for (Participant& p : found) p.certainty *= kInnerActor;
    }
    if (slot.role == SlotRole::kTarget && pattern_->cameo == "111") {
      std::erase_if(found, [&](const Participant& p) {  // "condemned the attack on Lima"
        return p.token != token && is_hit(tree_, p.token);
      });
    }
    if (found.empty() && slot.role == SlotRole::kSource) found = authors(token);
    if (found.empty() && slot.role == SlotRole::kTarget && !direct && judges()) {
      found = participants_.earlier_doer(token);
    }
    // "imposed sanctions on each other": the sources themselves.
    const bool each_other =
        slot.role == SlotRole::kTarget && found.size() > 1 &&
        std::all_of(found.begin(), found.end(), [&](const Participant& p) {
          return std::any_of(event_.sources.begin(), event_.sources.end(),
                             [&](const Participant& s) { return s.actor == p.actor; });
        });
    mutual_ = mutual_ || each_other;
    for (Participant p : found) {
      p.certainty *= weight;
      if (slot.role == SlotRole::kTarget && !is_inner) part_from_places(p);
      const bool taken = std::any_of(ends.begin(), ends.end(),
                                     [&](const Participant& e) { return e.actor == p.actor; });
      const bool is_source = slot.role == SlotRole::kTarget &&
                             std::any_of(event_.sources.begin(), event_.sources.end(),
                                         [&](const Participant& e) { return e.actor == p.actor; });
      // A partner cannot be one of the actors, unless they act on each other.
      const bool same_side = is_source && (shares_function() || !pattern_->flags.reciprocal);
      if (!taken && !same_side) ends.push_back(p);
    }
  }

  bool judges() const {
    return pattern_->type == EventType::kAccuse || pattern_->type == EventType::kSupport ||
           pattern_->type == EventType::kReject;
  }

  // "Peruvian troops shelled Cusco", "Cusco sued Peru": between a state and a part of its, or two
  // parts, each that is named by its place is that place. President Sanchez visits Cusco alike.
  void part_from_places(Participant& target) {
    if (pattern_->type == EventType::kStatement) return;  // "said of the unrest in Cusco"
    const std::uint32_t state = target.actor;
    for (Participant& source : event_.sources) {
      const bool at_home = source.actor == state || participants_.is_citizen(source.actor, state);
      if (!at_home || source.token == target.token) continue;
      if (target.place != kNoActor) target.actor = target.place;
      if (source.place != kNoActor) source.actor = source.place;
    }
  }

  // "an embargo on sales to Lima and Oslo": the actor that is least deep, and those beside it.
  std::vector<Participant> nearest_within(std::uint32_t token) const {
    std::vector<Participant> found = participants_.within_phrase(token);
    if (found.size() < 2) return found;
    const std::vector<std::uint32_t> list = with_conjuncts(tree_, found.front().token);
    std::erase_if(found, [&](const Participant& p) {
      return std::find(list.begin(), list.end(), p.token) == list.end();
    });
    return found;
  }

  // "Lima and Oslo carried out cross-border raids", "their mutual recriminations".
  bool is_called_mutual() const {
    constexpr std::array<std::string_view, 5> kMutual = {"cross-border", "mutual", "reciprocal",
                                                         "tit-for-tat", "bilateral"};
    const auto has_word = [&](std::size_t node) {
      for (const std::uint32_t c : tree_.children(node)) {
        if (std::find(kMutual.begin(), kMutual.end(), tree_.lemma(c)) != kMutual.end()) return true;
      }
      return false;
    };
    if (event_.sources.size() < 2) return false;
    return has_word(token_) || std::any_of(anchors_.begin(), anchors_.end(), has_word);
  }

  // "Lima issued a statement demanding ...": the subject of the verb acts, not its object.
  std::vector<Participant> authors(std::uint32_t token) const {
    if (tree_.rel(token) != Rel::kObj || tree_.head(token) < 0) return {};
    if (object_in_control(tree_, token_) >= 0) return {};  // "accused the media of insulting"
    const int subject = surface_subject(tree_, static_cast<std::size_t>(tree_.head(token)));
    if (subject < 0) return {};
    return participants_.owners(tree_.antecedent(static_cast<std::size_t>(subject)));
  }

  // "talks between X and Y" given as S:between T:between: one list for both ends.
  bool shares_function() const {
    const auto function_of = [&](SlotRole role) -> std::string_view {
      for (const Slot& slot : pattern_->slots) {
        if (slot.role == role && !slot.functions.empty()) return slot.functions.front();
      }
      return {};
    };
    return function_of(SlotRole::kSource) == function_of(SlotRole::kTarget);
  }

  const Tree& tree_;
  std::size_t token_;
  std::string_view particle_;
  const std::vector<Argument>& arguments_;
  const Participants& participants_;
  const Pattern* pattern_ = nullptr;
  Event event_;
  bool mutual_ = false;                 // the words say that the sources act on each other
  std::vector<std::uint32_t> anchors_;  // fillers that constraints named
};

// "criticize" for a pattern of "criticize policy of": people search for the plain relation.
const std::string& plain_label(const RelationLexicon& lexicon,
                               std::span<const std::uint32_t> patterns, const Pattern& chosen) {
  if (chosen.pos != PatternPos::kVerb || chosen.constraints.empty()) return chosen.label;
  for (const std::uint32_t index : patterns) {
    const Pattern& p = lexicon.patterns()[index];
    if (p.constraints.empty() && p.type == chosen.type && p.particle == chosen.particle &&
        p.flags.reciprocal == chosen.flags.reciprocal && !p.flags.weak &&
        p.label.find(' ') == std::string::npos) {
      return p.label;
    }
  }
  return chosen.label;
}

// "reimpose" is impose once more; empty for verbs that only begin so ("resign").
std::string_view without_again(std::string_view verb) {
  constexpr std::array<std::string_view, 18> kAgain = {
      "reimpose", "reinvade",  "rearm",     "resupply",   "resend",   "reopen",
      "relaunch", "reappoint", "reattack",  "reimprison", "readmit",  "reelect",
      "redeploy", "reinstall", "reconquer", "rejoin",     "reassure", "reaffirm"};
  const bool again = std::find(kAgain.begin(), kAgain.end(), verb) != kAgain.end();
  return again ? verb.substr(2) : std::string_view();
}

// The patterns of the predicate's word, for "reimpose" and "re-arm" also those of impose and arm.
std::vector<std::uint32_t> patterns_for(const Tree& tree, std::size_t token,
                                        const RelationLexicon& lexicon) {
  const PatternPos pos = pattern_pos(tree, token);
  std::string_view form = tree.token(token).form;
  std::string_view lemma = tree.lemma(token);
  constexpr std::string_view kAgain = "re-";
  if (pos == PatternPos::kVerb && form.starts_with(kAgain) && lemma.starts_with(kAgain)) {
    form.remove_prefix(kAgain.size());
    lemma.remove_prefix(kAgain.size());
  }
  const std::string word = lexicon.lookup_lemma(form, lemma, pos);
  const auto own = lexicon.patterns_of(word, pos);
  std::vector<std::uint32_t> patterns(own.begin(), own.end());
  if (pos == PatternPos::kVerb) {
    const auto base = lexicon.patterns_of(without_again(word), pos);
    patterns.insert(patterns.end(), base.begin(), base.end());
  }
  return patterns;
}

}  // namespace

Match match_predicate(const Tree& tree, std::size_t token, const RelationLexicon& lexicon,
                      const Participants& participants) {
  Match best;
  const std::vector<std::uint32_t> patterns = patterns_for(tree, token, lexicon);
  if (patterns.empty()) return best;
  const std::vector<Argument> arguments = arguments_of(tree, token);
  Matcher matcher(tree, token, arguments, participants);
  float loose_score = -1, complete_score = -1;
  for (const std::uint32_t index : patterns) {
    const Pattern& pattern = lexicon.patterns()[index];
    if (!matcher.check(pattern)) continue;
    const float score = matcher.score();
    const bool is_complete = matcher.is_complete() && score > complete_score;
    if (score <= loose_score && !is_complete) continue;
    Event event = matcher.take();
    event.label = matcher.label_in_its_words(plain_label(lexicon, patterns, pattern));
    if (is_complete) {
      complete_score = score;
      best.complete = event;
    }
    if (score > loose_score) {
      loose_score = score;
      best.loose = std::move(event);
    }
  }
  return best;
}

}  // namespace entente
