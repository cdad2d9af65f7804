#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
  // Texts longer than kPartTokens are read part by part, as if each were an article: nobody is
  // known across parts but by name, time stays linear, and memory holds one part.
  ArticleRelations extract(const Article& article);
  // The same for several articles, in their order. Faster with short ones, whose sentences are
  // analysed together; what is found in one does not depend on its neighbours.
  std::vector<ArticleRelations> extract(std::span<const Article> articles);
  Document analyse(const Article& article);     // holds all parts
  Explanation explain(const Article& article);  // so does this

  // Sentences with words, tags, trees and names only, part by part; the callee may take them, and
  // ends the work by returning false.
  using SentenceSink = std::function<bool(std::vector<Sentence>&)>;
  void annotate(std::string_view text, const SentenceSink& sink);

  // A part ends behind the stretch (see TextSplitter) that reaches so many tokens.
  static constexpr std::size_t kPartTokens = 16384;

  // Changes whenever code or data would give other relations; stored with every article.
  const std::string& version() const;

 private:
  struct Impl;
  explicit Extractor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente
