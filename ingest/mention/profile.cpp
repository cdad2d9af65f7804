#include "ingest/mention/profile.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/unicode.h"
#include "core/word_list.h"
#include "ingest/mention/find_mentions.h"
#include "ingest/mention/names.h"

namespace entente {
namespace {

struct PronounTraits {
  std::string_view form;
  std::uint8_t kinds;
  Number number;
  Gender gender;
};
constexpr std::uint8_t kBodies =
    kStateKind | kOrganizationKind | kGroupKind | kPlaceKind | kThingKind;
constexpr Number kOne = Number::kSingular;
constexpr Number kMany = Number::kPlural;
constexpr std::array kPronouns = {PronounTraits{"he", kPersonKind, kOne, Gender::kMale},
                                  PronounTraits{"him", kPersonKind, kOne, Gender::kMale},
                                  PronounTraits{"his", kPersonKind, kOne, Gender::kMale},
                                  PronounTraits{"himself", kPersonKind, kOne, Gender::kMale},
                                  PronounTraits{"she", kPersonKind, kOne, Gender::kFemale},
                                  PronounTraits{"her", kPersonKind, kOne, Gender::kFemale},
                                  PronounTraits{"hers", kPersonKind, kOne, Gender::kFemale},
                                  PronounTraits{"herself", kPersonKind, kOne, Gender::kFemale},
                                  PronounTraits{"i", kPersonKind, kOne, Gender::kUnknown},
                                  PronounTraits{"me", kPersonKind, kOne, Gender::kUnknown},
                                  PronounTraits{"my", kPersonKind, kOne, Gender::kUnknown},
                                  PronounTraits{"mine", kPersonKind, kOne, Gender::kUnknown},
                                  PronounTraits{"myself", kPersonKind, kOne, Gender::kUnknown},
                                  PronounTraits{"it", kBodies, kOne, Gender::kUnknown},
                                  PronounTraits{"its", kBodies, kOne, Gender::kUnknown},
                                  PronounTraits{"itself", kBodies, kOne, Gender::kUnknown},
                                  PronounTraits{"they", kAnyKind, kMany, Gender::kUnknown},
                                  PronounTraits{"them", kAnyKind, kMany, Gender::kUnknown},
                                  PronounTraits{"their", kAnyKind, kMany, Gender::kUnknown},
                                  PronounTraits{"theirs", kAnyKind, kMany, Gender::kUnknown},
                                  PronounTraits{"themselves", kAnyKind, kMany, Gender::kUnknown},
                                  PronounTraits{"we", kAnyKind, kMany, Gender::kUnknown},
                                  PronounTraits{"us", kAnyKind, kMany, Gender::kUnknown},
                                  PronounTraits{"our", kAnyKind, kMany, Gender::kUnknown},
                                  PronounTraits{"ours", kAnyKind, kMany, Gender::kUnknown},
                                  PronounTraits{"ourselves", kAnyKind, kMany, Gender::kUnknown}};

constexpr std::array<std::string_view, 20> kMaleNouns = {
    "man",    "boy",  "father",      "son",       "brother",  "husband", "uncle",
    "nephew", "king", "prince",      "gentleman", "actor",    "mr",      "mr.",
    "sir",    "lord", "grandfather", "spokesman", "chairman", "widower"};
constexpr std::array<std::string_view, 20> kFemaleNouns = {
    "woman", "girl",  "mother",   "daughter", "sister",      "wife", "aunt",
    "niece", "queen", "princess", "lady",     "actress",     "mrs",  "mrs.",
    "ms",    "ms.",   "dame",     "miss",     "spokeswoman", "widow"};
constexpr std::array<std::string_view, 17> kStateNouns = {
    "country",   "nation",   "state",  "republic", "kingdom",     "side",
    "power",     "neighbor", "rival",  "ally",     "superpower",  "neighbour",
    "sultanate", "emirate",  "island", "monarchy", "principality"};
constexpr std::array<std::string_view, 3> kFormerWords = {"former", "ex", "ex-president"};
constexpr std::array<std::string_view, 7> kDefiniteWords = {"the",   "this", "that", "these",
                                                            "those", "both", "such"};
constexpr std::array<std::string_view, 10> kNumberWords = {"zero", "one", "two",   "three", "four",
                                                           "five", "six", "seven", "eight", "nine"};

std::uint8_t kinds_of(ActorKind kind) {
  switch (kind) {
    case ActorKind::kPerson:
      return kPersonKind;
    case ActorKind::kState:
      return kStateKind | kPlaceKind;
    case ActorKind::kOrganization:
      return kOrganizationKind;
    case ActorKind::kGroup:
      return kGroupKind;
    case ActorKind::kPlace:
      return kPlaceKind | kStateKind;
    case ActorKind::kUnknown:
      break;
  }
  return kAnyKind;
}

std::uint8_t kinds_of(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return kPersonKind;
    case EntityType::kOrganization:
      return kOrganizationKind | kGroupKind;
    case EntityType::kPlace:
      return kPlaceKind | kStateKind;
    case EntityType::kNationality:
      return kStateKind | kGroupKind;
    case EntityType::kGroup:
      return kGroupKind | kOrganizationKind;
    case EntityType::kEvent:
      return kThingKind;
    case EntityType::kNone:
      break;
  }
  return kAnyKind;
}

Gender gender_of_noun(std::string_view noun) {
  if (is_one_of(noun, kMaleNouns)) return Gender::kMale;
  if (is_one_of(noun, kFemaleNouns)) return Gender::kFemale;
  return Gender::kUnknown;
}

class Describer {
 public:
  Describer(const Document& document, const Mention& mention, const Syntax& syntax,
            const MentionKnowledge& knowledge)
      : document_(document),
        sentence_(document.sentences[mention.sentence]),
        mention_(mention),
        syntax_(syntax),
        knowledge_(knowledge) {}

  MentionProfile describe() {
    out_.name_first = mention_.first;
    switch (mention_.form) {
      case MentionForm::kPronoun:
        describe_pronoun();
        break;
      case MentionForm::kNominal:
        describe_nominal();
        break;
      case MentionForm::kName:
      case MentionForm::kAdjective:
        describe_name();
        break;
    }
    return std::move(out_);
  }

 private:
  const Token& token(std::uint32_t i) const { return sentence_.tokens[i]; }

  void describe_pronoun() {
    out_.noun = to_lower(token(mention_.head).form);
    for (const PronounTraits& traits : kPronouns) {
      if (traits.form != out_.noun) continue;
      out_.kinds = traits.kinds;
      out_.number = traits.number;
      out_.gender = traits.gender;
    }
  }

  void describe_nominal() {
    const Token& head = token(mention_.head);
    out_.noun = lemma_of(head);
    out_.role = find_role(sentence_, mention_.first, mention_.head + 1, knowledge_.roles).role;
    const bool is_plural =
        has_feature(head, "Number=Plur") || head.xpos == "NNS" || head.xpos == "NNPS";
    const bool is_people = out_.role != nullptr && out_.role->kind == RoleKind::kPeople;
    out_.number = is_plural ? Number::kPlural : Number::kSingular;
    // "The military says it ...", "police said they ..."
    if (is_people && !is_plural) out_.number = Number::kUnknown;
    out_.kinds = kinds_of_nominal();
    out_.gender = gender_of_noun(out_.noun);
    if (out_.gender == Gender::kUnknown && out_.role != nullptr) {
      out_.gender = out_.role->gender == 'm'   ? Gender::kMale
                    : out_.role->gender == 'f' ? Gender::kFemale
                                               : Gender::kUnknown;
    }
    describe_determiners();
    std::tie(out_.country, out_.region) = home_in(mention_.first, mention_.last);
  }

  std::uint8_t kinds_of_nominal() const {
    if (is_one_of(out_.noun, kStateNouns)) {
      constexpr std::array<std::string_view, 9> kOnlyStates = {
          "country",   "nation",  "state",  "republic",    "kingdom",
          "sultanate", "emirate", "island", "principality"};
      const bool is_party = !is_one_of(out_.noun, kOnlyStates);
      return static_cast<std::uint8_t>(kStateKind | (is_party ? kBodies | kPersonKind : 0));
    }
    if (out_.noun == "man" || out_.noun == "woman" || out_.noun == "counterpart")
      return kPersonKind;
    if (out_.role == nullptr) return kAnyKind;
    switch (out_.role->kind) {
      case RoleKind::kPerson:
        return out_.number == Number::kPlural ? kPersonKind | kGroupKind : kPersonKind;
      case RoleKind::kPeople:
        return kGroupKind | kPersonKind | kOrganizationKind;
      case RoleKind::kBody:
        return kOrganizationKind | kGroupKind | (out_.role->of_state ? kStateKind : 0);
      case RoleKind::kThing:
        break;
    }
    return kThingKind;
  }

  void describe_determiners() {
    bool has_determiner = false;
    for (std::uint32_t i = mention_.first; i < mention_.head; ++i) {
      const Token& t = token(i);
      const std::string form = to_lower(t.form);
      const bool is_own = syntax_.head(i) == static_cast<std::int32_t>(mention_.head);
      if (is_own && (is_one_of(form, kDefiniteWords) || has_relation(t, "nmod:poss"))) {
        out_.is_definite = true;
      }
      if (is_own && (form == "a" || form == "an" || form == "some" || form == "any")) {
        out_.is_indefinite = true;
      }
      has_determiner = has_determiner || (is_own && t.upos == Upos::kDet);
      if (is_own && form == "both") out_.count = 2;
      for (std::uint32_t n = 2; is_own && n < kNumberWords.size(); ++n) {
        if (form == kNumberWords[n]) out_.count = n;
      }
    }
    if (out_.noun == "pair" || out_.noun == "duo") out_.count = 2;
    if (out_.noun == "trio") out_.count = 3;
    if (out_.count > 1) out_.number = Number::kPlural;
    if (!has_determiner && !out_.is_definite && out_.number == Number::kPlural) {
      out_.is_indefinite = true;
    }
  }

  void describe_name() {
    out_.name_first = find_bare_name();
    std::vector<std::string_view> forms;
    for (std::uint32_t i = out_.name_first; i < mention_.last; ++i) {
      forms.push_back(token(i).form);
      if (token(i).form != "-") out_.name.push_back(fold_for_matching(token(i).form));
    }
    out_.role = find_role(sentence_, mention_.first, title_end(), knowledge_.roles).role;
    for (std::uint32_t i = mention_.first; i < out_.name_first; ++i) {
      out_.is_former = out_.is_former || is_one_of(to_lower(token(i).form), kFormerWords);
    }
    read_table(forms);
    if (out_.kinds == kAnyKind) out_.kinds = kinds_of(mention_.entity);
    if (out_.role != nullptr && out_.role->kind == RoleKind::kPerson) out_.kinds = kPersonKind;
    const bool is_people =
        mention_.entity == EntityType::kNationality && mention_.form != MentionForm::kAdjective;
    const bool looks_plural = has_feature(token(mention_.head), "Number=Plur");
    const bool is_state = (out_.kinds & kStateKind) != 0;
    out_.number = looks_plural && !is_state ? Number::kUnknown : Number::kSingular;
    if (is_people) out_.number = Number::kPlural;
    out_.may_be_person = out_.readings.empty() && mention_.form == MentionForm::kName && !is_people;
    if (out_.gender == Gender::kUnknown) find_gender();
    if (out_.country.empty() || mention_.first < out_.name_first) {
      const std::string own = home_in(mention_.first, out_.name_first).first;
      if (!own.empty()) out_.country = own;
    }
    out_.is_definite = true;
    describe_citizen();
  }

  // "The Frenchman thanked", "the American": a nation's name that stands for one of its people. Of
  // "the French" and "the Chinese" the words leave open how many they are.
  void describe_citizen() {
    if (mention_.last - mention_.first != 1 || (out_.kinds & kStateKind) == 0) return;
    const Token& head = token(mention_.head);
    const std::string& form = head.form;
    const bool is_nominal = head.upos == Upos::kPropn || head.upos == Upos::kNoun ||
                            has_relation(head, "nsubj") || has_relation(head, "obj");
    const bool is_modifier = has_relation(head, "amod") || has_relation(head, "compound") ||
                             has_relation(head, "flat") || has_relation(head, "nmod:desc");
    const bool is_open = form.ends_with("s") || form.ends_with("ch") || form.ends_with("sh") ||
                         form.ends_with("ese") || head.xpos == "NNPS";
    const std::int32_t article = syntax_.child(mention_.head, "det");
    if (!is_nominal || is_modifier || is_open || article < 0 || !is_nationality(form)) return;
    const std::string which = to_lower(token(static_cast<std::uint32_t>(article)).form);
    out_.is_citizen = true;
    out_.is_definite = is_one_of(which, kDefiniteWords);
    out_.kinds = kPersonKind;
    out_.number = Number::kSingular;
    if (form.ends_with("woman")) {
      out_.gender = Gender::kFemale;
    } else {
      out_.gender = form.ends_with("man") && form.size() > 6 && form != "German" ? Gender::kMale
                                                                                 : Gender::kUnknown;
    }
    out_.name.clear();
    out_.readings.clear();
  }

  // "US" is the state as well.
  bool is_nationality(const std::string& word) const {
    const auto readings = knowledge_.actors.lookup(word);
    return !readings.empty() &&
           std::all_of(readings.begin(), readings.end(), [](const NameReading& reading) {
             return reading.kind == NameKind::kDemonym || reading.kind == NameKind::kPeople;
           });
  }

  // Behind the last role phrase or honorific that leaves some of the name over.
  std::uint32_t find_bare_name() const {
    for (std::uint32_t k = mention_.last - 1; k > mention_.first; --k) {
      const bool is_honorific = is_title_word(token(k - 1), knowledge_.roles);
      const bool is_role =
          is_honorific || find_role(sentence_, mention_.first, k, knowledge_.roles).role != nullptr;
      if (is_role && token(k).form != "-" && token(k).upos != Upos::kAdp) return k;
    }
    return mention_.first;
  }

  std::uint32_t title_end() const {
    std::uint32_t end = out_.name_first;
    while (end > mention_.first && is_title_word(token(end - 1), knowledge_.roles) &&
           knowledge_.roles.role_of(token(end - 1).form) == nullptr) {
      --end;
    }
    return end;
  }

  void read_table(const std::vector<std::string_view>& forms) {
    const auto match = knowledge_.actors.longest_match(NameText(forms), 0);
    if (!match || match->last < forms.size()) return;
    std::uint8_t kinds = 0;
    bool is_first = true;
    for (const NameReading& reading : match->readings) {
      const Actor& actor = knowledge_.actors.actor(reading.actor);
      const Gender gender = gender_of(reading);
      if (reading.approximate && is_first_name()) continue;  // "Sally" is nobody's surname
      out_.readings.push_back(reading.actor);
      kinds |= kinds_of(actor.kind);
      out_.country = is_first || out_.country == actor.country ? actor.country : "";
      out_.gender = is_first || out_.gender == gender ? gender : Gender::kUnknown;
      is_first = false;
    }
    if (out_.readings.empty()) return;
    out_.kinds = kinds;
    const std::uint8_t seen = kinds_of(mention_.entity);
    if ((kinds & seen) != 0) out_.kinds = kinds & seen;
  }

  bool is_first_name() const {
    return out_.name.size() == 1 &&
           knowledge_.first_names.gender_of(out_.name.front()) != Gender::kUnknown;
  }

  // A surname, or a name that is spelt only roughly so, may be anybody's; those
  // of heads of state and government are mostly theirs.
  Gender gender_of(const NameReading& reading) const {
    constexpr int kLeader = 3;
    const bool is_certain = reading.kind != NameKind::kSurname && !reading.approximate;
    const bool is_leader = knowledge_.actors.rank(reading.actor) >= kLeader && !reading.approximate;
    return is_certain || (is_leader && !is_first_name()) ? knowledge_.actors.gender(reading.actor)
                                                         : Gender::kUnknown;
  }

  void find_gender() {
    if ((out_.kinds & kPersonKind) == 0) return;
    for (std::uint32_t i = mention_.first; i < out_.name_first; ++i) {
      const Gender gender = gender_of_noun(to_lower(token(i).form));
      if (gender != Gender::kUnknown) out_.gender = gender;
    }
    if (out_.gender == Gender::kUnknown && out_.role != nullptr && out_.role->gender != '-') {
      out_.gender = out_.role->gender == 'm' ? Gender::kMale : Gender::kFemale;
    }
    if (out_.gender == Gender::kUnknown && !out_.name.empty()) {
      out_.gender = knowledge_.first_names.gender_of(out_.name.front());
    }
  }

  // The one state that adjectives, names or possessors inside the tokens give, and its town or
  // region if that is what they name.
  std::pair<std::string, std::string> home_in(std::uint32_t begin, std::uint32_t end) const {
    auto at = std::lower_bound(
        document_.mentions.begin(), document_.mentions.end(), mention_.sentence,
        [](const Mention& m, std::uint32_t sentence) { return m.sentence < sentence; });
    for (; at != document_.mentions.end() && at->sentence == mention_.sentence; ++at) {
      const Mention& m = *at;
      const bool is_inside = m.first >= begin && m.last <= end && m.form != MentionForm::kPronoun;
      const bool is_whole = m.first == mention_.first && m.last == mention_.last;
      if (!is_inside || is_whole || m.form == MentionForm::kNominal) continue;
      std::vector<std::string_view> forms;
      for (std::uint32_t i = m.first; i < m.last; ++i) forms.push_back(token(i).form);
      const auto match = knowledge_.actors.longest_match(NameText(forms), 0);
      if (!match || match->last < forms.size()) continue;
      const NameReading& reading = match->readings.front();
      const Actor& actor = knowledge_.actors.actor(reading.actor);
      if (actor.kind != ActorKind::kState) continue;
      std::string region;
      if (reading.kind == NameKind::kRegion || reading.kind == NameKind::kCity) {
        for (const std::string_view form : forms) region += to_lower(form) + " ";
      }
      return {actor.country, region};
    }
    return {};
  }

  const Document& document_;
  const Sentence& sentence_;
  const Mention& mention_;
  const Syntax& syntax_;
  const MentionKnowledge& knowledge_;
  MentionProfile out_;
};

}  // namespace

MentionProfile describe_mention(const Document& document, const Mention& mention,
                                const Syntax& syntax, const MentionKnowledge& knowledge) {
  return Describer(document, mention, syntax, knowledge).describe();
}

MentionProfile describe_noun(const Token& noun) {
  MentionProfile out;
  out.noun = lemma_of(noun);
  out.gender = gender_of_noun(out.noun);
  out.kinds = out.gender == Gender::kUnknown ? kThingKind : kPersonKind;
  const bool is_plural = has_feature(noun, "Number=Plur") || noun.xpos == "NNS";
  out.number = is_plural ? Number::kPlural : Number::kSingular;
  return out;
}

bool agree(const MentionProfile& a, const MentionProfile& b) {
  const bool number =
      a.number == Number::kUnknown || b.number == Number::kUnknown || a.number == b.number;
  const bool gender =
      a.gender == Gender::kUnknown || b.gender == Gender::kUnknown || a.gender == b.gender;
  return number && gender && (a.kinds & b.kinds) != 0;
}

}  // namespace entente
