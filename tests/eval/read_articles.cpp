// Reads articles and does nothing with them (a null extractor): counts, skips by reason, speed in
// processor time, peak memory.
//   read_articles [--print] [--skips] [--any-language] PATH...
// --print writes every article to stdout as a JSON line, --skips every skip; figures go to stderr.
#include <sys/resource.h>

#include <ctime>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "ingest/reader/reader.h"

namespace {

struct Arguments {
  std::set<std::string> flags;
  std::vector<std::string> paths;
};

Arguments parse(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.starts_with("--")) {
      out.flags.insert(word);
    } else {
      out.paths.push_back(word);
    }
  }
  return out;
}

void print(const entente::ReadArticle& read) {
  const entente::Article& a = read.article;
  nlohmann::json line = {{"id", a.id},    {"path", read.path},  {"title", a.title},
                         {"url", a.url},  {"source", a.source}, {"language", a.language},
                         {"text", a.text}};
  line["date"] = a.published ? nlohmann::json(to_string(*a.published)) : nullptr;
  std::cout << line.dump() << '\n';
}

void print(const entente::SkippedInput& skipped) {
  const nlohmann::json line = {
      {"path", skipped.path}, {"line", skipped.line}, {"reason", skipped.reason}};
  std::cout << line.dump() << '\n';
}

void report(const entente::ReadReport& total, std::uint64_t text_bytes, double seconds) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double megabytes = static_cast<double>(total.bytes) / 1e6;
  std::cerr << total.articles << " articles, " << total.skipped << " skipped, " << total.undated
            << " undated, " << total.repaired << " repaired, " << total.files << " files\n"
            << megabytes << " MB read, " << static_cast<double>(text_bytes) / 1e6 << " MB of text, "
            << seconds << " s of processor time, " << megabytes / seconds << " MB/s, peak memory "
            << usage.ru_maxrss / 1024 << " MB\n";
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = parse(argc, argv);
  entente::ReadReport total;
  std::map<std::string, int> reasons;
  std::uint64_t text_bytes = 0;
  entente::ReadOptions options;
  if (arguments.flags.count("--any-language") > 0) {
    options.languages = entente::LanguagePolicy::kAny;
  }
  entente::ReadSink sink;
  sink.article = [&](entente::ReadArticle&& article) {
    text_bytes += article.article.text.size();
    if (arguments.flags.count("--print") > 0) print(article);
    return true;
  };
  sink.skipped = [&](const entente::SkippedInput& skipped) {
    ++reasons[skipped.reason];
    if (arguments.flags.count("--skips") > 0) print(skipped);
  };
  const std::clock_t start = std::clock();
  for (const std::string& path : arguments.paths) {
    const auto read = entente::read_articles(path, options, sink);
    if (!read) {
      std::cerr << read.error().message << '\n';
      return 1;
    }
    total += *read;
  }
  report(total, text_bytes, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  for (const auto& [reason, count] : reasons) std::cerr << count << "\t" << reason << '\n';
}
