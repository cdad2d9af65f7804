#include "tools/evaluation/gold_labels.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>

#include <nlohmann/json.hpp>

#include "graph/relation.h"

namespace entente {
namespace {

using Json = nlohmann::json;

constexpr const char* kStandingType = "ATTR";  // of triples; ROLE is the record's word for it

// Names that other releases of PLOVER have for a type.
struct OtherName {
  std::string_view name;
  EventType type;
};
constexpr std::array kOtherNames = {
    OtherName{"DEMAND", EventType::kRequest}, OtherName{"DISAPPROVE", EventType::kAccuse},
    OtherName{"INVESTIGATE", EventType::kAccuse}, OtherName{"FIGHT", EventType::kAssault},
    OtherName{"YIELD", EventType::kConcede}};

// Reads one line; the first thing that is wrong with it is kept.
class LineReader {
 public:
  explicit LineReader(const Json& line) : line_(line) {}

  // A string; "" if it is missing or null.
  std::string text(const Json& from, const char* key) {
    const auto found = from.find(key);
    if (found == from.end() || found->is_null()) return {};
    if (!found->is_string()) return fail(std::string("'") + key + "' is not a string"), "";
    return found->get<std::string>();
  }

  bool flag(const Json& from, const char* key) {
    const auto found = from.find(key);
    if (found == from.end() || found->is_null()) return false;
    if (!found->is_boolean()) fail(std::string("'") + key + "' is not true or false");
    return found->is_boolean() && found->get<bool>();
  }

  // A string or a list of strings; null is nothing.
  std::vector<std::string> texts(const Json& from, const char* key) {
    const auto found = from.find(key);
    if (found == from.end() || found->is_null()) return {};
    std::vector<std::string> out;
    for (const Json& one : found->is_array() ? *found : Json::array({*found})) {
      if (!one.is_string()) return fail(std::string("'") + key + "' holds no string"), out;
      out.push_back(one.get<std::string>());
    }
    return out;
  }

  // A list of objects.
  std::vector<Json> objects(const char* key) {
    const auto found = line_.find(key);
    if (found == line_.end() || !found->is_array()) {
      return fail(std::string("'") + key + "' is not a list"), std::vector<Json>();
    }
    for (const Json& one : *found) {
      if (!one.is_object()) fail(std::string("'") + key + "' holds something else than objects");
    }
    return problem_.empty() ? found->get<std::vector<Json>>() : std::vector<Json>();
  }

  std::vector<EventType> types(const std::vector<std::string>& words) {
    std::vector<EventType> out;
    for (const std::string& word : words) {
      const auto type = label_type(word);
      if (type)
        out.push_back(*type);
      else
        fail("'" + word + "' is no type; use a PLOVER type, a CAMEO code or ATTR");
    }
    return out;
  }

  void fail(const std::string& what) {
    if (problem_.empty()) problem_ = what;
  }
  const std::string& problem() const { return problem_; }

 private:
  const Json& line_;
  std::string problem_;
};

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

// An event of a sentence, unless it has no type or only that of a statement.
std::optional<LabelledEvent> read_event(LineReader& reader, const Json& json) {
  std::string type = reader.text(json, "plover");
  if (type.empty()) type = reader.text(json, "code");
  if (type.empty()) type = reader.text(json, "type");
  const auto types = reader.types(type.empty() ? std::vector<std::string>() : std::vector{type});
  LabelledEvent event;
  const std::vector<std::string> both = reader.texts(json, "reciprocal_text");
  event.sources = reader.texts(json, "source_text");
  event.targets = reader.texts(json, "target_text");
  append(event.sources, both);
  append(event.targets, both);
  event.source_words = all_words(event.sources);
  event.target_words = all_words(event.targets);
  event.is_reciprocal = reader.flag(json, "reciprocal") || !both.empty();
  if (types.empty() || types.front() == EventType::kStatement) return std::nullopt;
  event.type = types.front();
  return event;
}

LabelledTriple read_triple(LineReader& reader, const Json& json) {
  LabelledTriple triple;
  triple.subject = reader.text(json, "subject");
  triple.relation = reader.text(json, "relation");
  triple.object = reader.text(json, "object");
  const std::string type = reader.text(json, "type");
  if (triple.subject.empty() || triple.object.empty() || type.empty()) {
    reader.fail("a triple needs 'subject', 'object' and 'type'");
  }
  const auto ends = [&](const std::string& first, const char* others) {
    std::vector<std::string> all = {first};
    append(all, reader.texts(json, others));
    return all_words(all);
  };
  triple.subject_words = ends(triple.subject, "alt_subject");
  triple.object_words = ends(triple.object, "alt_object");
  triple.is_role = type == kStandingType || type == to_string(EventType::kRole);
  std::vector<std::string> types = reader.texts(json, "alt_type");
  if (!triple.is_role) types.insert(types.begin(), type);
  std::erase(types, kStandingType);
  triple.types = reader.types(types);
  const std::string polarity = reader.text(json, "polarity");
  triple.is_negated = polarity == "-";
  if (!polarity.empty() && polarity != "+" && polarity != "-") {
    reader.fail("polarity '" + polarity + "' is neither + nor -");
  }
  const std::string modality = reader.text(json, "modality");
  triple.modalities = reader.texts(json, "alt_modality");
  triple.modalities.insert(triple.modalities.begin(),
                           modality.empty() ? to_string(Modality::kAsserted) : modality);
  for (const std::string& word : triple.modalities) {
    if (!parse_modality(word)) reader.fail("'" + word + "' is no modality");
  }
  triple.is_reciprocal = reader.flag(json, "reciprocal");
  triple.is_optional = reader.flag(json, "optional");
  return triple;
}

void read_dyads(LineReader& reader, const Json& line, LabelledText& text) {
  const auto found = line.find("dyads");
  if (found == line.end() || found->is_null()) return;
  if (!found->is_array()) return reader.fail("'dyads' is not a list");
  for (const Json& dyad : *found) {
    const bool is_pair =
        dyad.is_array() && dyad.size() == 2 && dyad[0].is_string() && dyad[1].is_string();
    if (!is_pair) return reader.fail("'dyads' holds something else than pairs of country codes");
    text.dyads.emplace_back(dyad[0].get<std::string>(), dyad[1].get<std::string>());
  }
}

LabelledText read_text(LineReader& reader, const Json& line, LabelShape shape) {
  LabelledText text;
  text.id = reader.text(line, "id");
  text.text = reader.text(line, "text");
  if (text.id.empty()) reader.fail("'id' is missing");
  if (text.text.empty()) reader.fail("'text' is missing");
  text.is_article = reader.text(line, "unit") == "article";
  if (shape == LabelShape::kTriples) {
    for (const Json& one : reader.objects("triples"))
      text.triples.push_back(read_triple(reader, one));
    return text;
  }
  const std::vector<Json> events = reader.objects("events");
  for (const Json& one : events) {
    if (auto event = read_event(reader, one)) text.events.push_back(std::move(*event));
  }
  text.is_unlabelled = !events.empty() && text.events.empty();
  read_dyads(reader, line, text);
  return text;
}

Error at_line(const std::string& name, std::size_t number, const std::string& what) {
  return Error{Error::Code::kBadInput, name + ":" + std::to_string(number) + ": " + what +
                                           "; docs/labels.md has the format"};
}

}  // namespace

EventType merged_type(EventType type) {
  return type == EventType::kRetreat ? EventType::kConcede : type;
}

std::optional<EventType> label_type(std::string_view word) {
  for (const OtherName& other : kOtherNames) {
    if (other.name == word) return other.type;
  }
  const auto type = parse_event_type(word);
  if (type) return merged_type(*type);
  const bool is_code =
      word.size() >= 2 && word.size() <= 4 &&
      std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto coded = is_code ? type_of_cameo(word) : std::nullopt;
  return coded ? std::optional(merged_type(*coded)) : std::nullopt;
}

Result<GoldLabels> parse_gold_labels(std::string_view content, const std::string& name) {
  GoldLabels gold;
  std::set<std::string> ids;
  std::size_t number = 0;
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    const std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return at_line(name, number, "the line is no JSON object");
    if (gold.texts.empty()) {
      const bool has_triples = json.contains("triples");
      gold.shape = has_triples ? LabelShape::kTriples : LabelShape::kEvents;
      if (!has_triples && !json.contains("events")) {
        return at_line(name, number, "there is neither 'events' nor 'triples'");
      }
    }
    LineReader reader(json);
    LabelledText text = read_text(reader, json, gold.shape);
    if (!reader.problem().empty()) return at_line(name, number, reader.problem());
    if (!ids.insert(text.id).second) {
      return at_line(name, number, "the id '" + text.id + "' stands above already");
    }
    gold.texts.push_back(std::move(text));
  }
  if (gold.texts.empty()) {
    return Error{Error::Code::kBadInput, "'" + name + "' has no labelled text in it"};
  }
  return gold;
}

Result<GoldLabels> read_gold_labels(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Error::Code::kIo, "cannot read '" + path + "': " + std::strerror(errno)};
  const std::string content((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
  if (file.bad()) return Error{Error::Code::kIo, "cannot read '" + path + "': read error"};
  return parse_gold_labels(content, path);
}

}  // namespace entente
