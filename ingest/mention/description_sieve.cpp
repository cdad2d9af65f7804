#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"
#include "core/word_list.h"
#include "ingest/mention/sieves.h"
#include "ingest/mention/syntax.h"

namespace entente {
namespace {

// How many sentences back a description finds what it describes.
constexpr std::uint32_t kWindow = 6;

constexpr float kCounterpart = 0.7F;
constexpr float kSameWords = 0.8F;
constexpr float kSameOffice = 0.75F;
constexpr float kHoldsOffice = 0.7F;
constexpr float kSameCountry = 0.65F;
constexpr float kSameNoun = 0.7F;
constexpr float kTheCountry = 0.6F;
constexpr float kTheGroup = 0.5F;
constexpr float kCountryOf = 0.4F;

constexpr std::array<std::string_view, 9> kCountryNouns = {"country",  "nation",  "state",
                                                           "republic", "kingdom", "sultanate",
                                                           "emirate",  "island",  "principality"};
// Nouns that the official name of the state has to bear: "Kingdom of Morocco".
constexpr std::array<std::string_view, 4> kRealms = {"kingdom", "sultanate", "emirate",
                                                     "principality"};
constexpr std::array<std::string_view, 28> kIslands = {
    "TWN", "CUB", "CYP", "MLT", "LKA", "ISL", "IRL", "BHR", "SGP", "JAM",
    "MDG", "MUS", "HTI", "BRB", "GRD", "NRU", "TTO", "TLS", "MDV", "SYC",
    "LCA", "DMA", "NIU", "CYM", "PRI", "GRL", "KNA", "STP"};
constexpr std::array<std::string_view, 17> kGroupNouns = {
    "group",   "organization", "organisation", "movement", "bloc",  "alliance",
    "party",   "body",         "agency",       "company",  "union", "militia",
    "faction", "coalition",    "grouping",     "watchdog", "outfit"};

constexpr std::array<std::string_view, 20> kStateOrgans = {
    "government", "army",    "military",  "police",     "parliament", "cabinet",  "administration",
    "regime",     "junta",   "troops",    "force",      "authority",  "ministry", "navy",
    "leadership", "premier", "president", "opposition", "congress",   "senate"};

class DescriptionSieve {
 public:
  DescriptionSieve(Discourse& discourse, std::uint32_t m)
      : discourse_(discourse), m_(m), own_(discourse.profile(m)) {}

  bool link() {
    if (own_.noun == "counterpart") return link_counterpart();
    if (!own_.is_definite || own_.count > 1) return false;
    // "its forces", "his son": each owner has its own; "Russia's president"
    // tells enough.
    const bool is_owned =
        discourse_.syntax(m_).child(discourse_.mention(m_).head, "nmod:poss") >= 0;
    if (is_owned && own_.country.empty()) return false;
    if (is_one_of(own_.noun, kCountryNouns)) return link_country();
    if (own_.role == nullptr && is_one_of(own_.noun, kGroupNouns)) return link_body();
    if ((own_.kinds & kPersonKind) != 0 && own_.number == Number::kSingular) return link_person();
    return link_body();
  }

  // "Macron met Trump. The Frenchman ...": the last one named of that nation.
  bool link_citizen() {
    if (!own_.is_citizen || !own_.is_definite || own_.country.empty()) return false;
    return link_to(
        [&](std::uint32_t c) {
          return is_name(c) && kinds(c) == kPersonKind &&
                 discourse_.chain_profile(c).country == own_.country &&
                 agree(discourse_.chain_profile(c), own_);
        },
        "description", kSameCountry);
  }

 private:
  // "his Turkish counterpart": somebody else, who does abroad what "he" does at
  // home.
  bool link_counterpart() {
    const Mention& mention = discourse_.mention(m_);
    const std::int32_t owner = discourse_.syntax(m_).child(mention.head, "nmod:poss");
    if (owner < 0) return false;
    const std::int32_t person =
        discourse_.mention_headed_by(mention.sentence, static_cast<std::uint32_t>(owner));
    if (person < 0) return false;
    discourse_.relate(m_, {static_cast<std::uint32_t>(person)}, "counterpart", kCounterpart);
    return true;
  }

  bool link_country() {
    if (has_name_inside() && own_.country.empty()) return false;  // "the island of Crete"
    return link_to(
        [&](std::uint32_t c) {
          return is_name(c) && (kinds(c) & kStateKind) != 0 && (kinds(c) & kPersonKind) == 0 &&
                 fits_country(c) && is_such_a_state(c);
        },
        "description", kTheCountry, Preference::kSubject);
  }

  // "the kingdom", "the emirate", "the island": not every state is one.
  bool is_such_a_state(std::uint32_t c) const {
    const std::string& country = discourse_.chain_profile(c).country;
    if (own_.noun == "island") return is_one_of(country, kIslands);
    if (!is_one_of(own_.noun, kRealms)) return true;
    const auto state = discourse_.actors().state(country);
    if (!state) return false;
    const auto& names = discourse_.actors().actor(*state).aliases;
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return to_lower(name).find(own_.noun) != std::string::npos;
    });
  }

  // "the Chinese leader", "the president", "the spokeswoman", "the man".
  bool link_person() {
    const auto is_person = [&](std::uint32_t c) {
      return discourse_.mention(c).form != MentionForm::kPronoun && (kinds(c) & kPersonKind) != 0 &&
             agree(discourse_.chain_profile(c), own_) && fits_country(c);
    };
    const auto same_words = [&](std::uint32_t c) {
      return is_person(c) && discourse_.mention(c).form == MentionForm::kNominal &&
             discourse_.profile(c).noun == own_.noun && role_of(c) == own_.role;
    };
    const auto same_office = [&](std::uint32_t c) {
      const Role* role = role_of(c);
      return is_person(c) && role != nullptr && own_.role != nullptr &&
             is_same_office(*role, *own_.role);
    };
    const auto same_country = [&](std::uint32_t c) {
      return is_person(c) && is_name(c) && !own_.country.empty() &&
             discourse_.chain_profile(c).country == own_.country && may_hold(c);
    };
    const auto holds_office = [&](std::uint32_t c) {
      return is_person(c) && is_name(c) && in_office(discourse_.profile(c));
    };
    return link_to(same_office, "description", kSameOffice) ||
           link_to(holds_office, "description", kHoldsOffice) ||
           link_to(same_words, "description", kSameWords) ||
           link_to(same_country, "description", kSameCountry);
  }

  // "Dmitry Medvedev ... the president": so the table says of the day of the
  // article.
  bool in_office(const MentionProfile& person) const {
    const auto day = discourse_.document().article.published;
    if (!day || own_.role == nullptr || own_.role->office.empty()) return false;
    return std::any_of(person.readings.begin(), person.readings.end(), [&](ActorIndex reading) {
      const auto terms = discourse_.actors().offices(reading);
      return std::any_of(terms.begin(), terms.end(), [&](const OfficeTerm& term) {
        const bool is_now = (!term.from || *term.from <= *day) && (!term.to || *day <= *term.to);
        const bool is_there = own_.country.empty() || own_.country == term.country;
        return term.title == own_.role->office && is_now && is_there;
      });
    });
  }

  // "Sergei Lavrov ... the Russian president": he is another's to whom the office belongs, as the
  // table says or as his own title tells. "The leader" may be anybody at the top.
  bool may_hold(std::uint32_t c) const {
    if (own_.role == nullptr || own_.role->office.empty()) return true;
    const std::string& office = own_.role->office;
    const bool is_leader = office == "leader";
    const bool is_former = says_former();
    const Role* role = role_of(c);
    const bool other_title = role != nullptr && !role->office.empty() && !is_leader &&
                             !is_same_office(*role, *own_.role);
    if (other_title) return false;
    const ActorTable& actors = discourse_.actors();
    const auto& readings = discourse_.chain_profile(c).readings;
    const auto day = discourse_.document().article.published;
    constexpr int kTop = 3;
    const auto fits = [&](ActorIndex reading) {
      const auto terms = actors.offices(reading);
      return std::any_of(terms.begin(), terms.end(), [&](const OfficeTerm& term) {
        const bool begun = !day || !term.from || *term.from <= *day;
        const bool over = day && term.to && *term.to < *day;
        const bool now = begun && (!over || is_former);
        const bool top = is_leader && (term.leader || actors.rank(reading) >= kTop);
        return now && (top || term.title == office);
      });
    };
    if (std::any_of(readings.begin(), readings.end(), fits)) return true;
    const bool is_taken = day && !is_former && !actors.holders(office, own_.country, *day).empty();
    const bool is_known = std::any_of(readings.begin(), readings.end(), [&](ActorIndex reading) {
      return !actors.offices(reading).empty();
    });
    return !is_taken && !is_known;
  }

  // "the former president", "the ex-minister"
  bool says_former() const {
    constexpr std::array<std::string_view, 5> kFormer = {"former", "ex", "ousted", "deposed",
                                                         "one-time"};
    const Mention& mention = discourse_.mention(m_);
    for (std::uint32_t i = mention.first; i < mention.head; ++i) {
      if (is_one_of(lemma_of(discourse_.syntax(m_).token(i)), kFormer)) return true;
    }
    return false;
  }

  static bool is_same_office(const Role& a, const Role& b) {
    if (a.phrase == b.phrase) return true;
    if (!a.office.empty() && a.office == b.office) return true;
    // "foreign minister" ... "the minister"
    const auto is_tail = [](const std::string& tail, const std::string& whole) {
      return whole.size() > tail.size() + 1 && whole.ends_with(tail) &&
             whole[whole.size() - tail.size() - 1] == ' ';
    };
    return is_tail(b.phrase, a.phrase);
  }

  // "the ministry", "the group", "the army": the same noun first, then a name
  // that fits.
  bool link_body() {
    const auto same_words = [&](std::uint32_t c) {
      return discourse_.mention(c).form == MentionForm::kNominal &&
             discourse_.profile(c).noun == own_.noun &&
             discourse_.profile(c).number == own_.number && role_of(c) == own_.role &&
             fits_country(c) && !has_place();
    };
    const auto ends_in_noun = [&](std::uint32_t c) {
      return is_name(c) && !discourse_.profile(c).name.empty() &&
             discourse_.profile(c).name.back() == own_.noun && fits_country(c);
    };
    const auto is_group = [&](std::uint32_t c) {
      const std::uint8_t groups =
          are_fighters() ? std::uint8_t{kGroupKind} : std::uint8_t{kOrganizationKind | kGroupKind};
      // "Islamists" are labelled as a nation, and no group is called so.
      const bool is_named = !discourse_.profile(c).readings.empty() ||
                            discourse_.mention(c).entity != EntityType::kNationality;
      return is_name(c) && is_named && (kinds(c) & groups) != 0 &&
             (kinds(c) & (kStateKind | kPersonKind)) == 0 && fits_country(c);
    };
    // "the group", but not "the BRICS group"
    const bool is_generic =
        is_one_of(own_.noun, kGroupNouns) && own_.number == Number::kSingular && !has_name_inside();
    return link_to(ends_in_noun, "description", kSameNoun) ||
           link_to(same_words, "description", kSameWords) ||
           ((is_generic || are_fighters()) && link_to(is_group, "description", kTheGroup)) ||
           link_state_of();
  }

  // "Boko Haram attacked a village. The militants ...": nobody else's, with no
  // country of theirs.
  bool are_fighters() const {
    const bool is_plural = own_.role != nullptr && own_.number == Number::kPlural;
    return is_plural && (own_.role->sector == "REB" || own_.role->sector == "UAF") &&
           own_.country.empty() && !has_possessor();
  }

  // "the government" in an article about one state, when nothing says whose it
  // is.
  bool link_state_of() {
    const bool is_organ = is_one_of(own_.noun, kStateOrgans) && own_.country.empty();
    if (!is_organ || has_possessor() || has_place()) return false;
    const std::int32_t state = find(
        [&](std::uint32_t c) {
          return is_name(c) && kinds(c) == (kStateKind | kPlaceKind) &&
                 !discourse_.is_nested(c, m_);
        },
        Preference::kSubject);
    if (state < 0) return false;
    discourse_.relate(m_, {static_cast<std::uint32_t>(state)}, "country of", kCountryOf);
    return true;
  }

  bool has_possessor() const {
    const Mention& mention = discourse_.mention(m_);
    return discourse_.syntax(m_).child(mention.head, "nmod:poss") >= 0 ||
           mention.last > mention.head + 1 || has_name_inside();
  }

  // "the parliament in Baghdad"
  bool has_place() const {
    const Syntax& syntax = discourse_.syntax(m_);
    const auto& children = syntax.children(discourse_.mention(m_).head);
    return std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
      if (!has_relation(syntax.token(child), "nmod")) return false;
      const std::int32_t mark = syntax.child(child, "case");
      return mark >= 0 && lemma_of(syntax.token(static_cast<std::uint32_t>(mark))) == "in";
    });
  }

  bool has_name_inside() const {
    const Mention& mention = discourse_.mention(m_);
    for (std::uint32_t c = m_ + 1; c < discourse_.mention_count(); ++c) {
      const Mention& inner = discourse_.mention(c);
      if (inner.sentence != mention.sentence || inner.first >= mention.last) return false;
      if (inner.form != MentionForm::kNominal) return true;
    }
    return false;
  }

  bool is_name(std::uint32_t c) const {
    return !discourse_.is_other(c) && discourse_.mention(c).form == MentionForm::kName;
  }
  std::uint8_t kinds(std::uint32_t c) const { return discourse_.chain_profile(c).kinds; }
  const Role* role_of(std::uint32_t c) const {
    const Role* own = discourse_.profile(c).role;
    return own != nullptr ? own : discourse_.chain_profile(c).role;
  }

  bool fits_country(std::uint32_t c) const {
    const MentionProfile& other = discourse_.chain_profile(c);
    const bool in_other_region =
        !own_.region.empty() && !other.region.empty() && own_.region != other.region;
    const bool is_one_country =
        own_.country.empty() || other.country.empty() || own_.country == other.country;
    return is_one_country && !in_other_region;
  }

  enum class Preference { kRecent, kSubject };

  // The best earlier mention for which `test` holds: the latest, or the latest
  // subject of the nearest sentence that has one.
  template <typename Test>
  std::int32_t find(Test test, Preference preference) const {
    std::int32_t best = -1;
    for (std::uint32_t c = m_; c-- > 0;) {
      const Mention& candidate = discourse_.mention(c);
      if (candidate.sentence + kWindow < discourse_.mention(m_).sentence) break;
      if (discourse_.is_other(c) || discourse_.is_nested(c, m_) || !test(c)) continue;
      if (best < 0) best = static_cast<std::int32_t>(c);
      if (preference == Preference::kRecent) break;
      const bool is_near =
          candidate.sentence + 1 >= discourse_.mention(static_cast<std::uint32_t>(best)).sentence;
      if (!is_near) break;
      if (discourse_.is_subject(c)) return static_cast<std::int32_t>(c);
    }
    return best;
  }

  template <typename Test>
  bool link_to(Test test, std::string_view rule, float confidence,
               Preference preference = Preference::kRecent) {
    const std::int32_t found = find(test, preference);
    if (found < 0) return false;
    discourse_.link(m_, static_cast<std::uint32_t>(found), rule, confidence);
    return true;
  }

  Discourse& discourse_;
  std::uint32_t m_;
  const MentionProfile own_;  // a copy: linking merges profiles
};

}  // namespace

bool link_description(Discourse& discourse, std::uint32_t m) {
  return DescriptionSieve(discourse, m).link();
}

bool link_citizen(Discourse& discourse, std::uint32_t m) {
  return DescriptionSieve(discourse, m).link_citizen();
}

}  // namespace entente
