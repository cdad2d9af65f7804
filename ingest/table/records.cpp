#include <nlohmann/json.hpp>

#include "ingest/table/event_tables.h"
#include "ingest/table/fields.h"
#include "ingest/table/table_actor.h"

namespace entente {
namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_of(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::uint32_t number_of(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_unsigned()) return 0;
  const auto value = found->get<std::uint64_t>();
  return value <= 0xffffffffu ? static_cast<std::uint32_t>(value) : 0;
}

DatePrecision precision_of(std::string_view word) {
  for (const DatePrecision precision :
       {DatePrecision::kWeek, DatePrecision::kMonth, DatePrecision::kYear}) {
    if (word == to_string(precision)) return precision;
  }
  return DatePrecision::kDay;
}

// What the record says of an actor, without where in the text: the same for each mention of it.
std::string key_of(const json& actor) {
  json kept = json::object();
  for (const char* name : {"id", "name", "kind", "country", "code"}) {
    if (std::string text = text_of(actor, name); !text.empty()) kept[name] = std::move(text);
  }
  const auto aliases = actor.find("aliases");
  if (aliases != actor.end() && aliases->is_array()) {
    for (const json& alias : *aliases) {
      if (alias.is_string()) kept["aliases"].push_back(alias);
    }
  }
  return kept.dump(-1, ' ', false, json::error_handler_t::replace);
}

// Our own JSON Lines record, see docs/record.md.
class Records final : public TableFormat {
 public:
  explicit Records(const TableOptions& options) : actors_(options.actors) {}

  std::string_view name() const override { return "jsonl"; }

  LineKind read(std::string_view line, RowTexts& texts, TableRow& row,
                std::string& reason) const override {
    row = TableRow();
    const json record = json::parse(line, nullptr, false);
    if (!record.is_object()) return bad(reason, "not a JSON object");
    const auto subject = record.find("subject");
    const auto object = record.find("object");
    if (subject == record.end() || object == record.end() || !subject->is_object() ||
        !object->is_object() || text_of(*subject, "id").empty() || text_of(*object, "id").empty()) {
      return bad(reason, "no subject.id or no object.id");
    }
    row.subject = texts.keep(key_of(*subject));
    row.object = texts.keep(key_of(*object));
    if (std::string by = text_of(record, "attributed_to"); !by.empty()) {
      row.attributed_to = texts.keep(json{{"id", std::move(by)}}.dump());
    }
    row.article = texts.keep(text_of(record, "article"));
    if (row.article.empty()) return bad(reason, "no article");
    return read_event(record, texts, row, reason);
  }

  Actor describe(std::string_view key) const override {
    const json given = json::parse(key, nullptr, false);
    Actor actor;
    actor.id = text_of(given, "id");
    actor.name = text_of(given, "name");
    if (actor.name.empty()) return actor_by_name(actors_, actor.id, {});
    actor.kind = parse_actor_kind(text_of(given, "kind")).value_or(ActorKind::kUnknown);
    actor.country = text_of(given, "country");
    actor.code = text_of(given, "code");
    const auto aliases = given.find("aliases");
    if (aliases == given.end() || !aliases->is_array()) return actor;
    for (const json& alias : *aliases) {
      if (alias.is_string()) actor.aliases.push_back(alias.get<std::string>());
    }
    return actor;
  }

 private:
  static LineKind bad(std::string& reason, const char* words) {
    reason = words;
    return LineKind::kBad;
  }

  static LineKind read_event(const json& record, RowTexts& texts, TableRow& row,
                             std::string& reason) {
    const std::optional<EventType> type = parse_event_type(text_of(record, "type"));
    if (!type) return bad(reason, "no event type");
    row.type = *type;
    row.predicate = texts.keep(text_of(record, "relation"));
    row.cameo = texts.keep(text_of(record, "cameo"));
    row.place = texts.keep(text_of(record, "place"));
    row.reciprocal = flag_of(record, "reciprocal");
    row.negated = flag_of(record, "negated");
    row.modality = parse_modality(text_of(record, "modality")).value_or(Modality::kAsserted);
    row.sentence = number_of(record, "sentence");
    row.published = read_day(text_of(record, "published"));
    if (const std::string day = text_of(record, "date"); !day.empty()) {
      const std::optional<Date> date = read_day(day);
      if (!date) return bad(reason, "the date is none");
      row.date = DatedPeriod{
          *date, precision_of(text_of(record, "date_precision")),
          text_of(record, "date_basis") == "text" ? DateBasis::kText : DateBasis::kPublication};
    }
    const auto confidence = record.find("confidence");
    if (confidence != record.end() && confidence->is_number()) {
      row.confidence = confidence->get<float>();
      if (!(row.confidence >= 0 && row.confidence <= 1)) {
        return bad(reason, "no confidence between 0 and 1");
      }
    }
    return LineKind::kRow;
  }

  const ActorTable* actors_;
};

}  // namespace

std::unique_ptr<TableFormat> make_records(const TableOptions& options, std::string_view header) {
  const json first = json::parse(header, nullptr, false);
  const bool is_record = first.is_object() && first.contains("subject") &&
                         first.contains("object") && first.contains("type");
  return is_record ? std::make_unique<Records>(options) : nullptr;
}

}  // namespace entente
