#pragma once

#include <string>

#include "tests/storage/sample.h"

namespace entente::sample {

// Article number i of an endless collection: always the same, shares actors with the others.
inline ArticleRelations numbered(int i) {
  Maker make(static_cast<std::uint32_t>(1000 + i));
  ArticleRelations article = make.article();
  article.article.id = "numbered-" + std::to_string(i);
  article.article.text += " " + std::to_string(i);
  return article;
}

// All that a store says, as one text, for comparing two stores that ought to be equal.
inline std::string dump(const Store& store) {
  std::string out;
  const auto line = [&out](const std::string& text) { out += text + "\n"; };
  for (const std::string& id : *store.article_ids()) {
    const Article article = **store.article(id);
    line("article " + id + " " + article.text + "|" + article.title + "|" + article.url);
  }
  const std::vector<Actor> actors = *store.actors();
  for (const Actor& actor : actors) {
    line("actor " + actor.id + " " + actor.name + " " + actor.code);
    for (const std::string& alias : actor.aliases) line("  " + alias);
    for (const Office& office : actor.offices) line("  " + office.title + office.country);
  }
  const auto visit = [&](const StoredRelation& stored) {
    const Relation& relation = stored.relation;
    line("relation " + stored.article + " " + std::to_string(stored.ordinal) + " " +
         relation.subject + " " + relation.predicate + " " + relation.object + " " +
         (relation.date ? to_string(relation.date->date) : "undated"));
    return true;
  };
  if (!store.scan({}, visit)) line("scan failed");
  return out;
}

}  // namespace entente::sample
