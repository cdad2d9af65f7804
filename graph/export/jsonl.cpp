#include "graph/export/jsonl.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

// Two digits are all that a confidence is good for.
double rounded(float value) { return std::round(static_cast<double>(value) * 100) / 100; }

Json actor_json(const Actor& actor, const std::string& text, TextSpan span) {
  Json json;
  json["id"] = actor.id;
  json["name"] = actor.name;
  json["kind"] = to_string(actor.kind);
  json["country"] = or_null(actor.country);
  json["code"] = or_null(actor.code);
  json["aliases"] = actor.aliases;
  json["text"] = text;
  json["begin"] = span.begin;
  json["end"] = span.end;
  return json;
}

// Reads fields and remembers the first that is missing or wrong.
class Fields {
 public:
  explicit Fields(const Json& json) : json_(json) {}

  std::string text(const char* key, bool required = false) {
    const auto found = json_.find(key);
    if (found == json_.end() || found->is_null()) {
      if (required) fail(key, "is missing");
      return {};
    }
    if (!found->is_string()) return fail(key, "is not a string"), std::string{};
    return found->get<std::string>();
  }

  template <typename Number>
  Number number(const char* key) {
    const auto found = json_.find(key);
    if (found == json_.end() || found->is_null()) return {};
    if (!found->is_number()) return fail(key, "is not a number"), Number{};
    return found->get<Number>();
  }

  bool flag(const char* key) {
    const auto found = json_.find(key);
    if (found == json_.end() || found->is_null()) return false;
    if (!found->is_boolean()) return fail(key, "is not true or false"), false;
    return found->get<bool>();
  }

  std::optional<Date> date(const char* key) {
    const std::string value = text(key);
    if (value.empty()) return std::nullopt;
    const auto parsed = parse_date(value);
    if (!parsed) return fail(key, "is not a date"), std::nullopt;
    return *parsed;
  }

  const Json& object(const char* key) {
    static const Json kEmpty = Json::object();
    const auto found = json_.find(key);
    if (found == json_.end() || !found->is_object()) return fail(key, "is not an object"), kEmpty;
    return *found;
  }

  void fail(const char* key, const char* what) {
    if (problem_.empty()) problem_ = std::string("'") + key + "' " + what;
  }
  void adopt(const Fields& inner) {
    if (problem_.empty()) problem_ = inner.problem_;
  }
  const std::string& problem() const { return problem_; }

 private:
  const Json& json_;
  std::string problem_;
};

Actor read_actor(Fields& fields, const Json& json, std::string& text, TextSpan& span) {
  Fields own(json);
  Actor actor;
  actor.id = own.text("id", true);
  actor.name = own.text("name", true);
  const auto kind = parse_actor_kind(own.text("kind"));
  actor.kind = kind.value_or(ActorKind::kUnknown);
  actor.country = own.text("country");
  actor.code = own.text("code");
  if (const auto aliases = json.find("aliases"); aliases != json.end() && aliases->is_array()) {
    for (const Json& alias : *aliases) {
      if (alias.is_string()) actor.aliases.push_back(alias.get<std::string>());
    }
  }
  text = own.text("text");
  span = {own.number<std::uint32_t>("begin"), own.number<std::uint32_t>("end")};
  fields.adopt(own);
  return actor;
}

DatePrecision parse_precision(const std::string& text) {
  for (const auto precision : {DatePrecision::kWeek, DatePrecision::kMonth, DatePrecision::kYear}) {
    if (text == to_string(precision)) return precision;
  }
  return DatePrecision::kDay;
}

void read_relation(Fields& fields, RelationRecord& record) {
  Relation& relation = record.relation;
  relation.subject = record.subject.id;
  relation.object = record.object.id;
  relation.predicate = fields.text("relation", true);
  const auto type = parse_event_type(fields.text("type", true));
  if (!type) fields.fail("type", "is not a type of event");
  relation.type = type.value_or(EventType::kStatement);
  relation.cameo = fields.text("cameo");
  relation.reciprocal = fields.flag("reciprocal");
  relation.negated = fields.flag("negated");
  const std::string modality = fields.text("modality");
  if (!modality.empty() && !parse_modality(modality)) fields.fail("modality", "is not known");
  relation.modality = parse_modality(modality).value_or(Modality::kAsserted);
  relation.attributed_to = fields.text("attributed_to");
  relation.place = fields.text("place");
  relation.confidence = fields.number<float>("confidence");
  if (const auto date = fields.date("date")) {
    const bool is_from_text = fields.text("date_basis") == to_string(DateBasis::kText);
    relation.date = DatedPeriod{*date, parse_precision(fields.text("date_precision")),
                                is_from_text ? DateBasis::kText : DateBasis::kPublication};
  }
}

}  // namespace

std::string to_json_line(const RelationRecord& record) {
  const Relation& relation = record.relation;
  Json json;
  json["article"] = record.article;
  json["sentence"] = relation.evidence.sentence;
  json["published"] = record.published ? Json(to_string(*record.published)) : Json(nullptr);
  json["date"] = relation.date ? Json(to_string(relation.date->date)) : Json(nullptr);
  json["date_precision"] =
      relation.date ? Json(to_string(relation.date->precision)) : Json(nullptr);
  json["date_basis"] = relation.date ? Json(to_string(relation.date->basis)) : Json(nullptr);
  json["subject"] = actor_json(record.subject, record.subject_text, relation.evidence.subject);
  json["relation"] = relation.predicate;
  json["type"] = to_string(relation.type);
  json["cameo"] = or_null(relation.cameo);
  json["quad"] = quad_class(relation.type);
  json["goldstein"] =
      relation.cameo.empty() ? Json(nullptr) : Json(goldstein_weight(relation.cameo));
  json["object"] = actor_json(record.object, record.object_text, relation.evidence.object);
  json["reciprocal"] = relation.reciprocal;
  json["negated"] = relation.negated;
  json["modality"] = to_string(relation.modality);
  json["attributed_to"] = or_null(relation.attributed_to);
  if (!relation.place.empty()) json["place"] = relation.place;
  json["confidence"] = rounded(relation.confidence);
  json["evidence"] = {{"text", record.evidence_text},
                      {"begin", relation.evidence.sentence_span.begin},
                      {"end", relation.evidence.sentence_span.end}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<RelationRecord> parse_json_line(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return Error{Error::Code::kBadInput, "the line is not a JSON object"};
  RelationRecord record;
  Fields fields(json);
  record.article = fields.text("article", true);
  record.published = fields.date("published");
  Evidence& evidence = record.relation.evidence;
  evidence.sentence = fields.number<std::uint32_t>("sentence");
  record.subject =
      read_actor(fields, fields.object("subject"), record.subject_text, evidence.subject);
  record.object = read_actor(fields, fields.object("object"), record.object_text, evidence.object);
  read_relation(fields, record);
  Fields words(fields.object("evidence"));
  record.evidence_text = words.text("text");
  evidence.sentence_span = {words.number<std::uint32_t>("begin"),
                            words.number<std::uint32_t>("end")};
  fields.adopt(words);
  if (!fields.problem().empty()) {
    return Error{Error::Code::kBadInput, "relation record: " + fields.problem()};
  }
  return record;
}

}  // namespace entente
