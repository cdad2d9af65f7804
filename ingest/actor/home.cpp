#include "ingest/actor/home.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "core/word_list.h"
#include "ingest/mention/syntax.h"

namespace entente {
namespace {

// "a worker for a company in Somalia" is two nouns away.
constexpr int kDeepest = 3;

constexpr std::array<std::string_view, 8> kPlaceCases = {
    "in", "near", "at", "inside", "around", "outside", "across", "throughout"};

// What people do away from home, so that where they do it says nothing.
constexpr std::array<std::string_view, 22> kAwayVerbs = {
    "meet", "talk",   "speak", "sign",      "visit",   "arrive", "travel", "go",
    "come", "return", "agree", "negotiate", "discuss", "attend", "gather", "say",
    "tell", "live",   "work",  "fight",     "flee",    "send"};

// What a state does to its own people, and seldom to others.
constexpr std::array<std::string_view, 26> kDomesticVerbs = {
    "arrest",    "detain",  "release",     "free",     "jail",      "imprison", "sentence",
    "charge",    "convict", "acquit",      "pardon",   "disperse",  "evict",    "question",
    "indict",    "fine",    "disqualify",  "ban",      "reinstate", "sack",     "dismiss",
    "prosecute", "summon",  "interrogate", "pressure", "suspend"};

bool is_people(const Role& role) {
  return role.kind == RoleKind::kPerson || role.kind == RoleKind::kPeople;
}

// Those who live where they act: no soldiers, no envoys, no office holders.
bool are_residents(const Role& role) {
  constexpr std::array<std::string_view, 12> kSectors = {"REB", "OPP", "UAF", "CRM", "SOC", "LAB",
                                                         "EDU", "AGR", "CVL", "MED", "COP", "REL"};
  return is_people(role) && role.office.empty() && is_one_of(role.sector, kSectors);
}

// Those of whom a court or the police of a state make one of its own.
bool are_subjects(const Role& role) {
  constexpr std::array<std::string_view, 7> kSectors = {"GOV", "LEG", "ELI", "PTY",
                                                        "JUD", "JRN", "REL"};
  return are_residents(role) || (is_people(role) && is_one_of(role.sector, kSectors));
}

bool stands_somewhere(const Role& role) {
  constexpr std::array<std::string_view, 5> kSectors = {"MIL", "COP", "JUD", "REF", "LEG"};
  return role.kind == RoleKind::kBody &&
         (is_one_of(role.sector, kSectors) || role.phrase == "government") &&
         role.phrase.find("embassy") == std::string::npos &&
         role.phrase.find("peacekeeper") == std::string::npos;
}

// Mentions are in the order of the text.
std::span<const Mention> mentions_of(const Document& document, std::uint32_t sentence) {
  const auto& all = document.mentions;
  const auto first =
      std::lower_bound(all.begin(), all.end(), sentence,
                       [](const Mention& m, std::uint32_t s) { return m.sentence < s; });
  const auto last = std::upper_bound(
      first, all.end(), sentence, [](std::uint32_t s, const Mention& m) { return s < m.sentence; });
  return std::span(all).subspan(static_cast<std::size_t>(first - all.begin()),
                                static_cast<std::size_t>(last - first));
}

// The state that a mention means, if that is the only one.
std::optional<ActorIndex> state_of(const Document& document, const Mention& it,
                                   const ActorTable& actors) {
  if (it.actors.size() != 1) return {};
  const Actor& state = document.actors[it.actors.front()];
  return state.kind == ActorKind::kState ? actors.find(state.id) : std::nullopt;
}

// The state that the name with this head means.
std::optional<ActorIndex> state_at(const Document& document, std::uint32_t sentence,
                                   std::uint32_t head, const ActorTable& actors) {
  for (const Mention& it : mentions_of(document, sentence)) {
    if (it.head != head || it.form != MentionForm::kName) continue;
    return state_of(document, it, actors);
  }
  return {};
}

// Whoever is their object may leave the place named by "from".
constexpr std::array<std::string_view, 46> kPartingVerbs = {
    "airlift", "ban",     "banish",   "bar",      "block",     "bring",   "call",       "carry",
    "clear",   "deport",  "dismiss",  "divert",   "drive",     "eject",   "evacuate",   "evict",
    "exclude", "exile",   "expel",    "extract",  "extradite", "fly",     "force",      "free",
    "get",     "isolate", "keep",     "move",     "order",     "oust",    "prevent",    "protect",
    "pull",    "push",    "recall",   "redeploy", "release",   "remove",  "repatriate", "rescue",
    "return",  "save",    "separate", "take",     "transfer",  "withdraw"};

// "withdrew troops from Mali" may be parsed as troops from Mali.
bool may_come_from(const Syntax& syntax, std::uint32_t head) {
  if (!has_relation(syntax.token(head), "obj") && !has_relation(syntax.token(head), "nsubj:pass")) {
    return true;
  }
  const std::int32_t verb = syntax.head(head);
  return verb >= 0 &&
         !is_one_of(lemma_of(syntax.token(static_cast<std::uint32_t>(verb))), kPartingVerbs);
}

std::string case_of(const Syntax& syntax, std::uint32_t noun) {
  const std::int32_t mark = syntax.child(noun, "case");
  return mark < 0 ? std::string() : lemma_of(syntax.token(static_cast<std::uint32_t>(mark)));
}

class HomeFinder {
 public:
  HomeFinder(const Document& document, std::uint32_t m, const Role& role, const ActorTable& actors)
      : document_(document),
        actors_(actors),
        role_(role),
        m_(m),
        own_(document.mentions[m]),
        syntax_(document.sentences[own_.sentence]) {}

  std::optional<ActorIndex> find() const {
    if (is_people(role_)) {
      if (const auto state = origin()) return state;
    }
    if (are_residents(role_) || stands_somewhere(role_)) {
      if (const auto place = place_behind()) return place;
      if (const auto place = place_of_noun(own_.head, 0)) return place;
    }
    if (are_residents(role_)) {
      if (const auto person = person_followed()) return home_of_person(*person);
    }
    const std::int32_t verb = syntax_.head(own_.head);
    if (verb < 0 || syntax_.token(static_cast<std::uint32_t>(verb)).upos != Upos::kVerb) return {};
    if (are_subjects(role_)) {
      if (const auto state = state_that_acts(static_cast<std::uint32_t>(verb))) return state;
    }
    if (keeps_order()) {
      if (const auto state = state_of_the_unruly(static_cast<std::uint32_t>(verb))) return state;
    }
    const bool stays = are_residents(role_) || stands_somewhere(role_);
    return stays ? place_of_verb(static_cast<std::uint32_t>(verb)) : std::nullopt;
  }

 private:
  std::optional<ActorIndex> state_of(const Mention& it) const {
    return entente::state_of(document_, it, actors_);
  }
  std::optional<ActorIndex> state_at(std::uint32_t head) const {
    return entente::state_at(document_, own_.sentence, head, actors_);
  }

  // "officials from Norway"
  std::optional<ActorIndex> origin() const {
    if (!may_come_from(syntax_, own_.head)) return {};
    for (const std::uint32_t child : syntax_.children(own_.head)) {
      if (!has_relation(syntax_.token(child), "nmod") || case_of(syntax_, child) != "from")
        continue;
      if (const auto state = state_at(child)) return state;
    }
    return {};
  }

  // "protesters | in the restive southern Nepal", "protesters | here", where the dateline tells the
  // place.
  std::optional<ActorIndex> place_behind() const {
    if (const auto place = state_behind(document_, m_, {"in"}, actors_)) return place;
    if (own_.last >= syntax_.size() || syntax_.token(own_.last).form != "here") return {};
    for (std::uint32_t c = m_ + 1; c < document_.mentions.size(); ++c) {
      const Mention& here = document_.mentions[c];
      if (here.sentence != own_.sentence || here.first > own_.last) return {};
      if (here.first == own_.last) return state_of(here);
    }
    return {};
  }

  bool is_place(std::uint32_t noun) const { return is_one_of(case_of(syntax_, noun), kPlaceCases); }

  // "in Lyon", "in the capital of Togo", "in Lamu county in Kenya"
  std::optional<ActorIndex> state_around(std::uint32_t place, int depth) const {
    if (const auto state = state_at(place)) return state;
    for (const std::uint32_t child : syntax_.children(place)) {
      if (!has_relation(syntax_.token(child), "nmod") || case_of(syntax_, child) != "of") continue;
      if (const auto state = state_at(child)) return state;
    }
    return place_of_noun(place, depth);
  }

  // "a worker for a company in Somalia", "a base in Lamu county in Kenya"
  std::optional<ActorIndex> place_of_noun(std::uint32_t noun, int depth) const {
    if (depth == kDeepest) return {};
    for (const std::uint32_t child : syntax_.children(noun)) {
      if (!has_relation(syntax_.token(child), "nmod")) continue;
      const auto state =
          is_place(child) ? state_around(child, depth + 1) : place_of_noun(child, depth + 1);
      if (state) return state;
    }
    return {};
  }

  // "people blocked streets in Lyon"; nothing if places differ.
  std::optional<ActorIndex> place_of_verb(std::uint32_t verb) const {
    if (is_one_of(lemma_of(syntax_.token(verb)), kAwayVerbs) || !is_argument()) return {};
    std::optional<ActorIndex> found;
    for (const std::uint32_t child : syntax_.children(verb)) {
      std::optional<ActorIndex> place;
      if (has_relation(syntax_.token(child), "obl") && is_place(child)) {
        place = state_around(child, 0);
      } else if (has_relation(syntax_.token(child), "obj") && child != own_.head) {
        place = place_of_noun(child, 0);
      }
      if (!place) continue;
      if (found && *found != *place) return {};
      found = place;
    }
    return found;
  }

  // "sons of former President Ben Ali", "supporters of Ben Ali"
  std::optional<std::uint32_t> person_followed() const {
    for (const Mention& it : mentions_of(document_, own_.sentence)) {
      if (it.form == MentionForm::kAdjective) continue;
      if (syntax_.head(it.head) != static_cast<std::int32_t>(own_.head)) continue;
      if (!has_relation(syntax_.token(it.head), "nmod") || it.actors.size() != 1) continue;
      if (document_.actors[it.actors.front()].kind == ActorKind::kPerson) return it.actors.front();
    }
    return {};
  }

  std::optional<ActorIndex> home_of_person(std::uint32_t person) const {
    const std::string& country = document_.actors[person].country;
    return country.empty() ? std::nullopt : actors_.state(country);
  }

  bool is_argument() const {
    const Token& head = syntax_.token(own_.head);
    return has_relation(head, "nsubj") || has_relation(head, "obj");
  }

  // "Guinea's police beat students", "a court in Peru freed two ex-ministers"
  std::optional<ActorIndex> state_that_acts(std::uint32_t verb) const {
    const Token& head = syntax_.token(own_.head);
    std::int32_t doer = -1;
    if (has_relation(head, "obj")) doer = subject_of(verb);
    if (has_relation(head, "nsubj:pass")) doer = agent_of(verb);
    if (doer < 0) return {};
    const Token& noun = syntax_.token(static_cast<std::uint32_t>(doer));
    constexpr std::array<std::string_view, 5> kKeepers = {"police", "court", "judge", "prosecutor",
                                                          "parliament"};
    const bool keeps_order = is_one_of(lemma_of(noun), kKeepers);
    const bool is_domestic = is_one_of(lemma_of(syntax_.token(verb)), kDomesticVerbs);
    for (const Mention& it : mentions_of(document_, own_.sentence)) {
      if (it.actors.size() != 1) continue;
      const bool names_nation =
          syntax_.head(it.head) == doer && has_relation(syntax_.token(it.head), "amod");
      if (it.head != static_cast<std::uint32_t>(doer) && !names_nation) continue;
      const Actor& actor = document_.actors[it.actors.front()];
      if (actor.country.empty()) continue;
      const bool rules =
          actor.kind == ActorKind::kState || actor.code.find("GOV") != std::string::npos;
      if (keeps_order || (is_domestic && rules)) return actors_.state(actor.country);
    }
    return {};
  }

  bool keeps_order() const {
    return stands_somewhere(role_) || role_.sector == "COP" || role_.phrase == "security forces";
  }

  // "Demonstrators in Lima clashed with police", "police beat Peruvian students"; migrants and
  // visitors meet the police of others.
  std::optional<ActorIndex> state_of_the_unruly(std::uint32_t verb) const {
    constexpr std::array<std::string_view, 15> kUnrest = {
        "attack", "battle", "beat", "clash",   "confront", "disperse", "fight", "fire",
        "injure", "kill",   "pelt", "scuffle", "shoot",    "storm",    "wound"};
    constexpr std::array<std::string_view, 7> kForeigners = {
        "asylum-seeker", "fan", "migrant", "refugee", "supporter", "tourist", "troop"};
    if (!is_one_of(lemma_of(syntax_.token(verb)), kUnrest)) return {};
    for (const std::uint32_t other : syntax_.children(verb)) {
      const Token& noun = syntax_.token(other);
      const std::string mark = case_of(syntax_, other);
      const bool argument = has_relation(noun, "nsubj") || has_relation(noun, "obj") ||
                            has_relation(noun, "nsubj:pass") || mark == "at" || mark == "on";
      if (other == own_.head || !argument || noun.upos != Upos::kNoun) continue;
      if (is_one_of(lemma_of(noun), kForeigners)) continue;
      if (const auto place = place_of_noun(other, 0)) return place;
      for (const Mention& it : mentions_of(document_, own_.sentence)) {
        const bool nation = syntax_.head(it.head) == static_cast<std::int32_t>(other) &&
                            has_relation(syntax_.token(it.head), "amod");
        if (!nation) continue;
        if (const auto state = state_of(it)) return state;
      }
    }
    return {};
  }

  // Also of "police | used gas to disperse": the verb above lends its own.
  std::int32_t subject_of(std::uint32_t verb) const {
    const std::int32_t own = syntax_.child(verb, "nsubj");
    const Token& token = syntax_.token(verb);
    const bool lends = has_relation(token, "xcomp") || has_relation(token, "conj") ||
                       (has_relation(token, "advcl") && has_feature(token, "VerbForm=Inf"));
    if (own >= 0 || !lends || syntax_.head(verb) < 0) return own;
    return syntax_.child(static_cast<std::uint32_t>(syntax_.head(verb)), "nsubj");
  }

  std::int32_t agent_of(std::uint32_t verb) const {
    for (const std::uint32_t child : syntax_.children(verb)) {
      if (syntax_.token(child).deprel == "obl:agent") return static_cast<std::int32_t>(child);
    }
    return -1;
  }

  const Document& document_;
  const ActorTable& actors_;
  const Role& role_;
  const std::uint32_t m_;
  const Mention& own_;
  const Syntax syntax_;
};

}  // namespace

std::optional<ActorIndex> state_behind(const Document& document, std::uint32_t mention,
                                       std::initializer_list<std::string_view> prepositions,
                                       const ActorTable& actors) {
  const Mention& own = document.mentions[mention];
  const Syntax syntax(document.sentences[own.sentence]);
  if (own.last >= syntax.size() || !is_one_of(syntax.token(own.last).form, prepositions)) return {};
  constexpr std::uint32_t kWordsToPlace = 3;
  for (std::uint32_t c = mention + 1; c < document.mentions.size(); ++c) {
    const Mention& place = document.mentions[c];
    if (place.sentence != own.sentence || place.first > own.last + 1 + kWordsToPlace) return {};
    if (place.first <= own.last || place.form != MentionForm::kName) continue;
    for (std::uint32_t i = own.last + 1; i < place.first; ++i) {
      const Upos tag = syntax.token(i).upos;
      if (tag != Upos::kDet && tag != Upos::kAdj) return {};
    }
    return state_of(document, place, actors);
  }
  return {};
}

std::optional<ActorIndex> home_of(const Document& document, std::uint32_t mention, const Role& role,
                                  const ActorTable& actors) {
  const bool may_have_one = is_people(role) || stands_somewhere(role);
  return may_have_one ? HomeFinder(document, mention, role, actors).find() : std::nullopt;
}

std::vector<ActorIndex> listed_states(const Document& document, std::uint32_t mention,
                                      const ActorTable& actors) {
  const Mention& own = document.mentions[mention];
  const Syntax syntax(document.sentences[own.sentence]);
  for (const std::uint32_t child : syntax.children(own.head)) {
    if (child < own.head || !has_relation(syntax.token(child), "nmod")) continue;
    const std::string mark = case_of(syntax, child);
    const bool leads =
        mark == "of" || mark == "in" || (mark == "from" && may_come_from(syntax, own.head));
    const auto first = state_at(document, own.sentence, child, actors);
    if (!leads || !first) continue;
    std::vector<ActorIndex> states = {*first};
    for (const std::uint32_t other : syntax.children(child)) {
      if (!has_relation(syntax.token(other), "conj")) continue;
      const auto state = state_at(document, own.sentence, other, actors);
      if (state && std::find(states.begin(), states.end(), *state) == states.end()) {
        states.push_back(*state);
      }
    }
    if (states.size() > 1) return states;
  }
  return {};
}

}  // namespace entente
