#include "ingest/event/tree.h"

#include <algorithm>
#include <array>
#include <utility>

namespace entente {

namespace {

constexpr std::array<std::pair<std::string_view, Rel>, 38> kLabels = {{
    {"root", Rel::kRoot},
    {"nsubj", Rel::kNsubj},
    {"nsubj:outer", Rel::kNsubj},
    {"nsubj:pass", Rel::kNsubjPass},
    {"csubj", Rel::kCsubj},
    {"obj", Rel::kObj},
    {"iobj", Rel::kIobj},
    {"obl", Rel::kObl},
    {"obl:agent", Rel::kOblAgent},
    {"obl:unmarked", Rel::kOblUnmarked},
    {"obl:tmod", Rel::kOblUnmarked},
    {"nmod", Rel::kNmod},
    {"nmod:poss", Rel::kNmodPoss},
    {"nmod:desc", Rel::kNmodDesc},
    {"nmod:unmarked", Rel::kNmodUnmarked},
    {"acl", Rel::kAcl},
    {"acl:relcl", Rel::kAclRelcl},
    {"advcl", Rel::kAdvcl},
    {"ccomp", Rel::kCcomp},
    {"xcomp", Rel::kXcomp},
    {"conj", Rel::kConj},
    {"cc", Rel::kCc},
    {"case", Rel::kCase},
    {"mark", Rel::kMark},
    {"det", Rel::kDet},
    {"amod", Rel::kAmod},
    {"advmod", Rel::kAdvmod},
    {"compound", Rel::kCompound},
    {"compound:prt", Rel::kCompoundPrt},
    {"flat", Rel::kFlat},
    {"fixed", Rel::kFixed},
    {"appos", Rel::kAppos},
    {"aux", Rel::kAux},
    {"aux:pass", Rel::kAuxPass},
    {"cop", Rel::kCop},
    {"nummod", Rel::kNummod},
    {"parataxis", Rel::kParataxis},
    {"punct", Rel::kPunct},
}};

// ASCII only: lemmas of English predicates and function words, not names.
std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

Rel parse_rel(std::string_view deprel) {
  for (const auto& [label, rel] : kLabels) {
    if (label == deprel) return rel;
  }
  if (deprel == "expl") return Rel::kExpl;
  const std::size_t colon = deprel.find(':');
  return colon == std::string_view::npos ? Rel::kOther : parse_rel(deprel.substr(0, colon));
}

Tree::Tree(const Sentence& sentence) : sentence_(&sentence) {
  const std::size_t n = sentence.tokens.size();
  lemma_.reserve(n);
  std::vector<std::uint32_t> counts(n + 1, 0);
  for (std::size_t i = 0; i < n; ++i) {
    const Token& token = sentence.tokens[i];
    lemma_.push_back(lower_ascii(token.lemma.empty() ? token.form : token.lemma));
    rel_.push_back(parse_rel(token.deprel));
    const bool valid = token.head >= 0 && static_cast<std::size_t>(token.head) < n &&
                       static_cast<std::size_t>(token.head) != i;
    head_.push_back(valid ? token.head : -1);
  }
  for (std::size_t i = 0; i < n; ++i) {  // cut cycles
    int node = static_cast<int>(i);
    for (std::size_t steps = 0; node >= 0; ++steps) {
      if (steps > n) {
        head_[i] = -1;
        break;
      }
      node = head_[static_cast<std::size_t>(node)];
    }
  }
  move_raised_objects();
  return_participles();
  return_charges();
  return_victims();
  promote_lone_recipients();
  promote_main_verb();
  return_subjects();
  for (const int head : head_) {
    if (head >= 0) ++counts[static_cast<std::size_t>(head)];
  }
  child_begin_.assign(n + 1, 0);
  for (std::size_t i = 0; i < n; ++i) child_begin_[i + 1] = child_begin_[i] + counts[i];
  child_list_.resize(child_begin_[n]);
  std::vector<std::uint32_t> next(child_begin_.begin(), child_begin_.end());
  for (std::size_t i = 0; i < n; ++i) {
    if (head_[i] >= 0) {
      child_list_[next[static_cast<std::size_t>(head_[i])]++] = static_cast<std::uint32_t>(i);
    }
  }
  passive_.assign(n, false);
  for (std::size_t i = 0; i < n; ++i) passive_[i] = compute_passive(i);
}

// A move that would hang a token below itself is not made: every walk towards the root must end.
void Tree::reattach(std::size_t i, std::size_t head) {
  if (!dominates(i, head)) head_[i] = static_cast<int>(head);
}

// "helped Oslo evade the ban": the parser hangs Oslo on the infinitive behind it.
void Tree::move_raised_objects() {
  for (std::size_t i = 0; i < rel_.size(); ++i) {
    if (rel_[i] != Rel::kObj || head_[i] < 0) continue;
    const auto verb = static_cast<std::size_t>(head_[i]);
    if (verb < i || rel_[verb] != Rel::kXcomp || head_[verb] < 0) continue;
    if (static_cast<std::size_t>(head_[verb]) < i)
      reattach(i, static_cast<std::size_t>(head_[verb]));
  }
}

// "its view of Lima and a truce signed in Oslo" with the participle at "view": it belongs to the
// noun right before it if that one is coordinated with another noun inside.
void Tree::return_participles() {
  for (std::size_t i = 1; i < rel_.size(); ++i) {
    if (rel_[i] != Rel::kAcl || token(i).xpos != "VBN" || head_[i] < 0) continue;
    const std::size_t noun = i - 1;
    const auto far = static_cast<std::size_t>(head_[i]);
    if (far >= noun || rel_[noun] != Rel::kConj || !is_nominal(noun)) continue;
    const int first = head_[noun];
    if (first > static_cast<int>(far) && dominates(far, noun)) reattach(i, noun);
  }
}

// "accused the region's rulers of attacking a base" with the charge at "rulers".
void Tree::return_charges() {
  constexpr std::array<std::string_view, 4> kVerbs = {"accuse", "suspect", "convict", "acquit"};
  for (std::size_t i = 0; i < rel_.size(); ++i) {
    if (rel_[i] != Rel::kAcl || token(i).xpos != "VBG" || head_[i] < 0) continue;
    const auto noun = static_cast<std::size_t>(head_[i]);
    if ((rel_[noun] != Rel::kObj && rel_[noun] != Rel::kNsubjPass) || head_[noun] < 0) continue;
    const auto verb = static_cast<std::size_t>(head_[noun]);
    if (verb > i || std::find(kVerbs.begin(), kVerbs.end(), lemma(verb)) == kVerbs.end()) continue;
    reattach(i, verb);
    rel_[i] = Rel::kAdvcl;
  }
}

// "sanctions imposed by Lima on Oslo" with Oslo at Lima.
void Tree::return_victims() {
  for (std::size_t i = 0; i < rel_.size(); ++i) {
    if (rel_[i] != Rel::kNmod || head_[i] < 0 || i == 0) continue;
    const auto agent = static_cast<std::size_t>(head_[i]);
    if (rel_[agent] != Rel::kOblAgent || head_[agent] < 0) continue;
    for (std::size_t mark = agent + 1; mark < i; ++mark) {
      if (rel_[mark] != Rel::kCase || head_[mark] != static_cast<int>(i)) continue;
      if (lemma(mark) != "on" && lemma(mark) != "against" && lemma(mark) != "to") break;
      reattach(i, static_cast<std::size_t>(head_[agent]));
      rel_[i] = Rel::kObl;
      break;
    }
  }
}

// "Lima met Oslo two days ago" with Oslo as the one to whom: nothing is given.
void Tree::promote_lone_recipients() {
  for (std::size_t i = 0; i < rel_.size(); ++i) {
    if (rel_[i] != Rel::kIobj || head_[i] < 0) continue;
    bool is_alone =
        lemma(static_cast<std::size_t>(head_[i])) != "tell";  // "..., they told Reuters"
    for (std::size_t other = 0; other < rel_.size(); ++other) {
      const Rel rel = rel_[other];
      const bool given = rel == Rel::kObj || rel == Rel::kCcomp || rel == Rel::kXcomp;
      if (head_[other] == head_[i] && (given || rel == Rel::kParataxis)) is_alone = false;
    }
    if (is_alone) rel_[i] = Rel::kObj;
  }
}

// "Lima's planes and tanks shelled Oslo" parsed as a noun with a participle: a sentence whose root
// is a noun without verb has its main verb in the participle that takes an object.
void Tree::promote_main_verb() {
  for (std::size_t verb = 0; verb < rel_.size(); ++verb) {
    if (rel_[verb] != Rel::kAcl || token(verb).upos != Upos::kVerb || head_[verb] < 0) continue;
    if (token(verb).xpos != "VBD" && token(verb).xpos != "VBN") continue;
    const auto noun = static_cast<std::size_t>(head_[verb]);
    if (head_[noun] >= 0 || noun > verb || !is_nominal(noun)) continue;
    bool has_object = false;
    bool is_clause = false;
    for (std::size_t i = 0; i < rel_.size(); ++i) {
      const bool of_verb = head_[i] == static_cast<int>(verb);
      if (of_verb && rel_[i] == Rel::kObj && i > verb) has_object = true;
      if (i > verb && rel_[i] == Rel::kAppos && head_[i] == static_cast<int>(noun) &&
          token(i - 1).upos != Upos::kPunct) {
        has_object = true;  // "Lima's minister summoned | Oslo's envoy"
      }
      if (of_verb && (rel_[i] == Rel::kOblAgent || rel_[i] == Rel::kNsubj)) is_clause = true;
      if (head_[i] == static_cast<int>(noun) && (rel_[i] == Rel::kCop || rel_[i] == Rel::kNsubj)) {
        is_clause = true;
      }
    }
    if (!has_object || is_clause) continue;
    head_[verb] = -1;
    rel_[verb] = Rel::kRoot;
    head_[noun] = static_cast<int>(verb);
    rel_[noun] = Rel::kNsubj;
    main_verb_ = static_cast<int>(verb);
    for (std::size_t i = verb + 1; i < rel_.size(); ++i) {  // what stands behind the verb
      if (head_[i] != static_cast<int>(noun)) continue;
      reattach(i, verb);
      if (rel_[i] == Rel::kAppos) rel_[i] = Rel::kObj;
    }
    return;
  }
}

// "Lima and Oslo signed a treaty, the agency reported" with both subjects at "reported": the one
// before the first verb belongs to that verb.
void Tree::return_subjects() {
  for (std::size_t first = 0; first < rel_.size(); ++first) {
    if (rel_[first] != Rel::kNsubj || head_[first] < 0) continue;
    const auto late = static_cast<std::size_t>(head_[first]);
    if (late < first) continue;
    std::size_t early = late;
    std::size_t second = first;
    for (std::size_t i = first + 1; i < late; ++i) {
      const bool linked = head_[late] == static_cast<int>(i) || head_[i] == static_cast<int>(late);
      if (linked && token(i).upos == Upos::kVerb && early == late && second == first) early = i;
      if (head_[i] == static_cast<int>(late) && rel_[i] == Rel::kNsubj) second = i;
    }
    if (early == late || second <= early) continue;
    bool has_own = false;
    for (std::size_t i = 0; i < rel_.size(); ++i) {
      const bool subject = rel_[i] == Rel::kNsubj || rel_[i] == Rel::kNsubjPass;
      if (subject && head_[i] == static_cast<int>(early)) has_own = true;
    }
    if (!has_own) reattach(first, early);
  }
}

std::span<const std::uint32_t> Tree::children(std::size_t i) const {
  return std::span(child_list_).subspan(child_begin_[i], child_begin_[i + 1] - child_begin_[i]);
}

int Tree::child(std::size_t i, Rel rel) const {
  for (const std::uint32_t c : children(i)) {
    if (rel_[c] == rel) return static_cast<int>(c);
  }
  return -1;
}

bool Tree::is_verb(std::size_t i) const {
  const Upos tag = token(i).upos;
  if (tag == Upos::kVerb) return true;
  if (tag == Upos::kAdj && has_child(i, Rel::kObj)) return true;  // "justified the raid", mistagged
  return tag == Upos::kAux && rel_[i] != Rel::kAux && rel_[i] != Rel::kAuxPass &&
         rel_[i] != Rel::kCop;
}

bool Tree::is_nominal(std::size_t i) const {
  const Upos tag = token(i).upos;
  return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kPron || tag == Upos::kNum;
}

bool Tree::compute_passive(std::size_t i) const {
  if (token(i).upos != Upos::kVerb && token(i).xpos != "VBN") return false;
  if (static_cast<int>(i) == main_verb_) return false;
  if (has_child(i, Rel::kAuxPass)) return true;
  // A passive subject beside an object, without auxiliary, is the parser's mistake.
  if (has_child(i, Rel::kNsubjPass)) return !has_child(i, Rel::kObj);
  if (token(i).xpos != "VBN" || has_child(i, Rel::kAux) || has_child(i, Rel::kNsubj)) return false;
  switch (rel_[i]) {
    case Rel::kAcl:
    case Rel::kAdvcl:
    case Rel::kAmod:
    case Rel::kXcomp:
      return true;
    case Rel::kConj:  // "was detained and charged"
      return head_[i] >= 0 && passive_[static_cast<std::size_t>(head_[i])];
    default:
      return has_child(i, Rel::kOblAgent);
  }
}

std::string Tree::preposition(std::size_t i) const {
  for (const std::uint32_t c : children(i)) {
    if (rel_[c] != Rel::kCase && !(rel_[c] == Rel::kMark && !is_verb(i))) continue;
    if (lemma_[c] == "'s" || lemma_[c] == "'") continue;
    std::string text = lemma_[c];
    for (const std::uint32_t f : children(c)) {
      if (rel_[f] == Rel::kFixed) text += "_" + lemma_[f];
    }
    // "out | of" as two prepositions.
    const std::size_t next = c + 1;
    if (text == "out" && next < rel_.size() && lemma_[next] == "of" && head_[next] == head_[c]) {
      text += "_of";
    }
    return text;
  }
  for (const std::uint32_t c : children(i)) {  // "with Chancellor Berg" parsed under the title
    if (c < i && (rel_[c] == Rel::kNmodDesc || rel_[c] == Rel::kCompound)) {
      if (std::string text = preposition(c); !text.empty()) return text;
    }
  }
  return {};
}

std::string_view Tree::particle(std::size_t verb) const {
  const int p = child(verb, Rel::kCompoundPrt);
  return p >= 0 ? std::string_view(lemma_[static_cast<std::size_t>(p)]) : std::string_view();
}

bool Tree::is_infinitive(std::size_t verb) const {
  for (const std::uint32_t c : children(verb)) {
    if (rel_[c] == Rel::kMark && lemma_[c] == "to") return true;
  }
  return false;
}

int Tree::enclosing_relative(std::size_t i) const {
  for (int node = static_cast<int>(i); node >= 0; node = head_[static_cast<std::size_t>(node)]) {
    if (rel_[static_cast<std::size_t>(node)] == Rel::kAclRelcl) return node;
  }
  return -1;
}

bool Tree::is_relative_pronoun(std::size_t i) const {
  const Upos tag = token(i).upos;
  if (tag != Upos::kPron && tag != Upos::kDet && tag != Upos::kSconj) return false;
  const std::string& word = lemma_[i];
  return word == "who" || word == "which" || word == "that" || word == "whom" || word == "whose";
}

std::size_t Tree::antecedent(std::size_t i) const {
  if (!is_relative_pronoun(i)) return i;
  const int clause = enclosing_relative(i);
  if (clause < 0) return i;
  const int noun = head_[static_cast<std::size_t>(clause)];
  return noun >= 0 ? static_cast<std::size_t>(noun) : i;
}

bool Tree::dominates(std::size_t ancestor, std::size_t node) const {
  for (int n = static_cast<int>(node); n >= 0; n = head_[static_cast<std::size_t>(n)]) {
    if (static_cast<std::size_t>(n) == ancestor) return true;
  }
  return false;
}

std::size_t Tree::depth(std::size_t i) const {
  std::size_t steps = 0;
  for (int n = head_[i]; n >= 0; n = head_[static_cast<std::size_t>(n)]) ++steps;
  return steps;
}

}  // namespace entente
