#include "tools/relation_rows.h"

#include <cmath>
#include <set>

#include "storage/standing.h"

namespace entente {
namespace {

std::vector<Column> columns(Detail detail, EventColumns events) {
  std::vector<Column> out = {{"date"}, {"date_basis"}, {"subject"}, {"relation"},   {"object"},
                             {"type"}, {"cameo"},      {"flags"},   {"confidence"}, {"article"}};
  if (events == EventColumns::kNumber) out.insert(out.begin(), {"event"});
  if (events == EventColumns::kSupport) {
    for (const char* name : {"sentences", "articles", "copies", "sources"}) out.push_back({name});
  }
  if (detail == Detail::kEvidence) {
    out.push_back({"evidence", true});
    out.push_back({"origin", true});
    out.push_back({"also_in", true, true});
  }
  return out;
}

// What tells a person which article it is: its title, and where it was.
std::string origin(const EdgeRecord& record) {
  std::string out = record.title;
  if (!record.url.empty()) out += (out.empty() ? "" : " - ") + record.url;
  if (out.empty()) out = record.article;
  return out;
}

}  // namespace

RelationRows::RelationRows(const Console& console, OutputFormat format, Detail detail,
                           EventColumns events)
    : detail_(detail), events_(events), table_(console, format, columns(detail, events)) {}

void RelationRows::add(const EdgeRecord& record, const RowExtras& extras) {
  const Relation& relation = record.relation;
  constexpr double kHundredths = 100;
  std::vector<Cell> row(events_ == EventColumns::kNumber ? 1 : 0,
                        static_cast<std::int64_t>(extras.event));
  const std::vector<Cell> common = {
      cell(shown_date(relation.date)),
      cell(relation.date ? to_string(relation.date->basis) : ""),
      cell(record.subject.name),
      cell(relation.predicate),
      cell(record.object.name),
      cell(to_string(relation.type)),
      cell(relation.cameo),
      cell(shown_flags(relation)),
      std::round(static_cast<double>(relation.confidence) * kHundredths) / kHundredths,
      cell(record.article)};
  row.insert(row.end(), common.begin(), common.end());
  if (events_ == EventColumns::kSupport) {
    const Support support = record.support.value_or(Support{});
    for (const std::uint32_t count :
         {support.sentences, support.articles, support.copies, support.sources}) {
      row.emplace_back(static_cast<std::int64_t>(count));
    }
  }
  if (detail_ == Detail::kEvidence) {
    row.push_back(cell(record.evidence_text));
    row.push_back(cell(origin(record)));
    row.push_back(cell(extras.also_in));
  }
  table_.add(row);
}

Result<std::string> OtherPrinters::of(const std::string& article_id) {
  if (article_id == article_) return printers_;
  auto copies = store_.copies_of(article_id);
  if (!copies.ok()) return copies.error();
  std::string names;
  std::set<std::string> named;
  for (const StoredArticle& copy : *copies) {
    std::string name = printer_of(copy.article);
    if (name.empty()) name = copy.article.id;
    if (named.insert(name).second) names += (names.empty() ? "" : "; ") + name;
  }
  article_ = article_id;
  printers_ = names;
  return names;
}

std::string shown_date(const std::optional<DatedPeriod>& period) {
  if (!period) return {};
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kMonth = 7;
  std::string day = to_string(period->date);
  if (period->precision == DatePrecision::kYear) day.resize(kYear);
  if (period->precision == DatePrecision::kMonth) day.resize(kMonth);
  return day;
}

std::string shown_types(const Tally& tally) {
  std::string out;
  for (const TypeCount& type : tally.by_count()) {
    out += (out.empty() ? "" : ", ") + std::string(to_string(type.type)) + " " +
           std::to_string(type.count);
  }
  return out;
}

std::string shown_flags(const Relation& relation) {
  std::string flags = relation.negated ? "negated" : "";
  if (relation.modality != Modality::kAsserted) {
    flags += (flags.empty() ? "" : ", ") + std::string(to_string(relation.modality));
  }
  return flags;
}

}  // namespace entente
