// Runs tests/query/*.cases on the worlds that they name. A case is three parts, a non-programmer
// can write one:
//   > who-met actor=person:ada-north
//   a row that is expected | its next field
//   (an empty line)
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "query/find_actor.h"
#include "query/neighbors.h"
#include "query/path.h"
#include "query/record_loader.h"
#include "query/timeline.h"
#include "query/top.h"
#include "query/who_met.h"
#include "tests/query/world.h"

namespace entente {
namespace {

using Rows = std::vector<std::string>;
using Options = std::map<std::string, std::string>;

const std::string kFolder = std::string(ENTENTE_SOURCE_DIR) + "/tests/query/";

struct Case {
  std::string question;  // the line as it stands
  std::string name;
  Options options;
  Rows expected;
  int line = 0;
};

Case read_question(const std::string& text, int line) {
  Case made{text, "", {}, {}, line};
  std::istringstream in(text.substr(1));
  in >> made.name;
  for (std::string word; in >> word;) {
    const auto equals = word.find('=');
    std::string value = equals == std::string::npos ? "yes" : word.substr(equals + 1);
    for (char& c : value) c = c == '_' ? ' ' : c;
    made.options[word.substr(0, equals)] = value;
  }
  return made;
}

std::vector<Case> read_cases(const std::string& path) {
  std::vector<Case> cases;
  std::ifstream in(path);
  EXPECT_TRUE(in.good()) << path;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '>') {
      cases.push_back(read_question(line, number));
    } else {
      cases.back().expected.push_back(line);
    }
  }
  return cases;
}

// Reads the options of a case.
class Asked {
 public:
  explicit Asked(const Options& options) : options_(options) {}
  bool has(const char* key) const { return options_.count(key) > 0; }
  std::string text(const char* key) const { return has(key) ? options_.at(key) : ""; }
  std::size_t number(const char* key) const { return has(key) ? std::stoul(text(key)) : 0; }
  std::optional<Date> date(const char* key) const {
    return has(key) ? std::optional(parse_date(text(key)).value()) : std::nullopt;
  }
  RelationFilter filter() const {
    RelationFilter filter;
    filter.subject = text("subject");
    filter.object = text("object");
    filter.either = text("actor");
    if (has("type")) filter.types = {parse_event_type(text("type")).value()};
    filter.from = date("from");
    filter.to = date("to");
    filter.with_negated = !has("no-negated");
    if (has("confidence")) filter.min_confidence = std::stof(text("confidence"));
    return filter;
  }
  Criteria criteria() const {
    Criteria criteria{filter(), {}, has("leaders"), has("group") ? Unit::kEvent : Unit::kReport};
    if (has("modality")) criteria.modalities = {parse_modality(text("modality")).value()};
    return criteria;
  }

 private:
  const Options& options_;
};

std::string shown(const std::optional<DatedPeriod>& period) {
  return period ? to_string(period->date) : "-";
}

std::string shown(const std::optional<Support>& support) {
  if (!support) return {};
  return " | sentences " + std::to_string(support->sentences) + " articles " +
         std::to_string(support->articles) + " copies " + std::to_string(support->copies) +
         " sources " + std::to_string(support->sources);
}

Rows failed(const Error& error) { return {"error: " + error.message}; }

Rows ask_who_met(const Store& store, const Asked& asked) {
  WhoMetOptions options;
  options.actor = asked.text("actor");
  options.other = asked.text("other");
  options.from = asked.date("from");
  options.to = asked.date("to");
  options.leaders = asked.has("leaders");
  options.with_evidence = asked.has("evidence");
  options.calls = asked.has("calls") ? Calls::kCount : Calls::kLeaveOut;
  options.limit = asked.number("limit");
  const auto pairs = who_met(store, options);
  if (!pairs.ok()) return failed(pairs.error());
  Rows rows;
  for (const MeetingPair& pair : *pairs) {
    std::ostringstream row;
    row << pair.first.name << " | " << pair.second.name << " | meetings " << pair.meetings
        << " | held " << pair.held << " planned " << pair.planned << " hypothetical "
        << pair.hypothetical << " denied " << pair.denied << " | articles " << pair.support.articles
        << " sources " << pair.support.sources << " | " << shown(pair.first_date) << " "
        << shown(pair.last_date);
    rows.push_back(row.str());
    for (const MeetingEvidence& item : pair.evidence) {
      rows.push_back("- " + std::string(to_string(item.status)) + ": " + item.record.evidence_text);
    }
  }
  return rows;
}

Rows ask_relations(const Store& store, const Asked& asked) {
  Rows rows;
  const auto done = RecordLoader(store).scan(asked.criteria(), [&](const EdgeRecord& record) {
    rows.push_back(shown(record.relation.date) + " | " + record.subject.name + " | " +
                   record.relation.predicate + " | " + record.object.name + " | " +
                   record.evidence_text + shown(record.support));
    return asked.number("limit") == 0 || rows.size() < asked.number("limit");
  });
  return done.ok() ? rows : failed(done.error());
}

Rows ask_find(const Store& store, const Asked& asked) {
  const auto found = find_actor(store, asked.text("name"));
  return found.ok() ? Rows{found->id} : failed(found.error());
}

Rows ask_actors(const Store& store, const Asked& asked) {
  const std::string pattern = asked.text("pattern");
  ActorListOptions options;
  options.pattern = pattern;
  options.kind = parse_actor_kind(asked.text("kind"));
  options.limit = asked.number("limit");
  const auto found = list_actors(store, options);
  if (!found.ok()) return failed(found.error());
  Rows rows;
  for (const ActorRow& row : *found) {
    rows.push_back(row.actor.id + " | " + std::to_string(row.relations));
  }
  return rows;
}

std::string shown(const Tally& tally) {
  std::ostringstream out;
  for (const TypeCount& count : tally.by_count()) {
    out << (out.tellp() > 0 ? ", " : "") << to_string(count.type) << " " << count.count;
  }
  if (tally.negated > 0) out << "; negated " << tally.negated;
  if (tally.not_happened > 0) out << "; not happened " << tally.not_happened;
  return out.str();
}

Rows ask_neighbors(const Store& store, const Asked& asked) {
  const auto found = neighbors(store, asked.text("of"), {asked.criteria(), asked.number("limit")});
  if (!found.ok()) return failed(found.error());
  Rows rows;
  for (const Neighbor& row : *found) {
    std::ostringstream out;
    out << row.actor.name << " | out " << row.outgoing << " in " << row.incoming << " mutual "
        << row.mutual << " | " << shown(row.tally) << " | " << shown(row.tally.first_date) << " "
        << shown(row.tally.last_date);
    rows.push_back(out.str());
  }
  return rows;
}

Rows ask_path(const Store& store, const Asked& asked) {
  PathQuestion question;
  question.from = asked.text("from-actor");
  question.to = asked.text("to-actor");
  if (asked.has("any")) question.criteria = asked.criteria();
  question.directed = asked.has("directed");
  if (asked.has("hops")) question.max_hops = static_cast<std::uint32_t>(asked.number("hops"));
  question.evidence_per_hop = 1;
  const auto found = find_path(store, question);
  if (!found.ok()) return failed(found.error());
  Rows rows;
  for (const PathHop& hop : *found) {
    rows.push_back(hop.from.name + " | " + hop.to.name + " | " + std::to_string(hop.relations) +
                   " | " + hop.evidence.at(0).evidence_text);
  }
  return rows;
}

Rows ask_timeline(const Store& store, const Asked& asked) {
  TimelineOptions options;
  options.actor = asked.text("of");
  options.other = asked.text("and");
  options.criteria = asked.criteria();
  options.with_evidence = asked.has("evidence");
  if (asked.text("step") == "month") options.step = TimelineStep::kMonth;
  if (asked.text("step") == "year") options.step = TimelineStep::kYear;
  const auto found = timeline(store, options);
  if (!found.ok()) return failed(found.error());
  Rows rows;
  for (const TimelineEntry& entry : *found) {
    rows.push_back((entry.first_day ? to_string(*entry.first_day) : "-") + " | " +
                   to_string(entry.precision) + " | " + shown(entry.tally));
    for (const EdgeRecord& record : entry.records) rows.push_back("- " + record.evidence_text);
  }
  return rows;
}

Rows ask_top(const Store& store, const Asked& asked) {
  const std::map<std::string, TopMeasure> measures = {{"", TopMeasure::kRelations},
                                                      {"outgoing", TopMeasure::kOutgoing},
                                                      {"incoming", TopMeasure::kIncoming},
                                                      {"neighbors", TopMeasure::kNeighbors}};
  const auto found =
      top_actors(store, {asked.criteria(), measures.at(asked.text("by")),
                         parse_actor_kind(asked.text("kind")), asked.number("limit")});
  if (!found.ok()) return failed(found.error());
  Rows rows;
  for (const TopActor& row : *found) {
    std::ostringstream out;
    out << row.actor.name << " | " << row.relations << " out " << row.outgoing << " in "
        << row.incoming << " neighbors " << row.neighbors << " articles " << row.articles;
    rows.push_back(out.str());
  }
  return rows;
}

Rows ask(const Store& store, const Case& asked) {
  const Asked options(asked.options);
  if (asked.name == "who-met") return ask_who_met(store, options);
  if (asked.name == "relations") return ask_relations(store, options);
  if (asked.name == "find") return ask_find(store, options);
  if (asked.name == "actors") return ask_actors(store, options);
  if (asked.name == "neighbors") return ask_neighbors(store, options);
  if (asked.name == "path") return ask_path(store, options);
  if (asked.name == "timeline") return ask_timeline(store, options);
  if (asked.name == "top") return ask_top(store, options);
  return {"no such question"};
}

class CannedQuestions : public testing::TestWithParam<const char*> {};

TEST_P(CannedQuestions, AnswerAsInTheirCases) {
  const std::string name = kFolder + GetParam();
  const auto store = read_world(name + ".world");
  const std::vector<Case> cases = read_cases(name + ".cases");
  EXPECT_GT(cases.size(), 10U);
  for (const Case& asked : cases) {
    EXPECT_EQ(ask(*store, asked), asked.expected)
        << name << ".cases:" << asked.line << ": " << asked.question;
  }
}

INSTANTIATE_TEST_SUITE_P(Worlds, CannedQuestions, testing::Values("summit", "reports"));

}  // namespace
}  // namespace entente
