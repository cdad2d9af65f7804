#include "graph/export/jsonl.h"

#include "core/unicode.h"
#include "graph/export/attributes.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

// Writes an object key by key; nlohmann's tree would take four times as long.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }

  void text(std::string_view key, std::string_view value) {
    begin(key);
    append_json_string(out_, value);
  }
  // Unknown is null.
  void text_or_null(std::string_view key, std::string_view value) {
    value.empty() ? null(key) : text(key, value);
  }
  void number(std::string_view key, std::int64_t value) {
    begin(key);
    out_ += std::to_string(value);
  }
  void real(std::string_view key, double value) {
    begin(key);
    const std::string digits = decimal(value);
    out_ += digits;
    if (digits.find_first_of(".e") == std::string::npos) out_ += ".0";
  }
  void flag(std::string_view key, bool value) {
    begin(key);
    out_ += value ? "true" : "false";
  }
  void null(std::string_view key) {
    begin(key);
    out_ += "null";
  }
  // The caller writes the value.
  void begin(std::string_view key) {
    if (!is_first_) out_ += ',';
    is_first_ = false;
    out_ += '"';
    out_ += key;
    out_ += "\":";
  }
  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool is_first_ = true;
};

// Two digits are all that a confidence is good for.
double rounded(float value) { return std::round(static_cast<double>(value) * 100) / 100; }

void append_actor(std::string& out, const Actor& actor, const std::string& text, TextSpan span) {
  ObjectWriter json(out);
  json.text("id", actor.id);
  json.text("name", actor.name);
  json.text("kind", to_string(actor.kind));
  json.text_or_null("country", actor.country);
  json.text_or_null("code", actor.code);
  json.begin("aliases");
  out += '[';
  for (const std::string& alias : actor.aliases) {
    if (&alias != &actor.aliases.front()) out += ',';
    append_json_string(out, alias);
  }
  out += ']';
  json.text("text", text);
  json.number("begin", span.begin);
  json.number("end", span.end);
  json.end();
}

void append_support(std::string& out, ObjectWriter& json, const Support& support) {
  json.begin("support");
  ObjectWriter counts(out);
  counts.number("sentences", support.sentences);
  counts.number("articles", support.articles);
  counts.number("copies", support.copies);
  counts.number("sources", support.sources);
  counts.end();
}

void append_date(ObjectWriter& json, const std::optional<DatedPeriod>& date) {
  json.text_or_null("date", date ? to_string(date->date) : "");
  json.text_or_null("date_precision", date ? to_string(date->precision) : "");
  json.text_or_null("date_basis", date ? to_string(date->basis) : "");
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

Support read_support(Fields& fields) {
  Fields counts(fields.object("support"));
  Support support{counts.number<std::uint32_t>("sentences"),
                  counts.number<std::uint32_t>("articles"), counts.number<std::uint32_t>("copies"),
                  counts.number<std::uint32_t>("sources")};
  fields.adopt(counts);
  return support;
}

void read_relation(Fields& fields, EdgeRecord& record) {
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

std::string to_json_line(const EdgeRecord& record) {
  const Relation& relation = record.relation;
  std::string out;
  ObjectWriter json(out);
  json.text("article", record.article);
  json.number("sentence", relation.evidence.sentence);
  json.text_or_null("published", record.published ? to_string(*record.published) : "");
  append_date(json, relation.date);
  json.begin("subject");
  append_actor(out, record.subject, record.subject_text, relation.evidence.subject);
  json.text("relation", relation.predicate);
  json.text("type", to_string(relation.type));
  json.text_or_null("cameo", relation.cameo);
  json.number("quad", quad_class(relation.type));
  relation.cameo.empty() ? json.null("goldstein")
                         : json.real("goldstein", goldstein_weight(relation.cameo));
  json.begin("object");
  append_actor(out, record.object, record.object_text, relation.evidence.object);
  json.flag("reciprocal", relation.reciprocal);
  json.flag("negated", relation.negated);
  json.text("modality", to_string(relation.modality));
  json.text_or_null("attributed_to", relation.attributed_to);
  if (!relation.place.empty()) json.text("place", relation.place);
  json.real("confidence", rounded(relation.confidence));
  json.begin("evidence");
  ObjectWriter evidence(out);
  evidence.text("text", record.evidence_text);
  evidence.number("begin", relation.evidence.sentence_span.begin);
  evidence.number("end", relation.evidence.sentence_span.end);
  evidence.end();
  if (record.support) append_support(out, json, *record.support);
  json.end();
  return out;
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) >= 0x80) {
      const CodePoint point = code_point_at(text, at);
      const bool is_invalid = point.value == 0xFFFD && point.length == 1;
      out += is_invalid ? std::string_view("\xEF\xBF\xBD") : text.substr(at, point.length);
      at += point.length;
      continue;
    }
    ++at;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned>(c) >> 4U];
      out += kHex[static_cast<unsigned>(c) & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
}

Result<EdgeRecord> parse_json_line(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return Error{Error::Code::kBadInput, "the line is not a JSON object"};
  EdgeRecord record;
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
  if (json.contains("support")) record.support = read_support(fields);
  if (!fields.problem().empty()) {
    return Error{Error::Code::kBadInput, "relation record: " + fields.problem()};
  }
  return record;
}

}  // namespace entente
