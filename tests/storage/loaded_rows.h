#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "storage/bulk_load.h"
#include "tests/storage/sample.h"

// Tables for the tests of bulk loading, and what a store in memory makes of the same.
namespace entente::sample {

inline constexpr std::size_t kFewRows = 16;  // a chunk; small, so that reports stretch over several

inline Actor describe(std::string_view key) {
  Actor made = actor("unknown:" + std::string(key), "Name of " + std::string(key));
  made.aliases = {"A" + std::string(key)};
  return made;
}

// A row with what it points to.
struct OwnedRow {
  std::string article;
  std::string subject;
  std::string object;
  std::string attributed_to;
  Relation relation;

  TableRow view() const {
    TableRow row;
    row.article = article;
    row.subject = subject;
    row.object = object;
    row.attributed_to = attributed_to;
    row.type = relation.type;
    row.cameo = relation.cameo;
    row.predicate = relation.predicate;
    row.place = relation.place;
    row.reciprocal = relation.reciprocal;
    row.negated = relation.negated;
    row.modality = relation.modality;
    row.date = relation.date;
    row.confidence = relation.confidence;
    row.sentence = relation.evidence.sentence;
    return row;
  }
};

inline std::vector<OwnedRow> random_rows(std::uint32_t seed, int count) {
  Maker make(seed);
  std::vector<OwnedRow> rows;
  for (int i = 0; i < count; ++i) {
    OwnedRow row;
    row.article = "r" + std::to_string(make.below(9));
    row.subject = "p" + std::to_string(make.below(6));
    row.object = "p" + std::to_string(make.below(6));
    if (make.chance(20)) row.attributed_to = "p" + std::to_string(make.below(6));
    row.relation = make.relation({actor("x", "x")});
    rows.push_back(std::move(row));
  }
  return rows;
}

inline LoadPosition position_of(std::uint64_t bytes) {
  LoadPosition position;
  position.bytes = bytes;
  return position;
}

inline Result<LoadReport> load(const std::string& path, const std::vector<OwnedRow>& rows,
                               const std::string& dataset = "table",
                               std::size_t rows_at_once = kFewRows) {
  LoadOptions options;
  options.dataset = dataset;
  options.threads = 2;
  options.rows_at_once = rows_at_once;
  auto load = BulkLoad::open(path, options);
  if (!load.ok()) return load.error();
  (*load)->begin("mark", describe);
  std::uint64_t bytes = 0;
  for (const OwnedRow& row : rows) {
    const TableRow view = row.view();
    (*load)->add({&view, 1});
    const Result<void> reached = (*load)->reach(position_of(++bytes));
    if (!reached.ok()) return reached.error();
  }
  return (*load)->finish();
}

// The rows as articles, by the names that they have in the table.
inline std::map<std::string, ArticleRelations> articles_of(const std::vector<OwnedRow>& rows,
                                                           const std::string& dataset) {
  std::map<std::string, ArticleRelations> articles;
  for (const OwnedRow& row : rows) {
    ArticleRelations& made = articles[row.article];
    made.article.id = dataset + ":" + row.article;
    made.article.source = dataset;
    Relation relation = row.relation;
    relation.subject = describe(row.subject).id;
    relation.object = describe(row.object).id;
    relation.attributed_to = row.attributed_to.empty() ? "" : describe(row.attributed_to).id;
    const std::uint32_t sentence = relation.evidence.sentence;
    relation.evidence = Evidence();
    relation.evidence.sentence = sentence;
    made.relations.push_back(std::move(relation));
    for (const std::string& key : {row.subject, row.object, row.attributed_to}) {
      if (!key.empty()) made.actors.push_back(describe(key));
    }
  }
  return articles;
}

// The same relations through put(), into the store in memory.
inline std::unique_ptr<Store> twin_of(const std::vector<OwnedRow>& rows,
                                      const std::string& dataset) {
  auto store = make_memory_store();
  for (const auto& [id, article] : articles_of(rows, dataset)) {
    EXPECT_TRUE(store->put(article, loaded_version(dataset)).ok());
  }
  return store;
}

}  // namespace entente::sample
