#pragma once

#include <stdlib.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "graph/relation.h"
#include "storage/store.h"

// Random articles for the storage tests, small worlds in which everything collides often.
namespace entente::sample {

// A folder of one test, removed with everything in it.
class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "entente-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline Actor actor(const std::string& id, const std::string& name) {
  Actor actor;
  actor.id = id;
  actor.name = name;
  return actor;
}

inline Relation relation(const std::string& subject, EventType type, const std::string& object,
                         std::optional<Date> date = std::nullopt) {
  Relation relation;
  relation.subject = subject;
  relation.object = object;
  relation.type = type;
  relation.predicate = "meet";
  relation.confidence = 0.5f;
  if (date) relation.date = DatedPeriod{*date, DatePrecision::kDay, DateBasis::kText};
  return relation;
}

class Maker {
 public:
  explicit Maker(std::uint32_t seed, std::uint32_t most_relations = 8)
      : random_(seed), most_relations_(most_relations) {}

  std::uint32_t below(std::uint32_t limit) {
    return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(random_);
  }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  template <typename T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(static_cast<std::uint32_t>(values.size()))];
  }

  std::string text() {
    static const std::vector<std::string> kWords = {"",
                                                    "met",
                                                    "\xc5\x81\xc3\xb3"
                                                    "d\xc5\xba",
                                                    "ANKARA",
                                                    std::string("a\0b", 3),
                                                    "\xff\xfe",
                                                    std::string(300, 'x')};
    return one_of(kWords) + (chance(50) ? std::to_string(below(5)) : "");
  }

  std::string article_id() { return "article-" + std::to_string(below(12)); }
  std::string actor_id() { return "person:p" + std::to_string(below(7)); }

  Date date() {
    if (chance(20)) return Date{static_cast<std::int16_t>(1 + below(9999)), 1, 31};
    return from_days(static_cast<std::int32_t>(below(8)) - 4);  // around 1970
  }
  std::optional<Date> maybe_date() { return chance(70) ? std::optional(date()) : std::nullopt; }

  TextSpan span() { return chance(90) ? TextSpan{below(300), below(300)} : TextSpan{0, ~0u}; }

  Office office() {
    Office office;
    office.title = text();
    office.country = chance(50) ? "POL" : "";
    office.organization = chance(20) ? "org:x" : "";
    office.from = maybe_date();
    office.to = maybe_date();
    return office;
  }

  Actor actor() {
    Actor actor;
    actor.id = actor_id();
    actor.name = chance(80) ? "Name " + std::to_string(below(4)) : text();
    actor.kind = static_cast<ActorKind>(below(6));
    actor.country = chance(50) ? "FRA" : "";
    actor.code = chance(30) ? "FRAGOV" : (chance(30) ? "FRA" : "");
    for (std::uint32_t left = below(3); left > 0; --left) actor.aliases.push_back(text());
    for (std::uint32_t left = below(3); left > 0; --left) actor.offices.push_back(office());
    return actor;
  }

  Relation relation(const std::vector<Actor>& actors) {
    Relation made;
    made.subject = one_of(actors).id;
    made.object = one_of(actors).id;
    made.predicate = text();
    made.type = chance(50) ? EventType::kConsult : kAllEventTypes[below(kAllEventTypes.size())];
    made.cameo = chance(50) ? "036" : "";
    made.reciprocal = chance(40);
    made.negated = chance(20);
    made.modality = static_cast<Modality>(below(4));
    if (chance(30)) made.attributed_to = one_of(actors).id;
    if (chance(80)) {
      made.date = DatedPeriod{date(), static_cast<DatePrecision>(below(4)),
                              static_cast<DateBasis>(below(2))};
    }
    made.place = text();
    made.confidence = static_cast<float>(below(101)) / 100;
    made.evidence = {below(5), span(), span(), span(), span()};
    return made;
  }

  ArticleRelations article() {
    ArticleRelations made;
    made.article.id = article_id();
    made.article.text = text();
    made.article.title = text();
    made.article.url = chance(50) ? "https://example.org/" : "";
    made.article.source = chance(50) ? "The Example" : "";
    made.article.language = "en";
    made.article.published = maybe_date();
    for (std::uint32_t left = below(6); left > 0; --left) made.actors.push_back(actor());
    if (!made.actors.empty()) {
      for (std::uint32_t left = below(most_relations_); left > 0; --left) {
        made.relations.push_back(relation(made.actors));
      }
    }
    made.sentence_count = below(10);
    return made;
  }

  RelationFilter filter() {
    RelationFilter filter;
    if (chance(30)) filter.subject = actor_id();
    if (chance(30)) filter.object = actor_id();
    if (chance(30)) filter.either = actor_id();
    while (chance(40)) filter.types.push_back(kAllEventTypes[below(kAllEventTypes.size())]);
    if (chance(30)) filter.types.push_back(EventType::kConsult);
    if (chance(30)) filter.from = date();
    if (chance(30)) filter.to = date();
    filter.with_negated = chance(70);
    if (chance(30)) filter.min_confidence = static_cast<float>(below(101)) / 100;
    if (chance(10)) filter.article = article_id();
    return filter;
  }

 private:
  std::mt19937 random_;
  std::uint32_t most_relations_;
};

}  // namespace entente::sample
