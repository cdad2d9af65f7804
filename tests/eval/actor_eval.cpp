// Measures the actor table and the phrase resolver against ../shared/data.
//   actor_eval [-v]    -v lists what is wrong
// Sets: ngec (386 phrases: country, sector, name), dev (labelled actors of events), dwie (linked
// mentions of political actors), coactors (who stands in one coordination), leaders (factbook,
// REIGN since 1988, visits to the US since 1990), speed.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

#include "core/unicode.h"
#include "graph/actor_table.h"
#include "graph/role_table.h"
#include "ingest/actor/link_actors.h"
#include "ingest/pipeline.h"
#include "tests/eval/coactors.h"

namespace entente {
namespace {

const std::string kShared = ENTENTE_SHARED_DIR "/data/";
const std::string kData = ENTENTE_DATA_DIR;
// The phrases that say "today" were written in 2022; their latest explicit date is 2022-10-01.
constexpr Date kToday{2022, 10, 1};

struct Score {
  int right = 0;
  int total = 0;
  void add(bool is_right) {
    right += is_right ? 1 : 0;
    ++total;
  }
};

void print(const char* what, Score score) {
  const double percent = score.total == 0 ? 0 : 100.0 * score.right / score.total;
  std::printf("%-44s %5d of %5d  %5.1f %%\n", what, score.right, score.total, percent);
}

// The expectation is a string, a list of accepted ones, or {"not": string}.
bool agrees(const nlohmann::json& expected, const std::string& got) {
  if (expected.is_string()) return expected.get<std::string>() == got;
  if (expected.is_array()) {
    for (const auto& one : expected) {
      if (agrees(one, got)) return true;
    }
    return false;
  }
  return expected.contains("not") && expected["not"].get<std::string>() != got;
}

std::set<std::string> words_of(std::string text) {
  const auto bracket = text.find('(');
  if (bracket != std::string::npos) text.resize(bracket);
  std::set<std::string> out;
  std::string word;
  for (const char c : fold_for_matching(text) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) > 127) {
      word.push_back(c);
    } else if (!word.empty()) {
      if (word != "of" && word != "the" && word != "and") out.insert(word);
      word.clear();
    }
  }
  return out;
}

// True if one of the actor's names and the title consist of the same words, or one's words contain
// the other's (two words at least).
bool name_agrees(const Actor& actor, const std::string& title) {
  const auto wanted = words_of(title);
  std::vector<std::string> names = actor.aliases;
  names.push_back(actor.name);
  for (const std::string& name : names) {
    const auto have = words_of(name);
    const bool within = std::includes(have.begin(), have.end(), wanted.begin(), wanted.end()) ||
                        std::includes(wanted.begin(), wanted.end(), have.begin(), have.end());
    if (have == wanted || (within && std::min(have.size(), wanted.size()) >= 2)) return true;
  }
  return false;
}

std::optional<Date> date_of(const nlohmann::json& row) {
  const std::string text = row.value("query_date", "today");
  const auto date = parse_date(text);
  if (date) return *date;
  return kToday;
}

void measure_ngec(const ActorKnowledge& knowledge, bool verbose) {
  std::ifstream in(kShared + "entities/ngec_actor_resolution.jsonl");
  Score country;
  Score sector;
  Score name;
  std::string line;
  while (std::getline(in, line)) {
    const auto row = nlohmann::json::parse(line, nullptr, false);
    if (row.is_discarded()) continue;
    const std::string actor = row["actor"];
    const auto& expect = row["expect"];
    const auto got = resolve_phrase(actor, date_of(row), knowledge);
    const char* key = expect.contains("cc") ? "cc" : "country";
    bool wrong = false;
    if (expect.contains(key)) {
      country.add(agrees(expect[key], got.country));
      wrong = !agrees(expect[key], got.country);
    }
    if (expect.contains("code_1")) {
      sector.add(agrees(expect["code_1"], got.sector));
      wrong = wrong || !agrees(expect["code_1"], got.sector);
    }
    const char* title = expect.contains("title") ? "title" : "wiki";
    if (expect.contains(title) && expect[title].is_string() && expect[title] != "") {
      const auto known = knowledge.actors.find(got.actor);
      const bool right = known && name_agrees(knowledge.actors.actor(*known), expect[title]);
      name.add(right);
      wrong = wrong || (!right && !expect.contains("country"));
    }
    if (verbose && wrong) {
      std::cout << actor << " -> " << got.country << '/' << got.sector << '/' << got.actor << " ("
                << got.why << ") expected " << expect.dump() << '\n';
    }
  }
  print("ngec: country", country);
  print("ngec: sector", sector);
  print("ngec: name agrees with Wikipedia title", name);
}

void measure_dwie(const ActorKnowledge& knowledge, bool verbose) {
  std::ifstream in(kShared + "entities/dwie/derived-political-mentions.tsv");
  Score strings;
  Score tokens;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream row(line);
    std::string mention;
    std::string title;
    std::string types;
    std::string count;
    std::getline(row, mention, '\t');
    std::getline(row, title, '\t');
    std::getline(row, types, '\t');
    std::getline(row, count, '\t');
    if (title == "-" || title.empty()) continue;
    std::string spaced = title;
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    bool right = false;
    for (const auto& reading : knowledge.actors.lookup(mention)) {
      right = right || name_agrees(knowledge.actors.actor(reading.actor), spaced);
    }
    const int times = std::atoi(count.c_str());
    strings.add(right);
    for (int i = 0; i < times; ++i) tokens.add(right);
    if (verbose && !right && times >= 6) {
      std::cout << "dwie: " << mention << " (" << times << ") expected " << spaced << " [" << types
                << "]\n";
    }
  }
  print("dwie: linked strings", strings);
  print("dwie: linked mentions", tokens);
}

// Hand-labelled actors of events/dev.jsonl whose country is known from the gold dyad: one event,
// one source, one target, one dyad. No dates in the set, so offices name nobody here.
void measure_dev(const ActorKnowledge& knowledge, bool verbose) {
  std::ifstream in(kShared + "events/dev.jsonl");
  Score country;
  for (std::string line; std::getline(in, line);) {
    const auto row = nlohmann::json::parse(line, nullptr, false);
    const bool whole = row.contains("dyads") && row["dyads"].size() == 1 &&
                       row.contains("events") && row["events"].size() == 1;
    if (!whole) continue;
    const auto& event = row["events"][0];
    if (!event.contains("source_text") || !event.contains("target_text")) continue;
    for (const int end : {0, 1}) {
      const auto& texts = event[end == 0 ? "source_text" : "target_text"];
      if (texts.size() != 1 || !texts[0].is_string()) continue;
      const std::string text = texts[0];
      const std::string wanted = row["dyads"][0][static_cast<std::size_t>(end)];
      const auto got = resolve_phrase(text, std::nullopt, knowledge);
      country.add(got.country == wanted);
      if (verbose && got.country != wanted) {
        std::cout << "dev: " << text << " -> " << got.country << '/' << got.actor << " (" << got.why
                  << ") expected " << wanted << '\n';
      }
    }
  }
  print("dev: country of the labelled actors", country);
}

// True if the table leads from that name to a person of that country.
bool finds_person(const ActorTable& table, const std::string& name, const std::string& country) {
  for (const auto& reading : table.lookup(name)) {
    const Actor& actor = table.actor(reading.actor);
    if (actor.kind != ActorKind::kPerson) continue;
    if (actor.country == country) return true;
    for (const Office& office : actor.offices) {
      if (office.country == country) return true;
    }
  }
  return false;
}

void measure_leaders(const ActorTable& table, const char* file, std::size_t name_column,
                     bool verbose) {
  std::ifstream in(kData + "/actors/facts/" + file);
  Score found;
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields;
    std::istringstream row(line);
    for (std::string field; std::getline(row, field, '\t');) fields.push_back(field);
    const bool right = finds_person(table, fields[name_column], fields[0]);
    found.add(right);
    if (verbose && !right) std::cout << file << ": " << line << '\n';
  }
  print((std::string("leaders: ") + file).c_str(), found);
}

// Sentences out of ICEWS-like reports: the actors coordinated with one of them, through the whole
// pipeline. The set has no dates; its latest event is COP26.
void measure_coactors(const ActorKnowledge& knowledge, bool verbose) {
  auto extractor = Extractor::create({kData});
  if (!extractor) {
    std::cerr << extractor.error().message << '\n';
    return;
  }
  std::ifstream in(kShared + "entities/ngec_coactors.jsonl");
  Score score;
  for (std::string line; std::getline(in, line);) {
    const auto row = nlohmann::json::parse(line, nullptr, false);
    if (row.is_discarded()) continue;
    Article article;
    article.text = row["text"];
    article.published = Date{2021, 10, 30};
    std::set<std::string> wanted;
    for (const std::string name : row["co_actors"]) {
      const auto one = resolve_phrase(name, article.published, knowledge);
      wanted.insert(one.actor.empty() ? "person:" + slug(name) : one.actor);
    }
    const Document document = extractor->analyse(article);
    const auto got = coordinated_actors(document, row["seed_actor"].get<std::string>());
    score.add(got == wanted);
    if (verbose && got != wanted) {
      std::cout << "coactors: " << row["id"] << " found";
      for (const auto& id : got) std::cout << ' ' << id;
      std::cout << '\n';
    }
  }
  print("ngec: co-actors", score);
}

int run(bool verbose) {
  const std::clock_t start = std::clock();
  const auto table = ActorTable::load(kData + "/actors");
  const double load = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const auto roles = RoleTable::load(kData + "/roles.tsv");
  if (!table || !roles) {
    std::cerr << (table ? roles.error().message : table.error().message) << '\n';
    return 1;
  }
  const ActorKnowledge knowledge{*table, *roles};
  measure_ngec(knowledge, verbose);
  measure_coactors(knowledge, verbose);
  measure_dwie(knowledge, verbose);
  measure_dev(knowledge, verbose);
  measure_leaders(*table, "factbook.tsv", 2, verbose);
  measure_leaders(*table, "reign.tsv", 1, verbose);
  measure_leaders(*table, "visits.tsv", 1, verbose);
  std::printf("%zu actors load in %.1f ms of processor time\n", table->size(), load);
  return 0;
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) { return entente::run(argc > 1 && std::string(argv[1]) == "-v"); }
