#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/result.h"
#include "graph/relation.h"
#include "ingest/document.h"
#include "ingest/explanation.h"

namespace entente {

struct ExtractorOptions {
  std::string data_dir;  // folder with actors, relation lexicon and model; must exist
};

// The whole way from an article to its relations: sentences, tokens, analysis, mentions, actors,
// relations. Loads its knowledge once. Thread rule: one Extractor a thread; create further ones
// with clone(), which share the loaded knowledge.
class Extractor {
 public:
  // Fails with a sentence that names the file if a data file is missing, damaged or newer.
  static Result<Extractor> create(const ExtractorOptions& options);

  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  ~Extractor();

  Extractor clone() const;

  // Relations of one article, with everything between for who wants to look (explain, analyze).
  // Never fails: text that yields nothing yields no relations.
  ArticleRelations extract(const Article& article);
  Document analyse(const Article& article);
  Explanation explain(const Article& article);

  // Changes whenever code or data would give other relations; stored with every article.
  const std::string& version() const;

 private:
  struct Impl;
  explicit Extractor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente
