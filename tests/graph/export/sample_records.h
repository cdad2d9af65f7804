#pragma once

#include <string>
#include <vector>

#include "graph/export/record.h"

namespace entente {

// Three relations between three actors over one article, full of characters that exports trip over.
inline std::vector<EdgeRecord> sample_records() {
  Article article;
  article.id = "http://example.org/a?b=1&c=\"2\"";
  article.text = "Anna <Ex> & \"Bo\" met \xF0\x9F\x98\x80 Cy.\nBo thanked Cy,\n\"warmly\".";
  article.title = "Title, with a comma & more";
  article.published = Date{2022, 9, 15};
  Actor anna{"person:anna-ex", "Anna <Ex>", ActorKind::kPerson, "RUS", "RUSGOV",
             {"Ex", "A & E"},  {}};
  Actor bo{"state:BOO", "Bo \"the\" State", ActorKind::kState, "BOO", "BOO", {}, {}};
  Actor cy{"unknown:\xE4\xB9\xA0-cy", "\xE4\xB9\xA0 Cy", ActorKind::kUnknown, "", "", {}, {}};
  Relation met;
  met.subject = anna.id;
  met.predicate = "meet";
  met.object = cy.id;
  met.type = EventType::kConsult;
  met.cameo = "040";
  met.reciprocal = true;
  met.date = DatedPeriod{{2022, 9, 14}, DatePrecision::kDay, DateBasis::kText};
  met.place = "Cy & Co";
  met.confidence = 0.93F;
  met.evidence = {0, {0, 29}, {0, 9}, {17, 20}, {26, 28}};
  Relation thank;
  thank.subject = bo.id;
  thank.predicate = "thank";
  thank.object = cy.id;
  thank.type = EventType::kSupport;
  thank.cameo = "051";
  thank.negated = true;
  thank.modality = Modality::kReported;
  thank.attributed_to = anna.id;
  thank.confidence = 0.5F;
  thank.evidence = {1, {30, 54}, {30, 32}, {33, 40}, {41, 43}};
  Relation role;
  role.subject = anna.id;
  role.predicate = "president of";
  role.object = bo.id;
  role.type = EventType::kRole;
  role.confidence = 1;
  role.evidence = {0, {0, 29}, {0, 9}, {0, 4}, {12, 16}};
  return {make_record(article, anna, cy, met, 0), make_record(article, bo, cy, thank, 1),
          make_record(article, anna, bo, role, 2)};
}

// A relation between the first two whose texts hold what breaks readers: control characters,
// invalid UTF-8, half a surrogate pair, noncharacters, markup, line ends. Never from ingest, which
// repairs texts, but a writer must not rely on that.
inline EdgeRecord nasty_record() {
  EdgeRecord record = sample_records()[2];
  record.ordinal = 3;
  record.title = "]]> <!-- &#11; &amp; <![CDATA[ \x01\x0b\x1f\x7f";
  record.url = "http://example.org/?a=1&b='2'&c=%22";
  record.source = "bad \xff\xc3 \xed\xa0\x80 \xef\xbf\xbe \xef\xbf\xbf utf-8";
  record.relation.place = "a\tb";
  record.evidence_text =
      "He said: \x0b\"\xe2\x80\x9cNo\xe2\x80\x9d\" <b>&</b> \xf0\x9f\x95\x8a\xef\xb8\x8f "
      "\xe2\x80\xa8 "
      "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d.";
  return record;
}

}  // namespace entente
