#include "ingest/actor/phrase.h"

#include <algorithm>
#include <array>

#include "core/unicode.h"
#include "core/word_list.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 15> kPrepositions = {
    "of",   "in",   "at",  "from", "for",     "to",  "with", "on",
    "near", "over", "who", "that", "against", "and", ","};
// After these a country owns what stands before them: "president of Peru",
// "people in Peru".
constexpr std::array<std::string_view, 5> kOwning = {"of", "in", "from", "at", "near"};
constexpr std::array<std::string_view, 10> kFormer = {
    "former", "ex", "retired", "ousted", "deposed", "late", "then", "onetime", "exiled", "toppled"};
constexpr std::array<std::string_view, 2> kElect = {"elect", "incoming"};
constexpr std::array<std::string_view, 3> kMale = {"mr", "sir", "lord"};
constexpr std::array<std::string_view, 5> kFemale = {"mrs", "ms", "miss", "dame", "madame"};
// Nouns that only count or gather what follows "of".
constexpr std::array<std::string_view, 22> kGathering = {
    "group",  "member",  "members", "number", "dozens",   "hundreds", "thousands", "several",
    "some",   "scores",  "band",    "team",   "majority", "most",     "many",      "all",
    "groups", "handful", "couple",  "one",    "two",      "crowd"};
// Of these without "of" nothing but people are meant.
constexpr std::array<std::string_view, 5> kCounts = {"dozens", "hundreds", "thousands", "tens",
                                                     "scores"};
constexpr std::array<std::string_view, 1> kPeople = {"people"};
constexpr std::array<std::string_view, 12> kGeneralRoles = {
    "official", "officer",  "chief",    "leader",    "spokesman",      "spokeswoman",
    "member",   "director", "employee", "commander", "representative", "head"};
constexpr std::array<std::string_view, 8> kSuffixes = {"jr",  "sr", "ii",  "iii",
                                                       "jnr", "iv", "phd", "md"};

std::string bare(std::string_view token) {
  std::string word = to_lower(token);
  while (!word.empty() && word.back() == '.') word.pop_back();
  return word;
}

bool is_clitic(std::string_view token) {
  return token == "'s" || token == "\u2019s" || token == "'" || token == "\u2019";
}

// Names of towns also begin and end names of other things: "Real Madrid",
// "Manchester United".
bool is_town(NameKind kind) {
  return kind == NameKind::kCity || kind == NameKind::kRegion || kind == NameKind::kCapital;
}

bool is_adjective(NameKind kind) {
  return kind == NameKind::kDemonym || kind == NameKind::kRegional;
}

// A name of the table inside the phrase.
struct Hit {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<NameReading> readings;
};

class PhraseReader {
 public:
  PhraseReader(std::span<const std::string_view> tokens, EntityType entity,
               const ActorKnowledge& knowledge)
      : tokens_(tokens), entity_(entity), knowledge_(knowledge) {}

  PhraseParts read() {
    find_hits();
    find_core();
    read_head();
    read_owner();
    read_words();
    return std::move(parts_);
  }

 private:
  void find_hits() {
    const NameText text(tokens_);
    for (std::size_t i = 0; i < tokens_.size();) {
      auto match = knowledge_.actors.longest_match(text, i);
      if (!match) {
        ++i;
        continue;
      }
      i = match->last;
      hits_.push_back({match->first, match->last, std::move(match->readings)});
    }
  }

  bool is_inside_hit(std::size_t i) const {
    return std::any_of(hits_.begin(), hits_.end(),
                       [&](const Hit& hit) { return hit.first <= i && i < hit.last; });
  }

  // The part before the first preposition, without articles and a possessive at
  // its end.
  void find_core() {
    core_end_ = tokens_.size();
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      if (is_inside_hit(i) || !is_one_of(bare(tokens_[i]), kPrepositions) || is_inside_role(i))
        continue;
      if (joins_name(i)) continue;
      core_end_ = i;
      break;
    }
    while (core_end_ > 1 && is_clitic(tokens_[core_end_ - 1])) --core_end_;
  }

  // "Fish and Wildlife Service", "Johnson & Johnson": one body's name.
  bool joins_name(std::size_t i) const {
    const bool joint = tokens_[i] == "and" || tokens_[i] == "&";
    return joint && entity_ == EntityType::kOrganization && i > 0 && i + 1 < tokens_.size() &&
           is_upper_initial(tokens_[i - 1]) && is_upper_initial(tokens_[i + 1]);
  }

  // The "of" of "minister of defence" belongs to the role.
  bool is_inside_role(std::size_t i) const {
    for (std::size_t end = i + 2; end <= std::min(i + 4, tokens_.size()); ++end) {
      std::size_t count = 0;
      const Role* role = knowledge_.roles.role_of(tokens_.subspan(0, end), &count);
      if (role != nullptr && count > end - i) return true;
    }
    return false;
  }

  // Earliest hit that ends the core: the phrase is a name, perhaps with a title
  // before it.
  const Hit* head_hit() const {
    for (const Hit& hit : hits_) {
      if (hit.last == core_end_ && is_head_name(hit)) return &hit;
      // "Ferdinand Marcos Jr."
      const bool suffix =
          hit.last + 1 == core_end_ && is_one_of(bare(tokens_[hit.last]), kSuffixes);
      if (suffix) return &hit;
    }
    return nullptr;
  }

  // "Ivan Petrov" is not Petrov of the table, nor "National Security Council"
  // the Security Council: a capitalised word before it that is neither a title
  // nor a nation makes it somebody else.
  bool is_head_name(const Hit& hit) const {
    const bool whole = std::any_of(hit.readings.begin(), hit.readings.end(), [&](const auto& r) {
      const bool person = knowledge_.actors.actor(r.actor).kind == ActorKind::kPerson;
      // "Michael Jordan": a state whose name people bear is no state behind
      // a first name.
      return r.kind != NameKind::kSurname && !is_town(r.kind) &&
             (person || (hit.last - hit.first == 1 && !r.ambiguous));
    });
    if (whole || hit.first == 0) return true;
    const std::string_view before = tokens_[hit.first - 1];
    if (before == "-" || is_clitic(before)) return true;
    const std::string word = bare(before);
    return !is_upper_initial(before) || is_known_before(hit.first - 1) || is_honorific(word) ||
           knowledge_.roles.role_of(tokens_.subspan(0, hit.first)) != nullptr;
  }

  // "Israeli Peres", but not "Kobe Bryant", "Paris Hilton" or "Michael Jordan":
  // the name of a town or a person may be a first name.
  bool is_known_before(std::size_t i) const {
    return std::any_of(hits_.begin(), hits_.end(), [&](const Hit& hit) {
      if (i < hit.first || i >= hit.last) return false;
      return std::any_of(hit.readings.begin(), hit.readings.end(), [this](const NameReading& r) {
        return !is_town(r.kind) && knowledge_.actors.actor(r.actor).kind != ActorKind::kPerson;
      });
    });
  }

  static bool is_honorific(std::string_view word) {
    return is_one_of(word, kMale) || is_one_of(word, kFemale) || word == "dr" || word == "gen" ||
           word == "col" || word == "lt" || word == "sen" || word == "rep" || word == "gov" ||
           word == "prof" || word == "maj" || word == "adm" || word == "sheikh" || word == "the";
  }

  void read_head() {
    if (const Hit* hit = head_hit()) {
      if (is_name_of_phrase(*hit)) {
        take_name(hit->first, core_end_);
        parts_.readings = hit->readings;
        read_role(hit->first);
        return;
      }
    }
    if (is_brand()) return take_name(0, core_end_);
    if (!is_common_body() && read_unknown_name()) {
      if (parts_.role == nullptr) read_apposition();
      return;
    }
    read_role(core_end_);
    if (parts_.role == nullptr || gathers()) read_gathered();
    if (parts_.role == nullptr && counts_people()) set_role(kPeople);
    if (parts_.role == nullptr) read_inner_role();
  }

  // "Russian Foreign Ministry", "Islamist": capitals, but nothing but a nation
  // and a role noun.
  bool is_common_body() const {
    if (entity_ != EntityType::kOrganization && entity_ != EntityType::kGroup) return false;
    if (is_brand()) return false;
    std::size_t begin = 0;
    for (const Hit& hit : hits_) {
      if (hit.last < core_end_) begin = hit.last;
    }
    while (begin < core_end_ && is_clitic(tokens_[begin])) ++begin;
    std::size_t count = 0;
    const auto rest = core().subspan(begin);
    return knowledge_.roles.role_of(rest, &count) != nullptr && count >= rest.size();
  }

  bool is_body(const Hit& hit) const {
    return std::all_of(hit.readings.begin(), hit.readings.end(), [this](const NameReading& r) {
      return knowledge_.actors.actor(r.actor).kind == ActorKind::kOrganization;
    });
  }

  // "Indiana University", "China Airlines": a place and a noun in capitals that
  // is no organ of a state name a body of their own; "Russian airlines" and
  // "Egypt Ministry of Defence" do not.
  bool is_brand() const {
    if (hits_.empty() || hits_.front().first != 0 || hits_.front().last + 1 != core_end_)
      return false;
    const Hit& place = hits_.front();
    const bool is_place = std::all_of(
        place.readings.begin(), place.readings.end(), [this](const NameReading& reading) {
          return !is_adjective(reading.kind) && reading.kind != NameKind::kPeople &&
                 knowledge_.actors.actor(reading.actor).kind == ActorKind::kState;
        });
    const std::string_view noun = tokens_[core_end_ - 1];
    const Role* role = knowledge_.roles.role_of(noun);
    // "Apple Daily": papers are called like anything.
    const bool is_paper = entity_ == EntityType::kOrganization && role != nullptr &&
                          role->sector == "JRN" && is_body(place);
    return (is_place || is_paper) && is_upper_initial(noun) && !is_all_upper(noun) &&
           role != nullptr && role->kind == RoleKind::kBody && !role->of_state;
  }

  // "Ada Roy, Peru's deputy foreign minister": what stands behind the comma.
  void read_apposition() {
    if (core_end_ + 1 >= tokens_.size() || tokens_[core_end_] != ",") return;
    const PhraseParts rest =
        PhraseReader(tokens_.subspan(core_end_ + 1), EntityType::kNone, knowledge_).read();
    parts_.role = rest.role;
    parts_.role_text = rest.role_text;
    parts_.owner = rest.owner;
    parts_.owner_kind = rest.owner_kind;
  }

  // "army accountant", "the ombudsman's office": the last word says nothing,
  // one before it does.
  void read_inner_role() {
    for (std::size_t end = core_end_; end-- > 1 && core_end_ - end < 3;) {
      if (is_inside_hit(end)) return;
      set_role(tokens_.subspan(0, is_clitic(tokens_[end - 1]) ? end - 1 : end));
      if (parts_.role != nullptr) return;
    }
  }

  // A demonym at the end of a longer phrase is a modifier of something unknown,
  // else the name.
  bool is_name_of_phrase(const Hit& hit) const {
    return hit.first == 0 || !is_adjective(hit.readings.front().kind) || hit.last > 0;
  }

  void take_name(std::size_t first, std::size_t last) {
    name_first_ = first;
    for (std::size_t i = first; i < last; ++i) {
      const bool glue =
          i == first || is_clitic(tokens_[i]) || tokens_[i] == "-" || tokens_[i - 1] == "-";
      if (!glue) parts_.name.push_back(' ');
      parts_.name.append(tokens_[i]);
    }
  }

  // Capitalised words after the role noun or the last known name: "President
  // Petrov". Only if the analyser says that it is a name, or a title stands
  // before it.
  bool read_unknown_name() {
    std::size_t first = core_end_;
    while (first > 0) {
      const std::string_view token = tokens_[first - 1];
      const bool part = is_upper_initial(token) || token == "-" || is_name_particle(first - 1) ||
                        joins_name(first - 1);
      if (!part || is_title_end(first) || is_owner_hit(first - 1)) break;
      --first;
    }
    while (first < core_end_ && (tokens_[first] == "-" || is_honorific(bare(tokens_[first])) ||
                                 !is_upper_initial(tokens_[first]))) {
      ++first;
    }
    if (first == core_end_) return false;
    const bool titled = first > 0 && is_title_end(first);
    if (entity_ == EntityType::kNone && !titled && !looks_like_name(first)) return false;
    if (entity_ == EntityType::kNone && ends_in_role(first)) return false;
    take_name(first, core_end_);
    read_role(first);
    try_shorter_name(first);
    return true;
  }

  // Without an analyser: two words or more, all capitalised.
  bool looks_like_name(std::size_t first) const {
    return core_end_ - first >= 2 && knowledge_.roles.role_of(core().subspan(first)) == nullptr;
  }

  bool ends_in_role(std::size_t first) const {
    return knowledge_.roles.role_of(core().subspan(first)) != nullptr;
  }

  bool is_name_particle(std::size_t i) const {
    const std::string word = bare(tokens_[i]);
    return word == "al" || word == "de" || word == "van" || word == "von" || word == "bin" ||
           word == "el" || word == "da" || word == "der" || word == "la" || word == "dos";
  }

  bool is_title_end(std::size_t end) const {
    const bool body = entity_ == EntityType::kOrganization || entity_ == EntityType::kGroup;
    return end > 0 && !body && !is_upper_last_name(end) &&
           knowledge_.roles.role_of(tokens_.subspan(0, end)) != nullptr;
  }
  // "John Major": a role noun at the very end is the name itself.
  bool is_upper_last_name(std::size_t end) const { return end == core_end_; }

  // A nation right before the name owns it: "Israeli Ron Levi"; a town does
  // not: "Paris Hilton".
  bool is_owner_hit(std::size_t i) const {
    return std::any_of(hits_.begin(), hits_.end(), [&](const Hit& hit) {
      const NameReading& reading = hit.readings.front();
      const ActorKind kind = knowledge_.actors.actor(reading.actor).kind;
      const bool nation = is_adjective(reading.kind) || reading.kind == NameKind::kAcronym;
      return hit.last == i + 1 && hit.last < core_end_ && kind != ActorKind::kPerson &&
             !reading.ambiguous && entity_ != EntityType::kOrganization &&
             !(is_town(reading.kind) && entity_ == EntityType::kNone) &&
             (nation || entity_ != EntityType::kPerson);
    });
  }

  // "Joseph R. Biden Jr.", "Recep T. Erdogan": first and last word, without
  // initials between.
  void try_shorter_name(std::size_t first) {
    std::vector<std::string_view> words;
    for (std::size_t i = first; i < core_end_; ++i) {
      if (!is_one_of(bare(tokens_[i]), kSuffixes)) words.push_back(tokens_[i]);
    }
    if (words.size() < 3) return;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
      if (bare(words[i]).size() > 1) return;
    }
    const std::string shorter = std::string(words.front()) + " " + std::string(words.back());
    parts_.readings = knowledge_.actors.lookup(shorter);
  }

  std::span<const std::string_view> core() const { return tokens_.subspan(0, core_end_); }

  void read_role(std::size_t end) {
    set_role(tokens_.subspan(0, end));
    role_end_ = end;
  }

  void set_role(std::span<const std::string_view> words) {
    std::vector<std::string_view> plain;
    for (const std::string_view word : words) {
      if (word != "-" && !is_honorific_title(word)) plain.push_back(word);
    }
    std::size_t count = 0;
    parts_.role = knowledge_.roles.role_of(plain, &count);
    if (parts_.role == nullptr) return;
    const std::string head = to_lower(plain.back());
    parts_.plural = parts_.role->kind == RoleKind::kPeople || singular_of(head) != head;
    parts_.role_text = parts_.role->phrase;
    if (count < plain.size()) read_sector(std::span(plain).subspan(0, plain.size() - count));
  }

  // "intelligence agency officer": the body before a general role noun gives
  // the sector.
  void read_sector(std::span<const std::string_view> before) {
    if (!is_one_of(parts_.role->phrase, kGeneralRoles)) return;
    const Role* body = knowledge_.roles.role_of(before);
    if (body != nullptr && body->kind != RoleKind::kPerson) parts_.body = body;
  }

  static bool is_honorific_title(std::string_view word) { return is_one_of(bare(word), kMale); }

  bool gathers() const {
    return core_end_ > 0 && is_one_of(bare(tokens_[core_end_ - 1]), kGathering);
  }

  // "members of the militia", "several of the largest unions in Peru": the noun
  // after "of".
  void read_gathered() {
    if (core_end_ >= tokens_.size() || bare(tokens_[core_end_]) != "of") return;
    std::size_t end = core_end_ + 1;
    while (end < tokens_.size() &&
           (is_inside_hit(end) || !is_one_of(bare(tokens_[end]), kPrepositions))) {
      ++end;
    }
    const Role* before = parts_.role;
    set_role(tokens_.subspan(core_end_ + 1, end - core_end_ - 1));
    if (parts_.role == nullptr) parts_.role = before;
  }

  // "thousands", "tens of thousands"
  bool counts_people() const {
    return core_end_ > 0 && is_one_of(bare(tokens_.back()), kCounts) &&
           is_one_of(bare(tokens_[core_end_ - 1]), kCounts);
  }

  void read_owner() {
    const auto is_before_name = [&](const Hit& hit) {
      return hit.first < core_end_ && hit.first < name_first_;
    };
    for (const Hit& hit : hits_) {
      if (is_before_name(hit) && !stands_behind(hit) && take_owner(hit)) return;
    }
    for (const Hit& hit : hits_) {
      if (is_before_name(hit) && take_owner(hit)) return;
    }
    for (std::size_t i = core_end_; i < tokens_.size(); ++i) {
      const bool preposition = !is_inside_hit(i) && is_one_of(bare(tokens_[i]), kPrepositions);
      if (preposition && !owns(i)) return;
      for (const Hit& hit : hits_) {
        if (hit.first == i && take_owner(hit)) return;
      }
    }
  }

  // "U.S.-backed Syrian fighters" are Syria's.
  bool stands_behind(const Hit& hit) const {
    static constexpr std::array<std::string_view, 9> kBacked = {
        "backed", "supported", "trained",  "armed",   "funded",
        "led",    "sponsored", "equipped", "financed"};
    return hit.last + 1 < tokens_.size() && tokens_[hit.last] == "-" &&
           is_one_of(bare(tokens_[hit.last + 1]), kBacked);
  }

  // "forces loyal to Peru"; "the government and people of Peru".
  bool owns(std::size_t i) const {
    const std::string word = bare(tokens_[i]);
    static constexpr std::array<std::string_view, 9> kTo = {
        "loyal", "aide", "aides", "adviser", "advisers", "advisor", "advisors", "heir", "heirs"};
    const bool to = word == "to" && i > 0 && is_one_of(bare(tokens_[i - 1]), kTo);
    return is_one_of(word, kOwning) || to || word == "and";
  }

  bool take_owner(const Hit& hit) {
    const NameReading* best = nullptr;
    for (const NameReading& reading : hit.readings) {
      const Actor& actor = knowledge_.actors.actor(reading.actor);
      // A movement, but no people: "Hutu rebels" are not the Hutus.
      const bool movement = actor.kind == ActorKind::kGroup && actor.code != "CVL";
      const bool useful =
          !actor.country.empty() || actor.kind == ActorKind::kOrganization || movement;
      const bool possessor = hit.last < tokens_.size() && is_clitic(tokens_[hit.last]);
      const bool surname = reading.kind == NameKind::kSurname;
      if (!useful || reading.approximate || (surname && (reading.ambiguous || !possessor)))
        continue;
      // "Georgia's governor": states have none, but their parts of the same
      // name.
      const bool governed = parts_.role != nullptr && parts_.role->phrase == "governor" &&
                            reading.kind == NameKind::kRegion;
      if (best == nullptr || governed || (best->ambiguous && !reading.ambiguous)) best = &reading;
      if (governed) break;
    }
    if (best == nullptr) return take_country(hit);
    parts_.owner = best->actor;
    parts_.owner_kind = best->kind;
    if (is_town(best->kind)) parts_.owner_place = words_of(hit);
    if (best->kind == NameKind::kRegional) {
      parts_.owner_kind = NameKind::kRegion;
      parts_.owner_place = knowledge_.actors.region_of(words_of(hit));
    }
    return true;
  }

  std::string words_of(const Hit& hit) const {
    std::string out;
    for (std::size_t i = hit.first; i < hit.last; ++i) {
      out += (out.empty() || tokens_[i] == "-" || tokens_[i - 1] == "-" ? "" : " ");
      out += tokens_[i];
    }
    return out;
  }

  // "Clinton Administration": whichever Clinton, it is that country's.
  bool take_country(const Hit& hit) {
    static constexpr std::array<std::string_view, 4> kLed = {"administration", "government",
                                                             "cabinet", "regime"};
    if (parts_.role == nullptr || !is_one_of(parts_.role->phrase, kLed)) return false;
    std::string_view country;
    for (const NameReading& reading : hit.readings) {
      const Actor& actor = knowledge_.actors.actor(reading.actor);
      const bool person = actor.kind == ActorKind::kPerson && !reading.approximate;
      if (!person || actor.country.empty()) return false;
      if (!country.empty() && country != actor.country) return false;
      country = actor.country;
    }
    const auto state = knowledge_.actors.state(country);
    if (!state) return false;
    parts_.owner = *state;
    return true;
  }

  void read_words() {
    const std::size_t end = std::min(core_end_, name_first_);
    for (std::size_t i = 0; i < end && i < tokens_.size(); ++i) {
      const std::string word = bare(tokens_[i]);
      if (is_one_of(word, kFormer)) parts_.former = true;
      if (is_one_of(word, kElect) || word.ends_with("-elect")) parts_.elect = true;
      if (is_one_of(word, kMale)) parts_.gender = Gender::kMale;
      if (is_one_of(word, kFemale)) parts_.gender = Gender::kFemale;
    }
    if (parts_.role == nullptr || parts_.gender != Gender::kUnknown) return;
    if (parts_.role->gender == 'm') parts_.gender = Gender::kMale;
    if (parts_.role->gender == 'f') parts_.gender = Gender::kFemale;
  }

  std::span<const std::string_view> tokens_;
  EntityType entity_;
  const ActorKnowledge& knowledge_;
  std::vector<Hit> hits_;
  std::size_t core_end_ = 0;
  std::size_t name_first_ = static_cast<std::size_t>(-1);
  std::size_t role_end_ = 0;
  PhraseParts parts_;
};

}  // namespace

namespace {

// "The Hague"
bool is_article_of_name(std::span<const std::string_view> tokens, const ActorKnowledge& knowledge) {
  if (tokens.size() < 2) return false;
  const auto match = knowledge.actors.longest_match(NameText(tokens), 0);
  return match && match->last == tokens.size();
}

}  // namespace

PhraseParts read_phrase(std::span<const std::string_view> tokens, EntityType entity,
                        const ActorKnowledge& knowledge) {
  std::size_t skip = 0;
  while (skip < tokens.size() && !is_article_of_name(tokens, knowledge)) {
    const std::string word = bare(tokens[skip]);
    if (word != "the" && word != "a" && word != "an") break;
    ++skip;
  }
  return PhraseReader(tokens.subspan(skip), entity, knowledge).read();
}

}  // namespace entente
