#include "ingest/actor/phrase_context.h"

#include <algorithm>

#include "ingest/mention/find_mentions.h"

namespace entente {
namespace {

// "Prime Minister Sato of Japan": the state after a titled name is the office's.
void own_by_place(const Document& document, std::uint32_t m, const ActorKnowledge& knowledge,
                  PhraseParts& parts) {
  const bool titled = parts.role != nullptr && parts.role->kind == RoleKind::kPerson;
  if (!titled || parts.owner || parts.name.empty() || m + 1 >= document.mentions.size()) return;
  const Mention& it = document.mentions[m];
  const auto& tokens = document.sentences[it.sentence].tokens;
  if (it.last + 1 >= tokens.size() || tokens[it.last].form != "of") return;
  const std::uint32_t first = it.last + (tokens[it.last + 1].form == "the" ? 2 : 1);
  for (std::uint32_t next = m + 1;
       next < document.mentions.size() && document.mentions[next].first <= first; ++next) {
    const Mention& place = document.mentions[next];
    const bool adjacent = place.sentence == it.sentence && place.last > first;
    if (!adjacent || place.form != MentionForm::kName) continue;
    const PhraseParts owner = read_phrase(words_of(document, place), place.entity, knowledge);
    for (const NameReading& reading : owner.readings) {
      const Actor& state = knowledge.actors.actor(reading.actor);
      if (state.kind == ActorKind::kState && !reading.ambiguous) parts.owner = reading.actor;
    }
  }
}

// "Congress": a body of some state.
bool is_body_of_state(const PhraseParts& parts, const ActorTable& table) {
  return std::any_of(parts.readings.begin(), parts.readings.end(), [&](const NameReading& r) {
    const Actor& body = table.actor(r.actor);
    return body.kind == ActorKind::kOrganization && !body.country.empty();
  });
}

// "Congress in | Lima", "the Supreme Court in | Oslo": parliaments and courts sit in their state.
void own_by_seat(const Document& document, std::uint32_t m, const ActorKnowledge& knowledge,
                 PhraseParts& parts) {
  const Role* role = parts.name.empty() ? nullptr : knowledge.roles.role_of(parts.name);
  const bool sits = role != nullptr && (role->sector == "LEG" || role->sector == "JUD");
  if (!sits || parts.owner || m + 1 >= document.mentions.size()) return;
  const Mention& it = document.mentions[m];
  const Mention& place = document.mentions[m + 1];
  const auto& tokens = document.sentences[it.sentence].tokens;
  const bool behind = place.sentence == it.sentence && place.first == it.last + 1 &&
                      tokens[it.last].form == "in" && place.form == MentionForm::kName;
  if (!behind) return;
  for (const NameReading& reading :
       read_phrase(words_of(document, place), place.entity, knowledge).readings) {
    const bool state = knowledge.actors.actor(reading.actor).kind == ActorKind::kState;
    if (state && !reading.ambiguous) parts.owner = reading.actor;
  }
}

// "Norway's | President Anna Berg", "Peru's | Congress": the state before a titled name or a body
// is the one it belongs to.
void own_by_possessor(const Document& document, std::uint32_t m, const ActorKnowledge& knowledge,
                      PhraseParts& parts) {
  const bool titled = parts.role != nullptr && parts.role->kind == RoleKind::kPerson;
  const bool owned = titled || is_body_of_state(parts, knowledge.actors);
  if (!owned || parts.owner || parts.name.empty() || m == 0) return;
  const Mention& it = document.mentions[m];
  const auto& tokens = document.sentences[it.sentence].tokens;
  std::uint32_t end = it.first;  // over "new" of "Norway's new president"
  while (end > 0 && tokens[end - 1].upos == Upos::kAdj) --end;
  if (end == 0 || tokens[end - 1].form != "'s") return;
  for (std::uint32_t p = m; p-- > 0 && document.mentions[p].sentence == it.sentence;) {
    const Mention& state = document.mentions[p];
    if (state.form != MentionForm::kName || (state.last != end && state.last + 1 != end)) continue;
    for (const NameReading& reading :
         read_phrase(words_of(document, state), state.entity, knowledge).readings) {
      const bool sure = !reading.ambiguous && reading.kind != NameKind::kSurname;
      if (sure && knowledge.actors.actor(reading.actor).kind == ActorKind::kState) {
        parts.owner = reading.actor;
      }
    }
    return;
  }
}

// "Iraqi | Kurds": which of those of a people or movement without a country
// of its own.
void own_by_nation(const Document& document, std::uint32_t m, const ActorKnowledge& knowledge,
                   PhraseParts& parts) {
  if (parts.owner || parts.readings.empty() || m == 0) return;
  const Actor& named = knowledge.actors.actor(parts.readings.front().actor);
  if (named.kind != ActorKind::kGroup || !named.country.empty()) return;
  const Mention& nation = document.mentions[m - 1];
  const Mention& it = document.mentions[m];
  const bool adjacent = nation.sentence == it.sentence && nation.last == it.first;
  if (!adjacent || nation.form != MentionForm::kAdjective) return;
  for (const NameReading& reading :
       read_phrase(words_of(document, nation), nation.entity, knowledge).readings) {
    const ActorKind kind = knowledge.actors.actor(reading.actor).kind;
    if (kind == ActorKind::kState && reading.kind == NameKind::kDemonym) {
      parts.owner = reading.actor;
    }
  }
}

}  // namespace

std::vector<std::string_view> words_of(const Document& document, const Mention& it) {
  const Sentence& sentence = document.sentences[it.sentence];
  std::vector<std::string_view> tokens;
  for (std::uint32_t i = it.first; i < it.last; ++i) tokens.push_back(sentence.tokens[i].form);
  if (names_half_of_korea(document, it)) tokens.emplace_back("Korea");
  return tokens;
}

void find_owner_nearby(const Document& document, std::uint32_t m, const ActorKnowledge& knowledge,
                       PhraseParts& parts) {
  own_by_place(document, m, knowledge, parts);
  own_by_seat(document, m, knowledge, parts);
  own_by_possessor(document, m, knowledge, parts);
  own_by_nation(document, m, knowledge, parts);
}

EntityType described_as(const Document& document, std::uint32_t m, const ActorKnowledge& knowledge,
                        PhraseParts& parts) {
  const Mention& it = document.mentions[m];
  const bool open = it.entity == EntityType::kPerson || it.entity == EntityType::kOrganization;
  if (!open || parts.role != nullptr || !parts.readings.empty() || it.first == 0) return it.entity;
  const auto& tokens = document.sentences[it.sentence].tokens;
  std::uint32_t first = it.first;
  constexpr std::uint32_t kLongest = 5;
  while (first > 0 && it.first - first < kLongest &&
         (tokens[first - 1].upos == Upos::kNoun || tokens[first - 1].upos == Upos::kAdj ||
          tokens[first - 1].upos == Upos::kPropn)) {
    --first;
  }
  std::vector<std::string_view> words;
  for (std::uint32_t t = first; t < it.first; ++t) words.push_back(tokens[t].form);
  if (words.empty() || tokens[it.first - 1].upos != Upos::kNoun) return it.entity;
  const PhraseParts before = read_phrase(words, EntityType::kNone, knowledge);
  if (before.role == nullptr || before.role->kind != RoleKind::kBody) return it.entity;
  if (!parts.owner) parts.owner = before.owner;
  return EntityType::kOrganization;
}

bool is_coordinated_modifier(const Document& document, std::uint32_t n, std::uint32_t m) {
  const Mention& nation = document.mentions[n];
  const Mention& people = document.mentions[m];
  if (nation.last > people.first) return false;
  const auto& tokens = document.sentences[people.sentence].tokens;
  const Token& token = tokens[nation.head];
  const auto head = static_cast<std::int32_t>(people.head);
  if (token.head != head || (token.deprel != "amod" && token.deprel != "compound")) return false;
  for (std::uint32_t t = people.first; t < people.head; ++t) {
    if (tokens[t].deprel == "conj" && tokens[t].head == static_cast<std::int32_t>(nation.head)) {
      return true;
    }
  }
  return false;
}

}  // namespace entente
