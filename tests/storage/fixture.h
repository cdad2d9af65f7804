#pragma once

#include <vector>

#include "tests/storage/loaded_rows.h"
#include "tests/storage/sample.h"

namespace entente::sample {

// What the stores under tests/stores/ hold: two articles with every field of the format used.
// Changing anything here needs a store of a new format version; the old ones stay as they are.
inline std::vector<ArticleRelations> fixture_articles() {
  ArticleRelations first;
  first.article = {"geneva-1",        "Ada Meyer met Bo Lind in Geneva on Monday.",
                   "Talks in Geneva", "https://example.org/geneva",
                   "The Example",     "en",
                   Date{2022, 9, 15}};
  Actor ada = actor("person:ada-meyer", "Ada Meyer");
  ada.kind = ActorKind::kPerson;
  ada.country = "CHE";
  ada.code = "CHEGOV";
  ada.aliases = {"Meyer"};
  ada.offices = {{"foreign minister", "CHE", "", Date{2020, 1, 1}, std::nullopt}};
  Actor bo = actor("person:bo-lind", "Bo Lind");
  bo.kind = ActorKind::kPerson;
  first.actors = {ada, bo};
  Relation met =
      relation("person:ada-meyer", EventType::kConsult, "person:bo-lind", Date{2022, 9, 12});
  met.cameo = "043";
  met.reciprocal = true;
  met.place = "Geneva";
  met.confidence = 0.75f;
  met.evidence = {0, {0, 42}, {0, 9}, {10, 13}, {14, 21}};
  first.relations = {met};
  first.sentence_count = 1;

  ArticleRelations second;
  second.article.id = "note-2";
  second.article.text = "Meyer said that Lind had not threatened Bern.";
  Actor meyer = actor("person:ada-meyer", "Meyer");
  Actor bern = actor("state:CHE", "Switzerland");
  bern.kind = ActorKind::kState;
  second.actors = {meyer, actor("person:bo-lind", "Lind"), bern};
  Relation threat = relation("person:bo-lind", EventType::kThreaten, "state:CHE");
  threat.predicate = "threaten";
  threat.cameo = "13";
  threat.negated = true;
  threat.modality = Modality::kReported;
  threat.attributed_to = "person:ada-meyer";
  threat.evidence = {0, {0, 45}, {16, 20}, {29, 39}, {40, 44}};
  second.relations = {threat};
  second.sentence_count = 1;
  return {first, second};
}

// Since version 2: a decision about who is who, one about one article, and one taken back.
inline std::vector<MergeEntry> fixture_decisions() {
  MergeEntry merge;
  merge.actor = "person:bo-lind";
  merge.other = "person:ada-meyer";
  merge.day = Date{2026, 11, 25};
  MergeEntry part;
  part.action = MergeAction::kSplit;
  part.actor = "state:CHE";
  part.other = "state:CHE-2";
  part.article = "note-2";
  MergeEntry undo;
  undo.action = MergeAction::kUndo;
  undo.undoes = 1;
  return {merge, part, undo};
}

// Since version 3: a loaded table whose index entries are packed, and a report of it that went.
inline std::vector<OwnedRow> fixture_rows() {
  std::vector<OwnedRow> rows;
  for (int i = 0; i < 100; ++i) {
    OwnedRow row;
    row.article = i < 70 ? "long" : i % 2 == 0 ? "even" : "odd";
    row.subject = "p" + std::to_string(i % 5);
    row.object = "p" + std::to_string(i % 7);
    if (i % 6 == 0) row.attributed_to = "p9";
    row.relation = relation("", i % 3 == 0 ? EventType::kConsult : EventType::kAccuse, "");
    row.relation.predicate = i % 3 == 0 ? "meet" : "accuse";
    row.relation.cameo = i % 3 == 0 ? "036" : "112";
    row.relation.reciprocal = i % 3 == 0;
    row.relation.negated = i % 11 == 0;
    row.relation.modality = static_cast<Modality>(i % 4);
    row.relation.place = i % 10 == 0 ? "Geneva" : "";
    row.relation.confidence = static_cast<float>(i) / 128;
    if (i % 8 != 0) {
      row.relation.date = DatedPeriod{from_days(19000 - i), static_cast<DatePrecision>(i % 4),
                                      static_cast<DateBasis>(i % 2)};
    }
    row.relation.evidence.sentence = static_cast<std::uint32_t>((i * 7) % 10);
    rows.push_back(std::move(row));
  }
  return rows;
}
inline constexpr const char* kFixtureTable = "fixture";
inline constexpr std::size_t kFixtureChunk = 40;  // rows
inline constexpr const char* kFixtureGone = "fixture:odd";

inline constexpr const char* kFixtureExtractor = "fixture-1";

}  // namespace entente::sample
