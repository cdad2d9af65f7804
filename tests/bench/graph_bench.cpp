// How fast graphs are built, walked and written: build/release/tests/bench/graph_bench
#include <benchmark/benchmark.h>

#include <random>
#include <string>

#include "graph/algorithms.h"
#include "graph/export/csv.h"
#include "graph/export/gexf.h"
#include "graph/export/graphml.h"
#include "graph/export/jsonl.h"
#include "graph/relation_graph.h"

namespace {

using namespace entente;

constexpr int kActors = 50'000;
constexpr int kRelations = 1'000'000;

// A few actors are in most news: the cube makes small numbers frequent.
int some_actor(std::mt19937& random) {
  const double part = std::uniform_real_distribution<double>(0, 1)(random);
  return static_cast<int>(part * part * part * (kActors - 1));
}

std::string actor_id(int number) { return "person:some-longer-name-" + std::to_string(number); }

Relation some_relation(std::mt19937& random) {
  Relation relation;
  relation.subject = actor_id(some_actor(random));
  relation.object = actor_id(some_actor(random));
  relation.predicate = "hold talks with";
  relation.type = kAllEventTypes[random() % kAllEventTypes.size()];
  relation.cameo = "046";
  relation.confidence = 0.87F;
  relation.date = DatedPeriod{from_days(18'000 + static_cast<int>(random() % 1500))};
  return relation;
}

const RelationGraph& graph() {
  static const RelationGraph built = [] {
    std::mt19937 random(1);
    RelationGraph::Builder builder;
    for (int i = 0; i < kRelations; ++i) builder.add(some_relation(random));
    return std::move(builder).build();
  }();
  return built;
}

void build_graph(benchmark::State& state) {
  std::mt19937 random(1);
  std::vector<Relation> relations;
  for (int i = 0; i < kRelations; ++i) relations.push_back(some_relation(random));
  for (auto _ : state) {
    RelationGraph::Builder builder;
    for (const Relation& relation : relations) builder.add(relation);
    benchmark::DoNotOptimize(std::move(builder).build());
  }
  state.SetItemsProcessed(state.iterations() * kRelations);
}

void find_shortest_path(benchmark::State& state) {
  std::mt19937 random(2);
  const auto vertex = [&] { return static_cast<VertexIndex>(random() % graph().vertex_count()); };
  PathOptions options;
  options.filter.types = {EventType::kConsult};
  graph();
  for (auto _ : state)
    benchmark::DoNotOptimize(shortest_path(graph(), vertex(), vertex(), options));
}

void find_components(benchmark::State& state) {
  EdgeFilter one_year;
  one_year.from = from_days(18'000);
  one_year.to = from_days(18'365);
  graph();
  for (auto _ : state) benchmark::DoNotOptimize(connected_components(graph(), one_year));
  state.SetItemsProcessed(state.iterations() * kRelations);
}

EdgeRecord some_record() {
  std::mt19937 random(3);
  EdgeRecord record;
  record.article = "2022-some-article-of-the-collection";
  record.relation = some_relation(random);
  record.title = "Leaders hold talks on trade & security";
  record.url = "https://news.example.org/2022/09/15/leaders-hold-talks?page=1&print=yes";
  record.published = Date{2022, 9, 16};
  for (Actor* actor : {&record.subject, &record.object}) {
    actor->name = "Some Longer Name";
    actor->kind = ActorKind::kPerson;
    actor->aliases = {"Longer Name", "President Name"};
  }
  record.subject.id = record.relation.subject;
  record.object.id = record.relation.object;
  record.evidence_text =
      "The president of the one country held talks with the prime minister of the other on "
      "Thursday, and both said that \"a new chapter\" had begun between their peoples.";
  return record;
}

template <typename Write>
void write_edges(benchmark::State& state, const Write& write) {
  const EdgeRecord record = some_record();
  std::size_t bytes = 0;
  for (auto _ : state) bytes += write(record);
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void write_jsonl(benchmark::State& state) {
  write_edges(state, [](const EdgeRecord& record) { return to_json_line(record).size(); });
}
void read_jsonl(benchmark::State& state) {
  const std::string line = to_json_line(some_record());
  write_edges(state, [&](const EdgeRecord&) {
    benchmark::DoNotOptimize(parse_json_line(line));
    return line.size();
  });
}
void write_csv(benchmark::State& state) {
  write_edges(state, [](const EdgeRecord& record) { return csv_edge_row(record).size(); });
}
template <typename Writer>
void write_graph(benchmark::State& state) {
  std::size_t bytes = 0;
  Writer writer([&](std::string_view piece) { bytes += piece.size(); });
  writer.begin();
  write_edges(state, [&](const EdgeRecord& record) {
    const std::size_t before = bytes;
    writer.edge(record);
    return bytes - before;
  });
}

BENCHMARK(build_graph)->Unit(benchmark::kMillisecond);
BENCHMARK(find_shortest_path)->Unit(benchmark::kMillisecond);
BENCHMARK(find_components)->Unit(benchmark::kMillisecond);
BENCHMARK(write_jsonl);
BENCHMARK(read_jsonl);
BENCHMARK(write_csv);
BENCHMARK_TEMPLATE(write_graph, GraphmlWriter);
BENCHMARK_TEMPLATE(write_graph, GexfWriter);

}  // namespace
