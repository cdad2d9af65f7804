#include "storage/content.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/unicode.h"
#include "storage/bytes.h"

namespace entente {

namespace {

// FNV-1a with 128 bits, http://www.isthe.com/chongo/tech/comp/fnv/ (public domain).
__extension__ typedef unsigned __int128 Wide;
constexpr Wide kFnvOffset =
    (static_cast<Wide>(0x6c62272e07bb0142ULL) << 64) | 0x62b821756295c58dULL;
constexpr Wide kFnvPrime = (static_cast<Wide>(0x0000000001000000ULL) << 64) | 0x000000000000013bULL;

Wide fnv1a(Wide hash, std::string_view bytes) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  return hash;
}

Error bad_input(const ArticleRelations& article, const std::string& words) {
  return Error{Error::Code::kBadInput, "article '" + article.article.id + "' " + words};
}

bool is_valid_or_missing(const std::optional<Date>& date) { return !date || is_valid(*date); }

Result<void> check_actor(const ArticleRelations& article, const Actor& actor) {
  if (actor.id.empty()) return bad_input(article, "has an actor without an id");
  if (actor.kind > ActorKind::kPlace) {
    return bad_input(article, "has an actor of no known kind: " + actor.id);
  }
  for (const Office& office : actor.offices) {
    if (!is_valid_or_missing(office.from) || !is_valid_or_missing(office.to)) {
      return bad_input(article, "has an office with an impossible date: " + actor.id);
    }
  }
  return {};
}

Result<void> check_relation(const ArticleRelations& article, const Relation& relation,
                            const std::set<std::string_view>& actors) {
  for (const std::string* end : {&relation.subject, &relation.object}) {
    if (!actors.contains(*end)) {
      return bad_input(article, "has a relation of an actor that it does not list: '" + *end + "'");
    }
  }
  if (!relation.attributed_to.empty() && !actors.contains(relation.attributed_to)) {
    return bad_input(article, "attributes a relation to an actor that it does not list: '" +
                                  relation.attributed_to + "'");
  }
  if (relation.date && !is_valid(relation.date->date)) {
    return bad_input(article, "has a relation with an impossible date");
  }
  const bool known = relation.type >= EventType::kStatement && relation.type <= EventType::kRole &&
                     relation.modality <= Modality::kHypothetical;
  return known ? Result<void>{} : bad_input(article, "has a relation of no known type");
}

template <typename T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// Longest first, then by bytes: the more telling of two spellings, "Joe Biden" before "Biden".
void prefer_longer(std::string& kept, const std::string& other) {
  if (other.size() > kept.size() || (other.size() == kept.size() && other < kept)) kept = other;
}

// 0 stands for "unknown", which any other number beats.
ActorKind better_kind(ActorKind a, ActorKind b) {
  if (a == ActorKind::kUnknown) return b;
  if (b == ActorKind::kUnknown) return a;
  return std::min(a, b);
}

bool comes_before(const Office& a, const Office& b) {
  return std::tie(a.from, a.to, a.title, a.country, a.organization) <
         std::tie(b.from, b.to, b.title, b.country, b.organization);
}

void unite_into(Actor& kept, Actor& other) {
  kept.aliases.push_back(kept.name);
  kept.aliases.push_back(other.name);
  prefer_longer(kept.name, other.name);
  prefer_longer(kept.country, other.country);
  prefer_longer(kept.code, other.code);
  kept.kind = better_kind(kept.kind, other.kind);
  std::move(other.aliases.begin(), other.aliases.end(), std::back_inserter(kept.aliases));
  std::move(other.offices.begin(), other.offices.end(), std::back_inserter(kept.offices));
}

}  // namespace

ContentHash content_hash(const Article& article) {
  ByteWriter lengths;
  Wide hash = kFnvOffset;
  for (const std::string* field :
       {&article.text, &article.title, &article.url, &article.source, &article.language}) {
    lengths.u64(field->size());
    hash = fnv1a(hash, *field);
  }
  lengths.u32(static_cast<std::uint32_t>(day_key(article.published)));
  hash = fnv1a(hash, lengths.str());
  ContentHash bytes{};
  for (std::size_t i = bytes.size(); i-- > 0; hash >>= 8) {
    bytes[i] = static_cast<std::uint8_t>(hash);
  }
  return bytes;
}

VariantHash variant_hash(std::string_view encoded_actor) {
  const Wide hash = fnv1a(kFnvOffset, encoded_actor);
  return VariantHash{static_cast<std::uint64_t>(hash >> 64) ^ static_cast<std::uint64_t>(hash)};
}

Result<void> check_article(const ArticleRelations& article) {
  if (article.article.id.empty()) {
    return Error{Error::Code::kBadInput, "an article without an id cannot be stored"};
  }
  if (!is_valid_or_missing(article.article.published)) {
    return bad_input(article, "has an impossible publication date");
  }
  std::set<std::string_view> actors;
  for (const Actor& actor : article.actors) {
    if (const Result<void> checked = check_actor(article, actor); !checked) return checked.error();
    actors.insert(actor.id);
  }
  for (const Relation& relation : article.relations) {
    const Result<void> checked = check_relation(article, relation, actors);
    if (!checked) return checked.error();
  }
  return {};
}

Error no_version(const Article& article) {
  return Error{Error::Code::kBadInput,
               "article '" + article.id + "' comes without the version of its extractor"};
}

std::vector<Actor> united_cast(const std::vector<Actor>& actors) {
  std::map<std::string_view, std::vector<Actor>> by_id;
  for (const Actor& actor : actors) by_id[actor.id].push_back(actor);
  std::vector<Actor> cast;
  for (auto& [id, variants] : by_id) cast.push_back(unite_actors(std::move(variants)));
  return cast;
}

Actor unite_actors(std::vector<Actor> variants) {
  ENTENTE_CHECK(!variants.empty(), "unite_actors() of nothing");
  Actor united = std::move(variants.front());
  for (std::size_t i = 1; i < variants.size(); ++i) unite_into(united, variants[i]);
  sort_unique(united.aliases);
  std::erase_if(united.aliases,
                [&](const std::string& alias) { return alias.empty() || alias == united.name; });
  std::sort(united.offices.begin(), united.offices.end(), comes_before);
  united.offices.erase(std::unique(united.offices.begin(), united.offices.end()),
                       united.offices.end());
  return united;
}

std::vector<std::string> folded_names(const Actor& actor) {
  std::vector<std::string> names = {fold_for_matching(actor.id), fold_for_matching(actor.name)};
  const std::size_t colon = actor.id.find(':');
  if (colon != std::string::npos) names.push_back(fold_for_matching(actor.id.substr(colon + 1)));
  for (const std::string& alias : actor.aliases) names.push_back(fold_for_matching(alias));
  sort_unique(names);
  std::erase(names, std::string());
  return names;
}

}  // namespace entente
