#include "ingest/event/participants.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/word_list.h"
#include "ingest/event/clause.h"
#include "ingest/event/sport.h"

namespace entente {

namespace {

constexpr float kOwner = 0.88F;     // per step from a thing to its owner
constexpr float kModifier = 0.82F;  // "Peruvian exports": the adjective may only say where
constexpr float kTrade = 0.5F;      // "a Peruvian retailer": the state only seldom acts
constexpr float kApposition = 0.95F;
constexpr float kSomewhereWithin = 0.5F;
constexpr float kEarlierDeed = 0.45F;  // "condemned the move"
constexpr int kPlaceDepth = 2;         // "a base in a county in Peru"
constexpr int kOwnerDepth = 3;         // "the decision of the parliament of Peru"

// The state that the name headed by each token means; null for tokens that head none.
std::vector<const Actor*> states_named(const Document& document, std::uint32_t sentence) {
  std::vector<const Actor*> out(document.sentences[sentence].tokens.size(), nullptr);
  for (const Mention& m : document.mentions) {
    const bool name = m.sentence == sentence && m.form == MentionForm::kName;
    if (!name || m.actors.size() != 1 || m.head >= out.size()) continue;
    const Actor& actor = document.actors[m.actors.front()];
    if (actor.kind == ActorKind::kState) out[m.head] = &actor;
  }
  return out;
}

bool is_trade(std::string_view lemma) {
  constexpr std::array<std::string_view, 17> kTrades = {
      "airline",  "brewer",   "carmaker",  "chain",    "company", "firm",
      "giant",    "grocer",   "hotel",     "insurer",  "maker",   "manufacturer",
      "operator", "producer", "publisher", "retailer", "supplier"};
  static_assert(std::is_sorted(kTrades.begin(), kTrades.end()));
  return std::binary_search(kTrades.begin(), kTrades.end(), lemma);
}

// "the rebel-held port of Lima", "Peruvian-occupied land": who holds a place, or -1. What "the
// government" holds is its state's anyway.
int holder_of(const Tree& tree, std::size_t place) {
  constexpr std::array<std::string_view, 5> kHeld = {"control", "hold", "occupy", "rule", "run"};
  constexpr std::array<std::string_view, 3> kOfState = {"government", "regime", "state"};
  for (const std::uint32_t c : tree.children(place)) {
    if (tree.rel(c) != Rel::kAmod || !is_one_of(tree.lemma(c), kHeld)) continue;
    for (const std::uint32_t g : tree.children(c)) {
      const bool before_hyphen = g + 2 == c && tree.token(g + 1).form == "-";
      if (before_hyphen && !is_one_of(tree.lemma(g), kOfState)) return static_cast<int>(g);
    }
  }
  return -1;
}

// Whose arrest it is in "the arrest of Petrov" did not do it.
bool befalls(std::string_view noun) {
  constexpr std::array<std::string_view, 36> kBefalling = {
      "abduction",   "annexation",  "arrest",     "assassination", "beating",     "beheading",
      "bombardment", "bombing",     "burning",    "capture",       "conviction",  "death",
      "deportation", "destruction", "detention",  "execution",     "expulsion",   "imprisonment",
      "invasion",    "jailing",     "kidnapping", "killing",       "lynching",    "mistreatment",
      "murder",      "occupation",  "ouster",     "overthrow",     "persecution", "poisoning",
      "prosecution", "sentencing",  "shelling",   "slaying",       "torture",     "treatment"};
  static_assert(std::is_sorted(kBefalling.begin(), kBefalling.end()));
  return std::binary_search(kBefalling.begin(), kBefalling.end(), noun);
}

}  // namespace

bool parts_from_agent(std::string_view participle) {
  static constexpr std::array<std::string_view, 53> kParting = {
      "accuse",      "arm",       "arrest",    "attack",   "back",       "ban",       "besiege",
      "blacklist",   "bomb",      "broker",    "capture",  "condemn",    "criticise", "criticize",
      "deliver",     "denounce",  "destroy",   "donate",   "facilitate", "finance",   "fund",
      "give",        "hit",       "hunt",      "injure",   "kidnap",     "kill",      "lend",
      "manufacture", "mediate",   "moderate",  "outlaw",   "persecute",  "produce",   "provide",
      "raid",        "recognise", "recognize", "sanction", "seek",       "seize",     "sell",
      "shell",       "strike",    "supply",    "support",  "target",     "threaten",  "train",
      "vaccinate",   "want",      "warn",      "wound"};
  static_assert(std::is_sorted(kParting.begin(), kParting.end()));
  return std::binary_search(kParting.begin(), kParting.end(), participle);
}

bool is_hit(const Tree& tree, std::size_t node) {
  while (tree.rel(node) == Rel::kConj && tree.head(node) >= 0) {
    node = static_cast<std::size_t>(tree.head(node));
  }
  if (tree.rel(node) != Rel::kNmod || tree.head(node) < 0) return false;
  const std::string prep = tree.preposition(node);
  const std::string_view deed = tree.lemma(static_cast<std::size_t>(tree.head(node)));
  return prep == "on" || prep == "against" || (prep == "of" && befalls(deed));
}

Tree tree_of(const Document& document, std::uint32_t sentence) {
  const auto& tokens = document.sentences[sentence].tokens;
  Tree tree(document.sentences[sentence]);
  const auto states = states_named(document, sentence);
  for (std::size_t t = 1; t < tree.size(); ++t) {
    if (tree.rel(t) != Rel::kNmodUnmarked || tree.head(t) < 0) continue;
    const auto head = static_cast<std::size_t>(tree.head(t));
    // "Lima, Peru, and Quito": one state twice is no list.
    const bool two = states[t] != nullptr && states[head] != nullptr && states[t] != states[head];
    if (two && head < t && tokens[t - 1].form == "," && tree.has_child(head, Rel::kConj)) {
      tree.make_conjunct(t);
    }
  }
  return tree;
}

Participants::Participants(const Document& document, std::uint32_t sentence, const Tree& tree,
                           std::optional<Deed> before)
    : document_(&document),
      tree_(&tree),
      before_(before),
      headed_(tree.size()),
      covering_(tree.size()) {
  const auto& mentions = document.mentions;
  auto it = std::lower_bound(mentions.begin(), mentions.end(), sentence,
                             [](const Mention& m, std::uint32_t s) { return m.sentence < s; });
  for (; it != mentions.end() && it->sentence == sentence; ++it) {
    if (it->head >= tree.size() || it->last > tree.size()) continue;
    if (it->actors.empty() && it->antecedents.size() == 1) {
      const Mention& noun = mentions[it->antecedents.front()];
      const Token& head = document.sentences[noun.sentence].tokens[noun.head];
      if (head.upos == Upos::kNoun) nouns_meant_.emplace_back(it->head, head.lemma);
    }
    if (it->actors.empty()) continue;
    const auto index = static_cast<std::uint32_t>(it - mentions.begin());
    headed_[it->head].push_back(index);
    for (std::uint32_t t = it->first; t < it->last; ++t) covering_[t].push_back(index);
    any_ = true;
  }
  for (auto& list : covering_) {
    std::stable_sort(list.begin(), list.end(), [&](std::uint32_t a, std::uint32_t b) {
      return mentions[a].last - mentions[a].first < mentions[b].last - mentions[b].first;
    });
  }
}

std::vector<Participant> Participants::of_mention(std::uint32_t mention, std::size_t token) const {
  const Mention& m = document_->mentions[mention];
  std::vector<Participant> out;
  for (const std::uint32_t actor : m.actors) {
    const float certainty = m.confidence > 0 ? m.confidence : 1.0F;
    const std::uint32_t place = m.actors.size() == 1 ? m.place : kNoActor;
    out.push_back({actor, static_cast<std::uint32_t>(token), m.span, certainty, place});
  }
  return out;
}

std::vector<Participant> Participants::named(std::size_t token) const {
  std::vector<Participant> found = named_by_words(token);
  if (found.size() != 1 || !is_placeless(found[0].actor)) return found;
  // "a court in Quito", "police in Peru's capital": an unnamed body acts for its state.
  for (const std::uint32_t c : tree_->children(token)) {
    if (tree_->rel(c) != Rel::kNmod && tree_->rel(c) != Rel::kNmodPoss) continue;
    const std::string prep = tree_->preposition(c);
    if (tree_->rel(c) == Rel::kNmod && prep != "in" && prep != "of") continue;
    for (const Participant& owner : owners_within(c, kPlaceDepth, Ownership::kAnything)) {
      const ActorKind kind = document_->actors[owner.actor].kind;
      if (kind != ActorKind::kState && kind != ActorKind::kPlace) continue;
      found[0].actor = owner.actor;
      found[0].certainty *= kOwner;
      return found;
    }
  }
  return found;
}

bool Participants::is_placeless(std::uint32_t actor) const {
  const Actor& a = document_->actors[actor];
  return a.kind != ActorKind::kPerson && a.country.empty() && id_prefix(a.id) == "unknown";
}

bool Participants::is_citizen(std::uint32_t actor, std::uint32_t state) const {
  const Actor& a = document_->actors[actor];
  return a.kind == ActorKind::kPerson && !a.country.empty() &&
         a.country == document_->actors[state].country;
}

std::vector<Participant> Participants::named_by_words(std::size_t token) const {
  if (!headed_[token].empty()) {  // the longest phrase that it heads
    const auto& list = headed_[token];
    const auto longest =
        std::max_element(list.begin(), list.end(), [&](std::uint32_t a, std::uint32_t b) {
          const Mention& x = document_->mentions[a];
          const Mention& y = document_->mentions[b];
          return x.last - x.first < y.last - y.first;
        });
    return of_mention(*longest, token);
  }
  // The tree and the mention disagree about the head: "President Petrov" as one name.
  for (const std::uint32_t m : covering_[token]) {
    const Mention& mention = document_->mentions[m];
    if (mention.form == MentionForm::kAdjective) continue;
    bool modifies = false;  // is the token a modifier inside the mention?
    for (int n = static_cast<int>(token); n >= 0; n = tree_->head(static_cast<std::size_t>(n))) {
      const auto node = static_cast<std::size_t>(n);
      if (node < mention.first || node >= mention.last) break;
      const Rel rel = tree_->rel(node);
      if (node != token && node == mention.head) modifies = rel != Rel::kFlat;
    }
    const Rel own = tree_->rel(token);
    if (!modifies || own == Rel::kFlat || own == Rel::kNmodDesc) return of_mention(m, token);
  }
  for (const std::uint32_t c : tree_->children(token)) {
    const Rel rel = tree_->rel(c);
    if (rel != Rel::kAppos && rel != Rel::kFlat && rel != Rel::kNmodDesc) continue;
    if (headed_[c].empty()) continue;
    std::vector<Participant> out = of_mention(headed_[c].front(), c);
    for (Participant& p : out) p.certainty *= kApposition;
    return out;
  }
  return {};
}

std::vector<Participant> Participants::owners(std::size_t token) const {
  return owners_within(token, kOwnerDepth, Ownership::kAnything);
}

std::vector<Participant> Participants::agents(std::size_t token) const {
  return owners_within(token, kOwnerDepth, Ownership::kAgency);
}

std::vector<Participant> Participants::owners_within(std::size_t token, int depth,
                                                     Ownership ownership) const {
  if (std::vector<Participant> direct = named(token); !direct.empty()) return direct;
  if (depth == 0 || is_sports_noun(tree_->lemma(token))) return {};
  const auto collect = [&](std::size_t owner, float factor) {
    std::vector<Participant> out;
    for (const std::uint32_t t : {static_cast<std::uint32_t>(tree_->antecedent(owner))}) {
      for (Participant p : owners_within(t, depth - 1, ownership)) {
        p.certainty *= factor;
        out.push_back(p);
      }
    }
    return out;
  };
  if (const int poss = tree_->child(token, Rel::kNmodPoss); poss >= 0) {
    auto out = collect(static_cast<std::size_t>(poss), kOwner);
    if (!out.empty()) return out;
  }
  if (const int holder = holder_of(*tree_, token); holder >= 0) {
    auto out = collect(static_cast<std::size_t>(holder), kOwner);
    if (!out.empty()) return out;
  }
  // "The jailing of nine men by Peru" is Peru's.
  for (const bool by : {true, false}) {
    for (const std::uint32_t c : tree_->children(token)) {
      if (tree_->rel(c) != Rel::kNmod) continue;
      const std::string prep = tree_->preposition(c);
      if ((prep == "by") != by || (!by && prep != "of" && prep != "from")) continue;
      if (ownership == Ownership::kAgency && is_hit(*tree_, c)) continue;
      std::vector<Participant> out = collect(c, kOwner);
      for (const std::uint32_t g : tree_->children(c)) {  // "efforts by Peru and its allies"
        if (tree_->rel(g) != Rel::kConj) continue;
        for (const Participant& p : collect(g, kOwner)) out.push_back(p);
      }
      if (!out.empty()) return out;
    }
  }
  if (const int author = author_of_summary(*tree_, token); author >= 0) {
    return collect(static_cast<std::size_t>(author), kOwner);
  }
  // "crimes committed by Peru", but not "a drone supplied by Peru", "towns bombed by Peru".
  for (const std::uint32_t c : tree_->children(token)) {
    if (tree_->rel(c) != Rel::kAcl || !tree_->is_passive(c) || parts_from_agent(tree_->lemma(c))) {
      continue;
    }
    for (const std::uint32_t g : tree_->children(c)) {
      const bool agent = tree_->rel(g) == Rel::kOblAgent ||
                         (tree_->rel(g) == Rel::kObl && tree_->preposition(g) == "by");
      if (!agent) continue;
      auto out = collect(g, kOwner);
      if (!out.empty()) return out;
    }
  }
  std::vector<Participant> modifier;
  for (const std::uint32_t c : tree_->children(token)) {
    const Rel rel = tree_->rel(c);
    if (rel != Rel::kAmod && rel != Rel::kCompound && rel != Rel::kNmodUnmarked) continue;
    modifier = collect(c, is_trade(tree_->lemma(token)) ? kTrade : kModifier);
    if (!modifier.empty()) break;
  }
  if (!modifier.empty() && !is_placeless(modifier.front().actor)) return modifier;
  // "towns in Peru", "an army camp in Peru"; "Chilean positions in Peru" are Chile's. Who acts in a
  // place is not of it, unless by name: "the Supreme Court in Lima".
  const bool acts = ownership == Ownership::kAgency && tree_->token(token).upos != Upos::kPropn;
  for (const std::uint32_t c : tree_->children(token)) {
    if (acts || tree_->rel(c) != Rel::kNmod || tree_->preposition(c) != "in") continue;
    std::vector<Participant> out = collect(c, kOwner);
    for (const std::uint32_t g : tree_->children(c)) {  // "towns in Peru and Chile"
      if (tree_->rel(g) != Rel::kConj) continue;
      for (const Participant& p : collect(g, kOwner)) out.push_back(p);
    }
    if (!out.empty()) return out;
  }
  return modifier;
}

std::vector<Participant> Participants::earlier_doer(std::size_t token) const {
  if (!before_) return {};
  constexpr std::array<std::string_view, 14> kDeeds = {
      "act",  "action", "announcement", "comment", "decision",  "gesture", "measure",
      "move", "plan",   "remark",       "ruling",  "statement", "step",    "tactic"};
  constexpr std::array<std::string_view, 14> kAssaults = {
      "airstrike", "assassination", "assault",  "attack",  "bombardment",
      "bombing",   "incursion",     "invasion", "killing", "offensive",
      "operation", "raid",          "shelling", "strike"};
  constexpr std::array<std::string_view, 9> kCoercions = {"arrest",    "ban",       "blockade",
                                                          "crackdown", "detention", "expulsion",
                                                          "sanction",  "tariff",    "verdict"};
  const std::string_view noun = tree_->lemma(token);
  const bool coerced = before_->type == EventType::kCoerce || before_->type == EventType::kSanction;
  const bool fits = is_one_of(noun, kDeeds) ||
                    (is_one_of(noun, kAssaults) && before_->type == EventType::kAssault) ||
                    (is_one_of(noun, kCoercions) && coerced);
  if (!fits) return {};
  bool definite = false;
  for (const std::uint32_t c : tree_->children(token)) {
    const Rel rel = tree_->rel(c);
    const std::string_view word = tree_->lemma(c);
    definite =
        definite || (rel == Rel::kDet && (word == "the" || word == "this" || word == "that"));
    const bool told = rel == Rel::kNmod || rel == Rel::kAcl || rel == Rel::kAclRelcl ||
                      rel == Rel::kNmodPoss || rel == Rel::kCcomp;
    if (told) return {};  // "the decision to leave" is told here
  }
  if (!definite) return {};
  return {
      {before_->actor, static_cast<std::uint32_t>(token), tree_->token(token).span, kEarlierDeed}};
}

std::vector<Participant> Participants::within(std::size_t token) const {
  std::vector<Participant> out;
  for (std::size_t t = 0; t < tree_->size(); ++t) {
    if (headed_[t].empty() || !tree_->dominates(token, t)) continue;
    for (Participant p : of_mention(headed_[t].front(), t)) {
      p.certainty *= kSomewhereWithin;
      out.push_back(p);
    }
  }
  std::stable_sort(out.begin(), out.end(), [&](const Participant& a, const Participant& b) {
    return tree_->depth(a.token) < tree_->depth(b.token);
  });
  return out;
}

std::vector<Participant> Participants::within_phrase(std::size_t token) const {
  std::vector<Participant> out = within(token);
  std::erase_if(out, [&](const Participant& p) {
    for (std::size_t node = p.token; node != token;
         node = static_cast<std::size_t>(tree_->head(node))) {
      const Rel rel = tree_->rel(node);
      if (rel == Rel::kAcl || rel == Rel::kAclRelcl || rel == Rel::kAdvcl || rel == Rel::kCcomp ||
          rel == Rel::kParataxis) {
        return true;
      }
    }
    return false;
  });
  return out;
}

std::vector<Participant> Participants::between(std::size_t first, std::size_t last) const {
  std::vector<Participant> out;
  for (std::size_t t = first; t < std::min(last, tree_->size()); ++t) {
    if (headed_[t].empty()) continue;
    for (const Participant& p : of_mention(headed_[t].front(), t)) out.push_back(p);
  }
  return out;
}

std::string_view Participants::noun_meant(std::size_t token) const {
  if (tree_->token(token).upos != Upos::kPron) return {};
  for (const auto& [pronoun, lemma] : nouns_meant_) {
    if (pronoun == token) return lemma;
  }
  return {};
}

}  // namespace entente
