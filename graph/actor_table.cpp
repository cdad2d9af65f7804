#include "graph/actor_table.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "core/check.h"
#include "graph/name_index.h"
#include "graph/name_words.h"

namespace entente {
namespace {

struct Record {
  Actor actor;
  Gender gender = Gender::kUnknown;
  std::optional<Date> from;
  std::optional<Date> to;
  int rank = 0;
  std::uint32_t first_office = 0;
  std::uint32_t office_count = 0;
};

std::size_t raw(ActorIndex index) { return static_cast<std::size_t>(index); }

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0;;) {
    const auto end = line.find(separator, at);
    out.push_back(line.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos) return out;
    at = end + 1;
  }
}

// Where a line stands, for error messages.
struct Place {
  const std::string& path;
  std::size_t line = 0;
};

Error bad_line(const Place& place, const std::string& what) {
  return Error{Error::Code::kBadInput, place.path + ":" + std::to_string(place.line) + ": " + what};
}

// Calls `use` for every line that is neither empty nor a comment; stops at its first error.
template <typename Use>
Result<void> read_lines(const std::string& path, std::size_t columns, Use use) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return Error{Error::Code::kNotFound, "cannot open " + path + "; is the data folder complete?"};
  }
  std::stringstream buffer;
  buffer << in.rdbuf();
  const std::string content = std::move(buffer).str();
  Place place{path, 0};
  for (const std::string_view line : split(content, '\n')) {
    ++place.line;
    if (line.empty() || line.front() == '#') continue;
    const auto fields = split(line, '\t');
    if (fields.size() != columns) {
      return bad_line(
          place, std::to_string(fields.size()) + " columns instead of " + std::to_string(columns));
    }
    if (Result<void> used = use(fields, place); !used) return used;
  }
  return {};
}

template <typename Number>
bool parse_number(std::string_view text, Number& number) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  return code == std::errc() && end == text.data() + text.size();
}

// YYYY-MM-DD or empty; false if it is neither.
bool parse_day(std::string_view text, std::optional<Date>& out) {
  if (text.empty()) return true;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  int year = 0;
  int month = 0;
  int day = 0;
  if (!parse_number(text.substr(0, 4), year) || !parse_number(text.substr(5, 2), month) ||
      !parse_number(text.substr(8, 2), day)) {
    return false;
  }
  const Date date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
                  static_cast<std::uint8_t>(day)};
  if (!is_valid(date)) return false;
  out = date;
  return true;
}

bool covers(const std::optional<Date>& from, const std::optional<Date>& to, Date date) {
  return (!from || *from <= date) && (!to || date <= *to);
}

std::string office_key(std::string_view title, std::string_view where) {
  std::string key(title);
  key.push_back('\t');
  key.append(where);
  return key;
}

bool is_name_kind(char c) {
  return std::string_view("nsidpctramx").find(c) != std::string_view::npos;
}

bool is_alias(NameKind kind) {
  return kind == NameKind::kFull || kind == NameKind::kAcronym || kind == NameKind::kSurname;
}

constexpr int kStateTitles = 3;  // weight of president, prime minister and their like

int title_weight(const OfficeTerm& term) {
  if (term.leader) return kStateTitles + 1;
  for (const char* title : {"president", "prime minister", "chancellor", "king", "queen", "emir",
                            "sultan", "emperor", "supreme leader", "pope"}) {
    if (term.title == title) return kStateTitles;
  }
  const bool minister = term.title.find("minister") != std::string::npos;
  return minister || term.title == "secretary-general" ? 2 : 1;
}

}  // namespace

struct ActorTable::Impl {
  std::vector<Record> records;
  std::vector<OfficeTerm> terms;  // by person, then start
  std::vector<Membership> memberships;
  std::unordered_map<std::string_view, ActorIndex> by_id;  // views into records
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_office;
  NameIndex names;
  std::map<std::string, std::string, std::less<>> regions;  // by adjective

  const Record& at(ActorIndex index) const {
    ENTENTE_CHECK(raw(index) < records.size(), "actor index of another table");
    return records[raw(index)];
  }
  Result<void> add_actor(std::span<const std::string_view> fields, const Place& place);
  Result<void> add_names(ActorIndex index, std::string_view names, const Place& place);
  Result<void> add_office(std::span<const std::string_view> fields, const Place& place);
  Result<void> add_membership(std::span<const std::string_view> fields, const Place& place);
  Result<ActorIndex> known(std::string_view id, const Place& place) const;
  void index_ids();
  void index_offices();
};

Result<ActorIndex> ActorTable::Impl::known(std::string_view id, const Place& place) const {
  const auto found = by_id.find(id);
  if (found != by_id.end()) return found->second;
  return bad_line(place, "actor '" + std::string(id) + "' is not in actors.tsv");
}

// Columns: id, kind, name, country, code, gender, from, to, rank, names.
Result<void> ActorTable::Impl::add_actor(std::span<const std::string_view> fields,
                                         const Place& place) {
  Record record;
  record.actor.id = fields[0];
  const auto kind = parse_actor_kind(fields[1]);
  if (!kind) return bad_line(place, "unknown actor kind '" + std::string(fields[1]) + "'");
  record.actor.kind = *kind;
  record.actor.name = fields[2];
  record.actor.country = fields[3];
  record.actor.code = fields[4];
  if (fields[5] == "m") record.gender = Gender::kMale;
  if (fields[5] == "f") record.gender = Gender::kFemale;
  if (!parse_day(fields[6], record.from) || !parse_day(fields[7], record.to)) {
    return bad_line(place, "dates must be YYYY-MM-DD or empty");
  }
  if (!fields[8].empty() && !parse_number(fields[8], record.rank)) {
    return bad_line(place, "rank '" + std::string(fields[8]) + "' is no number");
  }
  records.push_back(std::move(record));
  return add_names(static_cast<ActorIndex>(records.size() - 1), fields[9], place);
}

// "n=Turkey" or "n!=Turkey" for a name that is also something else, separated by '|'.
Result<void> ActorTable::Impl::add_names(ActorIndex index, std::string_view list,
                                         const Place& place) {
  Actor& actor = records[raw(index)].actor;
  for (const std::string_view item : split(list, '|')) {
    const bool ambiguous = item.size() > 1 && item[1] == '!';
    const std::size_t equals = ambiguous ? 2 : 1;
    if (item.size() <= equals + 1 || item[equals] != '=' || !is_name_kind(item[0])) {
      return bad_line(place, "name '" + std::string(item) + "' is not of the form n=Name");
    }
    NameReading reading{index, static_cast<NameKind>(item[0]), ambiguous, false};
    std::string_view name = item.substr(equals + 1);
    if (reading.kind == NameKind::kRegional) {
      const auto parts = split(name, '>');
      if (parts.size() != 2) return bad_line(place, "'" + std::string(item) + "' names no region");
      name = parts[0];
      regions.emplace(name, parts[1]);
    }
    names.add(name, reading, actor.kind == ActorKind::kPerson);
    if (is_alias(reading.kind) && name != actor.name) actor.aliases.emplace_back(name);
  }
  return {};
}

// Columns: person, title, country, organization, from, to, leader (1 or empty).
Result<void> ActorTable::Impl::add_office(std::span<const std::string_view> fields,
                                          const Place& place) {
  const auto person = known(fields[0], place);
  if (!person) return person.error();
  OfficeTerm term;
  term.person = *person;
  term.title = fields[1];
  term.country = fields[2];
  term.organization = fields[3];
  if (!parse_day(fields[4], term.from) || !parse_day(fields[5], term.to)) {
    return bad_line(place, "dates must be YYYY-MM-DD or empty");
  }
  term.leader = fields[6] == "1";
  records[raw(*person)].actor.offices.push_back(
      {term.title, term.country, term.organization, term.from, term.to});
  terms.push_back(std::move(term));
  return {};
}

// Columns: organization, member, from, to.
Result<void> ActorTable::Impl::add_membership(std::span<const std::string_view> fields,
                                              const Place& place) {
  const auto organization = known(fields[0], place);
  if (!organization) return organization.error();
  const auto member = known(fields[1], place);
  if (!member) return member.error();
  Membership membership{*organization, *member, std::nullopt, std::nullopt};
  if (!parse_day(fields[2], membership.from) || !parse_day(fields[3], membership.to)) {
    return bad_line(place, "dates must be YYYY-MM-DD or empty");
  }
  memberships.push_back(membership);
  return {};
}

void ActorTable::Impl::index_ids() {
  by_id.reserve(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    by_id.emplace(records[i].actor.id, static_cast<ActorIndex>(i));
  }
}

void ActorTable::Impl::index_offices() {
  std::stable_sort(terms.begin(), terms.end(), [](const OfficeTerm& a, const OfficeTerm& b) {
    return std::pair(a.person, a.from) < std::pair(b.person, b.from);
  });
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    Record& record = records[raw(terms[i].person)];
    if (record.office_count++ == 0) record.first_office = i;
    const std::string& where =
        terms[i].organization.empty() ? terms[i].country : terms[i].organization;
    by_office[office_key(terms[i].title, where)].push_back(i);
    if (terms[i].leader) by_office[office_key("leader", where)].push_back(i);
  }
}

Result<ActorTable> ActorTable::load(const std::string& dir) {
  auto impl = std::make_unique<Impl>();
  Impl& table = *impl;
  auto read = read_lines(dir + "/actors.tsv", 10, [&](const auto& fields, const Place& place) {
    return table.add_actor(fields, place);
  });
  if (!read) return read.error();
  table.index_ids();
  read = read_lines(dir + "/offices.tsv", 7, [&](const auto& fields, const Place& place) {
    return table.add_office(fields, place);
  });
  if (!read) return read.error();
  read = read_lines(dir + "/memberships.tsv", 4, [&](const auto& fields, const Place& place) {
    return table.add_membership(fields, place);
  });
  if (!read) return read.error();
  table.index_offices();
  return ActorTable(std::move(impl));
}

ActorTable::ActorTable(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ActorTable::ActorTable(ActorTable&&) noexcept = default;
ActorTable& ActorTable::operator=(ActorTable&&) noexcept = default;
ActorTable::~ActorTable() = default;

std::size_t ActorTable::size() const { return impl_->records.size(); }
const Actor& ActorTable::actor(ActorIndex index) const { return impl_->at(index).actor; }
Gender ActorTable::gender(ActorIndex index) const { return impl_->at(index).gender; }
int ActorTable::rank(ActorIndex index) const { return impl_->at(index).rank; }

bool ActorTable::existed_at(ActorIndex index, Date date) const {
  const Record& record = impl_->at(index);
  return covers(record.from, record.to, date);
}

std::optional<ActorIndex> ActorTable::find(std::string_view id) const {
  const auto found = impl_->by_id.find(id);
  if (found == impl_->by_id.end()) return std::nullopt;
  return found->second;
}

std::optional<ActorIndex> ActorTable::state(std::string_view alpha3) const {
  return find("state:" + std::string(alpha3));
}

std::optional<NameMatch> ActorTable::longest_match(const NameText& text, std::size_t first) const {
  ENTENTE_CHECK(first < text.size(), "lookup starts behind the text");
  std::vector<NameIndex::Word> words;
  const std::size_t begin = text.begins_[first];
  for (std::size_t i = begin; i < text.words_.size() && words.size() < NameIndex::kMaxWords; ++i) {
    const auto& word = text.words_[i];
    const bool boundary =
        i + 1 == text.words_.size() || text.words_[i + 1].first_token != word.token;
    words.push_back({word.folded, word.skeleton, word.upper_initial, word.all_upper, boundary});
  }
  // The token itself must begin a word; a lone hyphen or an inner token has none.
  if (words.empty() || text.words_[begin].first_token != first) return std::nullopt;
  auto found = impl_->names.longest(words);
  if (found.readings.empty()) return std::nullopt;
  return NameMatch{first, text.words_[begin + found.words - 1].token + 1,
                   std::move(found.readings)};
}

std::string_view ActorTable::region_of(std::string_view adjective) const {
  const auto it = impl_->regions.find(adjective);
  return it == impl_->regions.end() ? std::string_view{} : it->second;
}

std::vector<NameReading> ActorTable::lookup(std::string_view name) const {
  for (const std::string_view article : {"the ", "The "}) {
    if (name.starts_with(article)) name.remove_prefix(article.size());
  }
  const auto words = name_words(name);
  std::vector<NameIndex::Word> wanted;
  std::vector<std::string> skeletons;
  skeletons.reserve(words.size());
  for (const NameWord& word : words) {
    skeletons.push_back(name_skeleton(word.folded));
    wanted.push_back({word.folded, skeletons.back(), word.upper_initial, word.all_upper, true});
  }
  if (wanted.empty() || wanted.size() > NameIndex::kMaxWords) return {};
  auto found = impl_->names.longest(wanted);
  if (found.words != wanted.size()) return {};
  return std::move(found.readings);
}

std::span<const OfficeTerm> ActorTable::offices(ActorIndex person) const {
  const Record& record = impl_->at(person);
  return std::span(impl_->terms).subspan(record.first_office, record.office_count);
}

std::vector<ActorIndex> ActorTable::holders(std::string_view title, std::string_view where,
                                            Date date) const {
  const auto found = impl_->by_office.find(office_key(title, where));
  if (found == impl_->by_office.end()) return {};
  std::vector<const OfficeTerm*> terms;
  for (const std::uint32_t i : found->second) {
    if (covers(impl_->terms[i].from, impl_->terms[i].to, date)) terms.push_back(&impl_->terms[i]);
  }
  // On the day of a handover the successor comes first.
  std::stable_sort(terms.begin(), terms.end(),
                   [](const OfficeTerm* a, const OfficeTerm* b) { return a->from > b->from; });
  std::vector<ActorIndex> out;
  for (const OfficeTerm* term : terms) {
    if (std::find(out.begin(), out.end(), term->person) == out.end()) out.push_back(term->person);
  }
  return out;
}

std::vector<ActorIndex> ActorTable::all_holders(std::string_view title,
                                                std::string_view where) const {
  const auto found = impl_->by_office.find(office_key(title, where));
  if (found == impl_->by_office.end()) return {};
  std::vector<const OfficeTerm*> terms;
  for (const std::uint32_t i : found->second) terms.push_back(&impl_->terms[i]);
  std::stable_sort(terms.begin(), terms.end(),
                   [](const OfficeTerm* a, const OfficeTerm* b) { return a->from < b->from; });
  std::vector<ActorIndex> out;
  for (const OfficeTerm* term : terms) {
    if (std::find(out.begin(), out.end(), term->person) == out.end()) out.push_back(term->person);
  }
  return out;
}

bool ActorTable::holds_office(ActorIndex person, Date date) const {
  return main_office(person, date) != nullptr;
}

const OfficeTerm* ActorTable::main_office(ActorIndex person, Date date) const {
  const OfficeTerm* best = nullptr;
  for (const OfficeTerm& term : offices(person)) {
    if (!covers(term.from, term.to, date)) continue;
    if (best == nullptr || title_weight(term) > title_weight(*best)) best = &term;
  }
  return best;
}

std::vector<Membership> ActorTable::members(ActorIndex organization) const {
  std::vector<Membership> out;
  std::copy_if(impl_->memberships.begin(), impl_->memberships.end(), std::back_inserter(out),
               [organization](const Membership& one) { return one.organization == organization; });
  std::sort(out.begin(), out.end(), [this](const Membership& a, const Membership& b) {
    return actor(a.member).id < actor(b.member).id;
  });
  return out;
}

std::vector<Membership> ActorTable::memberships(ActorIndex member) const {
  std::vector<Membership> out;
  std::copy_if(impl_->memberships.begin(), impl_->memberships.end(), std::back_inserter(out),
               [member](const Membership& one) { return one.member == member; });
  std::sort(out.begin(), out.end(), [this](const Membership& a, const Membership& b) {
    return actor(a.organization).id < actor(b.organization).id;
  });
  return out;
}

}  // namespace entente
