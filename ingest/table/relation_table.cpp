#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "core/unicode.h"
#include "ingest/table/digest.h"
#include "ingest/table/event_tables.h"
#include "ingest/table/fields.h"
#include "ingest/table/table_actor.h"

namespace entente {
namespace {

constexpr std::size_t kMostColumns = 64;
constexpr std::size_t kNoColumn = kMostColumns;

using Row = Fields<kMostColumns>;

// An id for a report that has none: what its line says.
std::string line_id(std::string_view line) {
  Digest digest;
  digest.update(line);
  std::string id;
  for (std::size_t i = 0; i < 8; ++i) {
    char hex[3];
    std::snprintf(hex, sizeof hex, "%02x", digest.value()[i]);
    id += hex;
  }
  return id;
}

// The fields of a line of RFC 4180 whose fields have quotes; nothing if a quote does not end.
std::optional<std::vector<std::string>> quoted_fields(std::string_view line, char separator) {
  std::vector<std::string> fields(1);
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (is_quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (c == '"' && (is_quoted || fields.back().empty())) {
      is_quoted = !is_quoted;
    } else if (c == separator && !is_quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return is_quoted ? std::nullopt : std::optional(std::move(fields));
}

// Names of actors may have their countries beside them: the key is both, with a tab between.
std::string_view actor_key(std::string_view name, std::string_view country, RowTexts& texts) {
  if (country.empty()) return name;
  return texts.keep(std::string(name) + "\t" + std::string(country));
}

// "consult": what stands for a predicate where a table gives none.
const std::string& word_of(EventType type) {
  static const std::vector<std::string> kWords = [] {
    std::vector<std::string> words(kAllEventTypes.size() + 1);
    for (const EventType each : kAllEventTypes) {
      words[static_cast<std::size_t>(each)] = to_lower(to_string(each));
    }
    return words;
  }();
  return kWords.at(static_cast<std::size_t>(type));
}

// A table of relations: column names of our own, in any order.
class RelationTable final : public TableFormat {
 public:
  RelationTable(const TableOptions& options, const std::vector<std::string>& names, char separator)
      : actors_(options.actors),
        confidence_(options.confidence),
        separator_(separator),
        has_header_(options.columns.empty()),
        subject_(at(names, {"subject", "source", "src"})),
        object_(at(names, {"object", "target", "dst"})),
        subject_country_(at(names, {"subject_country", "source_country"})),
        object_country_(at(names, {"object_country", "target_country"})),
        type_(at(names, {"type", "event_type"})),
        cameo_(at(names, {"cameo", "cameo_code", "code"})),
        predicate_(at(names, {"relation", "predicate"})),
        date_(at(names, {"date", "event_date"})),
        basis_(at(names, {"date_basis"})),
        flags_(at(names, {"flags"})),
        confidence_at_(at(names, {"confidence", "conf"})),
        article_(at(names, {"article", "doc", "document"})),
        sentence_(at(names, {"sentence", "sent"})),
        place_(at(names, {"place"})),
        url_(at(names, {"url"})),
        published_(at(names, {"published"})) {}

  static bool is_one(const std::vector<std::string>& names) {
    const auto has = [&](std::initializer_list<std::string_view> spellings) {
      return column_of(names, spellings).has_value();
    };
    return names.size() <= kMostColumns && has({"subject", "source", "src"}) &&
           has({"object", "target", "dst"}) &&
           has({"type", "event_type", "cameo", "cameo_code", "code"});
  }

  std::string_view name() const override { return "relations"; }
  bool has_header() const override { return has_header_; }

  LineKind read(std::string_view line, RowTexts& texts, TableRow& row,
                std::string& reason) const override {
    if (line.find('"') == std::string_view::npos || separator_ == '\t') {
      return read_fields(Row(line, separator_), line, texts, row, reason);
    }
    std::optional<std::vector<std::string>> fields = quoted_fields(line, separator_);
    if (!fields) return bad(reason, "a quotation mark without its end in", line);
    std::string plain;  // a byte that no field may hold stands between them
    for (const std::string& field : *fields) plain += field + '\x1f';
    plain.pop_back();
    return read_fields(Row(texts.keep(std::move(plain)), '\x1f'), line, texts, row, reason);
  }

  Actor describe(std::string_view key) const override {
    const Row fields(key, '\t');
    return actor_by_name(actors_, fields[0], fields[1]);
  }

 private:
  static std::size_t at(const std::vector<std::string>& names,
                        std::initializer_list<std::string_view> spellings) {
    return column_of(names, spellings).value_or(kNoColumn);
  }

  LineKind read_fields(const Row& fields, std::string_view line, RowTexts& texts, TableRow& row,
                       std::string& reason) const {
    row = TableRow();
    row.subject = fields[subject_];
    row.object = fields[object_];
    if (row.subject.empty() || row.object.empty()) {
      return bad(reason, "no subject or no object in", line);
    }
    if (!fields[subject_country_].empty()) {
      row.subject = actor_key(row.subject, fields[subject_country_], texts);
    }
    if (!fields[object_country_].empty()) {
      row.object = actor_key(row.object, fields[object_country_], texts);
    }
    LineKind kind = read_kind(fields, row, reason);
    if (kind == LineKind::kRow) kind = read_date(fields, row, reason);
    if (kind == LineKind::kRow) kind = read_rest(fields, row, reason);
    if (row.article.empty()) row.article = texts.keep(line_id(line));
    return kind;
  }

  LineKind read_kind(const Row& fields, TableRow& row, std::string& reason) const {
    const std::string_view code = fields[cameo_];
    const CameoMeaning* meaning = code.empty() ? nullptr : find_meaning(code);
    if (!code.empty() && meaning == nullptr) return bad(reason, "no CAMEO code:", code);
    const std::string_view word = fields[type_];
    const std::optional<EventType> type = parse_event_type(word);
    if (!type && !word.empty()) return bad(reason, "no event type:", word);
    if (!type && meaning == nullptr) return bad(reason, "neither type nor CAMEO code:", word);
    row.type = type ? *type : meaning->type;
    row.cameo = meaning != nullptr ? meaning->code : root_cameo(row.type);
    row.predicate = fields[predicate_];
    if (row.predicate.empty()) {
      row.predicate = meaning != nullptr ? meaning->name : std::string_view(word_of(row.type));
    }
    const std::string_view flags = fields[flags_];
    if (flags.empty()) return LineKind::kRow;
    row.negated = flags.find("negated") != std::string_view::npos;
    for (const Modality modality :
         {Modality::kReported, Modality::kPlanned, Modality::kHypothetical}) {
      if (flags.find(to_string(modality)) != std::string_view::npos) row.modality = modality;
    }
    return LineKind::kRow;
  }

  // YYYY-MM and YYYY are a month and a year.
  LineKind read_date(const Row& fields, TableRow& row, std::string& reason) const {
    const std::string_view text = fields[date_];
    if (text.empty()) return LineKind::kRow;
    DatedPeriod period;
    period.basis = fields[basis_] == "text" ? DateBasis::kText : DateBasis::kPublication;
    std::optional<Date> date = read_day(text);
    if (!date && text.size() == 7) {
      date = read_day(std::string(text) + "-01");
      period.precision = DatePrecision::kMonth;
    } else if (!date && text.size() == 4) {
      date = read_day(std::string(text) + "-01-01");
      period.precision = DatePrecision::kYear;
    }
    if (!date) return bad(reason, "no date:", text);
    period.date = *date;
    row.date = period;
    return LineKind::kRow;
  }

  LineKind read_rest(const Row& fields, TableRow& row, std::string& reason) const {
    row.confidence = confidence_;
    if (const std::string_view text = fields[confidence_at_]; !text.empty()) {
      const std::optional<float> value = read_fraction(text);
      if (!value) return bad(reason, "no confidence between 0 and 1:", text);
      row.confidence = *value;
    }
    if (const std::string_view text = fields[sentence_]; !text.empty()) {
      const std::optional<std::uint32_t> value = read_number(text);
      if (!value) return bad(reason, "no number of a sentence:", text);
      row.sentence = *value;
    }
    row.article = fields[article_];
    row.place = fields[place_];
    row.url = fields[url_];
    row.published = read_day(fields[published_]);
    return LineKind::kRow;
  }

  const ActorTable* actors_;
  float confidence_;
  char separator_;
  bool has_header_;
  std::size_t subject_, object_, subject_country_, object_country_, type_, cameo_, predicate_,
      date_, basis_, flags_, confidence_at_, article_, sentence_, place_, url_, published_;
};

}  // namespace

std::unique_ptr<TableFormat> make_relations(const TableOptions& options, std::string_view header) {
  const bool has_tabs = header.find('\t') != std::string_view::npos;
  const char separator = has_tabs ? '\t' : ',';
  const std::vector<std::string> names = options.columns.empty()
                                             ? header_names(header, separator)
                                             : header_names(options.columns, ',');
  if (!RelationTable::is_one(names)) return nullptr;
  return std::make_unique<RelationTable>(options, names, separator);
}

}  // namespace entente
