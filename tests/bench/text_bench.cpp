// Speed of ingest/text on news-like text: bytes and tokens a second.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "ingest/text/split_text.h"

namespace {

std::string make_text() {
  const std::string paragraph =
      "MOSCOW, Sept. 15 (Agency) - The U.S. president's envoy, Anna M. Berg, met Gen. Roy on "
      "Monday. \u201cWe don't expect a break-through,\u201d she said, \u201cbut both sides\u2019 "
      "aides will meet again at 5:30 p.m.\u201d The two countries signed a $1.5bn deal in 2019-20; "
      "trade grew by 3.5% to 12,400 units.\n\n";
  std::string text;
  while (text.size() < 1'000'000) text += paragraph;
  return text;
}

void BM_SplitText(benchmark::State& state) {
  const std::string text = make_text();
  std::size_t tokens = 0;
  for (auto _ : state) {
    const auto sentences = entente::split_text(text);
    for (const auto& sentence : sentences) tokens += sentence.tokens.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
  state.counters["tokens"] =
      benchmark::Counter(static_cast<double>(tokens), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_SplitText)->Unit(benchmark::kMillisecond);

}  // namespace
