#include "ingest/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "graph/actor_table.h"
#include "graph/role_table.h"
#include "ingest/actor/link_actors.h"
#include "ingest/event/extract_relations.h"
#include "ingest/event/extract_roles.h"
#include "ingest/event/lexicon.h"
#include "ingest/mention/coreference.h"
#include "ingest/mention/find_mentions.h"
#include "ingest/mention/first_names.h"
#include "ingest/parse/analyser.h"
#include "ingest/parse/model.h"
#include "ingest/text/dateline.h"
#include "ingest/text/split_text.h"

namespace entente {

namespace {

// What all clones share.
struct Knowledge {
  AnalyserModel model;
  ActorTable actors;
  RoleTable roles;
  FirstNames first_names;
  RelationLexicon lexicon;
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
  const std::string& dir = options.data_dir;
  Result<AnalyserModel> model = AnalyserModel::open(dir + "/model/english.entm");
  if (!model.ok()) return model.error();
  Result<ActorTable> actors = ActorTable::load(dir + "/actors");
  if (!actors.ok()) return actors.error();
  Result<RoleTable> roles = RoleTable::load(dir + "/roles.tsv");
  if (!roles.ok()) return roles.error();
  Result<FirstNames> first_names = FirstNames::load(dir + "/first_names.tsv");
  if (!first_names.ok()) return first_names.error();
  first_names->learn(*actors);
  Result<RelationLexicon> lexicon = RelationLexicon::load(dir + "/relations");
  if (!lexicon.ok()) return lexicon.error();
  const std::string version =
      fmt::format("1-{:016x}-{:016x}", lexicon->checksum(), model->checksum());
  return Extractor(std::make_unique<Impl>(std::make_shared<const Knowledge>(
      Knowledge{std::move(*model), std::move(*actors), std::move(*roles), std::move(*first_names),
                std::move(*lexicon), version})));
}

Extractor Extractor::clone() const { return Extractor(std::make_unique<Impl>(impl_->knowledge)); }

Document Extractor::analyse(const Article& article) {
  const Knowledge& knowledge = *impl_->knowledge;
  Document document;
  document.article = article;
  document.sentences = split_text(document.article.text);
  split_datelines(document.sentences);
  impl_->analyser.annotate(document.sentences);
  const MentionKnowledge mention_knowledge{knowledge.actors, knowledge.roles,
                                           knowledge.first_names};
  find_mentions(document, mention_knowledge);
  resolve_coreference(document, mention_knowledge);
  link_actors(document, {knowledge.actors, knowledge.roles});
  return document;
}

ArticleRelations Extractor::extract(const Article& article) {
  Document document = analyse(article);
  ArticleRelations result;
  result.relations = extract_relations(document, impl_->knowledge->lexicon);
  std::vector<Relation> roles = extract_roles(document, impl_->knowledge->roles);
  result.relations.insert(result.relations.end(), std::make_move_iterator(roles.begin()),
                          std::make_move_iterator(roles.end()));
  std::stable_sort(result.relations.begin(), result.relations.end(),
                   [](const Relation& a, const Relation& b) {
                     return a.evidence.sentence < b.evidence.sentence;
                   });
  result.sentence_count = static_cast<std::uint32_t>(document.sentences.size());
  result.article = std::move(document.article);
  result.actors = std::move(document.actors);
  return result;
}

const std::string& Extractor::version() const { return impl_->knowledge->version; }

}  // namespace entente
