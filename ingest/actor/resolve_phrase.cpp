#include "core/unicode.h"
#include "ingest/actor/phrase.h"

namespace entente {
namespace {

// Words as the tokeniser would give them, without its care: blanks divide, "'s" and commas stand
// alone.
std::vector<std::string> split_words(std::string_view phrase) {
  std::vector<std::string> words;
  std::string word;
  const auto flush = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const char c = phrase[i];
    const bool curly = phrase.substr(i, 3) == "\u2019";
    const std::size_t width = curly ? 3 : 1;
    const std::string_view after = phrase.substr(std::min(i + width, phrase.size()));
    const bool possessive =
        (c == '\'' || curly) && after.starts_with("s") && (after.size() == 1 || after[1] == ' ');
    if (possessive) {
      flush();
      words.emplace_back("'s");
      i += width;
    } else if (c == ' ' || c == '\t') {
      flush();
    } else if (c == '-' || (c == ',' && (after.empty() || after[0] == ' '))) {
      flush();
      words.emplace_back(1, c);
    } else {
      word.push_back(c);
    }
  }
  flush();
  return words;
}

std::string sector_in(const std::string& code, const std::string& country) {
  return code.starts_with(country) ? code.substr(country.size()) : code;
}

// GOVMIL -> GOV, MIL.
void set_sectors(const std::string& sectors, ResolvedPhrase& out) {
  out.sector = sectors.substr(0, 3);
  out.sector2 = sectors.size() >= 6 ? sectors.substr(3, 3) : "";
}

class PhraseResolver {
 public:
  PhraseResolver(std::string_view phrase, std::optional<Date> date, const ActorKnowledge& knowledge)
      : words_(split_words(phrase)), date_(date), knowledge_(knowledge) {}

  ResolvedPhrase resolve() {
    const std::vector<std::string_view> views(words_.begin(), words_.end());
    parts_ = read_phrase(views, EntityType::kNone, knowledge_);
    PhraseContext context;
    context.date = date_;
    resolution_ = resolve_parts(parts_, context, knowledge_);
    out_.confidence = resolution_.confidence;
    out_.why = resolution_.why + describe_candidates(resolution_, knowledge_.actors);
    out_.country = resolution_.country;
    if (resolution_.made) describe_made();
    if (resolution_.known) describe_known();
    if (!resolution_.made && !resolution_.known) {
      set_sectors(parts_.role == nullptr ? "UNK" : sectors_of(parts_), out_);
    }
    const bool person = parts_.role != nullptr && parts_.role->kind == RoleKind::kPerson;
    if (parts_.former && person && out_.sector == "GOV") out_.sector = "ELI";
    return std::move(out_);
  }

 private:
  void describe_made() {
    const Actor& actor = *resolution_.made;
    out_.actor = actor.id;
    out_.name = actor.name;
    set_sectors(parts_.role != nullptr ? sectors_of(parts_) : sector_in(actor.code, actor.country),
                out_);
  }

  // "CIA official": the body says more than the noun.
  bool is_general() const {
    return parts_.role->phrase == "official" || parts_.role->phrase == "officer" ||
           parts_.role->phrase == "member" || parts_.role->phrase == "chief";
  }

  void describe_known() {
    const Actor& actor = knowledge_.actors.actor(*resolution_.known);
    out_.actor = actor.id;
    out_.name = actor.name;
    if (actor.country.empty()) out_.country = international(actor.code);
    if (actor.kind == ActorKind::kPerson) return describe_person(actor);
    const bool group = actor.kind == ActorKind::kGroup;  // gunmen of a rebel group are rebels
    const bool named_body =
        actor.kind == ActorKind::kOrganization && (parts_.role == nullptr || is_general());
    if (!named_body && parts_.role != nullptr && !group)
      return set_sectors(sectors_of(parts_), out_);
    if (group && date_) {
      if (const OfficeTerm* now = knowledge_.actors.main_office(*resolution_.known, *date_)) {
        const Role* role = knowledge_.roles.role_of(now->title);
        if (role != nullptr) return set_sectors(role->sector, out_);
      }
    }
    if (actor.kind == ActorKind::kState) return describe_state();
    if (actor.country.empty()) return describe_international(actor.code);
    set_sectors(sector_in(actor.code, actor.country), out_);
  }

  static std::string international(const std::string& code) {
    if (code.starts_with("IGOUNO")) return "UNO";
    if (code.starts_with("IGOEUR")) return "EUR";
    return code.starts_with("IGO") ? "IGO" : "";
  }

  void describe_international(const std::string& code) {
    const std::string rest = code.starts_with("IGO") ? code.substr(3) : code;
    const bool named = rest.starts_with("UNO") || rest.starts_with("EUR");
    set_sectors(named ? rest.substr(3) : rest, out_);
    if (out_.sector.empty() && code.starts_with("IGO")) out_.sector = "IGO";
  }

  // A capital or a palace is the government, another town its people, the state's name nothing.
  void describe_state() {
    if (parts_.readings.empty()) {  // "an island of Peru"
      out_.sector = "UNK";
      return;
    }
    for (const NameReading& reading : parts_.readings) {
      if (reading.actor != *resolution_.known) continue;
      const bool seat = reading.kind == NameKind::kCapital || reading.kind == NameKind::kMetonym;
      const bool town = reading.kind == NameKind::kCity || reading.kind == NameKind::kRegion ||
                        reading.kind == NameKind::kRegional;
      const bool people = reading.kind == NameKind::kPeople;
      out_.sector = seat ? "GOV" : town || people ? "CVL" : "";
      return;
    }
  }

  void describe_person(const Actor& actor) {
    if (parts_.owner) {  // the president of an international body speaks for it
      const Actor& body = knowledge_.actors.actor(*parts_.owner);
      if (body.country.empty()) out_.country = international(body.code);
    }
    const bool former = parts_.former && parts_.role != nullptr;
    if (!date_ || former) {
      set_sectors(former ? "ELI" : sector_in(actor.code, actor.country), out_);
      return;
    }
    if (const OfficeTerm* term = knowledge_.actors.main_office(*resolution_.known, *date_)) {
      const Role* role = knowledge_.roles.role_of(term->title);
      set_sectors(
          role == nullptr ? sector_in(actor.code, actor.country) : role->sector + role->sector2,
          out_);
      return;
    }
    const bool held = !knowledge_.actors.offices(*resolution_.known).empty();
    const bool titled = parts_.role != nullptr && parts_.role->sector != "ELI";
    if (titled) return set_sectors(parts_.role->sector + parts_.role->sector2, out_);
    set_sectors(held ? "ELI" : sector_in(actor.code, actor.country), out_);
  }

  std::vector<std::string> words_;
  std::optional<Date> date_;
  const ActorKnowledge& knowledge_;
  PhraseParts parts_;
  Resolution resolution_;
  ResolvedPhrase out_;
};

}  // namespace

ResolvedPhrase resolve_phrase(std::string_view phrase, std::optional<Date> date,
                              const ActorKnowledge& knowledge) {
  return PhraseResolver(phrase, date, knowledge).resolve();
}

}  // namespace entente
