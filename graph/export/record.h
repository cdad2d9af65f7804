#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "graph/relation.h"

namespace entente {

// How much stands behind an event: sentences that report it, their articles, copies of these
// articles in other places, and sources that do not depend on each other (articles that do not tell
// their source count as one).
struct Support {
  std::uint32_t sentences = 1;
  std::uint32_t articles = 1;
  std::uint32_t copies = 0;
  std::uint32_t sources = 1;

  friend bool operator==(const Support&, const Support&) = default;
};

// One relation with everything that a reader outside of the store needs: both actors whole, the
// article's metadata, and the words under the spans. What every export format writes.
struct EdgeRecord {
  std::string article;        // article id
  std::uint32_t ordinal = 0;  // place among the relations of its article
  std::optional<Date> published;
  std::string title;
  std::string url;
  std::string source;
  Actor subject;
  Actor object;
  Relation relation;
  std::string subject_text;  // the mention as written
  std::string object_text;
  std::string evidence_text;  // the sentence as written
  // Set if the record stands for an event: its surest report, with the event's date.
  std::optional<Support> support;

  friend bool operator==(const EdgeRecord&, const EdgeRecord&) = default;
};

// Puts a record together. The relation's spans must lie inside of the article's text and its ends
// must be the ids of `subject` and `object`.
EdgeRecord make_record(const Article& article, const Actor& subject, const Actor& object,
                       const Relation& relation, std::uint32_t ordinal);

}  // namespace entente
