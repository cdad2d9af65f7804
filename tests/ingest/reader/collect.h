#pragma once

#include <string>
#include <vector>

#include "ingest/reader/reader.h"

namespace entente {

// What a reading gave, kept whole for a look.
struct Collected {
  std::vector<ReadArticle> articles;
  std::vector<SkippedInput> skipped;
  ReadReport report;
};

inline ReadSink collect_into(Collected& into) {
  return {[&into](ReadArticle&& article) {
            into.articles.push_back(std::move(article));
            return true;
          },
          [&into](const SkippedInput& skipped) { into.skipped.push_back(skipped); }};
}

inline Collected read_text(std::string_view bytes, std::string_view name = "input.json",
                           const ReadOptions& options = {}) {
  Collected out;
  out.report = read_article_text(bytes, name, options, collect_into(out));
  return out;
}

inline std::vector<std::string> texts(const Collected& collected) {
  std::vector<std::string> out;
  for (const ReadArticle& article : collected.articles) out.push_back(article.article.text);
  return out;
}

inline std::vector<std::string> skips(const Collected& collected) {
  std::vector<std::string> out;
  for (const SkippedInput& skipped : collected.skipped) out.push_back(to_string(skipped));
  return out;
}

}  // namespace entente
