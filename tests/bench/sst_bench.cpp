// The ceiling of a bulk load: how fast RocksDB writes sorted files when nothing else is done. The
// keys and values of 1,048,576 relations, as long as those of `entente load`, are ready in memory,
// in order; threads write the five long families, a file each, as one chunk of a load does. Files
// lie in TMPDIR.
//   TMPDIR=/dev/shm build/release/tests/bench/sst_bench
#include <benchmark/benchmark.h>
#include <stdlib.h>  // mkdtemp

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "storage/bytes.h"
#include "storage/keys.h"
#include "storage/sorted_file.h"

namespace {

using namespace entente;

constexpr std::size_t kRows = std::size_t{1} << 20;
constexpr std::uint32_t kActors = 50'000;
constexpr std::uint32_t kDays = 2688;
constexpr std::uint32_t kFirstOfDays = 0x80004000u;
constexpr std::uint32_t kRowsOfAReport = 7;
constexpr std::size_t kEventValue = 46;  // a dated relation without place or spans
constexpr std::array kLongFamilies = {Family::kOut, Family::kIn, Family::kPair, Family::kEvent,
                                      Family::kTime};

// Keys of one length, one behind the other.
struct PackedKeys {
  std::string bytes;
  std::size_t length = 0;
};
using FamilyKeys = std::array<PackedKeys, kLongFamilies.size()>;

PackedKeys packed(std::vector<std::string> keys) {
  std::sort(keys.begin(), keys.end());
  PackedKeys out;
  out.length = keys.front().size();
  for (const std::string& key : keys) out.bytes += key;
  return out;
}

// Drawn as the table of load_bench.py is.
FamilyKeys sorted_keys() {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> part(0, 1);
  const auto actor = [&] {
    return ActorNumber{static_cast<std::uint32_t>(std::pow(part(random), 3) * kActors)};
  };
  std::array<std::vector<std::string>, kLongFamilies.size()> keys;
  for (std::uint32_t row = 0; row < kRows; ++row) {
    IndexedRelation relation;
    relation.subject = actor();
    relation.object = actor();
    relation.type = static_cast<EventType>(random() % 8);
    relation.day = DayKey{kFirstOfDays + static_cast<std::uint32_t>(random()) % kDays};
    relation.event = {ArticleNumber{row / kRowsOfAReport}, row % kRowsOfAReport,
                      row % kRowsOfAReport};
    keys[0].push_back(adjacency_key(relation.subject, relation.object, relation));
    keys[1].push_back(adjacency_key(relation.object, relation.subject, relation));
    keys[2].push_back(pair_key(relation));
    keys[3].push_back(event_key(relation.event));
    keys[4].push_back(time_key(relation));
  }
  FamilyKeys out;
  for (std::size_t i = 0; i < keys.size(); ++i) out[i] = packed(std::move(keys[i]));
  return out;
}

void write_family(const std::string& folder, std::size_t place, const FamilyKeys& keys) {
  const Family family = kLongFamilies[place];
  std::string value(family == Family::kEvent ? kEventValue : 1, '\1');
  auto file = SortedFile::create(family, folder + "/" + std::to_string(place) + ".sst");
  if (!file.ok()) std::abort();
  std::uint32_t number = 0;
  const auto& [bytes, length] = keys[place];
  for (std::size_t at = 0; at < bytes.size(); at += length) {
    // Two actors and a day, which differ from relation to relation, are what lz4 cannot fold.
    if (family == Family::kEvent) {
      number = number * 1664525U + 1013904223u;
      for (std::size_t i = 0; i < 6; ++i) value[3 + i] = static_cast<char>(number >> (4 * i));
    }
    file->add(std::string_view(bytes).substr(at, length), value);
  }
  if (!file->finish().ok()) std::abort();
}

void WriteSortedFiles(benchmark::State& state) {
  static const FamilyKeys keys = sorted_keys();
  std::string folder = (std::filesystem::temp_directory_path() / "sst-bench-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) std::abort();
  for (auto _ : state) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i = next++; i < kLongFamilies.size(); i = next++) {
        write_family(folder, i, keys);
      }
    };
    std::vector<std::thread> threads;
    for (std::int64_t i = 1; i < state.range(0); ++i) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
  }
  std::filesystem::remove_all(folder);
  const auto rows = static_cast<double>(state.iterations()) * static_cast<double>(kRows);
  state.counters["relations/s"] = {rows, benchmark::Counter::kIsRate};
  state.counters["keys/s"] = {rows * static_cast<double>(kLongFamilies.size()),
                              benchmark::Counter::kIsRate};
}

}  // namespace

BENCHMARK(WriteSortedFiles)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
