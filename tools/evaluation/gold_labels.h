#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "graph/event_type.h"
#include "tools/evaluation/label_words.h"

namespace entente {

// What people say that a text says. The format is in docs/labels.md.

// One labelled event of a sentence: its type and the words that name either end.
struct LabelledEvent {
  EventType type = EventType::kStatement;
  std::vector<std::string> sources;  // as written, for lists of errors
  std::vector<std::string> targets;
  std::vector<WordSet> source_words;  // with those of `reciprocal_text`
  std::vector<WordSet> target_words;
  bool is_reciprocal = false;
};

// One labelled triple of canonical actors; several values where several are right.
struct LabelledTriple {
  std::string subject;
  std::string relation;
  std::string object;
  bool is_role = false;  // a standing relation
  std::vector<EventType> types;
  std::vector<WordSet> subject_words;
  std::vector<WordSet> object_words;
  bool is_negated = false;
  std::vector<std::string> modalities;
  bool is_reciprocal = false;
  bool is_optional = false;  // right if found, no loss if not
};

// A labelled text: a sentence, a passage or a whole article.
struct LabelledText {
  std::string id;
  std::string text;
  bool is_article = false;     // its triples are listed once, however often they are said
  bool is_unlabelled = false;  // labels are there, but none has a type: not scored
  std::vector<LabelledEvent> events;
  std::vector<LabelledTriple> triples;
  std::vector<std::pair<std::string, std::string>> dyads;  // countries of subject and object
};

enum class LabelShape { kEvents, kTriples };

struct GoldLabels {
  LabelShape shape = LabelShape::kEvents;
  std::vector<LabelledText> texts;
};

// Reads a file of labels, one text a line; the first line tells the shape. Fails with kNotFound or
// kIo, and with kBadInput naming file, line and value on a line that does not follow the format, on
// an id that comes twice and on a file without any text.
Result<GoldLabels> read_gold_labels(const std::string& path);

// The same for a file's content; `name` stands for the path in errors.
Result<GoldLabels> parse_gold_labels(std::string_view content, const std::string& name);

// The type that labels of several schemes mean, with the types that they name differently made one
// (see docs/labels.md): PLOVER names of every release, CAMEO codes of 2 to 4 digits. Nothing for a
// word or code that is neither.
std::optional<EventType> label_type(std::string_view word);
EventType merged_type(EventType type);

}  // namespace entente
