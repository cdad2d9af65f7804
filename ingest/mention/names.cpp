#include "ingest/mention/names.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/unicode.h"
#include "core/word_list.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 30> kTitleWords = {
    "mr",   "mr.",  "mrs",  "mrs.", "ms",    "ms.",  "dr",   "dr.",   "prof.", "gen.",
    "gen",  "lt.",  "col.", "maj.", "capt.", "sgt.", "adm.", "brig.", "cmdr.", "sen.",
    "rep.", "gov.", "rev.", "hon.", "sir",   "lord", "lady", "dame",  "miss",  "madam"};

constexpr std::array<std::string_view, 22> kCalendar = {
    "monday",   "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march",    "april",     "may",      "june",   "july",     "august", "september",
    "october",  "november", "december",  "sept.",    "feb.",   "jan."};

bool is_proper(const Token& token) {
  return token.upos == Upos::kPropn || token.xpos.rfind("NNP", 0) == 0;
}

bool is_hyphen(const Token& token) { return token.form == "-"; }

EntityType entity_of(ActorKind kind) {
  switch (kind) {
    case ActorKind::kPerson:
      return EntityType::kPerson;
    case ActorKind::kState:
    case ActorKind::kPlace:
      return EntityType::kPlace;
    case ActorKind::kOrganization:
      return EntityType::kOrganization;
    case ActorKind::kGroup:
      return EntityType::kGroup;
    case ActorKind::kUnknown:
      break;
  }
  return EntityType::kNone;
}

struct Candidate {
  NameSpan span;
  bool is_entity = false;
  bool tells_nation = false;  // a demonym, or the name of a state
};

class NameFinder {
 public:
  NameFinder(const Sentence& sentence, const Syntax& syntax, const MentionKnowledge& knowledge)
      : tokens_(sentence.tokens), syntax_(syntax), knowledge_(knowledge) {}

  std::vector<NameSpan> find() {
    collect_entities();
    collect_known();
    split_dyads();
    choose();
    extend_over_proper_nouns();
    extend_over_first_names();
    add_unknown_runs();
    return sorted();
  }

 private:
  const Token& token(std::uint32_t i) const { return tokens_[i]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(tokens_.size()); }

  void collect_entities() {
    for (std::uint32_t i = 0; i < size();) {
      const EntityType type = token(i).entity;
      std::uint32_t end = i + 1;
      if (type != EntityType::kNone) {
        while (end < size() && token(end).entity == type && !token(end).entity_begins) ++end;
        Candidate found{{i, end, type}, true};
        trim(found.span);
        found.span.is_adjective = type == EntityType::kNationality && end == i + 1;
        const bool is_date = found.span.first + 1 == found.span.last &&
                             is_one_of(lemma_of(token(found.span.first)), kCalendar);
        const bool is_name = !is_date && !is_people(found.span) && !is_cut_title(found.span);
        if (found.span.first < found.span.last && is_name) {
          candidates_.push_back(found);
        }
      }
      i = end;
    }
  }

  // "Turkish Foreign | Minister": adjectives that the title behind them takes along.
  bool is_cut_title(const NameSpan& span) const {
    if (span.entity != EntityType::kOrganization || span.last >= size()) return false;
    std::vector<std::string_view> words;
    for (std::uint32_t i = span.first; i < span.last; ++i) {
      if (token(i).upos != Upos::kAdj) return false;
      words.push_back(token(i).form);
    }
    words.push_back(token(span.last).form);
    std::size_t count = 0;
    return knowledge_.roles.role_of(words, &count) != nullptr && count > 1;
  }

  // "The Islamists": people by what they are, neither a nation nor a body of that name.
  bool is_people(const NameSpan& span) const {
    const Token& t = token(span.first);
    if (span.last - span.first > 1 || span.entity == EntityType::kPerson || t.upos == Upos::kAdj) {
      return false;
    }
    const Role* role = knowledge_.roles.role_of(t.form);
    const bool is_plural = t.xpos == "NNPS" || t.xpos == "NNS" || has_feature(t, "Number=Plur");
    // Muslims and peasants are too many to be anybody.
    return role != nullptr && role->kind == RoleKind::kPerson && role->sector != "REL" &&
           role->sector != "CVL" && is_plural;
  }

  // Articles, possessive marks and brackets are no part of a name.
  // A word of its own: not "in" of "Jae-in".
  bool is_preposition_after(std::uint32_t i) const {
    return i > 0 && token(i).upos == Upos::kAdp && !is_upper_initial(token(i).form) &&
           token(i - 1).space_after;
  }

  void trim(NameSpan& span) const {
    while (span.first < span.last &&
           (token(span.first).upos == Upos::kDet || token(span.first).upos == Upos::kPunct)) {
      ++span.first;
    }
    while (span.first < span.last &&
           (token(span.last - 1).upos == Upos::kPunct || token(span.last - 1).upos == Upos::kPart ||
            is_preposition_after(span.last - 1))) {
      --span.last;
    }
  }

  void collect_known() {
    std::vector<std::string_view> forms;
    for (const Token& t : tokens_) forms.push_back(t.form);
    const NameText text{std::span<const std::string_view>(forms)};
    for (std::uint32_t i = 0; i < size();) {
      const auto match = knowledge_.actors.longest_match(text, i);
      if (!match || match->last <= i || !is_credible(*match)) {
        ++i;
        continue;
      }
      candidates_.push_back(candidate_of(*match));
      i = static_cast<std::uint32_t>(match->last);
    }
  }

  Candidate candidate_of(const NameMatch& match) const {
    Candidate out;
    const NameReading& best = match.readings.front();
    out.span.first = static_cast<std::uint32_t>(match.first);
    out.span.last = static_cast<std::uint32_t>(match.last);
    const ActorKind kind = knowledge_.actors.actor(best.actor).kind;
    const bool is_demonym = best.kind == NameKind::kDemonym;
    out.span.entity =
        is_demonym || best.kind == NameKind::kPeople ? EntityType::kNationality : entity_of(kind);
    out.span.in_table = true;
    out.span.is_adjective = is_demonym || is_led_by(out.span.last);
    out.tells_nation = is_demonym || kind == ActorKind::kState;
    return out;
  }

  // "US - led", "Russian - backed"
  bool is_led_by(std::uint32_t last) const {
    return last + 1 < size() && is_hyphen(token(last)) && !token(last).space_after &&
           (token(last + 1).upos == Upos::kVerb || token(last + 1).upos == Upos::kAdj) &&
           token(last + 1).form.size() > 1;
  }

  // Ordinary words that happen to look like names: "turkey", "May" the verb,
  // "Will".
  bool is_credible(const NameMatch& match) const {
    const auto first = static_cast<std::uint32_t>(match.first);
    const auto last = static_cast<std::uint32_t>(match.last);
    const bool all_ambiguous = std::all_of(
        match.readings.begin(), match.readings.end(),
        [](const NameReading& r) { return r.ambiguous || r.kind == NameKind::kSurname; });
    bool has_proper = false;
    bool has_noun = false;
    for (std::uint32_t i = first; i < last; ++i) {
      has_proper = has_proper || is_proper(token(i)) || token(i).entity != EntityType::kNone;
      has_noun = has_noun || token(i).upos == Upos::kNoun || token(i).upos == Upos::kAdj ||
                 token(i).upos == Upos::kX;
    }
    if (last - first == 1 && is_one_of(lemma_of(token(first)), kCalendar)) {
      return token(first).entity == EntityType::kPerson;
    }
    // "met Michel | in": no Michel Aoun.
    if (is_preposition_after(last - 1)) return false;
    // "Sheikh | Hassan": a title, though somebody's surname.
    const bool before_name = last < size() && is_proper(token(last));
    if (last - first == 1 && all_ambiguous && before_name &&
        is_title_word(token(first), knowledge_.roles)) {
      return false;
    }
    return has_proper || (has_noun && !(all_ambiguous && last - first == 1));
  }

  // "Putin-Hollande talks": two known names and a hyphen that the analyser took
  // for one.
  void split_dyads() {
    const auto is_known = [this](std::uint32_t first, std::uint32_t last) {
      return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& c) {
        return !c.is_entity && c.span.first == first && c.span.last == last;
      });
    };
    std::vector<Candidate> kept;
    for (const Candidate& c : candidates_) {
      bool is_dyad = false;
      for (std::uint32_t i = c.span.first + 1; c.is_entity && i + 1 < c.span.last; ++i) {
        is_dyad = is_dyad || (is_hyphen(token(i)) && is_known(c.span.first, i) &&
                              is_known(i + 1, c.span.last));
      }
      if (!is_dyad) kept.push_back(c);
    }
    candidates_ = std::move(kept);
  }

  // Longest first; at equal length the table's span, which knows more, absorbs
  // the entity's.
  void choose() {
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](const Candidate& a, const Candidate& b) {
                       const auto size_a = a.span.last - a.span.first;
                       const auto size_b = b.span.last - b.span.first;
                       return size_a != size_b ? size_a > size_b : a.is_entity < b.is_entity;
                     });
    for (const Candidate& candidate : candidates_) place(candidate);
  }

  void place(const Candidate& candidate) {
    for (Candidate& other : outer_) {
      const bool overlap =
          candidate.span.first < other.span.last && other.span.first < candidate.span.last;
      if (!overlap) continue;
      const bool is_same =
          candidate.span.first == other.span.first && candidate.span.last == other.span.last;
      if (is_same) {
        absorb(other, candidate);
      } else if (other.span.first <= candidate.span.first &&
                 candidate.span.last <= other.span.last) {
        if (is_nested_nation(other, candidate)) inner_.push_back(candidate.span);
      }
      return;
    }
    outer_.push_back(candidate);
  }

  // The analyser saw the sentence, so its type wins for names with several
  // readings.
  static void absorb(Candidate& known, const Candidate& entity) {
    known.is_entity = known.is_entity || entity.is_entity;
    const bool is_nation = known.span.entity == EntityType::kNationality;
    if (entity.is_entity && !is_nation) known.span.entity = entity.span.entity;
    if (entity.span.entity == EntityType::kNationality && entity.is_entity && is_nation) {
      known.span.is_adjective = known.span.is_adjective || entity.span.is_adjective;
    }
  }

  // "Russian Defence Ministry", "Syrian Arab Army"; not "China Mobile", "Bank
  // of China".
  bool is_nested_nation(const Candidate& outer, const Candidate& inner) const {
    if (!inner.tells_nation || outer.span.entity == EntityType::kPerson ||
        outer.span.entity == EntityType::kEvent || outer.span.in_table) {
      return false;
    }
    if (inner.span.is_adjective) return true;
    const Role* role = knowledge_.roles.role_of(token(outer.span.last - 1).form);
    return role != nullptr && role->of_state;
  }

  bool is_linked(std::uint32_t i, const NameSpan& span) const {
    for (std::uint32_t k = span.first; k < span.last; ++k) {
      const bool is_child = syntax_.head(i) == static_cast<std::int32_t>(k);
      const bool is_parent = syntax_.head(k) == static_cast<std::int32_t>(i);
      const Token& lower = is_child ? token(i) : token(k);
      if ((is_child || is_parent) &&
          (has_relation(lower, "flat") || has_relation(lower, "compound") ||
           has_relation(lower, "goeswith"))) {
        return true;
      }
    }
    return false;
  }

  bool is_covered(std::uint32_t i) const {
    return std::any_of(outer_.begin(), outer_.end(),
                       [&](const Candidate& c) { return c.span.first <= i && i < c.span.last; });
  }

  // "Washington" + "Post": a known name that the analyser did not mark grows
  // over its neighbours.
  void extend_over_proper_nouns() {
    for (Candidate& c : outer_) {
      if (c.is_entity || c.span.is_adjective) continue;
      const NameSpan before = c.span;
      while (c.span.last < size() && may_extend(c.span.last, c.span)) ++c.span.last;
      while (c.span.first > 0 && may_extend(c.span.first - 1, c.span)) --c.span.first;
      if (c.span.first != before.first || c.span.last != before.last) {
        c.span.in_table = false;
        c.span.entity = before.entity == EntityType::kPerson ? before.entity : EntityType::kNone;
      }
    }
  }

  bool may_extend(std::uint32_t i, const NameSpan& span) const {
    return is_proper(token(i)) && !is_covered(i) && !is_title_word(token(i), knowledge_.roles) &&
           !is_one_of(lemma_of(token(i)), kCalendar) && is_linked(i, span);
  }

  // "Ingrid" before "Solheim", of which the analyser marked the last word only: somebody else than
  // the Solheim of the table.
  void extend_over_first_names() {
    for (Candidate& c : outer_) {
      if (c.span.entity != EntityType::kPerson || c.span.is_adjective || c.span.first == 0)
        continue;
      const std::uint32_t i = c.span.first - 1;
      const Token& before = token(i);
      const bool is_first = before.upos == Upos::kPropn && before.space_after && !is_covered(i) &&
                            !is_title_word(before, knowledge_.roles) &&
                            knowledge_.first_names.gender_of(before.form) != Gender::kUnknown;
      if (!is_first) continue;
      c.span.first = i;
      c.span.in_table = false;
    }
  }

  // Runs of proper nouns that nobody knows. Hyphens join ("Jean-Pierre").
  void add_unknown_runs() {
    for (std::uint32_t i = 0; i < size();) {
      if (!begins_run(i)) {
        ++i;
        continue;
      }
      std::uint32_t end = i + 1;
      while (end < size()) {
        const bool joins = end + 1 < size() && is_hyphen(token(end)) && !token(end).space_after &&
                           begins_run(end + 1);
        if (joins) {
          end += 2;
        } else if (begins_run(end)) {
          ++end;
        } else {
          break;
        }
      }
      outer_.push_back({{i, end, EntityType::kNone}, false});
      i = end;
    }
  }

  bool begins_run(std::uint32_t i) const {
    const Token& t = token(i);
    return t.upos == Upos::kPropn && !is_covered(i) && !is_title_word(t, knowledge_.roles) &&
           !is_one_of(lemma_of(t), kCalendar) && is_letter(code_point_at(t.form, 0).value);
  }

  std::vector<NameSpan> sorted() const {
    std::vector<NameSpan> out = inner_;
    for (const Candidate& c : outer_) {
      if (c.span.entity != EntityType::kEvent) out.push_back(c.span);
    }
    std::sort(out.begin(), out.end(), [](const NameSpan& a, const NameSpan& b) {
      return a.first != b.first ? a.first < b.first : a.last > b.last;
    });
    return out;
  }

  const std::vector<Token>& tokens_;
  const Syntax& syntax_;
  const MentionKnowledge& knowledge_;
  std::vector<Candidate> candidates_;
  std::vector<Candidate> outer_;
  std::vector<NameSpan> inner_;
};

}  // namespace

bool is_title_word(const Token& token, const RoleTable& roles) {
  return is_one_of(to_lower(token.form), kTitleWords) ||
         (is_upper_initial(token.form) && roles.role_of(token.form) != nullptr);
}

std::vector<NameSpan> find_names(const Sentence& sentence, const Syntax& syntax,
                                 const MentionKnowledge& knowledge) {
  return NameFinder(sentence, syntax, knowledge).find();
}

}  // namespace entente
