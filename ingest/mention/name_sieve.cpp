#include <algorithm>
#include <string>
#include <vector>

#include "core/unicode.h"
#include "ingest/mention/sieves.h"

namespace entente {
namespace {

constexpr float kSameName = 0.97F;
constexpr float kSurname = 0.9F;
constexpr float kFirstName = 0.75F;
constexpr float kAcronym = 0.85F;
constexpr float kNoun = 0.8F;
// "Vlad" and "Vladimir", "Mike" and "Michael" are no two persons.
constexpr std::size_t kSharedStart = 2;

using Words = std::vector<std::string>;

bool is_suffix(const Words& part, const Words& whole) {
  return part.size() < whole.size() && std::equal(part.rbegin(), part.rend(), whole.rbegin());
}

bool is_prefix(const Words& part, const Words& whole) {
  return part.size() < whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

bool share_reading(const MentionProfile& a, const MentionProfile& b) {
  return std::any_of(a.readings.begin(), a.readings.end(), [&](ActorIndex actor) {
    return std::find(b.readings.begin(), b.readings.end(), actor) != b.readings.end();
  });
}

bool differ_in_gender(const MentionProfile& a, const MentionProfile& b) {
  return a.gender != Gender::kUnknown && b.gender != Gender::kUnknown && a.gender != b.gender;
}

bool is_initial_of(const std::string& a, const std::string& b) {
  return a.substr(0, 1) == b.substr(0, 1) && (a.size() <= 2 || b.size() <= 2);
}

// "John Merrow", "David Merrow": two of one family name. "J. Merrow" and "John
// Merrow" may be one.
bool differ_in_first_name(const MentionProfile& a, const MentionProfile& b) {
  if (a.name.size() < 2 || b.name.size() < 2 || a.name.back() != b.name.back()) return false;
  if (a.name == b.name || is_suffix(a.name, b.name) || is_suffix(b.name, a.name)) return false;
  if (share_reading(a, b)) return false;  // William and Bill Clinton
  return !is_initial_of(a.name.front(), b.name.front()) &&
         a.name.front().substr(0, kSharedStart) != b.name.front().substr(0, kSharedStart);
}

// "Norwegian trade minister Ollen", "Danish envoy Ollen": title and country
// both differ.
bool differ_in_office(const MentionProfile& a, const MentionProfile& b) {
  return a.role != nullptr && b.role != nullptr && a.role != b.role && !a.country.empty() &&
         !b.country.empty() && a.country != b.country;
}

// "President Bush and former President Bush": only of a name that several of
// the table bear.
bool differ_in_time(const MentionProfile& a, const MentionProfile& b) {
  if (a.is_former == b.is_former || a.role == nullptr || b.role == nullptr) return false;
  const bool same_office =
      a.role->phrase.ends_with(b.role->phrase) || b.role->phrase.ends_with(a.role->phrase);
  return same_office && a.readings.size() > 1 && b.readings.size() > 1;
}

bool are_homonyms(const MentionProfile& a, const MentionProfile& b) {
  const bool persons = a.kinds == kPersonKind && b.kinds == kPersonKind;
  return persons && (differ_in_first_name(a, b) || differ_in_office(a, b) || differ_in_time(a, b));
}

// "SCO" for "Shanghai Cooperation Organization", small words left out or not.
bool is_acronym_of(const std::string& acronym, const Words& name) {
  if (acronym.size() < 2 || name.size() < 2) return false;
  std::string all;
  std::string content;
  for (const std::string& word : name) {
    all += word.substr(0, 1);
    if (word != "of" && word != "and" && word != "the" && word != "for") {
      content += word.substr(0, 1);
    }
  }
  return acronym == all || acronym == content;
}

class NameSieve {
 public:
  explicit NameSieve(Discourse& discourse) : discourse_(discourse) {}

  void run() {
    for (std::uint32_t m = 0; m < discourse_.mention_count(); ++m) {
      if (!is_name(m) || discourse_.is_resolved(m)) continue;
      link_name(m);
      earlier_.push_back(m);
    }
  }

 private:
  // Adjectives tell whose something is; they name no part of a chain.
  bool is_name(std::uint32_t m) const {
    return discourse_.mention(m).form == MentionForm::kName && !discourse_.profile(m).name.empty();
  }

  void link_name(std::uint32_t m) {
    const auto same = find_earlier(
        m, [&](const MentionProfile& a, const MentionProfile& b) { return a.name == b.name; });
    if (same >= 0) return link(m, same, "same name", kSameName);
    const auto surname =
        find_earlier(m, [&](const MentionProfile& later, const MentionProfile& full) {
          return is_short_for(later, full);
        });
    if (surname >= 0) return link(m, surname, "surname", kSurname);
    const auto first_name =
        find_earlier(m, [&](const MentionProfile& later, const MentionProfile& full) {
          return is_person(later) && is_person(full) && is_prefix(later.name, full.name) &&
                 later.readings.empty();
        });
    if (first_name >= 0) return link(m, first_name, "first name", kFirstName);
    const auto acronym = find_earlier(m, [&](const MentionProfile& a, const MentionProfile& b) {
      return ((a.name.size() == 1 && is_acronym_of(a.name[0], b.name)) ||
              (b.name.size() == 1 && is_acronym_of(b.name[0], a.name)));
    });
    if (acronym >= 0) return link(m, acronym, "acronym", kAcronym);
    const auto body = has_article(m) ? find_earlier(m, is_noun_of_body) : -1;
    if (body >= 0) link(m, body, "surname", kNoun);
  }

  bool has_article(std::uint32_t m) const {
    return discourse_.syntax(m).child(discourse_.mention(m).head, "det") >= 0;
  }

  // "the Fund" after "International Monetary Fund": the noun that a body's name ends in.
  static bool is_noun_of_body(const MentionProfile& noun, const MentionProfile& full) {
    constexpr std::uint8_t kBodies = kOrganizationKind | kGroupKind;
    return noun.name.size() == 1 && full.name.size() > 1 && noun.readings.empty() &&
           !full.readings.empty() && (full.kinds & kBodies) != 0 &&
           (full.kinds & kPersonKind) == 0 && is_suffix(noun.name, full.name);
  }

  static bool is_person(const MentionProfile& p) { return (p.kinds & kPersonKind) != 0; }

  // One word of a person's full name, whatever the analyser took it for.
  static bool is_part_of_person(const MentionProfile& part, const MentionProfile& full) {
    return part.name.size() == 1 && full.name.size() > 1 && full.kinds == kPersonKind &&
           part.readings.empty() && part.role == nullptr &&
           (part.name.front() == full.name.back() || part.name.front() == full.name.front());
  }

  // "Putin" for "Vladimir Putin", "Xi" for "Xi Jinping": a common reading in
  // the table, else the end of the name. Also the fuller name after the shorter
  // one.
  static bool is_short_for(const MentionProfile& a, const MentionProfile& b) {
    if (is_part_of_person(a, b)) return true;
    if (!is_person(a) || !is_person(b)) return false;
    const bool is_part = is_suffix(a.name, b.name) || is_suffix(b.name, a.name);
    const bool is_start = is_prefix(a.name, b.name) || is_prefix(b.name, a.name);
    return is_part || (is_start && share_reading(a, b));
  }

  // The latest earlier name for which `test` holds; one with the same title
  // goes before others, so that "General Merrow" is the general though a
  // senator of that name came later.
  template <typename Test>
  std::int32_t find_earlier(std::uint32_t m, Test test) const {
    const MentionProfile& own = discourse_.profile(m);
    std::int32_t latest = -1;
    for (std::size_t i = earlier_.size(); i-- > 0;) {
      const std::uint32_t name = earlier_[i];
      const MentionProfile& other = discourse_.profile(name);
      const MentionProfile& chain = discourse_.chain_profile(name);
      if (discourse_.is_nested(m, name) || differ_in_gender(own, chain)) continue;
      if (are_homonyms(own, chain) || are_homonyms(own, other)) continue;
      const bool is_part = is_part_of_person(own, other);
      // The analyser may take one name for different things; the table's names
      // are certain.
      const bool may_be_misread =
          own.readings.empty() && other.readings.empty() && own.name == other.name;
      if ((own.kinds & other.kinds) == 0 && !is_part && !may_be_misread) continue;
      if (!test(own, other)) continue;
      if (own.role == nullptr || chain.role == own.role) return static_cast<std::int32_t>(name);
      if (latest < 0) latest = static_cast<std::int32_t>(name);
    }
    return latest;
  }

  void link(std::uint32_t m, std::int32_t antecedent, std::string_view rule, float confidence) {
    discourse_.link(m, static_cast<std::uint32_t>(antecedent), rule, confidence);
  }

  Discourse& discourse_;
  std::vector<std::uint32_t> earlier_;
};

}  // namespace

void link_names(Discourse& discourse) { NameSieve(discourse).run(); }

}  // namespace entente
