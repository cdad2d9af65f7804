#include "graph/export/record.h"

#include "core/check.h"

namespace entente {

EdgeRecord make_record(const Article& article, const Actor& subject, const Actor& object,
                       const Relation& relation, std::uint32_t ordinal) {
  ENTENTE_CHECK(subject.id == relation.subject && object.id == relation.object,
                "a record's actors are not those of its relation");
  EdgeRecord record;
  record.article = article.id;
  record.ordinal = ordinal;
  record.published = article.published;
  record.title = article.title;
  record.url = article.url;
  record.source = article.source;
  record.subject = subject;
  record.object = object;
  record.relation = relation;
  record.subject_text = slice(article.text, relation.evidence.subject);
  record.object_text = slice(article.text, relation.evidence.object);
  record.evidence_text = slice(article.text, relation.evidence.sentence_span);
  return record;
}

}  // namespace entente
