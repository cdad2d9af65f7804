#include "ingest/table/event_tables.h"

#include <algorithm>

#include "core/unicode.h"
#include "ingest/table/fields.h"
#include "ingest/table/table_actor.h"

namespace entente {

std::vector<std::string> header_names(std::string_view header, char separator) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (header.starts_with(kByteOrderMark)) header.remove_prefix(kByteOrderMark.size());
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= header.size();) {
    const std::size_t end = std::min(header.find(separator, at), header.size());
    std::string_view name = header.substr(at, end - at);
    while (!name.empty() && (name.back() == '"' || name.back() == ' ')) name.remove_suffix(1);
    while (!name.empty() && (name.front() == '"' || name.front() == ' ')) name.remove_prefix(1);
    names.push_back(to_lower(name));
    std::replace(names.back().begin(), names.back().end(), ' ', '_');
    at = end + 1;
  }
  return names;
}

std::optional<std::size_t> column_of(const std::vector<std::string>& names,
                                     std::initializer_list<std::string_view> spellings) {
  for (const std::string_view spelling : spellings) {
    const auto found = std::find(names.begin(), names.end(), spelling);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  }
  return std::nullopt;
}

namespace {

constexpr std::size_t kMostColumns = 128;
constexpr std::size_t kNoColumn = kMostColumns;  // Fields gives an empty field for it

using Row = Fields<kMostColumns>;

// "NULL" is what databases write for nothing.
bool is_blank(std::string_view text) {
  return text.empty() || text == "NULL" || text == "None" || text == "nan";
}

// The event of a CAMEO code and a day.
LineKind read_event(std::string_view code, std::string_view day, DateBasis basis, TableRow& row,
                    std::string& reason) {
  const CameoMeaning* meaning = find_meaning(code);
  if (meaning == nullptr) return bad(reason, "no CAMEO code:", code);
  row.type = meaning->type;
  row.cameo = meaning->code;
  row.predicate = meaning->name;
  const std::optional<Date> date = read_day(day);
  if (!date) return bad(reason, "no date:", day);
  row.date = DatedPeriod{*date, DatePrecision::kDay, basis};
  return LineKind::kRow;
}

// The first of several addresses.
std::string_view first_of(std::string_view list) {
  return list.substr(0, list.find_first_of("; "));
}

// Event tables share the confidence that the person gives for them and the known actors.
class EventTable : public TableFormat {
 public:
  explicit EventTable(const TableOptions& options)
      : actors_(options.actors), confidence_(options.confidence) {}

 protected:
  const ActorTable* actors_;
  float confidence_;
};

// ICEWS: tab, with a header; a name, its sectors and its country stand side by side. The date is
// that of the story.
class Icews final : public EventTable {
 public:
  Icews(const TableOptions& options, const std::vector<std::string>& names)
      : EventTable(options),
        date_(*column_of(names, {"event_date"})),
        source_(*column_of(names, {"source_name"})),
        target_(*column_of(names, {"target_name"})),
        code_(*column_of(names, {"cameo_code"})),
        story_(column_of(names, {"story_id"}).value_or(kNoColumn)),
        event_(column_of(names, {"event_id"}).value_or(kNoColumn)),
        sentence_(column_of(names, {"sentence_number"}).value_or(kNoColumn)),
        city_(column_of(names, {"city"}).value_or(kNoColumn)),
        country_(column_of(names, {"country"}).value_or(kNoColumn)) {}

  static bool is_one(const std::vector<std::string>& names) {
    const auto source = column_of(names, {"source_name"});
    const auto target = column_of(names, {"target_name"});
    return source && target && column_of(names, {"source_country"}) == *source + 2 &&
           column_of(names, {"target_country"}) == *target + 2 &&
           column_of(names, {"cameo_code"}) && column_of(names, {"event_date"});
  }

  std::string_view name() const override { return "icews"; }
  bool has_header() const override { return true; }

  LineKind read(std::string_view line, RowTexts&, TableRow& row,
                std::string& reason) const override {
    const Row fields(line, '\t');
    if (fields.size() <= std::max({date_, source_ + 2, target_ + 2, code_})) {
      return bad(reason, "too few columns:", std::to_string(fields.size()));
    }
    if (is_blank(fields[source_]) || is_blank(fields[target_])) return LineKind::kNoPair;
    row = TableRow();
    const LineKind event =
        read_event(fields[code_], fields[date_], DateBasis::kPublication, row, reason);
    if (event != LineKind::kRow) return event;
    row.subject = fields.span(source_, source_ + 2);
    row.object = fields.span(target_, target_ + 2);
    row.article = is_blank(fields[story_]) ? fields[event_] : fields[story_];
    if (row.article.empty()) return bad(reason, "neither story nor event id:", line);
    row.sentence = read_number(fields[sentence_]).value_or(0);
    row.place = is_blank(fields[city_]) ? fields[country_] : fields[city_];
    if (is_blank(row.place)) row.place = {};
    row.confidence = confidence_;
    return LineKind::kRow;
  }

  Actor describe(std::string_view key) const override {
    const Row fields(key, '\t');
    return actor_by_name(actors_, fields[0], is_blank(fields[2]) ? "" : fields[2]);
  }

 private:
  std::size_t date_, source_, target_, code_, story_, event_, sentence_, city_, country_;
};

// POLECAT: tab, with a header; PLOVER types and modes; an actor's columns stand side by side.
class Polecat final : public EventTable {
 public:
  Polecat(const TableOptions& options, const std::vector<std::string>& names)
      : EventTable(options),
        event_(*column_of(names, {"event_id"})),
        date_(*column_of(names, {"event_date"})),
        type_(*column_of(names, {"event_type"})),
        mode_(column_of(names, {"event_mode"}).value_or(kNoColumn)),
        actor_(*column_of(names, {"actor_name"})),
        recipient_(*column_of(names, {"recipient_name"})),
        place_(column_of(names, {"placename", "city", "country"}).value_or(kNoColumn)),
        published_(column_of(names, {"publication_date"}).value_or(kNoColumn)) {}

  static bool is_one(const std::vector<std::string>& names) {
    const auto actor = column_of(names, {"actor_name"});
    const auto recipient = column_of(names, {"recipient_name"});
    return actor && recipient && column_of(names, {"actor_country"}) == *actor + 1 &&
           column_of(names, {"recipient_country"}) == *recipient + 1 &&
           column_of(names, {"event_type"}) && column_of(names, {"event_date"}) &&
           column_of(names, {"event_id"});
  }

  std::string_view name() const override { return "polecat"; }
  bool has_header() const override { return true; }

  LineKind read(std::string_view line, RowTexts& texts, TableRow& row,
                std::string& reason) const override {
    const Row fields(line, '\t');
    if (fields.size() <= std::max({event_, date_, type_, actor_ + 1, recipient_ + 1})) {
      return bad(reason, "too few columns:", std::to_string(fields.size()));
    }
    if (is_nobody(fields, actor_) || is_nobody(fields, recipient_)) return LineKind::kNoPair;
    row = TableRow();
    const std::optional<EventType> type = parse_event_type(fields[type_]);
    if (!type) return bad(reason, "no PLOVER type:", fields[type_]);
    const std::optional<Date> date = read_day(fields[date_]);
    if (!date) return bad(reason, "no date:", fields[date_]);
    if (fields[event_].empty()) return bad(reason, "no event id:", line);
    row.type = *type;
    row.cameo = root_cameo(*type);
    row.predicate = texts.keep(to_lower(fields[type_]) +
                               (is_blank(fields[mode_]) ? "" : " " + std::string(fields[mode_])));
    row.date = DatedPeriod{*date, DatePrecision::kDay, DateBasis::kText};
    row.published = read_day(fields[published_]);
    row.subject = fields.span(actor_, actor_ + 1);
    row.object = fields.span(recipient_, recipient_ + 1);
    row.article = fields[event_];
    if (!is_blank(fields[place_])) row.place = fields[place_];
    row.confidence = confidence_;
    return LineKind::kRow;
  }

  // An actor without a name is its country.
  Actor describe(std::string_view key) const override {
    const Row fields(key, '\t');
    const std::string_view country = is_blank(fields[1]) ? std::string_view() : fields[1];
    if (!is_blank(fields[0])) return actor_by_name(actors_, fields[0], country);
    return actors_ != nullptr && actors_->state(country) ? actors_->actor(*actors_->state(country))
                                                         : actor_by_name(actors_, country, {});
  }

 private:
  static bool is_nobody(const Row& fields, std::size_t at) {
    return is_blank(fields[at]) && is_blank(fields[at + 1]);
  }

  std::size_t event_, date_, type_, mode_, actor_, recipient_, place_, published_;
};

// GDELT 2 export: 61 columns, tab, no header; an actor has ten of them, code and name first. The
// row is one event; the address is that of the first report. A day that is not that of the report
// was found in its text.
class Gdelt final : public EventTable {
 public:
  using EventTable::EventTable;

  static constexpr std::size_t kColumns = 61;

  static bool is_one(std::string_view line) {
    const Row fields(line, '\t');
    return fields.size() == kColumns && read_day(fields[kDay]) &&
           fields[kMonth] == fields[kDay].substr(0, fields[kMonth].size()) &&
           read_day(fields[kAdded]);
  }

  std::string_view name() const override { return "gdelt"; }

  LineKind read(std::string_view line, RowTexts&, TableRow& row,
                std::string& reason) const override {
    const Row fields(line, '\t');
    if (fields.size() != kColumns) {
      return bad(reason, "61 columns expected, not", std::to_string(fields.size()));
    }
    if (is_nobody(fields, kActor1) || is_nobody(fields, kActor2)) return LineKind::kNoPair;
    row = TableRow();
    if (fields[kId].empty()) return bad(reason, "no GlobalEventID:", line);
    row.published = read_day(fields[kAdded]);
    const LineKind event = read_event(fields[kCode], fields[kDay], DateBasis::kText, row, reason);
    if (event != LineKind::kRow) return event;
    if (row.published == row.date->date) row.date->basis = DateBasis::kPublication;
    row.article = fields[kId];
    row.url = fields[kUrl];
    row.subject = fields.span(kActor1, kActor1 + kActorColumns - 1);
    row.object = fields.span(kActor2, kActor2 + kActorColumns - 1);
    row.place = fields[kPlace];
    row.confidence = confidence_;
    return LineKind::kRow;
  }

  Actor describe(std::string_view key) const override {
    const Row fields(key, '\t');
    return actor_by_code(actors_, fields[0], fields[1]);
  }

 private:
  static constexpr std::size_t kId = 0, kDay = 1, kMonth = 2, kActor1 = 5, kActor2 = 15,
                               kActorColumns = 10, kCode = 26, kPlace = 52, kAdded = 59, kUrl = 60;

  static bool is_nobody(const Row& fields, std::size_t at) {
    return fields[at].empty() && fields[at + 1].empty();
  }
};

// Phoenix of the Open Event Data Alliance: 26 columns, tab, no header. The date is that of the
// story.
class Phoenix final : public EventTable {
 public:
  using EventTable::EventTable;

  static constexpr std::size_t kColumns = 26;

  static bool is_one(std::string_view line) {
    const Row fields(line, '\t');
    return fields.size() == kColumns && read_day(fields[kDay]) && find_meaning(fields[kCode]);
  }

  std::string_view name() const override { return "phoenix"; }

  LineKind read(std::string_view line, RowTexts&, TableRow& row,
                std::string& reason) const override {
    const Row fields(line, '\t');
    if (fields.size() != kColumns) {
      return bad(reason, "26 columns expected, not", std::to_string(fields.size()));
    }
    if (fields[kSource].empty() || fields[kTarget].empty()) return LineKind::kNoPair;
    row = TableRow();
    const LineKind event =
        read_event(fields[kCode], fields[kDay], DateBasis::kPublication, row, reason);
    if (event != LineKind::kRow) return event;
    row.subject = fields[kSource];
    row.object = fields[kTarget];
    row.article = fields[kId];
    if (row.article.empty()) return bad(reason, "no event id:", line);
    row.url = first_of(fields[kUrls]);
    row.place = fields[kPlace];
    row.confidence = confidence_;
    return LineKind::kRow;
  }

  Actor describe(std::string_view key) const override { return actor_by_code(actors_, key, {}); }

 private:
  static constexpr std::size_t kId = 0, kDay = 1, kSource = 5, kTarget = 9, kCode = 13, kPlace = 20,
                               kUrls = 24;
};

// What PETRARCH writes: date, source, target, code, then perhaps issues, the ids of sentences and
// the names of sources. The last column with a digit is the id.
class Petrarch final : public EventTable {
 public:
  using EventTable::EventTable;

  static bool is_one(std::string_view line) {
    const Row fields(line, '\t');
    return fields.size() >= kLeast && fields.size() <= kMost && read_day(fields[0]) &&
           !fields[1].empty() && !fields[2].empty() && find_meaning(fields[3]);
  }

  std::string_view name() const override { return "petrarch"; }

  LineKind read(std::string_view line, RowTexts&, TableRow& row,
                std::string& reason) const override {
    const Row fields(line, '\t');
    if (fields.size() < kLeast) {
      return bad(reason, "five columns expected, not", std::to_string(fields.size()));
    }
    if (is_nobody(fields[1]) || is_nobody(fields[2])) return LineKind::kNoPair;
    row = TableRow();
    const LineKind event = read_event(fields[3], fields[0], DateBasis::kPublication, row, reason);
    if (event != LineKind::kRow) return event;
    row.subject = fields[1];
    row.object = fields[2];
    for (std::size_t i = 4; i < fields.size(); ++i) {
      const std::string_view field = fields[i];
      if (field.starts_with("http")) {
        row.url = first_of(field);
      } else if (field.find_first_of("0123456789") != std::string_view::npos) {
        row.article = first_of(field);
      }
    }
    if (row.article.empty()) row.article = row.url;
    if (row.article.empty()) return bad(reason, "no id of a sentence:", line);
    row.confidence = confidence_;
    return LineKind::kRow;
  }

  Actor describe(std::string_view key) const override { return actor_by_code(actors_, key, {}); }

 private:
  static constexpr std::size_t kLeast = 5, kMost = 9;

  static bool is_nobody(std::string_view code) { return code.empty() || code.starts_with("---"); }
};

template <typename Table>
std::unique_ptr<TableFormat> make_with_header(const TableOptions& options,
                                              std::string_view header) {
  const std::vector<std::string> names = header_names(header, '\t');
  if (names.size() > kMostColumns || !Table::is_one(names)) return nullptr;
  return std::make_unique<Table>(options, names);
}

template <typename Table>
std::unique_ptr<TableFormat> make_without_header(const TableOptions& options,
                                                 std::string_view line) {
  if (!Table::is_one(line)) return nullptr;
  return std::make_unique<Table>(options);
}

}  // namespace

std::unique_ptr<TableFormat> make_icews(const TableOptions& options, std::string_view header) {
  return make_with_header<Icews>(options, header);
}

std::unique_ptr<TableFormat> make_polecat(const TableOptions& options, std::string_view header) {
  return make_with_header<Polecat>(options, header);
}

std::unique_ptr<TableFormat> make_gdelt(const TableOptions& options, std::string_view header) {
  return make_without_header<Gdelt>(options, header);
}

std::unique_ptr<TableFormat> make_phoenix(const TableOptions& options, std::string_view header) {
  return make_without_header<Phoenix>(options, header);
}

std::unique_ptr<TableFormat> make_petrarch(const TableOptions& options, std::string_view header) {
  return make_without_header<Petrarch>(options, header);
}

}  // namespace entente
