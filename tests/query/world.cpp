#include "tests/query/world.h"

#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "core/check.h"

namespace entente {
namespace {

using Fields = std::vector<std::string>;

Fields split(const std::string& text, const std::string& separator) {
  Fields fields;
  std::size_t at = 0;
  for (auto next = text.find(separator); next != std::string::npos;
       next = text.find(separator, at)) {
    fields.push_back(text.substr(at, next - at));
    at = next + separator.size();
  }
  fields.push_back(text.substr(at));
  for (std::string& field : fields) {
    field.erase(0, field.find_first_not_of(' '));
    field.erase(field.find_last_not_of(' ') + 1);
    if (field == "-") field.clear();
  }
  return fields;
}

Actor read_actor(const Fields& fields) {
  ENTENTE_CHECK(fields.size() == 7, "an actor line has seven fields");
  Actor actor;
  actor.id = fields[0];
  actor.name = fields[1];
  actor.kind = parse_actor_kind(fields[2]).value();
  actor.country = fields[3];
  actor.code = fields[4];
  if (!fields[5].empty()) actor.aliases = split(fields[5], ",");
  if (!fields[6].empty()) actor.offices.push_back({fields[6], fields[3], "", {}, {}});
  return actor;
}

std::optional<DatedPeriod> read_period(const std::string& text) {
  if (text.empty()) return std::nullopt;
  std::istringstream in(text);
  std::string day, precision, basis;
  in >> day >> precision >> basis;
  DatedPeriod period;
  period.date = parse_date(day).value();
  for (const auto known :
       {DatePrecision::kDay, DatePrecision::kWeek, DatePrecision::kMonth, DatePrecision::kYear}) {
    if (precision == to_string(known)) period.precision = known;
  }
  period.basis = basis == to_string(DateBasis::kText) ? DateBasis::kText : DateBasis::kPublication;
  return period;
}

Relation read_relation(const Fields& fields) {
  ENTENTE_CHECK(fields.size() == 9, "a relation line has nine fields");
  Relation relation;
  relation.date = read_period(fields[0]);
  relation.subject = fields[1];
  relation.predicate = fields[2];
  relation.object = fields[3];
  relation.type = parse_event_type(fields[4]).value();
  relation.cameo = fields[5];
  std::istringstream flags(fields[6]);
  for (std::string flag; flags >> flag;) {
    if (flag == "reciprocal") {
      relation.reciprocal = true;
    } else if (flag == "negated") {
      relation.negated = true;
    } else {
      relation.modality = parse_modality(flag).value();
    }
  }
  relation.confidence = std::stof(fields[7]);
  return relation;
}

class WorldReader {
 public:
  void line(const std::string& text) {
    const auto blank = text.find(' ');
    const std::string word = text.substr(0, blank);
    const Fields fields = split(text.substr(blank + 1), " | ");
    if (word == "actor") {
      actors_[fields[0]] = read_actor(fields);
    } else if (word == "article") {
      put();
      article_.article.id = fields[0];
      if (fields.size() > 1 && !fields[1].empty()) {
        article_.article.published = parse_date(fields[1]).value();
      }
      if (fields.size() > 2) article_.article.source = fields[2];
      if (fields.size() > 3) article_.article.url = fields[3];
    } else if (word == "copy") {
      put();
      admit_copy(fields);
    } else {
      ENTENTE_CHECK(word == "relation", "a line starts with actor, article or relation");
      add(read_relation(fields), fields[8]);
    }
  }

  std::unique_ptr<Store> finish() {
    put();
    return std::move(store_);
  }

 private:
  void add(Relation relation, const std::string& sentence) {
    std::string& text = article_.article.text;
    const auto begin = static_cast<std::uint32_t>(text.size());
    const auto size = static_cast<std::uint32_t>(sentence.size());
    relation.evidence = {article_.sentence_count++,
                         {begin, begin + size},
                         {begin, begin + 1},
                         {begin, begin + 1},
                         {begin, begin + 1}};
    text += sentence + " ";
    for (const std::string* end : {&relation.subject, &relation.object}) {
      article_.actors.push_back(actors_.at(*end));
    }
    article_.relations.push_back(std::move(relation));
  }

  void admit_copy(const Fields& fields) {
    Article copy = store_->article(fields[1]).value().value();
    copy.id = fields[0];
    copy.source = fields[2];
    const auto admitted = store_->admit(copy);
    ENTENTE_CHECK(admitted.ok() && admitted->copy_of, "the store takes the article for no copy");
  }

  void put() {
    if (article_.article.id.empty()) return;
    const auto done = store_->put(article_, "test");
    ENTENTE_CHECK(done.ok(), "the store refused an article of the test world");
    article_ = {};
  }

  std::unique_ptr<Store> store_ = make_memory_store();
  std::map<std::string, Actor> actors_;
  ArticleRelations article_;
};

}  // namespace

std::unique_ptr<Store> read_world(const std::string& path) {
  std::ifstream in(path);
  ENTENTE_CHECK(in.good(), "the file of the test world is missing");
  WorldReader reader;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.front() != '#') reader.line(line);
  }
  return reader.finish();
}

}  // namespace entente
