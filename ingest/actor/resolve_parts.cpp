#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>

#include "core/unicode.h"
#include "core/word_list.h"
#include "ingest/actor/person_choice.h"
#include "ingest/actor/phrase.h"
#include "ingest/parse/base_form.h"

namespace entente {
namespace {

constexpr float kOfficeConfidence = 0.85F;  // "the Russian president" with a date
constexpr float kFormerConfidence = 0.5F;   // "the former president": one of several
constexpr float kOrganConfidence = 0.8F;    // "Russian troops" -> Russia
constexpr float kUndatedOffice = 0.5F;      // an office without a date names only its state
constexpr float kUnnamedGroup = 0.6F;       // "Syrian rebels"
constexpr float kUnnamedAnywhere = 0.3F;    // "rebels"
constexpr float kNewPerson = 0.7F;          // named in the text, not in the table
constexpr float kNewBody = 0.6F;
constexpr std::size_t kCandidates = 4;  // shown of those who might be meant

float name_confidence(NameKind kind) {
  switch (kind) {
    case NameKind::kFull:
    case NameKind::kAcronym:
      return 0.95F;
    case NameKind::kMetonym:
    case NameKind::kDemonym:
      return 0.9F;
    case NameKind::kPeople:
    case NameKind::kForeign:
      return 0.8F;
    case NameKind::kCapital:
    case NameKind::kRegional:
      return 0.75F;
    case NameKind::kSurname:
      return 0.6F;
    case NameKind::kCity:
    case NameKind::kRegion:
      return 0.5F;
  }
  return 0.5F;
}

const char* name_rule(NameKind kind) {
  switch (kind) {
    case NameKind::kFull:
    case NameKind::kForeign:
      return "name";
    case NameKind::kAcronym:
      return "acronym";
    case NameKind::kMetonym:
      return "seat of power";
    case NameKind::kDemonym:
    case NameKind::kPeople:
      return "nationality";
    case NameKind::kCapital:
      return "capital";
    case NameKind::kSurname:
      return "surname";
    case NameKind::kCity:
      return "town";
    case NameKind::kRegion:
    case NameKind::kRegional:
      return "region";
  }
  return "name";
}

class PartsResolver {
 public:
  PartsResolver(const PhraseParts& parts, const PhraseContext& context,
                const ActorKnowledge& knowledge)
      : parts_(parts), context_(context), table_(knowledge.actors), roles_(knowledge.roles) {}

  Resolution resolve() {
    const bool pope = parts_.role != nullptr && parts_.role->office == "pope";
    if (pope && !parts_.owner) parts_.owner = table_.state("VAT");  // there is only one
    if (parts_.owner) owner_country_ = table_.actor(*parts_.owner).country;
    if (!parts_.name.empty()) {
      if (resolve_known_name()) return std::move(out_);
      const Role* own = parts_.readings.empty() ? nullptr : roles_.role_of(parts_.name);
      const bool common = parts_.role == nullptr && own != nullptr;  // "Defence Ministry"
      if (common) parts_.role = own;
      if (!common && resolve_new_name()) return std::move(out_);
      if (parts_.role == nullptr && context_.entity != EntityType::kNone) return std::move(out_);
    }
    if (parts_.role != nullptr) {
      resolve_role();
    } else if (parts_.owner && table_.actor(*parts_.owner).kind != ActorKind::kPerson) {
      take(*parts_.owner, 0.5F, "country only");
    }
    return std::move(out_);
  }

 private:
  void take(ActorIndex actor, float confidence, std::string why) {
    out_.known = actor;
    out_.confidence = confidence;
    out_.why = std::move(why);
    out_.country = table_.actor(actor).country;
    out_.code = code_of(actor);
  }

  // The state's own code, or with the sector that the words give: RUSMIL.
  std::string code_of(ActorIndex index) const {
    const Actor& actor = table_.actor(index);
    if (parts_.role == nullptr || actor.kind != ActorKind::kState) return actor.code;
    return actor.code + sectors_of(parts_);
  }

  bool is_person_wanted() const {
    const bool titled = parts_.role != nullptr && parts_.role->kind == RoleKind::kPerson;
    return context_.entity == EntityType::kPerson || titled || parts_.gender != Gender::kUnknown;
  }

  const NameReading* best_body() const {
    const NameReading* best = nullptr;
    for (const NameReading& reading : parts_.readings) {
      if (table_.actor(reading.actor).kind == ActorKind::kPerson) continue;
      if (best == nullptr || rank_of(reading) > rank_of(*best)) best = &reading;
    }
    return best;
  }

  int rank_of(const NameReading& reading) const {
    const bool exists = !context_.date || table_.existed_at(reading.actor, *context_.date);
    const bool own = parts_.owner && table_.actor(reading.actor).country == owner_country_;
    return (reading.ambiguous ? 0 : 4) + (exists ? 2 : 0) + (own ? 3 : 0) +
           static_cast<int>(name_confidence(reading.kind) * 2);
  }

  bool resolve_known_name() {
    const NameReading* body = best_body();
    const PersonChoice person = choose_person(parts_, context_, table_);
    const bool wanted = is_person_wanted();
    if (person.person && (body == nullptr || wanted)) {
      take(*person.person, person.confidence, parts_.role ? "title and name" : "name of a person");
      out_.candidates = person.others;
      return true;
    }
    if (body == nullptr || is_elsewhere(*body)) return false;
    // "Paris Hilton"; "Mr Jordan", whatever the analyser says.
    const bool mister = parts_.gender != Gender::kUnknown && parts_.role == nullptr;
    if (mister || (wanted && context_.entity == EntityType::kPerson && !is_sure_body(*body))) {
      return false;
    }
    if (resolve_people_of_many(table_.actor(body->actor))) return true;
    float confidence = name_confidence(body->kind) - (body->approximate ? 0.2F : 0.0F);
    const bool nation = body->kind != NameKind::kFull && body->kind != NameKind::kAcronym;
    if (body->ambiguous && (nation || context_.entity == EntityType::kNone)) confidence -= 0.2F;
    take(body->actor, confidence, name_rule(body->kind));
    if (body->kind == NameKind::kCity || body->kind == NameKind::kRegion) {
      owner_country_ = out_.country;
      out_.place = place_named(parts_.name);
    }
    return true;
  }

  // "Boko Haram" and "Hezbollah" are nobody's names, whatever the analyser says.
  bool is_sure_body(const NameReading& body) const {
    const ActorKind kind = table_.actor(body.actor).kind;
    const bool named = body.kind == NameKind::kFull || body.kind == NameKind::kAcronym;
    const bool untitled = parts_.role == nullptr || parts_.name.find(' ') != std::string::npos;
    return named && !body.ambiguous && !body.approximate && untitled &&
           (kind == ActorKind::kOrganization || kind == ActorKind::kGroup);
  }

  // "Iraqi Kurds" are not the Kurds of Turkey.
  bool resolve_people_of_many(const Actor& people) {
    const bool of_many =
        people.kind == ActorKind::kGroup && people.country.empty() && people.code == "CVL";
    const auto state = table_.state(owner_country_);
    if (!of_many || !state) return false;
    make(ActorKind::kGroup, "group:", adjective_of(*state) + " " + people.name, kUnnamedGroup,
         "people and country");
    out_.made->id = "group:" + to_lower(owner_country_) + "-" + slug(people.name);
    out_.made->code = out_.code = owner_country_ + people.code;
    return true;
  }

  // "Chile's Defense Department" is not the American one of that name.
  bool is_elsewhere(const NameReading& body) const {
    const Actor& actor = table_.actor(body.actor);
    return actor.kind == ActorKind::kOrganization && !owner_country_.empty() &&
           !actor.country.empty() && actor.country != owner_country_;
  }

  bool resolve_new_name() {
    const EntityType entity = context_.entity;
    const bool person =
        is_person_wanted() && (entity == EntityType::kPerson || entity == EntityType::kNone);
    if (person) {
      make(ActorKind::kPerson, "person:", parts_.name, kNewPerson, "named in the text");
      add_office();
      return true;
    }
    if (entity == EntityType::kOrganization) {
      if (owner_country_.empty()) owner_country_ = country_in_name();
      make(ActorKind::kOrganization, "org:", parts_.name, kNewBody, "named in the text");
      return true;
    }
    if (entity == EntityType::kGroup) {
      make(ActorKind::kGroup, "group:", parts_.name, kNewBody, "named in the text");
      return true;
    }
    return false;
  }

  // "Canadian International Development Agency", "Tokyo Stock Exchange": where
  // a body of two more words has its home; a name in front of one word may be a
  // brand ("China Mobile").
  std::string country_in_name() const {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < parts_.name.size();) {
      const std::size_t end = std::min(parts_.name.find(' ', at), parts_.name.size());
      words.push_back(std::string_view(parts_.name).substr(at, end - at));
      at = end + 1;
    }
    const auto match = table_.longest_match(NameText{words}, 0);
    if (!match || match->last + 2 > words.size()) return {};
    std::string country;
    for (const NameReading& reading : match->readings) {
      const Actor& actor = table_.actor(reading.actor);
      if (actor.kind != ActorKind::kState || reading.approximate) continue;
      if (reading.ambiguous || (!country.empty() && country != actor.country)) return {};
      country = actor.country;
    }
    return country;
  }

  void make(ActorKind kind, const char* prefix, const std::string& name, float confidence,
            const char* why) {
    Actor actor;
    actor.kind = kind;
    actor.name = name;
    actor.id = prefix + slug(name);
    actor.country = owner_country_;
    if (parts_.role != nullptr && !owner_country_.empty()) {
      actor.code = owner_country_ + sectors_of(parts_);
    } else {
      actor.code = owner_country_;
    }
    out_.country = owner_country_;
    out_.code = actor.code;
    out_.confidence = confidence;
    out_.why = why;
    out_.made = std::move(actor);
  }

  void add_office() {
    if (parts_.role == nullptr || parts_.former) return;
    Office office;
    office.title = parts_.role_text;
    if (parts_.owner) {
      const Actor& owner = table_.actor(*parts_.owner);
      office.country = owner.country;
      if (owner.kind == ActorKind::kOrganization) office.organization = owner.id;
    }
    if (office.country.empty() && office.organization.empty()) return;
    out_.made->offices.push_back(std::move(office));
  }

  void resolve_role() {
    const Role& role = *parts_.role;
    const bool one = role.kind == RoleKind::kPerson && !parts_.plural;
    if (one && parts_.owner && resolve_neighbour_in_office()) return;
    if (one && !role.office.empty() && parts_.owner && resolve_office()) return;
    if (one && role.office.empty() && parts_.owner && resolve_rare_office()) return;
    if (parts_.owner && resolve_owned()) return;
    if (!parts_.owner && context_.keep_unnamed && acts_unnamed(role)) {
      make(ActorKind::kGroup, "unknown:", plural_of(role.phrase), kUnnamedAnywhere, "role only");
      out_.code = sectors_of(parts_);
      out_.made->code = out_.code;
    }
  }

  // "rebels", "the army" and "the central bank" act; "a market", "the commission" and "countries"
  // hardly do.
  static bool acts_unnamed(const Role& role) {
    static constexpr std::array<std::string_view, 8> kBodies = {"REB", "OPP", "UAF", "PRM",
                                                                "CRM", "MIL", "COP", "JUD"};
    static constexpr std::array<std::string_view, 6> kGovernments = {
        "government", "administration", "regime", "ruling junta", "junta", "parliament"};
    static constexpr std::array<std::string_view, 4> kNobody = {"leadership", "head", "chief",
                                                                "officialdom"};
    if (role.kind == RoleKind::kThing || role.sector == "UNK" || is_one_of(role.phrase, kNobody))
      return false;
    const bool says_what_it_is = role.of_state && role.phrase.find(' ') != std::string::npos;
    return role.kind != RoleKind::kBody || is_one_of(role.sector, kBodies) || says_what_it_is ||
           is_one_of(role.phrase, kGovernments);
  }

  // "Merkel's successor", "Obama's predecessor": who held the same office next
  // or before.
  bool resolve_neighbour_in_office() {
    const bool next = parts_.role->phrase == "successor";
    if ((!next && parts_.role->phrase != "predecessor") || !context_.date) return false;
    const OfficeTerm* held = nullptr;  // the last one that began before the article, a leading one
    for (const OfficeTerm& term : table_.offices(*parts_.owner)) {
      const bool begun = term.from && *term.from <= *context_.date;
      if (begun && (held == nullptr || term.leader || !held->leader)) held = &term;
    }
    if (held == nullptr || (next && !held->to)) return false;
    const std::string& where = held->country.empty() ? held->organization : held->country;
    for (const ActorIndex person :
         table_.holders(held->title, where, next ? *held->to : *held->from)) {
      if (person == *parts_.owner) continue;
      take(person, kFormerConfidence, next ? "next holder of the office" : "holder before");
      return true;
    }
    return false;
  }

  // "Hong Kong's chief executive": elsewhere that is a manager.
  bool resolve_rare_office() {
    if (!context_.date || parts_.former || parts_.elect || owner_country_.empty()) return false;
    const auto holders = table_.holders(parts_.role->phrase, owner_country_, *context_.date);
    if (holders.size() != 1) return false;
    take(holders.front(), kOfficeConfidence, "office at the article's date");
    return true;
  }

  bool resolve_office() {
    const Actor& owner = table_.actor(*parts_.owner);
    const std::string& office = parts_.role->office;
    const bool body = owner.kind == ActorKind::kOrganization || owner.kind == ActorKind::kGroup;
    // "Pentagon chief" is an office of the state, "Boko Haram leader" is none.
    const bool own = owner.country.empty() || office == "leader" || office == "president";
    const std::string& where = body && own ? owner.id : owner_country_;
    if (!context_.date) {
      note_holders(office, where);
      return false;
    }
    if (parts_.former) return resolve_former(office, where);
    if (parts_.elect) return resolve_elect(office, where);
    auto holders = table_.holders(office, where, *context_.date);
    // "Bank of Japan governor": the table has the office under its state.
    if (holders.empty() && body && owner.code == owner.country + "GOVBUS") {
      holders = table_.holders("central bank governor", owner_country_, *context_.date);
    }
    if (holders.empty()) return false;
    take(holders.front(), kOfficeConfidence, "office at the article's date");
    out_.code = table_.actor(holders.front()).country + parts_.role->sector;
    return true;
  }

  // The first who takes the office after the date, if within a year.
  bool resolve_elect(const std::string& office, const std::string& where) {
    const Date today = *context_.date;
    Date limit = today;
    limit.year = static_cast<std::int16_t>(limit.year + 1);
    const OfficeTerm* next = nullptr;
    for (const ActorIndex person : table_.all_holders(office, where)) {
      for (const OfficeTerm& term : table_.offices(person)) {
        const bool here = term.country == where || term.organization == where;
        if (!here || term.title != office || !term.from || !(today < *term.from)) continue;
        if (limit < *term.from || (next != nullptr && *next->from <= *term.from)) continue;
        next = &term;
      }
    }
    if (next == nullptr) return false;
    take(next->person, kOfficeConfidence, "next holder of the office");
    out_.code = out_.country + parts_.role->sector;
    return true;
  }

  // No date, no guess: the latest who held the office, each as probable as the
  // others.
  void note_holders(const std::string& office, const std::string& where) {
    const auto holders = table_.all_holders(office, where);
    const std::size_t count = std::min(holders.size(), kCandidates);
    for (std::size_t i = 0; i < count; ++i) {
      out_.candidates.push_back(
          {holders[holders.size() - 1 - i], kUndatedOffice / static_cast<float>(holders.size())});
    }
  }

  // The last one who left the office before the date and does not hold it now.
  bool resolve_former(const std::string& office, const std::string& where) {
    const auto now = table_.holders(office, where, *context_.date);
    std::optional<ActorIndex> last;
    std::optional<Date> left;
    for (const ActorIndex person : table_.all_holders(office, where)) {
      if (std::find(now.begin(), now.end(), person) != now.end()) continue;
      for (const OfficeTerm& term : table_.offices(person)) {
        const bool fits = (term.title == office || (office == "leader" && term.leader)) &&
                          (term.country == where || term.organization == where) && term.to;
        if (!fits || *term.to > *context_.date || (left && *term.to <= *left)) continue;
        last = person;
        left = term.to;
      }
    }
    if (!last) return false;
    take(*last, kFormerConfidence, "last holder of the office");
    out_.code = out_.country + "ELI";
    return true;
  }

  bool resolve_owned() {
    const Role& role = *parts_.role;
    const Actor& owner = table_.actor(*parts_.owner);
    if (owner.kind == ActorKind::kOrganization || owner.kind == ActorKind::kGroup) {
      take(*parts_.owner, kOrganConfidence, "people of a body");
      return true;
    }
    const auto state = table_.state(owner_country_);
    if (!state) return false;
    // "an ally of Merkel" is not Germany.
    if (owner.kind == ActorKind::kPerson && role.kind == RoleKind::kPerson) {
      return make_related(owner);
    }
    if (role.of_state && !parts_.former && acts_for_place(role)) {
      out_.made = place_named(parts_.owner_place);
      out_.made->code += sectors_of(parts_);
      out_.country = owner_country_;
      out_.code = out_.made->code;
      out_.confidence = kNewBody;
      out_.why = "organ of a place " + out_.code;
      return true;
    }
    if (role.of_state) {
      const bool office = !role.office.empty() && role.kind == RoleKind::kPerson;
      take(*state, office ? kUndatedOffice : kOrganConfidence, "organ of the state");
      out_.code = owner_country_ + sectors_of(parts_);
      return true;
    }
    // "Ukrainian cities": a place or thing of the state, nobody of its own.
    const bool thing = role.kind == RoleKind::kThing;
    if (thing && owner.kind == ActorKind::kPerson) return false;  // "Merkel's campaign" is hers
    const bool place = thing || (role.kind == RoleKind::kBody && role.sector == "CVL");
    if (place) {
      take(*state, kUndatedOffice, "place of the state");
      out_.code = owner_country_ + role.sector;
      if (!parts_.owner_place.empty()) out_.place = place_named(parts_.owner_place);
      return true;
    }
    if (!context_.keep_unnamed) return false;
    make_people(*state);
    return true;
  }

  // "A critic of Merkel", "Merkel's lawyer": somebody else, who may be jailed without her. Who
  // speaks or governs for her is left to stand for her.
  bool make_related(const Actor& owner) {
    constexpr std::array<std::string_view, 4> kHelpers = {"adviser", "advisor", "aide",
                                                          "assistant"};
    const Role& role = *parts_.role;
    const bool helper = is_one_of(role.phrase, kHelpers);
    if ((role.sector == "GOV" && !helper) || !role.office.empty()) return false;
    const std::string who = parts_.plural ? plural_of(role.phrase) : role.phrase;
    make(ActorKind::kGroup, "group:", who + " of " + owner.name, kUnnamedGroup, "role and person");
    return true;
  }

  // "The Texas governor", "the mayor of Lima", "the government of Texas"; the police and the
  // soldiers of a town are the state's.
  bool acts_for_place(const Role& role) const {
    if (parts_.owner_place.empty()) return false;
    return parts_.owner_kind == NameKind::kRegion || role.office == "mayor" ||
           role.office == "governor" || role.phrase.starts_with("city ") ||
           role.phrase == "municipality" || role.phrase == "state";
  }

  // place:texas, which may sue the United States or be bombed by its own.
  Actor place_named(const std::string& name) const {
    Actor out;
    out.kind = ActorKind::kPlace;
    out.name = name;
    out.id = "place:" + slug(name);
    out.country = out.code = owner_country_;
    return out;
  }

  // "Syrian rebels": group:syr-rebels.
  void make_people(ActorIndex state) {
    const Role& role = *parts_.role;
    const std::string many = plural_of(role.phrase);
    make(ActorKind::kGroup, "group:", adjective_of(state) + " " + many, kUnnamedGroup,
         "role and country");
    out_.made->id = "group:" + to_lower(owner_country_) + "-" + slug(many);
    out_.made->code = owner_country_ + sectors_of(parts_);
    out_.code = out_.made->code;
  }

  std::string adjective_of(ActorIndex state) const { return table_.actor(state).name; }

  PhraseParts parts_;
  const PhraseContext& context_;
  const ActorTable& table_;
  const RoleTable& roles_;
  std::string owner_country_;
  Resolution out_;
};

}  // namespace

std::string sectors_of(const PhraseParts& parts) {
  const Role* role = parts.body != nullptr ? parts.body : parts.role;
  return role == nullptr ? "" : role->sector + role->sector2;
}

std::string describe_candidates(const Resolution& resolution, const ActorTable& table) {
  std::string out;
  for (const ActorCandidate& one : resolution.candidates) {
    std::array<char, 8> share{};
    std::snprintf(share.data(), share.size(), "%.2f", static_cast<double>(one.confidence));
    out += (out.empty() ? "; without a date perhaps " : ", ") + table.actor(one.actor).id + " " +
           share.data();
  }
  return out;
}

Resolution resolve_parts(const PhraseParts& parts, const PhraseContext& context,
                         const ActorKnowledge& knowledge) {
  return PartsResolver(parts, context, knowledge).resolve();
}

}  // namespace entente
