#include "tools/evaluation/prediction.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <nlohmann/json.hpp>

#include "tools/evaluation/gold_labels.h"

namespace entente {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

void add_name(PredictedEnd& end, const std::string& name) {
  if (!name.empty()) end.words.push_back(name_words(name));
}

PredictedEnd end_of(const Json& json) {
  PredictedEnd end;
  end.name = text_of(json, "name");
  end.country = text_of(json, "country");
  add_name(end, end.name);
  add_name(end, text_of(json, "text"));
  const auto aliases = json.find("aliases");
  if (aliases == json.end()) return end;
  for (const Json& alias : aliases->is_array() ? *aliases : Json::array({*aliases})) {
    if (alias.is_string()) add_name(end, alias.get<std::string>());
  }
  return end;
}

PredictedEnd end_of(const Actor& actor, const std::string& text) {
  PredictedEnd end{actor.name, actor.country, {}};
  add_name(end, actor.name);
  add_name(end, text);
  for (const std::string& alias : actor.aliases) add_name(end, alias);
  return end;
}

// "" if the line can be judged.
std::string problem_of(const Json& json) {
  if (!json.is_object()) return "the line is no JSON object";
  if (text_of(json, "article").empty()) return "'article' is missing";
  for (const char* end : {"subject", "object"}) {
    const auto found = json.find(end);
    if (found == json.end() || !found->is_object()) {
      return std::string("'") + end + "' is missing";
    }
  }
  if (text_of(json, "type").empty() && text_of(json, "cameo").empty()) {
    return "'type' and 'cameo' are missing";
  }
  return {};
}

Prediction parse(const Json& json) {
  Prediction out;
  out.article = text_of(json, "article");
  out.subject = end_of(json["subject"]);
  out.object = end_of(json["object"]);
  out.relation = text_of(json, "relation");
  out.type_name = text_of(json, "type");
  out.is_role = out.type_name == to_string(EventType::kRole);
  out.type = label_type(out.type_name.empty() ? text_of(json, "cameo") : out.type_name);
  out.is_reciprocal = flag_of(json, "reciprocal");
  out.is_negated = flag_of(json, "negated");
  out.is_implied = flag_of(json, "implied");
  out.modality = text_of(json, "modality");
  const auto confidence = json.find("confidence");
  if (confidence != json.end() && confidence->is_number()) {
    out.confidence = confidence->get<float>();
  }
  const auto evidence = json.find("evidence");
  if (evidence != json.end() && evidence->is_object()) out.sentence = text_of(*evidence, "text");
  return out;
}

Error at_line(const std::string& path, std::size_t number, const std::string& problem) {
  return Error{Error::Code::kBadInput, path + ":" + std::to_string(number) + ": " + problem +
                                           "; docs/record.md has the format"};
}

}  // namespace

Prediction prediction_of(const EdgeRecord& record) {
  const Relation& relation = record.relation;
  Prediction out;
  out.article = record.article;
  out.subject = end_of(record.subject, record.subject_text);
  out.object = end_of(record.object, record.object_text);
  out.relation = relation.predicate;
  out.type = merged_type(relation.type);
  out.type_name = to_string(relation.type);
  out.is_role = relation.type == EventType::kRole;
  out.is_reciprocal = relation.reciprocal;
  out.is_negated = relation.negated;
  out.modality = to_string(relation.modality);
  out.confidence = relation.confidence;
  out.sentence = record.evidence_text;
  return out;
}

Result<Predictions> read_predictions(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Error::Code::kIo, "cannot read '" + path + "': " + std::strerror(errno)};
  Predictions out;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Json json = Json::parse(line, nullptr, false);
    const std::string problem = problem_of(json);
    if (!problem.empty()) return at_line(path, number, problem);
    Prediction prediction = parse(json);
    out[prediction.article].push_back(std::move(prediction));
  }
  if (file.bad()) return Error{Error::Code::kIo, "cannot read '" + path + "': read error"};
  return out;
}

}  // namespace entente
