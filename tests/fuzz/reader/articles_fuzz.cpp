#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/unicode.h"
#include "ingest/reader/reader.h"

// Any bytes, under a name that makes them JSON Lines and under one that leaves it to the content:
// every article is valid UTF-8 within the limit and has an id, and nothing is lost without a word.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"input.jsonl", "input"}) {
    ReadOptions options;
    options.max_article_bytes = 4096;
    std::size_t reported = 0;
    const ReadSink sink{[&](ReadArticle&& read) {
                          ++reported;
                          const Article& article = read.article;
                          if (article.text.empty() || article.id.empty() ||
                              article.text.size() > options.max_article_bytes ||
                              !is_valid_utf8(article.text) || !is_valid_utf8(article.title) ||
                              !is_valid_utf8(article.id)) {
                            std::abort();
                          }
                          return true;
                        },
                        [&](const SkippedInput&) { ++reported; }};
    const ReadReport report = read_article_text(bytes, name, options, sink);
    if (reported == 0 || report.articles + report.skipped != reported) std::abort();
  }
  return 0;
}
