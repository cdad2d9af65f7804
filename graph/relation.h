#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/text_span.h"
#include "graph/actor.h"
#include "graph/article.h"
#include "graph/event_type.h"

namespace entente {

// How the text presents an event. Stored on disk: numbers are never reused.
enum class Modality : std::uint8_t {
  kAsserted = 0,      // in the article's own voice
  kReported = 1,      // in somebody's words; see attributed_to
  kPlanned = 2,       // intended or scheduled
  kHypothetical = 3,  // conditional, modal, asked
};

const char* to_string(Modality modality);
std::optional<Modality> parse_modality(std::string_view text);

// The words that a relation rests on. Spans are byte offsets into the article's text.
struct Evidence {
  std::uint32_t sentence = 0;  // number of the sentence in its article, from 0
  TextSpan sentence_span;
  TextSpan subject;
  TextSpan predicate;
  TextSpan object;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// One edge: subject did predicate to object, according to one sentence. Direction is subject to
// object; a reciprocal relation (met, agreed) is stored once and found from either end.
struct Relation {
  std::string subject;    // actor id
  std::string predicate;  // lemma with particle or preposition: "thank", "hold talks with"
  std::string object;     // actor id
  EventType type = EventType::kStatement;
  std::string cameo;  // 2 to 4 digits; empty for ROLE
  bool reciprocal = false;
  bool negated = false;
  Modality modality = Modality::kAsserted;
  std::string attributed_to;  // actor id of whoever says so; empty if nobody is named
  std::optional<DatedPeriod> date;
  std::string place;  // as written; empty if the sentence gives none
  float confidence = 0;
  Evidence evidence;

  friend bool operator==(const Relation&, const Relation&) = default;
};

// Everything that extraction found in one article: what a sink receives. Every actor id that a
// relation names is among `actors`; relations are in the order of their sentences.
struct ArticleRelations {
  Article article;
  std::vector<Actor> actors;
  std::vector<Relation> relations;
  std::uint32_t sentence_count = 0;
  std::uint32_t cut_count = 0;  // sentences that ended for their length only
};

}  // namespace entente
