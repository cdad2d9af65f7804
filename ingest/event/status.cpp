#include "ingest/event/status.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/word_list.h"
#include "ingest/event/clause.h"

namespace entente {

namespace {

constexpr std::array<std::string_view, 26> kSpeech = {
    "say",     "tell",      "add",      "state",       "announce", "declare", "report",
    "claim",   "note",      "explain",  "write",       "argue",    "insist",  "stress",
    "believe", "think",     "suggest",  "assert",      "allege",   "confirm", "reveal",
    "comment", "reiterate", "maintain", "acknowledge", "quote"};
constexpr std::array<std::string_view, 4> kFuture = {"will", "shall", "'ll", "wo"};
constexpr std::array<std::string_view, 9> kUnreal = {"would", "could", "may", "might", "should",
                                                     "must",  "can",   "'d",  "ca"};
constexpr std::array<std::string_view, 7> kConditions = {"if",     "unless",  "whether", "lest",
                                                         "should", "in_case", "provided"};
constexpr std::array<std::string_view, 8> kPlannedNouns = {
    "planned", "upcoming", "scheduled", "future", "forthcoming", "proposed", "expected", "next"};
constexpr std::array<std::string_view, 6> kUnrealNouns = {"possible",     "potential", "threatened",
                                                          "hypothetical", "would-be",  "any"};
constexpr std::array<std::string_view, 5> kAllegedNouns = {"alleged", "purported", "supposed",
                                                           "reported", "claimed"};

// What is done to an event that then does not take place.
constexpr std::array<std::string_view, 8> kCancels = {"cancel", "scrap",   "abandon", "avert",
                                                      "avoid",  "prevent", "thwart",  "foil"};
constexpr std::array<std::string_view, 12> kClaims = {
    "accusation", "allegation", "claim",     "report",      "charge",      "suggestion",
    "rumour",     "rumor",      "assertion", "insinuation", "speculation", "contention"};
constexpr std::array<std::string_view, 9> kDenials = {
    "deny", "reject", "dismiss", "refute", "rebut", "repudiate", "dispute", "disclaim", "disprove"};

void raise(Modality to, const StatusNote& why, Status& status) {
  if (to == status.modality) return;
  if (to == Modality::kHypothetical || status.modality == Modality::kAsserted ||
      (to == Modality::kPlanned && status.modality == Modality::kReported)) {
    status.modality = to;
    status.notes.push_back(why);
  }
}

void turn(const StatusNote& why, Status& status) {
  status.negated = !status.negated;
  status.notes.push_back(why);
}

// The word that negates `predicate`, see is_negated(); -1 if none does.
int negation_of(const Tree& tree, std::size_t predicate) {
  for (const std::uint32_t c : tree.children(predicate)) {
    const std::string_view word = tree.lemma(c);
    const Rel rel = tree.rel(c);
    if (rel == Rel::kAdvmod || rel == Rel::kDet || rel == Rel::kCc || rel == Rel::kOther) {
      if (word == "not" || word == "n't" || word == "never" || word == "no" || word == "neither" ||
          word == "nor" || word == "nowhere") {
        return static_cast<int>(c);
      }
    }
    if (rel == Rel::kMark && word == "without") return static_cast<int>(c);
    if (rel == Rel::kCase && word == "without") return static_cast<int>(c);
    // "instead of attacking", "rather than attack"
    if ((word == "instead" || word == "rather") && tree.has_child(c, Rel::kFixed)) {
      return static_cast<int>(c);
    }
    if ((rel == Rel::kNsubj || rel == Rel::kNsubjPass || rel == Rel::kObj)) {
      if (word == "nobody" || word == "none" || word == "nothing") return static_cast<int>(c);
      for (const std::uint32_t d : tree.children(c)) {  // "no talks were held"
        const bool pair = tree.rel(d) == Rel::kCc && tree.lemma(d) == "neither";
        if (pair ||
            (tree.rel(d) == Rel::kDet && (tree.lemma(d) == "no" || tree.lemma(d) == "neither"))) {
          return static_cast<int>(d);
        }
      }
    }
  }
  return -1;
}

bool is_clause_head(const Tree& tree, std::size_t i) {
  return tree.is_verb(i) || tree.has_child(i, Rel::kCop);
}

// "Lima is to host talks", where the tree makes "is" a word of "host"; not "is to blame".
bool is_scheduled(const Tree& tree, std::size_t verb) {
  if (tree.lemma(verb) == "blame") return false;
  bool is = false;  // before the "to": not "to be a member"
  for (const std::uint32_t c : tree.children(verb)) {
    const Rel rel = tree.rel(c);
    if (rel == Rel::kMark && (tree.lemma(c) == "to" || tree.lemma(c) == "due")) return is;
    is = is || ((rel == Rel::kCop || rel == Rel::kAux) && tree.lemma(c) == "be");
  }
  return false;
}

void apply_own_words(const Tree& tree, std::size_t node, Status& status) {
  if (is_scheduled(tree, node)) {
    raise(Modality::kPlanned, {"scheduled: is to", static_cast<std::uint32_t>(node)}, status);
  }
  for (const std::uint32_t c : tree.children(node)) {
    const std::string_view word = tree.lemma(c);
    switch (tree.rel(c)) {
      case Rel::kAux:
      case Rel::kAuxPass:
      case Rel::kCop:
        if (is_one_of(word, kFuture)) {
          raise(Modality::kPlanned, {"future auxiliary", c}, status);
          status.intended = true;
        }
        if (is_one_of(word, kUnreal)) {
          raise(Modality::kHypothetical, {"modal auxiliary", c}, status);
        }
        break;
      case Rel::kMark:
      case Rel::kAdvmod:
        if (is_one_of(word, kConditions)) raise(Modality::kHypothetical, {"condition", c}, status);
        if (word == "reportedly" || word == "allegedly") {
          raise(Modality::kReported, {"adverb of hearsay", c}, status);
        }
        if (word == "perhaps" || word == "possibly" || word == "maybe") {
          raise(Modality::kHypothetical, {"adverb of doubt", c}, status);
        }
        break;
      case Rel::kAmod:
        if (!tree.is_verb(node)) {
          const StatusNote why{"adjective of the noun", c};
          if (is_one_of(word, kPlannedNouns)) raise(Modality::kPlanned, why, status);
          if (is_one_of(word, kUnrealNouns)) raise(Modality::kHypothetical, why, status);
          if (is_one_of(word, kAllegedNouns)) raise(Modality::kReported, why, status);
        }
        break;
      default:
        break;
    }
  }
}

void apply_future(const Tree& tree, std::size_t verb, Status& status) {
  for (const std::uint32_t c : tree.children(verb)) {
    if (tree.rel(c) == Rel::kAux && is_one_of(tree.lemma(c), kFuture)) {
      raise(Modality::kPlanned, {"future auxiliary", c}, status);
    }
  }
}

// "is to meet", "are to be signed"
bool is_scheduled_infinitive(const Tree& tree, std::size_t clause) {
  const int head = tree.head(clause);
  if (head < 0 || !tree.is_infinitive(clause)) return false;
  const auto governor = static_cast<std::size_t>(head);
  if (tree.lemma(governor) == "be") return true;
  return tree.lemma(governor) == "go" && tree.token(governor).form == "going";
}

void apply_effect(Effect effect, std::uint32_t governor, Status& status) {
  switch (effect) {
    case Effect::kDeny:
      status.denied = true;
      [[fallthrough]];
    case Effect::kRefuse:
    case Effect::kFail:
    case Effect::kPrevent:
      turn({"refused, failed, denied or prevented", governor}, status);
      break;
    case Effect::kPlan:
    case Effect::kAgree:
    case Effect::kPromise:
      raise(Modality::kPlanned, {"plan, agreement or promise", governor}, status);
      break;
    case Effect::kTry:
    case Effect::kRequest:
    case Effect::kThreaten:
    case Effect::kAllow:
      raise(Modality::kHypothetical, {"attempt, request, threat or permission", governor}, status);
      break;
    case Effect::kSay:
    case Effect::kAccuse:
      raise(Modality::kReported, {"said or alleged", governor}, status);
      break;
    default:
      break;
  }
}

void set_speaker(const Tree& tree, std::size_t speech, Status& status) {
  const int subject = surface_subject(tree, speech);
  if (subject >= 0 && status.speaker < 0) status.speaker = subject;
  raise(Modality::kReported, {"verb of saying", static_cast<std::uint32_t>(speech)}, status);
}

// "..., Lima said" beside the clause, "according to Lima" inside it.
void apply_attribution(const Tree& tree, std::size_t node, Status& status) {
  for (const std::uint32_t c : tree.children(node)) {
    const Rel rel = tree.rel(c);
    if (rel == Rel::kParataxis && is_one_of(tree.lemma(c), kSpeech)) {
      // Its own complement would mean that the speech verb governs something else.
      if (!tree.has_child(c, Rel::kCcomp)) set_speaker(tree, c, status);
    } else if (rel == Rel::kObl || rel == Rel::kNmod) {
      const std::string prep = tree.preposition(c);
      if (prep.starts_with("according") || prep == "accord_to") {
        if (status.speaker < 0) status.speaker = static_cast<int>(c);
        raise(Modality::kReported, {"according to", c}, status);
      }
    }
  }
}

bool is_quotation_mark(std::string_view form) {
  return form == "\"" || form == "''" || form == "\u201d" || form == "\u2019" || form == "'";
}

// The question mark at the end of the sentence, or of the quotation that the predicate stands in
// ("Did Lima help Oslo?" he asked); -1 if it asks nothing.
int question_mark(const Tree& tree, std::size_t predicate) {
  for (std::size_t i = predicate; i + 1 < tree.size(); ++i) {
    const std::string& form = tree.token(i).form;
    const std::string& next = tree.token(i + 1).form;
    if (form == "." || form == "!" || is_quotation_mark(form)) break;
    if (form == "?" && is_quotation_mark(next)) return static_cast<int>(i);
  }
  for (std::size_t i = tree.size(); i > 0; --i) {
    const std::string& form = tree.token(i - 1).form;
    if (form == "?") return static_cast<int>(i - 1);
    if (tree.token(i - 1).upos != Upos::kPunct) return -1;
  }
  return -1;
}

// "said it would": the future of reported speech, no condition.
void settle_would(const Tree& tree, std::size_t clause, Status& status) {
  if (status.modality != Modality::kHypothetical) return;
  for (const std::uint32_t c : tree.children(clause)) {
    if (tree.rel(c) == Rel::kAdvcl) {
      for (const std::uint32_t m : tree.children(c)) {
        if (tree.rel(m) == Rel::kMark && tree.lemma(m) == "if") return;
      }
    }
  }
  for (const std::uint32_t c : tree.children(clause)) {
    if (tree.rel(c) == Rel::kAux && (tree.lemma(c) == "would" || tree.token(c).form == "would")) {
      status.modality = Modality::kPlanned;
      status.intended = true;
      status.notes.push_back({"future in reported speech", c});
    }
  }
}

// "the meeting was cancelled", "called off the talks"
bool is_cancelled(const Tree& tree, std::size_t noun, std::size_t verb) {
  const Rel rel = tree.rel(noun);
  if ((rel != Rel::kObj && rel != Rel::kNsubjPass) || negation_of(tree, verb) >= 0) return false;
  return is_one_of(tree.lemma(verb), kCancels) ||
         (tree.lemma(verb) == "call" && tree.particle(verb) == "off");
}

// "accusations that it armed rebels", "claims of arming them", "reports it attacked": told by
// somebody; and not so where they are denied.
bool is_claimed(const Tree& tree, std::size_t clause) {
  const int noun = tree.head(clause);
  if (noun < 0 || !is_one_of(tree.lemma(static_cast<std::size_t>(noun)), kClaims)) return false;
  if (tree.rel(clause) == Rel::kAcl) return true;
  const int subject = tree.child(clause, Rel::kNsubj);
  return tree.rel(clause) == Rel::kAclRelcl && subject >= 0 &&
         !tree.is_relative_pronoun(static_cast<std::size_t>(subject)) &&
         !tree.has_child(clause, Rel::kMark);
}

void apply_claim(const Tree& tree, std::size_t noun, bool same_truth, Status& status) {
  raise(Modality::kReported, {"claim", static_cast<std::uint32_t>(noun)}, status);
  const Rel rel = tree.rel(noun);
  if (!same_truth || (rel != Rel::kObj && rel != Rel::kNsubjPass) || tree.head(noun) < 0) return;
  const auto verb = static_cast<std::size_t>(tree.head(noun));
  if (is_one_of(tree.lemma(verb), kDenials) && negation_of(tree, verb) < 0) {
    turn({"denied claim", static_cast<std::uint32_t>(verb)}, status);
    status.denied = true;
  }
}

// "has yet to apologise", "stopped short of criticising": the word that says so, or -1.
int not_reached(const Tree& tree, std::size_t clause) {
  const auto head = static_cast<std::size_t>(tree.head(clause));
  if (tree.lemma(head) == "short" && tree.rel(clause) == Rel::kAdvcl) return static_cast<int>(head);
  const bool is = tree.lemma(head) == "have" || tree.lemma(head) == "be";
  if (!is || !tree.is_infinitive(clause)) return -1;
  for (const std::size_t node : {head, clause}) {
    for (const std::uint32_t c : tree.children(node)) {
      if (tree.rel(c) == Rel::kAdvmod && tree.lemma(c) == "yet") return static_cast<int>(c);
    }
  }
  return -1;
}

void climb(const Tree& tree, std::size_t predicate, const RelationLexicon& lexicon,
           Status& status) {
  std::size_t node = predicate;
  bool same_truth = true;  // still inside what the negation above would cover
  // "refused to meet the rebels who shelled Lima": they did shell it.
  bool taken_for_granted = false;
  while (tree.head(node) >= 0) {
    const auto head = static_cast<std::size_t>(tree.head(node));
    const auto governor = static_cast<std::uint32_t>(head);
    const Rel rel = tree.rel(node);
    if (is_claimed(tree, node)) {
      apply_claim(tree, head, same_truth, status);
    } else if (rel == Rel::kAclRelcl) {
      taken_for_granted = true;
    }
    const bool purpose = rel == Rel::kAdvcl && tree.is_infinitive(node);
    const bool clause = rel == Rel::kXcomp || rel == Rel::kCcomp || rel == Rel::kAdvcl ||
                        rel == Rel::kAcl || rel == Rel::kCsubj;
    if (clause) {
      const Composition* entry = find_composition(tree, head, node, lexicon);
      if (const int word = not_reached(tree, node); word >= 0) {
        turn({"not yet, or short of it", static_cast<std::uint32_t>(word)}, status);
      }
      if (is_scheduled_infinitive(tree, node)) {
        raise(Modality::kPlanned, {"scheduled: is to", governor}, status);
      }
      if (purpose && entry == nullptr && same_truth) {
        if (const int word = negation_of(tree, head); word >= 0) {
          turn({"negation of the governing verb", static_cast<std::uint32_t>(word)}, status);
          apply_future(tree, head, status);
        } else if (is_contact(tree, head)) {
          apply_own_words(tree, head, status);
        } else {
          raise(Modality::kPlanned, {"purpose", governor}, status);
        }
      }
      if (entry != nullptr) {
        if (entry->effect == Effect::kSay) {
          settle_would(tree, node, status);
          set_speaker(tree, head, status);
        } else if (!taken_for_granted || entry->effect == Effect::kAccuse) {
          apply_effect(entry->effect, governor, status);
        }
        // "is due to", "was scheduled to" are somebody else's word; "plans to" is one's own.
        if (!taken_for_granted && entry->effect == Effect::kPlan && tree.is_verb(head) &&
            !tree.is_passive(head)) {
          status.intended = true;
        }
        same_truth = same_truth && entry->effect != Effect::kSay;
      } else if (rel == Rel::kCcomp && is_one_of(tree.lemma(head), kSpeech)) {
        set_speaker(tree, head, status);
        same_truth = false;
      } else {
        same_truth = same_truth && (rel == Rel::kXcomp || purpose);
      }
      if (rel == Rel::kXcomp && same_truth) {
        if (const int word = negation_of(tree, head); word >= 0) {
          turn({"negation of the governing verb", static_cast<std::uint32_t>(word)}, status);
        }
        apply_own_words(tree, head, status);
        // "will continue to": no new intention.
        if (entry != nullptr && entry->effect == Effect::kContinue) status.intended = false;
      }
    } else if (rel == Rel::kConj && same_truth && is_clause_head(tree, node)) {
      if (!tree.has_child(node, Rel::kAux) && !tree.has_child(node, Rel::kNsubj)) {
        apply_own_words(tree, head, status);
      }
    } else if (same_truth && !is_clause_head(tree, node) && tree.is_verb(head) &&
               (rel == Rel::kObj || rel == Rel::kNsubjPass || rel == Rel::kNsubj ||
                rel == Rel::kObl)) {
      // A noun's event carried by a light verb: "did not hold talks", "will hold talks".
      if (is_light_verb(tree, head)) {
        const int word = negation_of(tree, head);
        if (word >= 0 && !status.negated) {
          turn({"negation of its verb", static_cast<std::uint32_t>(word)}, status);
        }
        apply_own_words(tree, head, status);
      } else {
        if (is_cancelled(tree, node, head)) {
          turn({"cancelled, averted or called off", governor}, status);
        }
        // "the meeting will be watched": it lies ahead itself.
        if (rel == Rel::kNsubj || rel == Rel::kNsubjPass) apply_future(tree, head, status);
        same_truth = false;
      }
    } else if (rel != Rel::kConj) {
      same_truth = false;
    }
    if (is_clause_head(tree, head)) apply_attribution(tree, head, status);
    node = head;
  }
}

}  // namespace

PatternPos pattern_pos(const Tree& tree, std::size_t token) {
  if (tree.is_verb(token)) return PatternPos::kVerb;
  return tree.token(token).upos == Upos::kAdj ? PatternPos::kAdjective : PatternPos::kNoun;
}

bool is_negated(const Tree& tree, std::size_t predicate) {
  return negation_of(tree, predicate) >= 0;
}

std::string complement_kind(const Tree& tree, std::size_t clause) {
  const Rel rel = tree.rel(clause);
  const bool gerund = tree.token(clause).xpos == "VBG";
  std::string_view mark;
  for (const std::uint32_t c : tree.children(clause)) {
    if (tree.rel(c) == Rel::kMark || tree.rel(c) == Rel::kCase) {
      mark = tree.lemma(c);
      if (mark != "that") break;
    }
  }
  if (rel == Rel::kXcomp || rel == Rel::kCcomp || rel == Rel::kAcl || rel == Rel::kAdvcl ||
      rel == Rel::kCsubj || rel == Rel::kObl || rel == Rel::kNmod) {
    if (tree.is_infinitive(clause) && !gerund) return "inf";
    if (gerund && !mark.empty() && mark != "that") return std::string(mark) + "-ing";
    if (gerund && rel != Rel::kAdvcl) return "ing";
    if (rel == Rel::kCcomp) return "that";
    if (rel == Rel::kAcl && mark == "that") return "that";         // "its demand that"
    if (rel == Rel::kXcomp && tree.is_verb(clause)) return "inf";  // "help them win", "make it go"
  }
  return {};
}

// Whether a finite clause says how things are, not how they should be.
bool is_indicative(const Tree& tree, std::size_t clause) {
  constexpr std::array<std::string_view, 6> kDuties = {"must",  "need",   "ought",
                                                       "shall", "should", "to"};
  bool told = tree.token(clause).xpos == "VBZ" || tree.token(clause).xpos == "VBD";
  for (const std::uint32_t c : tree.children(clause)) {
    const Rel rel = tree.rel(c);
    if (rel != Rel::kAux && rel != Rel::kAuxPass && rel != Rel::kCop) continue;
    if (is_one_of(tree.lemma(c), kDuties)) return false;
    const std::string_view tag = tree.token(c).xpos;
    told = told || tag == "VBZ" || tag == "VBD" || tag == "MD";
  }
  return told;
}

const Composition* find_composition(const Tree& tree, std::size_t governor, std::size_t clause,
                                    const RelationLexicon& lexicon) {
  const std::string kind = complement_kind(tree, clause);
  if (kind.empty()) return nullptr;
  const PatternPos pos = pattern_pos(tree, governor);
  const std::string_view particle = tree.particle(governor);
  const Composition* best = nullptr;
  const std::string lemma =
      lexicon.lookup_lemma(tree.token(governor).form, tree.lemma(governor), pos);
  for (const std::uint32_t index : lexicon.compositions_of(lemma, pos)) {
    const Composition& entry = lexicon.compositions()[index];
    if (entry.particle != particle) continue;
    std::string_view wanted = entry.complement;
    if (wanted.substr(0, 2) == "n:") wanted.remove_prefix(2);
    if (wanted == "to-inf") wanted = "inf";
    const bool with_object = wanted.substr(0, 4) == "obj-";
    if (with_object) wanted.remove_prefix(4);
    if (wanted != kind && !(wanted == "that" && kind == "inf" && entry.effect == Effect::kSay)) {
      continue;
    }
    const bool has_object =
        tree.has_child(governor, Rel::kObj) || tree.has_child(governor, Rel::kIobj) ||
        tree.is_passive(governor) ||
        tree.has_child(clause, Rel::kNsubj);  // "wants Lima to go": the subject of the infinitive
    if (with_object && !has_object) {
      // "urged on Lima to ..." and "call on": a preposition's object acts.
      if (!tree.has_child(governor, Rel::kObl)) continue;
    }
    // "called on Lima to help" is a request, "called Lima to talk" is not.
    if (!with_object && entry.object_acts && kind == "inf" && pos == PatternPos::kVerb &&
        tree.has_child(governor, Rel::kObj)) {
      continue;
    }
    // "suggested that Lima withdraw", "had withdrawn"
    const bool told = best != nullptr && best->effect == Effect::kRequest &&
                      entry.effect == Effect::kSay && kind == "that" && is_indicative(tree, clause);
    if (best == nullptr || (with_object && has_object) || told) best = &entry;
  }
  return best;
}

Status status_of(const Tree& tree, std::size_t predicate, const RelationLexicon& lexicon) {
  Status status;
  if (const int word = negation_of(tree, predicate); word >= 0) {
    turn({"negation", static_cast<std::uint32_t>(word)}, status);
  }
  apply_own_words(tree, predicate, status);
  apply_attribution(tree, predicate, status);
  climb(tree, predicate, lexicon, status);
  if (const int mark = question_mark(tree, predicate); mark >= 0) {
    raise(Modality::kHypothetical, {"question", static_cast<std::uint32_t>(mark)}, status);
  }
  return status;
}

}  // namespace entente
