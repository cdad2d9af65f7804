// How fast the store takes articles and answers: build/release/tests/bench/store_bench
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <filesystem>
#include <random>
#include <string>

#include "storage/store.h"

namespace {

using namespace entente;

constexpr int kActors = 2000;
constexpr int kRelationsPerArticle = 12;
constexpr int kStoredArticles = 20'000;  // 240,000 relations

std::string actor_id(int number) { return "person:p" + std::to_string(number); }

// A few actors are in most news: the square makes small numbers frequent.
int some_actor(std::mt19937& random) {
  const double part = std::uniform_real_distribution<double>(0, 1)(random);
  return static_cast<int>(part * part * part * (kActors - 1));
}

ArticleRelations article(int number) {
  std::mt19937 random(static_cast<std::uint32_t>(number));
  ArticleRelations made;
  made.article.id = "bench-" + std::to_string(number);
  for (int word = 0; word < 400; ++word) {
    made.article.text += "word" + std::to_string(random() % 5000) + " ";
  }
  made.article.published = from_days(18'000 + number % 1500);
  made.sentence_count = 20;
  for (int i = 0; i < kRelationsPerArticle; ++i) {
    Relation relation;
    relation.subject = actor_id(some_actor(random));
    relation.object = actor_id(some_actor(random));
    for (const std::string& id : {relation.subject, relation.object}) {
      Actor actor;
      actor.id = id;
      actor.name = "Name of " + id;
      made.actors.push_back(std::move(actor));
    }
    relation.type = kAllEventTypes[random() % kAllEventTypes.size()];
    relation.reciprocal = relation.type == EventType::kConsult;
    relation.predicate = "meet";
    relation.cameo = "036";
    relation.date = DatedPeriod{from_days(18'000 + static_cast<int>(random() % 1500))};
    relation.evidence.sentence = static_cast<std::uint32_t>(i);
    made.relations.push_back(std::move(relation));
  }
  return made;
}

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "store-bench-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string path() const { return path_ + "/db"; }

 private:
  std::string path_;
};

std::unique_ptr<Store> open_or_die(const std::string& path, OpenMode mode) {
  auto store = open_rocks_store(path, mode);
  ENTENTE_CHECK(store.ok(), "the store does not open");
  return std::move(*store);
}

// One store for all reading benchmarks, written once.
const Folder& filled() {
  static const Folder folder;
  static const bool is_filled = [] {
    const auto store = open_or_die(folder.path(), OpenMode::kReadWrite);
    for (int i = 0; i < kStoredArticles; ++i) {
      ENTENTE_CHECK(store->put(article(i), "bench").ok(), "put failed");
    }
    return true;
  }();
  benchmark::DoNotOptimize(is_filled);
  return folder;
}

std::uint64_t count(const Store& store, const RelationFilter& filter,
                    std::uint64_t limit = ~std::uint64_t{0}) {
  std::uint64_t found = 0;
  const Result<void> done =
      store.scan(filter, [&](const StoredRelation&) { return ++found < limit; });
  ENTENTE_CHECK(done.ok(), "scan failed");
  return found;
}

void put(benchmark::State& state) {
  const Folder folder;
  const auto store = open_or_die(folder.path(), OpenMode::kReadWrite);
  int number = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const ArticleRelations next = article(number++);
    state.ResumeTiming();
    ENTENTE_CHECK(store->put(next, "bench").ok(), "put failed");
  }
  state.counters["articles"] = benchmark::Counter(number, benchmark::Counter::kIsRate);
  state.counters["relations"] =
      benchmark::Counter(double{kRelationsPerArticle} * number, benchmark::Counter::kIsRate);
}
BENCHMARK(put)->Unit(benchmark::kMicrosecond)->Iterations(20'000);

void put_unchanged(benchmark::State& state) {
  const auto store = open_or_die(filled().path(), OpenMode::kReadWrite);
  const ArticleRelations same = article(17);
  for (auto _ : state) benchmark::DoNotOptimize(store->put(same, "bench").ok());
}
BENCHMARK(put_unchanged)->Unit(benchmark::kMicrosecond);

void who_met_pair(benchmark::State& state) {
  const auto store = open_or_die(filled().path(), OpenMode::kReadOnly);
  std::mt19937 random(1);
  std::uint64_t rows = 0;
  for (auto _ : state) {
    RelationFilter filter;
    filter.subject = actor_id(some_actor(random));
    filter.object = actor_id(some_actor(random));
    filter.types = {EventType::kConsult};
    rows += count(*store, filter);
  }
  state.counters["rows"] = benchmark::Counter(static_cast<double>(rows));
}
BENCHMARK(who_met_pair)->Unit(benchmark::kMicrosecond);

void busiest_pair_all_types(benchmark::State& state) {
  const auto store = open_or_die(filled().path(), OpenMode::kReadOnly);
  RelationFilter filter;
  filter.subject = actor_id(0);
  filter.either = actor_id(1);
  std::uint64_t rows = 0;
  for (auto _ : state) rows = count(*store, filter);
  state.counters["rows"] = static_cast<double>(rows);
}
BENCHMARK(busiest_pair_all_types)->Unit(benchmark::kMicrosecond);

void hub_both_ways(benchmark::State& state) {
  const auto store = open_or_die(filled().path(), OpenMode::kReadOnly);
  RelationFilter filter;
  filter.either = actor_id(0);
  std::uint64_t rows = 0;
  for (auto _ : state) rows = count(*store, filter);
  state.counters["rows"] = static_cast<double>(rows);
}
BENCHMARK(hub_both_ways)->Unit(benchmark::kMillisecond);

void first_ten_of_the_hub(benchmark::State& state) {
  const auto store = open_or_die(filled().path(), OpenMode::kReadOnly);
  RelationFilter filter;
  filter.either = actor_id(0);
  for (auto _ : state) benchmark::DoNotOptimize(count(*store, filter, 10));
}
BENCHMARK(first_ten_of_the_hub)->Unit(benchmark::kMicrosecond);

void one_week(benchmark::State& state) {
  const auto store = open_or_die(filled().path(), OpenMode::kReadOnly);
  RelationFilter filter;
  filter.from = from_days(18'500);
  filter.to = from_days(18'506);
  std::uint64_t rows = 0;
  for (auto _ : state) rows = count(*store, filter);
  state.counters["rows"] = static_cast<double>(rows);
}
BENCHMARK(one_week)->Unit(benchmark::kMillisecond);

void everything(benchmark::State& state) {
  const auto store = open_or_die(filled().path(), OpenMode::kReadOnly);
  std::uint64_t rows = 0;
  for (auto _ : state) rows = count(*store, {});
  state.counters["relations"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(everything)->Unit(benchmark::kMillisecond);

void everything_by_article(benchmark::State& state) {
  const auto store = open_or_die(filled().path(), OpenMode::kReadOnly);
  std::uint64_t rows = 0;
  for (auto _ : state) {
    rows = 0;
    const Result<void> done = store->scan_by_article({}, [&](const StoredRelation&) {
      ++rows;
      return true;
    });
    ENTENTE_CHECK(done.ok(), "scan failed");
  }
  state.counters["relations"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(everything_by_article)->Unit(benchmark::kMillisecond);

void open_read_only(benchmark::State& state) {
  const std::string path = filled().path();
  for (auto _ : state) benchmark::DoNotOptimize(open_or_die(path, OpenMode::kReadOnly));
}
BENCHMARK(open_read_only)->Unit(benchmark::kMillisecond);

void create_and_close(benchmark::State& state) {
  for (auto _ : state) {
    const Folder folder;
    benchmark::DoNotOptimize(open_or_die(folder.path(), OpenMode::kReadWrite));
  }
}
BENCHMARK(create_and_close)->Unit(benchmark::kMillisecond);

}  // namespace
