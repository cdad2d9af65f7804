#include "ingest/actor/person_choice.h"

#include <algorithm>

namespace entente {
namespace {

// A person whose first known office begins so many years after the article is
// hardly meant.
constexpr int kYearsAhead = 12;
// Nor is one whose last office ended so many years before it.
constexpr int kYearsBehind = 45;

constexpr float kEnough = 2.0F;  // least score that names somebody
constexpr std::size_t kOthers = 4;

float score_of_name(const NameReading& reading) {
  const bool whole = reading.kind == NameKind::kFull || reading.kind == NameKind::kForeign;
  if (reading.approximate) return whole ? 3.0F : 0.5F;
  return (whole ? 4.0F : 2.0F) - (reading.ambiguous ? 1.0F : 0.0F);
}

bool is_same_place(const OfficeTerm& term, const ActorTable& table, ActorIndex owner) {
  const Actor& place = table.actor(owner);
  return term.organization == place.id || (!term.country.empty() && term.country == place.country);
}

float score_of_office(const PhraseParts& parts, const PhraseContext& context,
                      const ActorTable& table, ActorIndex person) {
  if (parts.role == nullptr || parts.role->office.empty()) return 0;
  const std::string& office = parts.role->office;
  float best = -0.5F;
  for (const OfficeTerm& term : table.offices(person)) {
    const bool fits = term.title == office || (office == "leader" && term.leader);
    if (!fits || (parts.owner && !is_same_place(term, table, *parts.owner))) continue;
    const bool now = context.date && (!term.from || *term.from <= *context.date) &&
                     (!term.to || *context.date <= *term.to);
    // "President Weizmann" of 1948 is not the president of 1993.
    if (context.date && term.from && term.from->year > context.date->year + 1) continue;
    const bool past = context.date && term.to && *term.to < *context.date;
    best = std::max(best, now && !parts.former ? 3.0F : past && parts.former ? 2.5F : 1.0F);
  }
  return best;
}

float score_of_time(const PhraseParts& parts, const PhraseContext& context, const ActorTable& table,
                    ActorIndex person) {
  const auto terms = table.offices(person);
  if (!context.date || terms.empty()) return 0;
  if (const OfficeTerm* term = table.main_office(person, *context.date)) {
    // "former President Bush" of 2003 is not the one in office.
    const bool is_still =
        parts.former && parts.role != nullptr &&
        (parts.role->office == term->title || parts.role->phrase.ends_with(" " + term->title));
    return is_still ? -1.0F : term->leader ? 2.5F : 1.5F;
  }
  const int year = context.date->year;
  int first = 9999;
  int last = 0;
  for (const OfficeTerm& term : terms) {
    if (term.from) first = std::min<int>(first, term.from->year);
    last = std::max<int>(last, term.to ? term.to->year : 9999);
  }
  if (first < 9999 && year + kYearsAhead < first) return -2.5F;
  if (year - kYearsBehind > last) return -2;
  return year < first ? -0.5F : 0;
}

float score_of_country(const PhraseParts& parts, const ActorTable& table, ActorIndex person) {
  if (!parts.owner) return 0;
  const std::string& wanted = table.actor(*parts.owner).country;
  const std::string& has = table.actor(person).country;
  if (wanted.empty() || has.empty()) return 0;
  return wanted == has ? 2.0F : -2.5F;
}

float score_of_gender(const PhraseParts& parts, const ActorTable& table, ActorIndex person) {
  const Gender has = table.gender(person);
  if (parts.gender == Gender::kUnknown || has == Gender::kUnknown) return 0;
  return parts.gender == has ? 0.5F : -5.0F;
}

}  // namespace

namespace {

struct Scored {
  ActorIndex person{};
  float score = 0;
};

// Every person among the readings with its best score, best first; equals in
// the table's order.
std::vector<Scored> score_persons(const PhraseParts& parts, const PhraseContext& context,
                                  const ActorTable& table) {
  const bool titled = parts.role != nullptr || parts.gender != Gender::kUnknown;
  // "May" and "Brown" alone need the analyser or a title to be somebody.
  const bool supported = titled || context.entity == EntityType::kPerson;
  std::vector<Scored> out;
  for (const NameReading& reading : parts.readings) {
    if (table.actor(reading.actor).kind != ActorKind::kPerson) continue;
    float score = score_of_name(reading) + score_of_office(parts, context, table, reading.actor) +
                  score_of_time(parts, context, table, reading.actor) +
                  score_of_country(parts, table, reading.actor) +
                  score_of_gender(parts, table, reading.actor) +
                  0.4F * static_cast<float>(table.rank(reading.actor));
    if (reading.ambiguous && reading.kind == NameKind::kSurname && !supported) score -= 2;
    const auto known = std::find_if(out.begin(), out.end(),
                                    [&](const Scored& one) { return one.person == reading.actor; });
    if (known == out.end()) {
      out.push_back({reading.actor, score});
    } else {
      known->score = std::max(known->score, score);
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Scored& a, const Scored& b) { return a.score > b.score; });
  return out;
}

// Without a date nobody is preferred by much: those near the best, with the
// share of each.
void add_others(const std::vector<Scored>& scored, PersonChoice& choice) {
  for (std::size_t i = 1; i < scored.size() && choice.others.size() < kOthers; ++i) {
    const float behind = scored.front().score - scored[i].score;
    if (behind >= 1 || scored[i].score < kEnough) break;
    choice.others.push_back({scored[i].person, choice.confidence * (1 - behind / 2)});
  }
}

}  // namespace

PersonChoice choose_person(const PhraseParts& parts, const PhraseContext& context,
                           const ActorTable& table) {
  const std::vector<Scored> scored = score_persons(parts, context, table);
  if (scored.empty() || scored.front().score < kEnough) return {};
  const float best = scored.front().score;
  const float second = scored.size() > 1 ? std::max(0.0F, scored[1].score) : 0;
  PersonChoice choice{scored.front().person, 0, {}};
  const float clear = std::min(1.0F, (best - second) / 2);
  choice.confidence = std::min(0.97F, 0.35F + 0.08F * best + 0.2F * clear);
  if (!context.date && second > best - 1) {
    choice.confidence = std::min(choice.confidence, 0.5F);
    add_others(scored, choice);
  }
  return choice;
}

}  // namespace entente
