#include "ingest/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

#include "graph/actor_table.h"
#include "graph/role_table.h"
#include "ingest/actor/link_actors.h"
#include "ingest/actor/phrase.h"
#include "ingest/event/extract_relations.h"
#include "ingest/event/extract_roles.h"
#include "ingest/event/lexicon.h"
#include "ingest/mention/coreference.h"
#include "ingest/mention/discourse.h"
#include "ingest/mention/find_mentions.h"
#include "ingest/mention/first_names.h"
#include "ingest/mention/pronoun_scorer.h"
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

namespace {

constexpr std::size_t kCandidatesShown = 4;

std::vector<MentionCandidate> name_candidates(const Discourse& discourse, std::uint32_t pronoun,
                                              const std::vector<PronounCandidate>& candidates) {
  const std::string& text = discourse.document().article.text;
  std::vector<MentionCandidate> out;
  for (const PronounCandidate& candidate : candidates) {
    if (out.size() == kCandidatesShown) break;
    out.push_back({std::string(slice(text, discourse.mention(candidate.mention).span)), 0});
  }
  out.front().share = answer_share(discourse, pronoun, candidates);
  return out;
}

// Whom the table knows by the mention's own words.
std::vector<MentionCandidate> readings_of(const Document& document, const Mention& mention,
                                          const ActorKnowledge& knowledge) {
  std::vector<std::string_view> words;
  for (std::uint32_t i = mention.first; i < mention.last; ++i) {
    words.push_back(document.sentences[mention.sentence].tokens[i].form);
  }
  std::vector<MentionCandidate> out;
  for (const NameReading& reading : read_phrase(words, mention.entity, knowledge).readings) {
    if (out.size() == kCandidatesShown) break;
    out.push_back({knowledge.actors.actor(reading.actor).id, 0});
  }
  return out;
}

// Finds the lines behind the first `events` relations and sorts all as extract() does.
void add_rules(const RelationLexicon& lexicon, std::size_t events, Explanation& out) {
  std::vector<std::size_t> order(out.relations.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return out.relations[a].relation.evidence.sentence <
           out.relations[b].relation.evidence.sentence;
  });
  std::vector<ExplainedRelation> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) {
    const LexiconExample* example =
        i < events ? &lexicon.examples()[out.relations[i].example] : nullptr;
    out.rules.push_back(example != nullptr ? RuleSource{example->file, example->line}
                                           : RuleSource{});
    sorted.push_back(std::move(out.relations[i]));
  }
  out.relations = std::move(sorted);
}

}  // namespace

struct Extractor::Impl {
  explicit Impl(std::shared_ptr<const Knowledge> shared)
      : knowledge(std::move(shared)), analyser(knowledge->model) {}

  std::shared_ptr<const Knowledge> knowledge;  // clones outlive each other in any order
  Analyser analyser;

  // `observer` may be empty.
  Document analyse(const Article& article, const PronounObserver& observer);
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
      fmt::format("2-{:016x}-{:016x}", lexicon->checksum(), model->checksum());
  return Extractor(std::make_unique<Impl>(std::make_shared<const Knowledge>(
      Knowledge{std::move(*model), std::move(*actors), std::move(*roles), std::move(*first_names),
                std::move(*lexicon), version})));
}

Extractor Extractor::clone() const { return Extractor(std::make_unique<Impl>(impl_->knowledge)); }

Document Extractor::Impl::analyse(const Article& article, const PronounObserver& observer) {
  const Knowledge& tables = *knowledge;
  Document document;
  document.article = article;
  document.sentences = split_text(document.article.text);
  split_datelines(document.sentences);
  analyser.annotate(document.sentences);
  const MentionKnowledge mention_knowledge{tables.actors, tables.roles, tables.first_names};
  find_mentions(document, mention_knowledge);
  resolve_coreference(document, mention_knowledge, observer);
  link_actors(document, {tables.actors, tables.roles});
  return document;
}

Document Extractor::analyse(const Article& article) { return impl_->analyse(article, {}); }

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

Explanation Extractor::explain(const Article& article) {
  const Knowledge& knowledge = *impl_->knowledge;
  Explanation out;
  std::map<std::uint32_t, std::vector<MentionCandidate>> weighed;
  out.document = impl_->analyse(article, [&](const Discourse& discourse, std::uint32_t pronoun,
                                             const std::vector<PronounCandidate>& candidates) {
    const std::int32_t mention = discourse.document_index(pronoun);
    if (mention < 0 || candidates.empty()) return;
    weighed[static_cast<std::uint32_t>(mention)] = name_candidates(discourse, pronoun, candidates);
  });
  for (std::uint32_t m = 0; m < out.document.mentions.size(); ++m) {
    const Mention& mention = out.document.mentions[m];
    const bool is_open = mention.actors.empty();
    const auto known = weighed.find(m);
    out.candidates.push_back(
        !is_open ? std::vector<MentionCandidate>()
        : known != weighed.end()
            ? std::move(known->second)
            : readings_of(out.document, mention, {knowledge.actors, knowledge.roles}));
  }
  out.relations = explain_relations(out.document, knowledge.lexicon);
  const std::size_t events = out.relations.size();
  for (Relation& role : extract_roles(out.document, knowledge.roles)) {
    out.relations.emplace_back().relation = std::move(role);
  }
  add_rules(knowledge.lexicon, events, out);
  return out;
}

const std::string& Extractor::version() const { return impl_->knowledge->version; }

}  // namespace entente
