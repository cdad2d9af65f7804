#include "ingest/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
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

using WeighedMentions = std::map<std::uint32_t, std::vector<MentionCandidate>>;

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

template <typename T>
void append(std::vector<T>& whole, std::vector<T>&& part) {
  whole.insert(whole.end(), std::make_move_iterator(part.begin()),
               std::make_move_iterator(part.end()));
}

// The actors of all parts of an article, each once.
class Cast {
 public:
  std::uint32_t add(Actor&& actor) {
    const auto [known, is_new] =
        by_id_.emplace(actor.id, static_cast<std::uint32_t>(actors_.size()));
    if (is_new) {
      actors_.push_back(std::move(actor));
    } else if (actors_[known->second].country.empty()) {
      actors_[known->second].country = actor.country;
    }
    return known->second;
  }
  std::vector<Actor> take() { return std::move(actors_); }

 private:
  std::vector<Actor> actors_;
  std::map<std::string, std::uint32_t> by_id_;
};

// Adds a later part of the same article: what counts sentences, mentions or actors goes on.
void append_part(Document& whole, Cast& cast, Document&& part) {
  const auto sentences = static_cast<std::uint32_t>(whole.sentences.size());
  const auto mentions = static_cast<std::uint32_t>(whole.mentions.size());
  std::vector<std::uint32_t> place;
  for (Actor& actor : part.actors) place.push_back(cast.add(std::move(actor)));
  for (Mention& mention : part.mentions) {
    mention.sentence += sentences;
    for (std::uint32_t& m : mention.antecedents) m += mentions;
    for (std::uint32_t& a : mention.actors) a = place[a];
  }
  append(whole.mentions, std::move(part.mentions));
  append(whole.sentences, std::move(part.sentences));
}

}  // namespace

struct Extractor::Impl {
  explicit Impl(std::shared_ptr<const Knowledge> shared)
      : knowledge(std::move(shared)), analyser(knowledge->model) {}

  std::shared_ptr<const Knowledge> knowledge;  // clones outlive each other in any order
  Analyser analyser;

  void annotate(std::string_view text, const SentenceSink& sink);
  // Passes on the parts as documents, at least one; `observer` may be empty, it looks at the part
  // that is passed on next.
  using DocumentSink = std::function<void(Document&)>;
  void read_parts(const Article& article, const PronounObserver& observer,
                  const DocumentSink& sink);
  Explanation explain(Document& part, WeighedMentions& weighed) const;
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

void Extractor::Impl::annotate(std::string_view text, const SentenceSink& sink) {
  TextSplitter splitter(text);
  std::vector<Sentence> part;
  std::optional<std::uint32_t> paragraph;
  for (bool goes_on = true; goes_on;) {
    part.clear();
    std::size_t tokens = 0;
    while (tokens < kPartTokens && goes_on) {
      const std::size_t before = part.size();
      goes_on = splitter.next(part);
      for (std::size_t i = before; i < part.size(); ++i) tokens += part[i].tokens.size();
    }
    split_datelines(part, paragraph);
    if (!part.empty()) paragraph = part.back().paragraph;
    analyser.annotate(part);
    if (!sink(part)) return;
  }
}

void Extractor::Impl::read_parts(const Article& article, const PronounObserver& observer,
                                 const DocumentSink& sink) {
  const Knowledge& tables = *knowledge;
  const MentionKnowledge mention_knowledge{tables.actors, tables.roles, tables.first_names};
  Document document;
  document.article = article;
  annotate(article.text, [&](std::vector<Sentence>& sentences) {
    document.sentences = std::move(sentences);
    find_mentions(document, mention_knowledge);
    resolve_coreference(document, mention_knowledge, observer);
    link_actors(document, {tables.actors, tables.roles});
    sink(document);
    return true;
  });
}

void Extractor::annotate(std::string_view text, const SentenceSink& sink) {
  impl_->annotate(text, sink);
}

Document Extractor::analyse(const Article& article) {
  Document whole;
  Cast cast;
  impl_->read_parts(article, {},
                    [&](Document& part) { append_part(whole, cast, std::move(part)); });
  whole.article = article;
  whole.actors = cast.take();
  return whole;
}

ArticleRelations Extractor::extract(const Article& article) {
  ArticleRelations result;
  Cast cast;
  impl_->read_parts(article, {}, [&](Document& part) {
    std::vector<Relation> found = extract_relations(part, impl_->knowledge->lexicon);
    append(found, extract_roles(part, impl_->knowledge->roles));
    std::stable_sort(found.begin(), found.end(), [](const Relation& a, const Relation& b) {
      return a.evidence.sentence < b.evidence.sentence;
    });
    for (Relation& relation : found) relation.evidence.sentence += result.sentence_count;
    append(result.relations, std::move(found));
    result.sentence_count += static_cast<std::uint32_t>(part.sentences.size());
    for (const Sentence& sentence : part.sentences) result.cut_count += sentence.is_cut ? 1 : 0;
    for (Actor& actor : part.actors) cast.add(std::move(actor));
  });
  result.article = article;
  result.actors = cast.take();
  return result;
}

// One part of an article; `weighed` is what its pronouns might have meant.
Explanation Extractor::Impl::explain(Document& part, WeighedMentions& weighed) const {
  Explanation out;
  std::swap(out.document, part);
  for (std::uint32_t m = 0; m < out.document.mentions.size(); ++m) {
    const Mention& mention = out.document.mentions[m];
    const bool is_open = mention.actors.empty();
    const auto known = weighed.find(m);
    out.candidates.push_back(
        !is_open ? std::vector<MentionCandidate>()
        : known != weighed.end()
            ? std::move(known->second)
            : readings_of(out.document, mention, {knowledge->actors, knowledge->roles}));
  }
  out.relations = explain_relations(out.document, knowledge->lexicon);
  const std::size_t events = out.relations.size();
  for (Relation& role : extract_roles(out.document, knowledge->roles)) {
    out.relations.emplace_back().relation = std::move(role);
  }
  add_rules(knowledge->lexicon, events, out);
  part.article = std::move(out.document.article);
  return out;
}

Explanation Extractor::explain(const Article& article) {
  Explanation whole;
  Cast cast;
  WeighedMentions weighed;
  const PronounObserver observer = [&](const Discourse& discourse, std::uint32_t pronoun,
                                       const std::vector<PronounCandidate>& candidates) {
    const std::int32_t mention = discourse.document_index(pronoun);
    if (mention < 0 || candidates.empty()) return;
    weighed[static_cast<std::uint32_t>(mention)] = name_candidates(discourse, pronoun, candidates);
  };
  impl_->read_parts(article, observer, [&](Document& document) {
    Explanation part = impl_->explain(document, weighed);
    weighed.clear();
    for (ExplainedRelation& explained : part.relations) {
      explained.relation.evidence.sentence +=
          static_cast<std::uint32_t>(whole.document.sentences.size());
    }
    append(whole.candidates, std::move(part.candidates));
    append(whole.relations, std::move(part.relations));
    append(whole.rules, std::move(part.rules));
    append_part(whole.document, cast, std::move(part.document));
  });
  whole.document.article = article;
  whole.document.actors = cast.take();
  return whole;
}

const std::string& Extractor::version() const { return impl_->knowledge->version; }

}  // namespace entente
