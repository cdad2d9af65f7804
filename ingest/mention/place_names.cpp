#include "ingest/mention/place_names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"
#include "ingest/mention/names.h"
#include "ingest/mention/syntax.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 6> kPersonal = {"he", "she", "him", "her", "his", "himself"};

class PlaceNames {
 public:
  PlaceNames(Document& document, const MentionKnowledge& knowledge)
      : document_(document), knowledge_(knowledge) {}

  void settle() {
    for (std::uint32_t m = 0; m < document_.mentions.size(); ++m) {
      const MentionForm form = document_.mentions[m].form;
      if (form == MentionForm::kName || form == MentionForm::kAdjective) read(m);
    }
    for (const Lone& lone : lone_) {
      const bool meant = persons_.count(lone.name) > 0 || (lone.ambiguous && !is_abroad(lone));
      if (!meant) document_.mentions[lone.mention].entity = EntityType::kPlace;
    }
  }

 private:
  struct Lone {
    std::uint32_t mention = 0;
    std::string name;  // folded
    std::string country;
    bool ambiguous = false;
  };

  const std::vector<Token>& tokens_of(const Mention& it) const {
    return document_.sentences[it.sentence].tokens;
  }

  // What a name says: a lone place that is labelled a person, a country, or a person's last and
  // first name.
  void read(std::uint32_t m) {
    const Mention& it = document_.mentions[m];
    add_countries(it);
    if (it.form != MentionForm::kName || it.entity != EntityType::kPerson) return;
    if (const auto reading = place_of(it)) {
      Lone lone = *reading;
      lone.mention = m;
      if (is_somebody(it)) persons_.insert(lone.name);
      lone_.push_back(std::move(lone));
    } else if (it.last - it.first > 1) {
      const auto& tokens = tokens_of(it);
      persons_.insert(fold_for_matching(tokens[it.last - 1].form));
      const Token& before = tokens[it.last - 2];
      if (!is_title_word(before, knowledge_.roles)) persons_.insert(fold_for_matching(before.form));
    }
  }

  std::string name_of(const Mention& it) const {
    std::string name;
    for (std::uint32_t i = it.first; i < it.last; ++i) {
      if (!name.empty()) name += ' ';
      name += tokens_of(it)[i].form;
    }
    return name;
  }

  // The countries of whoever the words may mean: Egypt, Israeli, Putin. Places that are only
  // perhaps one ("Jordan" itself) count for their own country.
  void add_countries(const Mention& it) {
    auto readings = knowledge_.actors.lookup(name_of(it));
    if (readings.empty()) readings = knowledge_.actors.lookup(tokens_of(it)[it.last - 1].form);
    for (const NameReading& reading : readings) {
      const bool sure = !reading.approximate && (!reading.ambiguous || readings.size() == 1);
      if (sure) countries_.insert(knowledge_.actors.actor(reading.actor).country);
    }
  }

  // The state that the mention's words name, as such, by its capital or by its seat of power.
  std::optional<Lone> place_of(const Mention& it) const {
    std::optional<Lone> out;
    bool somebody = false;
    const std::string name = name_of(it);
    for (const NameReading& reading : knowledge_.actors.lookup(name)) {
      const Actor& actor = knowledge_.actors.actor(reading.actor);
      if (actor.kind == ActorKind::kPerson && reading.kind != NameKind::kSurname) {
        return std::nullopt;
      }
      somebody = somebody || actor.kind == ActorKind::kPerson;
      const bool place = reading.kind == NameKind::kFull || reading.kind == NameKind::kCapital ||
                         reading.kind == NameKind::kMetonym || reading.kind == NameKind::kForeign ||
                         (reading.kind == NameKind::kCity && is_located(it));
      if (actor.kind != ActorKind::kState || !place || reading.approximate || out) continue;
      out = Lone{0, fold_for_matching(name), actor.country, reading.ambiguous};
    }
    if (out) out->ambiguous = out->ambiguous || somebody;
    return out;
  }

  // "near | Mekelle": other towns than capitals are as often surnames.
  bool is_located(const Mention& it) const {
    constexpr std::array<std::string_view, 7> kPlacing = {"around", "in",      "inside", "into",
                                                          "near",   "outside", "towards"};
    if (it.first == 0) return false;
    const std::string_view before = tokens_of(it)[it.first - 1].form;
    return std::find(kPlacing.begin(), kPlacing.end(), before) != kPlacing.end();
  }

  bool is_abroad(const Lone& lone) const {
    return std::any_of(countries_.begin(), countries_.end(), [&](const std::string& country) {
      return country.size() == 3 && country != lone.country;
    });
  }

  bool is_somebody(const Mention& it) const {
    const Syntax syntax(document_.sentences[it.sentence]);
    return has_first_name(it) || has_apposition(syntax, it) || has_pronoun(it);
  }

  // "Mr Washington", "Denzel Washington" of which the analyser marks the last word only.
  bool has_first_name(const Mention& it) const {
    if (it.first == 0) return false;
    const Token& before = tokens_of(it)[it.first - 1];
    if (!before.space_after || !is_upper_initial(before.form)) return false;
    if (is_title_word(before, knowledge_.roles)) return true;
    const bool flat = has_relation(tokens_of(it)[it.first], "flat") &&
                      tokens_of(it)[it.first].head == static_cast<std::int32_t>(it.first) - 1;
    return flat || knowledge_.first_names.gender_of(before.form) != Gender::kUnknown;
  }

  // "Jordan, the coach,", "Jordan, 43,", "Jordan, who"
  bool has_apposition(const Syntax& syntax, const Mention& it) const {
    for (const std::uint32_t child : syntax.children(it.head)) {
      if (child < it.last) continue;
      const Token& token = syntax.token(child);
      if (token.upos == Upos::kNum) return true;
      const bool named = has_relation(token, "appos") || has_relation(token, "nmod:desc");
      const Role* role = named ? knowledge_.roles.role_of(token.form) : nullptr;
      if (role != nullptr && role->kind == RoleKind::kPerson) return true;
      if (!has_relation(token, "acl")) continue;
      const auto& children = syntax.children(child);
      const bool who = std::any_of(children.begin(), children.end(), [&](std::uint32_t i) {
        return lemma_of(syntax.token(i)) == "who";
      });
      if (who) return true;
    }
    return false;
  }

  // "Jordan said he was tired.": nobody else up to there is a he.
  bool has_pronoun(const Mention& it) const {
    const std::uint32_t from = it.sentence == 0 ? 0 : it.sentence - 1;
    for (const Mention& other : document_.mentions) {
      if (other.sentence < from || &other == &it) continue;
      if (other.sentence > it.sentence + 1) break;
      const bool later = other.sentence > it.sentence || other.first > it.first;
      const bool he = other.form == MentionForm::kPronoun && is_personal(other);
      if (he && later) return true;
      const bool person = other.entity == EntityType::kPerson && !place_of(other);
      if (person) return false;
    }
    return false;
  }

  bool is_personal(const Mention& it) const {
    const std::string word = to_lower(tokens_of(it)[it.first].form);
    return std::find(kPersonal.begin(), kPersonal.end(), word) != kPersonal.end();
  }

  Document& document_;
  const MentionKnowledge& knowledge_;
  std::vector<Lone> lone_;
  std::set<std::string> countries_;  // alpha-3, of all names
  std::set<std::string> persons_;    // folded words of persons' names
};

}  // namespace

void settle_place_names(Document& document, const MentionKnowledge& knowledge) {
  PlaceNames(document, knowledge).settle();
}

}  // namespace entente
