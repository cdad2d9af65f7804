#include "ingest/event/extract_roles.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/unicode.h"
#include "ingest/mention/find_mentions.h"

namespace entente {

namespace {

constexpr float kRoleTrust = 0.93F;  // a title beside a name rarely means somebody else

bool is_person(const Document& document, const Mention& mention) {
  if (mention.actors.size() != 1) return false;
  const Actor& actor = document.actors[mention.actors[0]];
  return actor.kind == ActorKind::kPerson ||
         (actor.kind == ActorKind::kUnknown && mention.entity == EntityType::kPerson &&
          mention.form == MentionForm::kName);
}

// "counterpart" tells of another's office, the others are honours.
bool is_office(const Role& role) {
  constexpr std::array<std::string_view, 7> kNone = {"counterpart", "sheikh", "sheik", "sir",
                                                     "lord",        "lady",   "dame"};
  return role.kind == RoleKind::kPerson &&
         std::find(kNone.begin(), kNone.end(), role.phrase) == kNone.end();
}

// The office inside a mention: before the name ("Prime Minister | Hun Sen", no senator), or the
// nominal's own words.
RolePhrase role_within(const Sentence& sentence, const Mention& mention, const RoleTable& roles) {
  const bool is_name = mention.form == MentionForm::kName;
  for (std::uint32_t end = mention.last - (is_name ? 1 : 0); end > mention.first; --end) {
    const RolePhrase phrase = find_role(sentence, mention.first, end, roles);
    if (phrase.role != nullptr && is_office(*phrase.role)) return phrase;
  }
  return {};
}

bool can_have_offices(const Document& document, const Mention& mention) {
  if (mention.actors.size() != 1) return false;
  const ActorKind kind = document.actors[mention.actors[0]].kind;
  return kind == ActorKind::kState || kind == ActorKind::kOrganization ||
         kind == ActorKind::kPlace || kind == ActorKind::kGroup;
}

// "former President Ann Berg": no longer.
bool is_over(const Sentence& sentence, const Mention& mention) {
  constexpr std::array<std::string_view, 6> kOver = {"former",  "late",   "ex",
                                                     "retired", "exiled", "deposed"};
  for (std::uint32_t i = mention.first > 0 ? mention.first - 1 : 0; i < mention.last; ++i) {
    const std::string word = to_lower(sentence.tokens[i].form);
    if (std::find(kOver.begin(), kOver.end(), word) != kOver.end()) return true;
  }
  return false;
}

// "Minister Ola Berg of Norway", "Norway's Minister Ola Berg": named beside a title with a name.
const Mention* holder_beside(const Document& document, std::size_t index) {
  const auto& mentions = document.mentions;
  const Mention& person = mentions[index];
  const auto& tokens = document.sentences[person.sentence].tokens;
  const bool of = person.last + 1 < tokens.size() && tokens[person.last].form == "of";
  const std::uint32_t after =
      of ? person.last + (tokens[person.last + 1].form == "the" ? 2 : 1) : person.last;
  std::uint32_t before = person.first;  // over "new" of "Norway's new minister"
  while (before > 0 && tokens[before - 1].upos == Upos::kAdj) --before;
  const bool possessor = before > 0 && tokens[before - 1].form == "'s";
  const auto begin = std::lower_bound(
      mentions.begin(), mentions.end(), person.sentence,
      [](const Mention& m, std::uint32_t sentence) { return m.sentence < sentence; });
  const std::string& home = document.actors[person.actors[0]].country;
  for (auto it = begin; it != mentions.end() && it->sentence == person.sentence; ++it) {
    if (it->form != MentionForm::kName || !can_have_offices(document, *it)) continue;
    const std::string& country = document.actors[it->actors[0]].country;
    if (!home.empty() && !country.empty() && home != country) continue;
    if (of && it->first == after) return &*it;
    if (possessor && (it->last == before || it->last + 1 == before)) return &*it;
  }
  return nullptr;
}

// A state or organisation that is named inside the phrase.
const Mention* holder_within(const Document& document, std::size_t index) {
  const auto& mentions = document.mentions;
  const Mention& outer = mentions[index];
  const std::string& home = document.actors[outer.actors[0]].country;
  for (std::size_t i = index + 1; i < mentions.size(); ++i) {
    const Mention& inner = mentions[i];
    if (inner.sentence != outer.sentence || inner.first >= outer.last) break;
    if (inner.last > outer.last || !can_have_offices(document, inner)) continue;
    // "Congress leader Rahul Gandhi" leads no congress of another country.
    const Actor& holder = document.actors[inner.actors[0]];
    const bool foreign = holder.kind == ActorKind::kOrganization && !home.empty() &&
                         !holder.country.empty() && home != holder.country;
    if (!foreign) return &inner;
  }
  return nullptr;
}

Relation make_role(const Document& document, const Mention& person, const Mention& holder,
                   const RolePhrase& phrase) {
  const Sentence& sentence = document.sentences[person.sentence];
  Relation relation;
  relation.subject = document.actors[person.actors[0]].id;
  relation.object = document.actors[holder.actors[0]].id;
  relation.predicate = phrase.role->phrase + " of";
  relation.type = EventType::kRole;
  if (document.article.published) {
    relation.date =
        DatedPeriod{*document.article.published, DatePrecision::kDay, DateBasis::kPublication};
  }
  const auto trust = [](const Mention& m) { return m.confidence > 0 ? m.confidence : 1.0F; };
  relation.confidence = std::min(1.0F, kRoleTrust * trust(person) * trust(holder));
  relation.evidence = {person.sentence, sentence.span, person.span,
                       sentence.tokens[phrase.first].span, holder.span};
  return relation;
}

}  // namespace

std::vector<Relation> extract_roles(const Document& document, const RoleTable& roles) {
  std::vector<Relation> out;
  for (std::size_t i = 0; i < document.mentions.size(); ++i) {
    const Mention& mention = document.mentions[i];
    if (mention.form != MentionForm::kName && mention.form != MentionForm::kNominal) continue;
    if (!is_person(document, mention)) continue;
    const Sentence& sentence = document.sentences[mention.sentence];
    const RolePhrase phrase = role_within(sentence, mention, roles);
    if (phrase.role == nullptr) continue;
    const Mention* holder = holder_within(document, i);
    const bool titled = mention.form == MentionForm::kName && phrase.first < mention.last - 1 &&
                        !is_over(sentence, mention);
    if (holder == nullptr && titled) holder = holder_beside(document, i);
    if (holder == nullptr || holder->actors[0] == mention.actors[0]) continue;
    Relation relation = make_role(document, mention, *holder, phrase);
    const bool known = std::any_of(out.begin(), out.end(), [&](const Relation& r) {
      return r.evidence.sentence == relation.evidence.sentence && r.subject == relation.subject &&
             r.object == relation.object && r.predicate == relation.predicate;
    });
    if (!known) out.push_back(std::move(relation));
  }
  return out;
}

}  // namespace entente
