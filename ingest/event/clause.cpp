#include "ingest/event/clause.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/word_list.h"

namespace entente {

namespace {

constexpr float kShared = 0.95F;    // subject shared by coordinated verbs
constexpr float kControl = 0.92F;   // understood subject of an infinitive or participle
constexpr float kGap = 0.9F;        // object of a relative clause without pronoun
constexpr float kBorrowed = 0.85F;  // argument of a neighbouring word

constexpr std::array<std::string_view, 68> kLightVerbs = {
    "hold",        "make",     "launch",   "carry",    "conduct",   "have",      "pay",
    "give",        "take",     "stage",    "mount",    "begin",     "start",     "express",
    "voice",       "issue",    "deliver",  "resume",   "continue",  "wage",      "perform",
    "offer",       "provide",  "lead",     "open",     "commit",    "undertake", "engage",
    "enter",       "impose",   "level",    "reach",    "sign",      "file",      "lodge",
    "raise",       "show",     "plan",     "organize", "arrange",   "schedule",  "convene",
    "host",        "hail",     "join",     "attend",   "complete",  "conclude",  "finish",
    "participate", "exchange", "strike",   "do",       "step",      "execute",   "renew",
    "send",        "repeat",   "announce", "declare",  "intensify", "escalate",  "commence",
    "initiate",    "reimpose", "order",    "extend",   "tighten"};

// Verbs whose subject undergoes the event of their object: "Lima faces sanctions", "escaped an
// attack", "received aid from Oslo".
constexpr std::array<std::string_view, 38> kUndergoing = {
    "face",       "suffer", "evade",   "escape",  "endure",  "withstand", "counter", "circumvent",
    "survive",    "resist", "repel",   "repulse", "dodge",   "weather",   "bypass",  "sustain",
    "experience", "incur",  "receive", "draw",    "attract", "provoke",   "trigger", "win",
    "earn",       "get",    "undergo", "fend",    "foil",    "thwart",    "shrug",   "parry",
    "elude",      "absorb", "invite",  "secure",  "obtain",  "skirt"};

// "have the title of partners", "hold the rank of ally": what the subject is.
constexpr std::array<std::string_view, 7> kTitles = {"title", "status",   "rank",       "role",
                                                     "post",  "position", "designation"};
constexpr std::array<std::string_view, 8> kHaving = {"have", "hold",   "enjoy", "get",
                                                     "gain", "retain", "keep",  "receive"};

// Verbs with an object whose infinitive still belongs to their subject: "promised Lima to help".
constexpr std::array<std::string_view, 10> kSubjectControl = {
    "contact",   "meet",     "phone", "pledge", "promise",
    "telephone", "threaten", "use",   "visit",  "vow"};

constexpr std::array<std::string_view, 8> kContacts = {"call", "contact",   "meet",  "phone",
                                                       "ring", "telephone", "visit", "write"};

// Prepositions of what is talked about.
constexpr std::array<std::string_view, 5> kTopics = {"on", "about", "over", "regarding",
                                                     "concerning"};

// Nouns that stand for the clause before them: "Lima left the bloc, a move that Oslo condemned".
constexpr std::array<std::string_view, 15> kSummaries = {
    "accusation", "act",    "action",    "allegation", "announcement",
    "assertion",  "charge", "claim",     "decision",   "gesture",
    "measure",    "move",   "statement", "step",       "tactic"};

// Those of them that stand for somebody's words.
constexpr std::array<std::string_view, 6> kSayings = {"accusation", "allegation", "assertion",
                                                      "charge",     "claim",      "statement"};

// Whoever has or does the noun: "Lima's plan", "a plan by Lima", "Lima made a plan", "Lima is on
// track to".
int owner_of_noun(const Tree& tree, std::size_t noun) {
  if (tree.has_child(noun, Rel::kCop)) return surface_subject(tree, noun);
  if (const int poss = tree.child(noun, Rel::kNmodPoss); poss >= 0) return poss;
  for (const std::uint32_t c : tree.children(noun)) {
    if (tree.rel(c) != Rel::kNmod) continue;
    const std::string prep = tree.preposition(c);
    if (prep == "by" || prep == "of" || prep == "from") return static_cast<int>(c);
  }
  const int verb = tree.head(noun);
  if (verb >= 0 && tree.rel(noun) == Rel::kObj) {
    return surface_subject(tree, static_cast<std::size_t>(verb));
  }
  for (const std::uint32_t c : tree.children(noun)) {
    if (tree.rel(c) == Rel::kAmod || tree.rel(c) == Rel::kCompound) return static_cast<int>(c);
  }
  return -1;
}

int own_subject(const Tree& tree, std::size_t predicate) {
  if (const int s = tree.child(predicate, Rel::kNsubj); s >= 0) return s;
  return tree.child(predicate, Rel::kNsubjPass);
}

// "called Oslo to congratulate it": Oslo congratulates nobody.
bool greets_whom_it_calls(const Tree& tree, std::size_t infinitive) {
  const int object = tree.child(infinitive, Rel::kObj);
  return is_contact(tree, static_cast<std::size_t>(tree.head(infinitive))) && object >= 0 &&
         tree.token(static_cast<std::size_t>(object)).xpos == "PRP";
}

// What somebody is blamed, punished or thanked for is that one's deed.
bool is_judgement(std::string_view verb) {
  static constexpr std::array<std::string_view, 34> kJudging = {
      "admonish",  "applaud",  "arrest",  "attack",       "berate",    "blame",     "castigate",
      "charge",    "commend",  "condemn", "congratulate", "convict",   "criticise", "criticize",
      "denounce",  "fault",    "fine",    "forgive",      "honour",    "imprison",  "indict",
      "jail",      "lambast",  "pardon",  "praise",       "prosecute", "punish",    "rebuke",
      "reprimand", "sentence", "slam",    "sue",          "thank",     "warn"};
  static_assert(std::is_sorted(kJudging.begin(), kJudging.end()));
  return std::binary_search(kJudging.begin(), kJudging.end(), verb);
}

int subject_within(const Tree& tree, std::size_t predicate, int hops) {
  if (const int own = own_subject(tree, predicate); own >= 0) return own;
  const int head_index = tree.head(predicate);
  if (head_index < 0 || hops == 0) return -1;
  const auto head = static_cast<std::size_t>(head_index);
  switch (tree.rel(predicate)) {
    case Rel::kXcomp:
    case Rel::kCcomp:
      if (!is_one_of(tree.lemma(head), kSubjectControl) && !greets_whom_it_calls(tree, predicate)) {
        if (const int o = tree.child(head, Rel::kObj); o >= 0) return o;
        if (const int o = tree.child(head, Rel::kIobj); o >= 0) return o;
      }
      return subject_within(tree, head, hops - 1);
    case Rel::kAdvcl:
      if (const int o = object_in_control(tree, predicate); o >= 0) return o;
      return subject_within(tree, head, hops - 1);
    case Rel::kConj:
      return subject_within(tree, head, hops - 1);
    case Rel::kAcl:
      return tree.is_infinitive(predicate) ? owner_of_noun(tree, head) : head_index;
    case Rel::kAclRelcl:
      return -1;
    default:
      return -1;
  }
}

}  // namespace

int object_in_control(const Tree& tree, std::size_t clause) {
  if (tree.rel(clause) != Rel::kAdvcl || tree.head(clause) < 0) return -1;
  const auto head = static_cast<std::size_t>(tree.head(clause));
  for (const std::uint32_t c : tree.children(clause)) {
    if (tree.rel(c) != Rel::kMark) continue;
    const std::string_view mark = tree.lemma(c);
    const bool of = mark == "of" || mark == "from" || mark == "into";
    if (of || (mark == "for" && is_judgement(tree.lemma(head)))) return tree.child(head, Rel::kObj);
  }
  return -1;
}

namespace {

class Collector {
 public:
  explicit Collector(const Tree& tree) : tree_(tree) {}

  void add(const std::string& function, std::size_t token, float certainty,
           int borrowed_from = -1) {
    for (const std::uint32_t t : with_conjuncts(tree_, token)) {
      std::string own = function;
      if (t != token && !is_grammatical(function)) {
        if (std::string prep = tree_.preposition(t); !prep.empty()) own = std::move(prep);
      }
      const auto filler = static_cast<std::uint32_t>(tree_.antecedent(t));
      const bool known = std::any_of(out_.begin(), out_.end(), [&](const Argument& a) {
        return a.function == own && a.token == filler;
      });
      if (known) continue;
      const bool far = t != token;
      out_.push_back(
          {std::move(own), filler, far ? certainty * kShared : certainty, borrowed_from});
    }
  }

  bool has(std::string_view function) const {
    return std::any_of(out_.begin(), out_.end(),
                       [&](const Argument& a) { return a.function == function; });
  }

  std::vector<Argument> take() { return std::move(out_); }
  const std::vector<Argument>& seen() const { return out_; }

 private:
  static bool is_grammatical(std::string_view f) {
    return f == "subj" || f == "obj" || f == "iobj" || f == "poss" || f == "comp" || f == "appos" ||
           f == "purpose";
  }

  const Tree& tree_;
  std::vector<Argument> out_;
};

// An oblique or noun modifier; names with a preposition count whatever the parser calls them.
bool is_oblique(const Tree& tree, std::size_t i) {
  const Rel rel = tree.rel(i);
  if (rel == Rel::kObl || rel == Rel::kNmod || rel == Rel::kOblAgent) return true;
  const bool odd =
      rel == Rel::kAcl || rel == Rel::kAdvcl || rel == Rel::kXcomp || rel == Rel::kOther;
  return odd && tree.token(i).upos == Upos::kPropn && !tree.preposition(i).empty();
}

void add_obliques(const Tree& tree, std::size_t governor, float certainty, int borrowed_from,
                  Collector& out) {
  for (const std::uint32_t c : tree.children(governor)) {
    if (!is_oblique(tree, c)) continue;
    const std::string prep = tree.preposition(c);
    if (prep.empty()) continue;
    out.add(prep, c, certainty, borrowed_from);
    if (!is_one_of(prep, kTopics)) continue;
    // "exchanged views on Lima with Oslo": the parser hangs the partner on the topic.
    for (const std::uint32_t g : tree.children(c)) {
      if (tree.rel(g) == Rel::kNmod && tree.preposition(g) == "with") {
        out.add("with", g, certainty * kBorrowed, borrowed_from);
      }
    }
  }
}

// "Lima's offer", "the Lima-Oslo talks", "Peruvian troops".
void add_modifiers(const Tree& tree, std::size_t noun, int borrowed_from, Collector& out) {
  const bool borrowed = borrowed_from >= 0;
  for (const std::uint32_t c : tree.children(noun)) {
    const Rel rel = tree.rel(c);
    if (rel == Rel::kNmodPoss) {
      out.add("poss", tree.antecedent(c), borrowed ? kBorrowed : 1, borrowed_from);
    } else if (rel == Rel::kAmod || rel == Rel::kCompound || rel == Rel::kNmodUnmarked) {
      out.add("comp", c, borrowed ? kBorrowed : 1, borrowed_from);
      for (const std::uint32_t g : tree.children(c)) {  // a chain: Lima <- Oslo <- talks
        if (tree.rel(g) == Rel::kCompound || tree.rel(g) == Rel::kAmod) {
          out.add("comp", g, borrowed ? kBorrowed : kGap, borrowed_from);
        }
      }
    }
  }
  if (const int author = author_of_summary(tree, noun); author >= 0 && !out.has("poss")) {
    out.add("poss", static_cast<std::size_t>(author), borrowed ? kBorrowed : 1, borrowed_from);
  }
}

// "handed the bodies of hostages to Lima" with Lima at the hostages, "brokered a swap of prisoners
// between Lima and Oslo" with both at the prisoners.
void add_recipient_within(const Tree& tree, std::size_t noun, Collector& out) {
  for (const std::uint32_t c : tree.children(noun)) {
    if (tree.rel(c) != Rel::kNmod || tree.preposition(c) != "of") continue;
    for (const std::uint32_t g : tree.children(c)) {
      const std::string prep = tree.preposition(g);
      if (tree.rel(g) == Rel::kNmod && (prep == "to" || prep == "between")) {
        out.add(prep, g, kBorrowed * kBorrowed, static_cast<int>(noun));
      }
    }
  }
}

void add_verb_subject(const Tree& tree, std::size_t verb, Collector& out) {
  const bool passive = tree.is_passive(verb);
  const int own = own_subject(tree, verb);
  int subject = own >= 0 ? own : surface_subject(tree, verb);
  if (subject < 0) return;
  const float certainty = own >= 0 ? 1.0F : (tree.rel(verb) == Rel::kConj ? kShared : kControl);
  if (!passive) {
    out.add("subj", static_cast<std::size_t>(subject), certainty);
  } else if (tree.has_child(verb, Rel::kObj)) {  // "Lima was given help"
    out.add("iobj", static_cast<std::size_t>(subject), certainty);
  } else {
    out.add("obj", static_cast<std::size_t>(subject), certainty);
  }
}

// "the sanctions Lima imposed": the noun before a relative clause without its own object.
void add_relative_gap(const Tree& tree, std::size_t verb, Collector& out) {
  if (tree.rel(verb) != Rel::kAclRelcl || tree.head(verb) < 0) return;
  const auto noun = static_cast<std::size_t>(tree.head(verb));
  if (!out.has("subj") && !tree.is_passive(verb)) {
    out.add("subj", noun, kGap);
  } else if (!out.has("obj") && !out.has("iobj")) {
    for (const Argument& a : out.seen()) {
      if (a.token == noun) return;
    }
    out.add("obj", noun, kGap);
  }
}

// "faced sanctions from Oslo", "sanctions imposed by Oslo": whom the event of the noun hits.
int undergoer_of(const Tree& tree, std::size_t noun) {
  const int head = tree.head(noun);
  if (head < 0) return -1;
  const auto verb = static_cast<std::size_t>(head);
  if (tree.rel(noun) == Rel::kConj) return undergoer_of(tree, verb);
  if (tree.rel(noun) != Rel::kObj || !is_one_of(tree.lemma(verb), kUndergoing)) return -1;
  return surface_subject(tree, verb);
}

void add_undergoer(const Tree& tree, std::size_t noun, Collector& out) {
  if (const int hit = undergoer_of(tree, noun); hit >= 0) {
    out.add("undergoer", static_cast<std::size_t>(hit), kBorrowed, tree.head(noun));
  }
}

// "sent troops to help Lima": whom the infinitive after the object is about.
void add_purpose(const Tree& tree, std::size_t verb, Collector& out) {
  if (!tree.has_child(verb, Rel::kObj)) return;
  for (const std::uint32_t clause : tree.children(verb)) {
    const Rel rel = tree.rel(clause);
    if ((rel != Rel::kAdvcl && rel != Rel::kXcomp) || !tree.is_infinitive(clause)) continue;
    if (const int whom = tree.child(clause, Rel::kObj); whom >= 0) {
      out.add("purpose", static_cast<std::size_t>(whom), kControl);
    }
  }
}

// "Lima was given a loan by Oslo", "threatened with sanctions by Oslo": the tree hangs the agent
// on the noun.
void add_misplaced_agent(const Tree& tree, std::size_t verb, Collector& out) {
  constexpr std::array<std::string_view, 8> kReasons = {
      "about", "after", "amid", "because_of", "despite", "following", "for", "over"};
  for (const std::uint32_t noun : tree.children(verb)) {
    if (tree.rel(noun) != Rel::kObj && tree.rel(noun) != Rel::kObl) continue;
    if (is_one_of(tree.preposition(noun), kReasons)) continue;  // "expelled over a claim by Oslo"
    for (const std::uint32_t agent : tree.children(noun)) {
      const bool by = tree.rel(agent) == Rel::kNmod && tree.preposition(agent) == "by";
      if (by) out.add("subj", agent, kBorrowed);
    }
  }
}

void add_verb_arguments(const Tree& tree, std::size_t verb, Collector& out) {
  const bool passive = tree.is_passive(verb);
  for (const std::uint32_t c : tree.children(verb)) {
    switch (tree.rel(c)) {
      case Rel::kObj:
        out.add("obj", c, 1);
        break;
      case Rel::kIobj:
        out.add("iobj", c, 1);
        break;
      case Rel::kOblAgent:
        out.add("subj", c, 1);
        break;
      case Rel::kObl:
        if (passive && tree.preposition(c) == "by") out.add("subj", c, 0.9F);
        break;
      default:
        break;
    }
  }
  if (passive && !out.has("subj")) add_misplaced_agent(tree, verb, out);
  if (tree.rel(verb) == Rel::kAmod && passive && tree.head(verb) >= 0) {
    // "Lima-backed rebels": the noun is the object, the modifier the subject.
    out.add("obj", static_cast<std::size_t>(tree.head(verb)), kGap);
    for (const std::uint32_t c : tree.children(verb)) {
      const Rel rel = tree.rel(c);
      if (rel == Rel::kCompound || rel == Rel::kAmod || rel == Rel::kOblUnmarked ||
          rel == Rel::kNmodUnmarked || rel == Rel::kAdvmod || rel == Rel::kOther) {
        if (!out.has("subj") && tree.token(c).upos != Upos::kAdv) out.add("subj", c, kGap);
      }
    }
  } else {
    add_verb_subject(tree, verb, out);
  }
  add_relative_gap(tree, verb, out);
  add_purpose(tree, verb, out);
  add_obliques(tree, verb, 1, -1, out);
  if (tree.rel(verb) == Rel::kAcl && passive && tree.head(verb) >= 0) {
    add_undergoer(tree, static_cast<std::size_t>(tree.head(verb)), out);
  }
  // A shared object: "condemned and punished Lima" hangs Lima on one of the two.
  if (!out.has("obj") && !passive) {
    for (const std::uint32_t c : tree.children(verb)) {
      if (tree.rel(c) != Rel::kConj || tree.is_passive(c) || own_subject(tree, c) >= 0) continue;
      const int object = tree.child(c, Rel::kObj);
      if (object >= 0 && !tree.has_child(verb, Rel::kCcomp) && !tree.has_child(verb, Rel::kObl)) {
        out.add("obj", static_cast<std::size_t>(object), kGap, static_cast<int>(c));
      }
    }
  }
  for (const std::uint32_t c : tree.children(verb)) {  // PP of a filler: "hold talks with Lima"
    const Rel rel = tree.rel(c);
    if (rel == Rel::kObj || rel == Rel::kObl || (passive && rel == Rel::kNsubjPass)) {
      for (const std::uint32_t o : with_conjuncts(tree, c)) {
        add_obliques(tree, o, kBorrowed, static_cast<int>(o), out);
        add_modifiers(tree, o, static_cast<int>(o), out);
        add_recipient_within(tree, o, out);
      }
    }
  }
}

// A noun's event is carried by a verb: "Lima launched an attack", "talks were held with Oslo".
void add_carrier_arguments(const Tree& tree, std::size_t noun, Collector& out) {
  const int head = tree.head(noun);
  if (head < 0) return;
  const auto verb = static_cast<std::size_t>(head);
  const Rel rel = tree.rel(noun);
  if (rel == Rel::kConj) return add_carrier_arguments(tree, verb, out);
  if (!tree.is_verb(verb)) return;
  bool object = rel == Rel::kObj || rel == Rel::kNsubjPass;
  if (rel == Rel::kObl) {  // "entered into talks", "met in talks", but not "before the attack"
    const std::string prep = tree.preposition(noun);
    object = prep == "in" || prep == "into" || prep == "to" || prep == "on";
  }
  if (object && is_light_verb(tree, verb) && !is_one_of(tree.lemma(verb), kUndergoing)) {
    for (const Argument& a : arguments_of(tree, verb)) {
      if (a.function == "subj" && a.token != noun) out.add("subj", a.token, kBorrowed, head);
    }
  }
  if (object && is_one_of(tree.lemma(verb), kUndergoing)) {
    for (const std::uint32_t c : tree.children(verb)) {
      if (tree.rel(c) != Rel::kObl) continue;
      if (tree.preposition(c) == "from") out.add("from", c, kBorrowed, head);
    }
  }
  if (object || rel == Rel::kNsubj) {
    const bool light = is_light_verb(tree, verb);
    for (const std::uint32_t c : tree.children(verb)) {
      if (c == noun || tree.rel(c) != Rel::kObl) continue;
      std::string prep = tree.preposition(c);
      // Only what a noun typically takes; "in Lima" after a verb is a place, not a partner.
      if (prep == "with" || prep == "between" || prep == "against" || (light && prep == "on") ||
          (light && prep == "to")) {
        out.add(prep, c, light ? kBorrowed : 0.7F, head);
      }
    }
  }
}

// "Lima's alliance and ties with Oslo": coordinated nouns share owner and partner.
void add_shared_of_conjuncts(const Tree& tree, std::size_t noun, Collector& out) {
  if (tree.rel(noun) == Rel::kConj && tree.head(noun) >= 0 && !out.has("poss")) {
    const auto first = static_cast<std::size_t>(tree.head(noun));
    if (const int poss = tree.child(first, Rel::kNmodPoss); poss >= 0) {
      out.add("poss", tree.antecedent(static_cast<std::size_t>(poss)), kShared,
              static_cast<int>(first));
    }
  }
  for (const std::uint32_t c : tree.children(noun)) {
    if (tree.rel(c) != Rel::kConj || tree.token(c).upos != Upos::kNoun) continue;
    for (const std::uint32_t o : tree.children(c)) {
      if (!is_oblique(tree, o)) continue;
      std::string prep = tree.preposition(o);
      const bool partner = prep == "with" || prep == "against" || prep == "toward" ||
                           prep == "towards" || prep == "between";
      if (partner && !out.has(prep)) out.add(prep, o, kShared, static_cast<int>(c));
    }
  }
}

// What somebody is called or serves as: "Lima has the status of an observer at", "joined as a
// partner of", "named Lima as a partner of".
void add_predicated_subject(const Tree& tree, std::size_t noun, Collector& out) {
  std::size_t node = noun;
  if (tree.rel(node) == Rel::kNmod && tree.preposition(node) == "of" && tree.head(node) >= 0 &&
      is_one_of(tree.lemma(static_cast<std::size_t>(tree.head(node))), kTitles)) {
    node = static_cast<std::size_t>(tree.head(node));
  }
  const int head = tree.head(node);
  if (head < 0 || !tree.is_verb(static_cast<std::size_t>(head))) return;
  const auto verb = static_cast<std::size_t>(head);
  const bool has_title =
      node != noun && tree.rel(node) == Rel::kObj && is_one_of(tree.lemma(verb), kHaving);
  const bool as = tree.rel(node) == Rel::kObl && tree.preposition(node) == "as";
  if (!has_title && !as) return;
  int who = as ? tree.child(verb, Rel::kObj) : -1;
  if (who < 0 || tree.lemma(verb) == "join") who = surface_subject(tree, verb);
  if (who >= 0) out.add("subj", static_cast<std::size_t>(who), kControl);
}

void add_noun_arguments(const Tree& tree, std::size_t noun, Collector& out) {
  add_modifiers(tree, noun, -1, out);
  for (const std::uint32_t c : tree.children(noun)) {
    switch (tree.rel(c)) {
      case Rel::kAppos:
        out.add("appos", c, 1);
        break;
      case Rel::kNsubj:
        out.add("subj", c, 1);
        break;
      case Rel::kAcl:  // "talks involving Lima and Oslo"
        if (tree.lemma(c) == "involve" || tree.lemma(c) == "include") {
          if (const int o = tree.child(c, Rel::kObj); o >= 0) {
            out.add("between", static_cast<std::size_t>(o), kGap);
          }
        }
        break;
      default:
        break;
    }
  }
  add_obliques(tree, noun, 1, -1, out);
  if (tree.rel(noun) == Rel::kAppos && tree.head(noun) >= 0) {
    out.add("appos", static_cast<std::size_t>(tree.head(noun)), 1);
  }
  add_shared_of_conjuncts(tree, noun, out);
  add_carrier_arguments(tree, noun, out);
  add_undergoer(tree, noun, out);
  if (!out.has("subj")) add_predicated_subject(tree, noun, out);
}

void add_adjective_arguments(const Tree& tree, std::size_t adjective, Collector& out) {
  if (const int s = surface_subject(tree, adjective); s >= 0) {
    out.add("subj", static_cast<std::size_t>(s), 1);
  } else if (tree.rel(adjective) == Rel::kAmod && tree.head(adjective) >= 0) {
    out.add("subj", static_cast<std::size_t>(tree.head(adjective)), kGap);
  } else if (tree.rel(adjective) == Rel::kAclRelcl && tree.head(adjective) >= 0) {
    out.add("subj", static_cast<std::size_t>(tree.head(adjective)), kGap);
  }
  add_obliques(tree, adjective, 1, -1, out);
}

}  // namespace

bool is_light_verb(const Tree& tree, std::size_t verb) {
  return is_one_of(tree.lemma(verb), kLightVerbs) || tree.lemma(verb) == "suffer";
}

int surface_subject(const Tree& tree, std::size_t predicate) {
  constexpr int kMaxHops = 6;  // deeper chains are parser noise
  return subject_within(tree, predicate, kMaxHops);
}

bool is_contact(const Tree& tree, std::size_t verb) {
  return is_one_of(tree.lemma(verb), kContacts);
}

int author_of_summary(const Tree& tree, std::size_t noun) {
  if (tree.rel(noun) != Rel::kAppos && tree.rel(noun) != Rel::kParataxis) return -1;
  if (!is_one_of(tree.lemma(noun), kSummaries)) return -1;
  bool indefinite = false;
  for (const std::uint32_t c : tree.children(noun)) {
    indefinite = indefinite || (tree.rel(c) == Rel::kDet && tree.lemma(c) == "a");
    if (tree.rel(c) == Rel::kNmod && tree.preposition(c) == "by") return static_cast<int>(c);
  }
  if (!indefinite) return -1;
  const bool said = is_one_of(tree.lemma(noun), kSayings);
  int verb = tree.head(noun);
  while (verb >= 0) {
    const auto v = static_cast<std::size_t>(verb);
    const Rel rel = tree.rel(v);
    const bool inner = rel == Rel::kAdvcl || rel == Rel::kAcl || rel == Rel::kXcomp ||
                       (said && rel == Rel::kCcomp);
    if (tree.is_verb(v) && !inner) break;
    verb = tree.head(v);
  }
  if (verb < 0) return -1;
  const auto clause = static_cast<std::size_t>(verb);
  return tree.is_passive(clause) ? tree.child(clause, Rel::kOblAgent)
                                 : surface_subject(tree, clause);
}

std::vector<std::uint32_t> with_conjuncts(const Tree& tree, std::size_t filler) {
  std::vector<std::uint32_t> out = {static_cast<std::uint32_t>(filler)};
  for (std::size_t k = 0; k < out.size() && out.size() < 64; ++k) {
    for (const std::uint32_t c : tree.children(out[k])) {
      const Rel rel = tree.rel(c);
      const bool nominal = tree.is_nominal(c) || tree.token(c).upos == Upos::kAdj;
      if (rel == Rel::kConj && nominal && own_subject(tree, c) < 0) out.push_back(c);
    }
  }
  return out;
}

std::vector<Argument> arguments_of(const Tree& tree, std::size_t predicate) {
  Collector out(tree);
  if (tree.is_verb(predicate)) {
    add_verb_arguments(tree, predicate, out);
  } else if (tree.token(predicate).upos == Upos::kAdj) {
    add_adjective_arguments(tree, predicate, out);
  } else {
    add_noun_arguments(tree, predicate, out);
    if (!out.has("subj") && tree.has_child(predicate, Rel::kCop)) {
      if (const int s = surface_subject(tree, predicate); s >= 0) {
        out.add("subj", static_cast<std::size_t>(s), kControl);
      }
    }
  }
  return out.take();
}

}  // namespace entente
