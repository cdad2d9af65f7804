#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"
#include "ingest/reader/format.h"

namespace entente {

// Gives bytes in pieces of a few bytes, so that every boundary is met.
class TricklingSource final : public ByteSource {
 public:
  TricklingSource(std::string_view bytes, std::size_t piece) : rest_(bytes), piece_(piece) {}
  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t length = std::min({buffer.size(), rest_.size(), piece_});
    std::copy_n(rest_.data(), length, buffer.data());
    rest_.remove_prefix(length);
    return length;
  }

 private:
  std::string_view rest_;
  std::size_t piece_;
};

// Everything that a format gave for one input, in order.
struct FormatOutcome {
  std::vector<Article> articles;
  std::vector<SkippedInput> skipped;
};

// Reads `source` with one format. Every article is valid UTF-8 within the limit and has an id, and
// the report adds up; else the program aborts.
inline FormatOutcome run_format(const ArticleFormat& format, ByteSource& source,
                                std::string_view name) {
  ReadOptions options;
  options.max_article_bytes = 4096;
  FormatOutcome out;
  const ReadSink sink{[&](ReadArticle&& read) {
                        const Article& article = read.article;
                        if (article.text.empty() || article.id.empty() ||
                            article.text.size() > options.max_article_bytes ||
                            !is_valid_utf8(article.text) || !is_valid_utf8(article.title) ||
                            !is_valid_utf8(article.id) || !is_valid_utf8(article.url)) {
                          std::abort();
                        }
                        out.articles.push_back(std::move(read.article));
                        return true;
                      },
                      [&](const SkippedInput& skipped) { out.skipped.push_back(skipped); }};
  ReadReport report;
  ReadContext context(std::string(name), options, sink, report);
  BufferedInput input(source);
  format.read(input, context);
  if (report.articles != out.articles.size() || report.skipped != out.skipped.size()) std::abort();
  return out;
}

// The format reads any bytes without harm, and the same whether they come at once or trickle.
inline int fuzz_format(const ArticleFormat& format, const std::uint8_t* data, std::size_t size,
                       std::string_view name) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = memory_source(bytes);
  const FormatOutcome at_once = run_format(format, *whole, name);
  TricklingSource trickle(bytes, 1 + size % 13);
  const FormatOutcome in_pieces = run_format(format, trickle, name);
  if (at_once.articles != in_pieces.articles || at_once.skipped != in_pieces.skipped) std::abort();
  return 0;
}

}  // namespace entente
