// Reads articles and does nothing with them (a null extractor): counts, skips by reason, and speed.
//   read_articles PATH...
#include <chrono>
#include <iostream>
#include <map>
#include <string>

#include "ingest/reader/reader.h"

int main(int argc, char** argv) {
  entente::ReadReport total;
  std::map<std::string, int> reasons;
  std::uint64_t text_bytes = 0;
  entente::ReadSink sink;
  sink.article = [&](entente::ReadArticle&& article) {
    text_bytes += article.article.text.size();
    return true;
  };
  sink.skipped = [&](const entente::SkippedInput& skipped) { ++reasons[skipped.reason]; };
  const auto start = std::chrono::steady_clock::now();
  for (int i = 1; i < argc; ++i) {
    const auto report = entente::read_articles(argv[i], {}, sink);
    if (!report) {
      std::cerr << report.error().message << '\n';
      return 1;
    }
    total += *report;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::cout << total.articles << " articles, " << total.skipped << " skipped, " << total.undated
            << " undated, " << total.repaired << " repaired, " << total.files << " files, "
            << static_cast<double>(total.bytes) / 1e6 << " MB read, "
            << static_cast<double>(text_bytes) / 1e6 << " MB of text, " << seconds.count() << " s, "
            << static_cast<double>(total.bytes) / 1e6 / seconds.count() << " MB/s\n";
  for (const auto& [reason, count] : reasons) std::cout << count << "\t" << reason << '\n';
}
