// How fast articles are read when nothing is done with them, one thread, processor time.
//
// JSON Lines and CSV are generated (4 KB articles under the keys of a crawler). HTML is generated
// as well, and the real pages of ../shared are read where they are: markup differs too much between
// sites for one generated page to speak for all.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/check.h"
#include "ingest/reader/reader.h"

namespace entente {
namespace {

std::string paragraph(int seed) {
  std::string out;
  for (int i = 0; i < 8; ++i) {
    out += "On day " + std::to_string(seed * 8 + i) +
           " the ministers of both countries met in the capital, and said that the talks about the "
           "border, which had been broken off in spring, would go on. ";
  }
  return out;
}

std::string article_text(int seed) {
  return paragraph(seed) + "\\n\\n" + paragraph(seed + 1) + "\\n\\n\\u201c" + paragraph(seed + 2) +
         "\xe2\x80\x9d";
}

std::string json_lines() {
  std::string out;
  for (int i = 0; i < 2000; ++i) {
    const std::string number = std::to_string(i);
    out += R"({"authors":["A. Writer","B. Writer"],"date_download":"2018-01-02 10:00:00",)"
           R"("date_publish":"2018-01-01 09:00:00","description":")" +
           paragraph(i).substr(0, 300) +
           R"(","language":"en","source_domain":"example.org","title":"Ministers meet )" + number +
           R"(","url":"https://example.org/2018/01/)" + number + R"(","maintext":")" +
           article_text(i) + "\",\"score\":0.25}\n";
  }
  return out;
}

std::string csv() {
  std::string out = "id,title,text,date\n";
  for (int i = 0; i < 2000; ++i) {
    out += std::to_string(i) + ",\"Ministers \"\"meet\"\"\",\"" + article_text(i) +
           "\n\",2018-01-01\n";
  }
  return out;
}

std::string html() {
  std::string out = "<!doctype html><html lang=en><head><title>Ministers meet</title><style>";
  for (int i = 0; i < 200; ++i) out += ".menu-item-" + std::to_string(i) + "{color:#333}";
  out += "</style></head><body><nav><ul>";
  for (int i = 0; i < 150; ++i) {
    out +=
        "<li class=\"menu-item\"><a href=\"/section/" + std::to_string(i) + "\">Section</a></li>";
  }
  out += "</ul></nav><div class=\"article-body\">";
  for (int i = 0; i < 8; ++i) out += "<p>" + paragraph(i) + "</p>";
  return out + "</div><footer>All rights reserved</footer></body></html>";
}

ReadSink null_sink(std::uint64_t& articles) {
  return {[&articles](ReadArticle&&) {
            ++articles;
            return true;
          },
          [](const SkippedInput&) {}};
}

void read_again(benchmark::State& state, const std::string& bytes, const char* name) {
  std::uint64_t articles = 0;
  const ReadOptions options;
  for (auto _ : state) read_article_text(bytes, name, options, null_sink(articles));
  ENTENTE_CHECK(articles > 0, "nothing was read");
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size()) *
                          static_cast<std::int64_t>(state.iterations()));
  state.counters["articles/s"] =
      benchmark::Counter(static_cast<double>(articles), benchmark::Counter::kIsRate);
}

void read_json_lines(benchmark::State& state) { read_again(state, json_lines(), "a.jsonl"); }
void read_json_array(benchmark::State& state) {
  std::string array = json_lines();
  for (std::size_t at = 0; (at = array.find("}\n{", at)) != std::string::npos;) array[at + 1] = ',';
  read_again(state, "[" + array + "]", "a.json");
}
void read_csv(benchmark::State& state) { read_again(state, csv(), "a.csv"); }
void read_html(benchmark::State& state) { read_again(state, html(), "a.html"); }

// Packed or not, whatever the folder holds; bytes are those of the files.
void read_shared(benchmark::State& state, const char* folder) {
  const std::string path = std::string(ENTENTE_SHARED_DIR) + "/data/articles/" + folder;
  if (!std::filesystem::exists(path)) return state.SkipWithError((path + " is absent").c_str());
  std::uint64_t articles = 0;
  std::uint64_t bytes = 0;
  ReadOptions options;
  options.languages = LanguagePolicy::kAny;
  for (auto _ : state) bytes += read_articles(path, options, null_sink(articles))->bytes;
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["articles/s"] =
      benchmark::Counter(static_cast<double>(articles), benchmark::Counter::kIsRate);
}
void read_real_html(benchmark::State& state) { read_shared(state, "html_readability"); }

BENCHMARK(read_json_lines)->Unit(benchmark::kMillisecond);
BENCHMARK(read_json_array)->Unit(benchmark::kMillisecond);
BENCHMARK(read_csv)->Unit(benchmark::kMillisecond);
BENCHMARK(read_html)->Unit(benchmark::kMillisecond);
BENCHMARK(read_real_html)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entente
