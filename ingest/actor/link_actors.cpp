#include "ingest/actor/link_actors.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"
#include "ingest/actor/home.h"
#include "ingest/actor/homonyms.h"
#include "ingest/actor/name_unknowns.h"
#include "ingest/actor/phrase.h"
#include "ingest/actor/phrase_context.h"

namespace entente {
namespace {

constexpr std::uint32_t kNoMention = 0xFFFFFFFF;
// Nominals and pronouns may hang on each other: "his army" needs "his", "they"
// needs "rebels".
constexpr int kRounds = 3;

constexpr std::array<std::string_view, 4> kNotIdentity = {"set", "counterpart", "speaker side",
                                                          "country of"};

bool is_same_referent(const Mention& mention) {
  return mention.antecedents.size() == 1 && std::find(kNotIdentity.begin(), kNotIdentity.end(),
                                                      mention.reference) == kNotIdentity.end();
}

class Linker {
 public:
  Linker(Document& document, const ActorKnowledge& knowledge)
      : document_(document), knowledge_(knowledge), homonyms_(document) {}

  void link() {
    find_chains();
    read_facts();
    link_forms({MentionForm::kName, MentionForm::kAdjective});
    settle_surnames();
    for (int round = 0; round < kRounds; ++round) {
      spread();
      link_forms({MentionForm::kNominal});
      spread();
      link_related();
    }
  }

 private:
  Mention& mention(std::uint32_t m) { return document_.mentions[m]; }
  std::uint32_t count() const { return static_cast<std::uint32_t>(document_.mentions.size()); }
  const Actor& actor(std::uint32_t index) const { return document_.actors[index]; }

  // Every mention's chain, named by its first mention.
  void find_chains() {
    chain_.resize(count());
    for (std::uint32_t m = 0; m < count(); ++m) chain_[m] = m;
    for (std::uint32_t m = 0; m < count(); ++m) {
      if (is_same_referent(mention(m))) join(m, mention(m).antecedents.front());
    }
    for (std::uint32_t m = 0; m < count(); ++m) chain_[m] = root(m);
  }
  std::uint32_t root(std::uint32_t m) const {
    while (chain_[m] != m) m = chain_[m];
    return m;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    if (b >= count()) return;
    const auto [low, high] = std::minmax({root(a), root(b)});
    chain_[high] = low;
  }

  void link_forms(std::initializer_list<MentionForm> forms) {
    for (std::uint32_t m = 0; m < count(); ++m) {
      const bool wanted = std::find(forms.begin(), forms.end(), mention(m).form) != forms.end();
      const bool related = !mention(m).reference.empty() && !is_same_referent(mention(m));
      // "the Frenchman" is whom it describes, not his state.
      const bool described =
          mention(m).form != MentionForm::kNominal && mention(m).reference == "description";
      if (wanted && !related && !described && mention(m).actors.empty()) link_own(m);
    }
  }

  // The offices that descriptions give: "the Norwegian foreign minister".
  void read_facts() {
    facts_.resize(count());
    for (std::uint32_t m = 0; m < count(); ++m) {
      if (mention(m).form != MentionForm::kNominal) continue;
      const auto tokens = words_of(document_, mention(m));
      const PhraseParts parts = read_phrase(tokens, EntityType::kNone, knowledge_);
      if (parts.role == nullptr || parts.role->kind != RoleKind::kPerson) continue;
      if (!parts.owner || parts.former || parts.plural) continue;
      const Actor& owner = knowledge_.actors.actor(*parts.owner);
      facts_[m].country = owner.country;
      facts_[m].code = owner.country + parts.role->sector + parts.role->sector2;
      const bool body = owner.kind == ActorKind::kOrganization;
      facts_[m].offices = {
          {parts.role_text, owner.country, body ? owner.id : "", std::nullopt, std::nullopt}};
    }
  }

  // "A tribunal in The Hague": what sits there is seldom Dutch, and what is done there seldom by
  // the Dutch.
  bool is_in_the_hague(const Mention& it) const {
    const auto& tokens = document_.sentences[it.sentence].tokens;
    if (tokens[it.last - 1].form != "Hague") return false;
    std::uint32_t first = it.first;
    if (first > 0 && (tokens[first - 1].form == "The" || tokens[first - 1].form == "the")) --first;
    return first > 0 && tokens[first - 1].form == "in";
  }

  // By the mention's own words.
  void link_own(std::uint32_t m) {
    const Mention& it = mention(m);
    if (is_in_the_hague(it)) return;
    const auto tokens = words_of(document_, it);
    const bool nominal = it.form == MentionForm::kNominal;
    const EntityType entity = nominal ? EntityType::kNone : it.entity;
    PhraseParts parts = read_phrase(tokens, entity, knowledge_);
    if (nominal) make_nominal(parts, m);
    if (it.form == MentionForm::kAdjective || it.entity == EntityType::kNationality) {
      drop_surnames(parts);
    }
    homonyms_.keep_local(parts, knowledge_.actors);
    if (!nominal) find_owner_nearby(document_, m, knowledge_, parts);
    PhraseContext context;
    context.date = document_.article.published;
    context.entity = nominal ? entity : described_as(document_, m, knowledge_, parts);
    context.keep_unnamed = nominal && !is_reference(m);
    if (homonyms_.is_other_meaning(parts)) return;
    take(m, resolve_parts(parts, context, knowledge_), parts);
    if (nominal && parts.plural) {
      take_other_nations(parts, context, m);
      take_listed_nations(parts, context, m);
    }
    if (is_bare_surname(parts, m) || is_rough_name(parts, m)) doubtful_.push_back(m);
  }

  // "Christian leaders" are not those of a man called Christian.
  void drop_surnames(PhraseParts& parts) const {
    std::erase_if(parts.readings, [this](const NameReading& reading) {
      return reading.kind == NameKind::kSurname &&
             knowledge_.actors.actor(reading.actor).kind == ActorKind::kPerson;
    });
  }

  // "Norwegian and | Peruvian officials": the same people of the nations named before.
  void take_other_nations(const PhraseParts& parts, const PhraseContext& context, std::uint32_t m) {
    if (mention(m).actors.size() != 1) return;
    std::vector<std::uint32_t> all;
    for (std::uint32_t n = m; n-- > 0 && mention(n).sentence == mention(m).sentence;) {
      if (mention(n).actors.size() != 1 || !is_coordinated_modifier(document_, n, m)) continue;
      const Actor& nation = actor(mention(n).actors.front());
      if (nation.kind != ActorKind::kState) continue;
      PhraseParts others = parts;
      others.owner = knowledge_.actors.find(nation.id);
      if (!others.owner) continue;
      const Resolution found = resolve_parts(others, context, knowledge_);
      if (found.known) all.push_back(index_of(knowledge_.actors.actor(*found.known)));
      if (found.made) all.push_back(index_of(*found.made));
    }
    std::vector<std::uint32_t>& actors = mention(m).actors;
    for (const std::uint32_t one : all) {
      if (std::find(actors.begin(), actors.end(), one) != actors.end()) continue;
      actors.insert(actors.begin(), one);
    }
  }

  // "the leaders of Germany and France": those of each, the person where each has one.
  void take_listed_nations(const PhraseParts& parts, const PhraseContext& context,
                           std::uint32_t m) {
    if (parts.role == nullptr) return;
    std::vector<std::uint32_t> all;
    for (const ActorIndex state : listed_states(document_, m, knowledge_.actors)) {
      PhraseParts one = parts;
      one.owner = state;
      one.plural = parts.role->office.empty() || !context.date;
      const Resolution found = resolve_parts(one, context, knowledge_);
      if (found.known) all.push_back(index_of(knowledge_.actors.actor(*found.known)));
      if (found.made) all.push_back(index_of(*found.made));
    }
    if (all.size() > 1) mention(m).actors = all;
  }

  // "Lee", "AI", "Prince Mohamed": names that many bear, here without office, first name or nation.
  bool is_bare_surname(const PhraseParts& parts, std::uint32_t m) const {
    const Mention& it = document_.mentions[m];
    const bool in_office = parts.role != nullptr && !parts.role->office.empty();
    if (it.actors.size() != 1 || in_office || parts.owner) return false;
    if (parts.gender != Gender::kUnknown) return false;
    const Actor& found = actor(it.actors.front());
    if (found.kind != ActorKind::kPerson) return false;
    bool bare = false;
    for (const NameReading& reading : parts.readings) {
      if (knowledge_.actors.actor(reading.actor).id != found.id) continue;
      const bool letters =
          parts.name.size() == 1 || (parts.name.size() == 2 && is_all_upper(parts.name));
      if (reading.kind != NameKind::kSurname || !(reading.ambiguous || letters)) return false;
      bare = true;
    }
    return bare;
  }

  // "Mohammed Hassan" for a Mohamed Hasan of the table who holds no office on the day; without a
  // day, who is no leader either.
  bool is_rough_name(const PhraseParts& parts, std::uint32_t m) const {
    constexpr int kLeader = 3;
    const Mention& it = document_.mentions[m];
    if (it.actors.size() != 1 || parts.role != nullptr || parts.owner) return false;
    const std::string& id = actor(it.actors.front()).id;
    const auto day = document_.article.published;
    bool rough = false;
    for (const NameReading& reading : parts.readings) {
      if (knowledge_.actors.actor(reading.actor).id != id) continue;
      if (!reading.approximate || reading.kind == NameKind::kSurname) return false;
      if (!day && knowledge_.actors.rank(reading.actor) >= kLeader) return false;
      if (day && knowledge_.actors.holds_office(reading.actor, *day)) return false;
      rough = true;
    }
    return rough;
  }

  // A surname that many bear means the one of the table only where the article
  // is about that country, or names the person in full; else it is somebody of
  // that name.
  void settle_surnames() {
    for (const std::uint32_t m : doubtful_) {
      const std::uint32_t whom = mention(m).actors.front();
      if (is_at_home(whom)) continue;
      mention(m).actors.clear();
      PhraseParts parts =
          read_phrase(words_of(document_, mention(m)), mention(m).entity, knowledge_);
      parts.readings.clear();
      PhraseContext context;
      context.date = document_.article.published;
      context.entity = mention(m).entity;
      take(m, resolve_parts(parts, context, knowledge_), parts);
    }
  }

  bool is_at_home(std::uint32_t whom) const {
    for (std::uint32_t m = 0; m < count(); ++m) {
      const bool doubtful = std::find(doubtful_.begin(), doubtful_.end(), m) != doubtful_.end();
      if (doubtful) continue;
      for (const std::uint32_t other : document_.mentions[m].actors) {
        if (other == whom) return true;
        if (!actor(whom).country.empty() && actor(other).country == actor(whom).country)
          return true;
      }
    }
    return false;
  }

  bool is_reference(std::uint32_t m) const { return !document_.mentions[m].reference.empty(); }

  // A nominal has no name; its country may be that of a possessor: "Xi's
  // government", "its army".
  void make_nominal(PhraseParts& parts, std::uint32_t m) {
    parts.name.clear();
    parts.readings.clear();
    if (parts.owner) return;
    for (std::uint32_t inner = m + 1; inner < count(); ++inner) {
      const Mention& it = mention(inner);
      if (it.sentence != mention(m).sentence || it.first >= mention(m).last) break;
      if (it.head == mention(m).head || it.actors.size() != 1) continue;
      // "an ally of Merkel" is hers, and nobody's state; "Merkel's government" is.
      const bool related = parts.role != nullptr && parts.role->kind == RoleKind::kPerson &&
                           parts.role->office.empty() &&
                           actor(it.actors.front()).kind == ActorKind::kPerson;
      if (related) {
        parts.owner = knowledge_.actors.find(actor(it.actors.front()).id);
        if (parts.owner) return;
      }
      const bool personal = parts.role != nullptr && parts.role->sector == "UNK" &&
                            actor(it.actors.front()).kind == ActorKind::kPerson;
      const bool in_office =
          personal && (parts.role->phrase == "successor" || parts.role->phrase == "predecessor");
      if (in_office) {
        parts.owner = knowledge_.actors.find(actor(it.actors.front()).id);
        if (parts.owner) return;
      }
      if (personal) continue;
      set_owner(parts, actor(it.actors.front()));
      if (parts.owner) return;
    }
    if (parts.role != nullptr) {
      parts.owner = home_of(document_, m, *parts.role, knowledge_.actors);
    }
  }

  void set_owner(PhraseParts& parts, const Actor& owner) {
    if (owner.kind == ActorKind::kOrganization && knowledge_.actors.find(owner.id)) {
      parts.owner = knowledge_.actors.find(owner.id);
    } else if (!owner.country.empty()) {
      parts.owner = knowledge_.actors.state(owner.country);
    }
  }

  void take(std::uint32_t m, const Resolution& resolution, const PhraseParts& parts) {
    std::uint32_t index = 0;
    if (resolution.known) {
      index = index_of(knowledge_.actors.actor(*resolution.known));
    } else if (resolution.made) {
      index = index_of_made(m, *resolution.made, parts.gender);
      add_facts(index, *resolution.made);
    } else {
      return;
    }
    mention(m).actors = {index};
    mention(m).place = resolution.place ? index_of(*resolution.place) : kNoActor;
    mention(m).confidence = resolution.confidence;
    mention(m).why = resolution.why;
    const bool organ =
        parts.role != nullptr && resolution.known && actor(index).kind == ActorKind::kState;
    if (organ) mention(m).why += " " + resolution.code;
    mention(m).why += describe_candidates(resolution, knowledge_.actors);
  }

  std::uint32_t index_of(const Actor& wanted) {
    const auto found = by_id_.find(wanted.id);
    if (found != by_id_.end()) return found->second;
    const auto index = static_cast<std::uint32_t>(document_.actors.size());
    document_.actors.push_back(wanted);
    by_id_.emplace(wanted.id, index);
    return index;
  }

  // Somebody whom only the text knows. Two of one name are two if countries or
  // sexes exclude each other; of several the one of the mention's own chain,
  // else the latest who fits.
  std::uint32_t index_of_made(std::uint32_t m, const Actor& made, Gender gender) {
    if (made.kind != ActorKind::kPerson) return index_of(made);
    std::vector<Namesake>& namesakes = namesakes_[made.id];
    Namesake* found = nullptr;
    for (Namesake& one : namesakes) {
      const std::string& country = actor(one.actor).country;
      const bool countries = country.empty() || made.country.empty() || country == made.country;
      const bool genders =
          one.gender == Gender::kUnknown || gender == Gender::kUnknown || one.gender == gender;
      const bool is_own = found != nullptr && found->chain == chain_[m];
      if (countries && genders && !is_own) found = &one;
    }
    if (found == nullptr) {
      const auto index = static_cast<std::uint32_t>(document_.actors.size());
      document_.actors.push_back(made);
      found = &namesakes.emplace_back(Namesake{index, chain_[m], gender});
    }
    if (found->gender == Gender::kUnknown) found->gender = gender;
    return found->actor;
  }

  // What a later mention of an unknown actor adds: her office, his country.
  void add_facts(std::uint32_t index, const Actor& more) {
    Actor& known = document_.actors[index];
    if (knowledge_.actors.find(known.id)) return;
    if (known.country.empty()) known.country = more.country;
    if (known.code.size() < more.code.size()) known.code = more.code;
    for (const Office& office : more.offices) {
      if (std::find(known.offices.begin(), known.offices.end(), office) == known.offices.end()) {
        known.offices.push_back(office);
      }
    }
  }

  // Within a chain the surest mention decides for all; names come before
  // descriptions.
  void spread() {
    std::map<std::uint32_t, std::uint32_t> best;
    for (std::uint32_t m = 0; m < count(); ++m) {
      if (mention(m).actors.empty()) continue;
      const auto [slot, fresh] = best.emplace(chain_[m], m);
      if (!fresh && is_surer(m, slot->second)) slot->second = m;
    }
    for (std::uint32_t m = 0; m < count(); ++m) {
      const auto found = best.find(chain_[m]);
      if (found == best.end() || found->second == m) continue;
      // "Anna Berg, the Norwegian foreign minister": what the description says
      // goes to the name.
      const std::uint32_t whom = mention(found->second).actors.front();
      if (actor(whom).kind == ActorKind::kPerson) add_facts(whom, facts_[m]);
      inherit(m, found->second);
    }
  }

  bool is_surer(std::uint32_t a, std::uint32_t b) const {
    const Mention& x = document_.mentions[a];
    const Mention& y = document_.mentions[b];
    const bool named_x = x.form == MentionForm::kName;
    const bool named_y = y.form == MentionForm::kName;
    if (named_x != named_y) return named_x;
    // "The Briton, Ann Brown": the name says who.
    if (is_one(x, ActorKind::kPerson) && is_one(y, ActorKind::kState)) return true;
    if (is_one(x, ActorKind::kState) && is_one(y, ActorKind::kPerson)) return false;
    if (is_namesake(x, y)) return true;
    if (is_namesake(y, x)) return false;
    return x.confidence > y.confidence;
  }

  // "Ahmed Mohamed", whom only the text knows, where "Mohamed" or "Mr Mohamed" means somebody of
  // the table with another first name.
  bool is_namesake(const Mention& full, const Mention& surname) const {
    constexpr std::size_t kBeginning = 3;  // Vladimir, Vladislav; Sergei, Sergey
    if (!is_one(full, ActorKind::kPerson) || !is_one(surname, ActorKind::kPerson)) return false;
    if (full.last - full.first < 2) return false;
    const Actor& stranger = actor(full.actors.front());
    const Actor& known = actor(surname.actors.front());
    if (knowledge_.actors.find(stranger.id) || !knowledge_.actors.find(known.id)) return false;
    const std::string name = fold_for_matching(known.name);
    const std::string first = name.substr(0, std::min(kBeginning, name.find(' ')));
    const auto words = words_of(document_, surname);
    const bool told = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      return fold_for_matching(word).starts_with(first);
    });
    return !told && !fold_for_matching(stranger.name).starts_with(first);
  }

  bool is_one(const Mention& it, ActorKind kind) const {
    return it.actors.size() == 1 && actor(it.actors.front()).kind == kind;
  }

  void inherit(std::uint32_t m, std::uint32_t from) {
    Mention& it = mention(m);
    const Mention& source = mention(from);
    if (it.actors == source.actors) return;
    const bool sure = !it.actors.empty() && it.form == MentionForm::kName &&
                      it.confidence >= source.confidence && it.reference.empty() &&
                      !(is_one(it, ActorKind::kState) && is_one(source, ActorKind::kPerson));
    if (sure) return;
    const float reference = it.reference_confidence > 0 ? it.reference_confidence : 0.8F;
    it.actors = source.actors;
    it.place = source.place;
    it.confidence = source.confidence * reference;
    it.why = (it.reference.empty() ? "same as a later mention" : it.reference) + ": " + source.why;
  }

  void link_related() {
    for (std::uint32_t m = 0; m < count(); ++m) {
      Mention& it = mention(m);
      if (!it.actors.empty() || it.antecedents.empty()) continue;
      if (it.reference == "set") link_set(it);
      if (it.reference == "speaker side") link_side(it);
      if (it.reference == "country of") link_country_of(m);
      if (it.reference == "counterpart") link_counterpart(m);
    }
  }

  void link_set(Mention& it) {
    float least = 1;
    for (const std::uint32_t member : it.antecedents) {
      if (member >= count() || mention(member).actors.empty()) return;
      least = std::min(least, mention(member).confidence);
      for (const std::uint32_t one : mention(member).actors) {
        const bool known = std::find(it.actors.begin(), it.actors.end(), one) != it.actors.end();
        if (!known) it.actors.push_back(one);
      }
    }
    it.confidence = least * it.reference_confidence;
    it.why = "set";
  }

  std::uint32_t antecedent(const Mention& it) const {
    const std::uint32_t m = it.antecedents.front();
    return m < count() && document_.mentions[m].actors.size() == 1 ? m : kNoMention;
  }

  // "we" of a president is his country, of anybody else the body or the person
  // itself.
  void link_side(Mention& it) {
    const std::uint32_t speaker = antecedent(it);
    if (speaker == kNoMention) return;
    const std::uint32_t who = mention(speaker).actors.front();
    const bool official =
        actor(who).kind == ActorKind::kPerson && actor(who).code.find("GOV") != std::string::npos;
    const auto state = knowledge_.actors.state(actor(who).country);
    const auto body = body_led_by(who);
    std::uint32_t side = who;
    if (body) {
      side = index_of(knowledge_.actors.actor(*body));
    } else if (official && state) {
      side = index_of(knowledge_.actors.actor(*state));
    }
    it.actors = {side};
    it.confidence = mention(speaker).confidence * it.reference_confidence;
    it.why = "speaker's side";
  }

  // The organisation that a known person leads on the day of the article:
  // NATO's secretary-general.
  std::optional<ActorIndex> body_led_by(std::uint32_t who) const {
    const auto person = knowledge_.actors.find(actor(who).id);
    const auto day = document_.article.published;
    if (!person || !day || actor(who).kind != ActorKind::kPerson) return std::nullopt;
    const OfficeTerm* term = knowledge_.actors.main_office(*person, *day);
    if (term == nullptr || term->organization.empty()) return std::nullopt;
    return knowledge_.actors.find(term->organization);
  }

  void link_country_of(std::uint32_t m) {
    const std::uint32_t country = antecedent(mention(m));
    if (country == kNoMention) return;
    link_with_owner(m, actor(mention(country).actors.front()), mention(country).confidence, "");
  }

  // "his Turkish counterpart", "her counterpart from Morocco": who holds the same office there,
  // else some official of that country; without another country, nobody.
  void link_counterpart(std::uint32_t m) {
    const auto state = state_behind(document_, m, {"from", "in"}, knowledge_.actors);
    const Actor owner = state ? knowledge_.actors.actor(*state) : Actor();
    const std::uint32_t other = antecedent(mention(m));
    if (other != kNoMention) link_same_office(m, other, owner);
    const float certainty =
        other == kNoMention ? mention(m).reference_confidence : mention(other).confidence;
    if (mention(m).actors.empty()) link_with_owner(m, owner, certainty, "");
  }

  void link_same_office(std::uint32_t m, std::uint32_t other, const Actor& owner) {
    const auto person = knowledge_.actors.find(actor(mention(other).actors.front()).id);
    if (!person || !document_.article.published) return;
    const OfficeTerm* term = knowledge_.actors.main_office(*person, *document_.article.published);
    if (term == nullptr) return;
    link_with_owner(m, owner, mention(other).confidence, term->title);
    const bool found =
        !mention(m).actors.empty() && actor(mention(m).actors.front()).kind == ActorKind::kPerson;
    if (found || !term->leader) return;
    link_with_owner(m, owner, mention(other).confidence, "leader");
  }

  // Resolves the mention's role, or `office`, as one of the owner's country.
  void link_with_owner(std::uint32_t m, const Actor& owner, float certainty,
                       const std::string& office) {
    const auto tokens = words_of(document_, mention(m));
    PhraseParts parts = read_phrase(tokens, EntityType::kNone, knowledge_);
    parts.name.clear();
    parts.readings.clear();
    if (!parts.owner) set_owner(parts, owner);
    Role role;
    if (!office.empty()) {
      role.phrase = role.office = office;
      role.sector = "GOV";
      role.of_state = true;
      parts.role = &role;
    }
    if (!parts.owner || parts.role == nullptr) return;
    PhraseContext context;
    context.date = document_.article.published;
    Resolution found = resolve_parts(parts, context, knowledge_);
    found.confidence *= certainty;
    take(m, found, parts);
  }

  struct Namesake {
    std::uint32_t actor = 0;
    std::uint32_t chain = 0;  // of its first mention
    Gender gender = Gender::kUnknown;
  };

  Document& document_;
  const ActorKnowledge& knowledge_;
  std::map<std::string, std::vector<Namesake>> namesakes_;  // by id before it is made unique
  std::vector<std::uint32_t> chain_;
  std::vector<std::uint32_t> doubtful_;  // see is_bare_surname and is_rough_name
  std::vector<Actor> facts_;  // by mention: country, code and office that a description gives
  std::map<std::string, std::uint32_t> by_id_;
  Homonyms homonyms_;
};

}  // namespace

void link_actors(Document& document, const ActorKnowledge& knowledge) {
  document.actors.clear();
  Linker(document, knowledge).link();
  name_unknowns(document, knowledge);
}

}  // namespace entente
