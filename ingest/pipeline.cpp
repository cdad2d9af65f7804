#include "ingest/pipeline.h"

#include <fmt/format.h>

#include <utility>

#include "ingest/event/extract_relations.h"
#include "graph/role_table.h"
#include "ingest/event/lexicon.h"
#include "ingest/parse/analyser.h"
#include "ingest/parse/model.h"
#include "ingest/text/dateline.h"
#include "ingest/text/split_text.h"

namespace entente {

namespace {

// What all clones share.
struct Knowledge {
  AnalyserModel model;
  RelationLexicon lexicon;
  RoleTable roles;
  std::string version;
};

}  // namespace

struct Extractor::Impl {
  explicit Impl(std::shared_ptr<const Knowledge> shared)
      : knowledge(std::move(shared)), analyser(knowledge->model) {}

  std::shared_ptr<const Knowledge> knowledge;  // clones outlive each other in any order
  Analyser analyser;
};

Extractor::Extractor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

Result<Extractor> Extractor::create(const ExtractorOptions& options) {
  Result<AnalyserModel> model = AnalyserModel::open(options.data_dir + "/model/english.entm");
  if (!model.ok()) return model.error();
  Result<RelationLexicon> lexicon = RelationLexicon::load(options.data_dir + "/relations");
  if (!lexicon.ok()) return lexicon.error();
  Result<RoleTable> roles = RoleTable::load(options.data_dir + "/roles.tsv");
  if (!roles.ok()) return roles.error();
  const std::string version =
      fmt::format("1-{:016x}-{:016x}", lexicon->checksum(), model->checksum());
  return Extractor(std::make_unique<Impl>(std::make_shared<const Knowledge>(
      Knowledge{std::move(*model), std::move(*lexicon), std::move(*roles), version})));
}

Extractor Extractor::clone() const { return Extractor(std::make_unique<Impl>(impl_->knowledge)); }

Document Extractor::analyse(const Article& article) {
  Document document;
  document.article = article;
  document.sentences = split_text(document.article.text);
  split_datelines(document.sentences);
  impl_->analyser.annotate(document.sentences);
  return document;
}

ArticleRelations Extractor::extract(const Article& article) {
  Document document = analyse(article);
  ArticleRelations result;
  result.relations = extract_relations(document, impl_->knowledge->lexicon);
  result.sentence_count = static_cast<std::uint32_t>(document.sentences.size());
  result.article = std::move(document.article);
  result.actors = std::move(document.actors);
  return result;
}

const std::string& Extractor::version() const { return impl_->knowledge->version; }

}  // namespace entente
