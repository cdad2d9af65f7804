#include "ingest/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
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
  OrganisationNames organisations;
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

// What is found in an article, part after part.
class Harvest {
 public:
  void add(std::vector<Relation>&& found, Document&& part) {
    drop_idle_places(found, part);
    for (Relation& relation : found) relation.evidence.sentence += result_.sentence_count;
    append(result_.relations, std::move(found));
    result_.sentence_count += static_cast<std::uint32_t>(part.sentences.size());
    for (const Sentence& sentence : part.sentences) result_.cut_count += sentence.is_cut ? 1 : 0;
    for (Actor& actor : part.actors) cast_.add(std::move(actor));
  }
  ArticleRelations take(const Article& article) {
    result_.article = article;
    result_.actors = cast_.take();
    return std::move(result_);
  }

 private:
  // A town that only says where something was is no actor of the article.
  static void drop_idle_places(const std::vector<Relation>& found, Document& part) {
    std::set<std::string> acting;  // copies: erasing moves the actors
    for (const Relation& relation : found) {
      acting.insert(relation.subject);
      acting.insert(relation.object);
    }
    for (const Mention& mention : part.mentions) {
      for (const std::uint32_t actor : mention.actors) acting.insert(part.actors[actor].id);
    }
    std::erase_if(part.actors, [&](const Actor& actor) {
      return actor.kind == ActorKind::kPlace && !acting.contains(actor.id);
    });
  }

  ArticleRelations result_;
  Cast cast_;
};

// A part of a text that waits for its neighbours, to be analysed with them.
struct WaitingPart {
  std::size_t text;
  std::size_t sentences;
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
    if (mention.place != kNoActor) mention.place = place[mention.place];
  }
  append(whole.mentions, std::move(part.mentions));
  append(whole.sentences, std::move(part.sentences));
}

}  // namespace

struct Extractor::Impl {
  explicit Impl(std::shared_ptr<const Knowledge> shared)
      : knowledge(std::move(shared)),
        analyser(knowledge->model, {.organisations = &knowledge->organisations}) {}

  std::shared_ptr<const Knowledge> knowledge;  // clones outlive each other in any order
  Analyser analyser;

  // The parts of all texts in order, at least one each; short ones are analysed together. The sink
  // gets the number of the text.
  using PartSink = std::function<bool(std::size_t, std::vector<Sentence>&)>;
  void annotate(std::span<const std::string_view> texts, const PartSink& sink);
  bool pass_on(std::vector<WaitingPart>& waiting, std::vector<Sentence>& sentences,
               const PartSink& sink);
  // Passes on the parts as documents with the number of the article; `observer` may be empty, it
  // looks at the part that is passed on next.
  using DocumentSink = std::function<void(std::size_t, Document&)>;
  void read_parts(std::span<const Article> articles, const PronounObserver& observer,
                  const DocumentSink& sink);
  std::vector<Relation> relations_of(Document& part) const;
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
  Result<OrganisationNames> organisations = OrganisationNames::load(dir + "/organisations.tsv");
  if (!organisations.ok()) return organisations.error();
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
      Knowledge{std::move(*model), std::move(*organisations), std::move(*actors), std::move(*roles),
                std::move(*first_names), std::move(*lexicon), version})));
}

Extractor Extractor::clone() const { return Extractor(std::make_unique<Impl>(impl_->knowledge)); }

// Analyses the sentences together and passes on each part.
bool Extractor::Impl::pass_on(std::vector<WaitingPart>& waiting, std::vector<Sentence>& sentences,
                              const PartSink& sink) {
  analyser.annotate(sentences);
  bool goes_on = true;
  auto next = sentences.begin();
  for (const WaitingPart& part : waiting) {
    const auto end = next + static_cast<std::ptrdiff_t>(part.sentences);
    std::vector<Sentence> own(std::make_move_iterator(next), std::make_move_iterator(end));
    goes_on = goes_on && sink(part.text, own);
    next = end;
  }
  waiting.clear();
  sentences.clear();
  return goes_on;
}

void Extractor::Impl::annotate(std::span<const std::string_view> texts, const PartSink& sink) {
  constexpr std::size_t kTogether = 2048;  // tokens; a few batches of the analyser
  std::vector<WaitingPart> waiting;
  std::vector<Sentence> sentences;  // of all waiting parts
  std::size_t waiting_tokens = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    TextSplitter splitter(texts[i]);
    std::optional<std::uint32_t> paragraph;
    for (bool goes_on = true; goes_on;) {
      std::vector<Sentence> part;
      std::size_t tokens = 0;
      while (tokens < kPartTokens && goes_on) {
        const std::size_t before = part.size();
        goes_on = splitter.next(part);
        for (std::size_t k = before; k < part.size(); ++k) tokens += part[k].tokens.size();
      }
      split_datelines(part, paragraph);
      if (!part.empty()) paragraph = part.back().paragraph;
      waiting.push_back({i, part.size()});
      append(sentences, std::move(part));
      waiting_tokens += tokens;
      if (waiting_tokens < kTogether) continue;
      if (!pass_on(waiting, sentences, sink)) return;
      waiting_tokens = 0;
    }
  }
  if (!waiting.empty()) pass_on(waiting, sentences, sink);
}

void Extractor::Impl::read_parts(std::span<const Article> articles, const PronounObserver& observer,
                                 const DocumentSink& sink) {
  const MentionKnowledge mention_knowledge{knowledge->actors, knowledge->roles,
                                           knowledge->first_names};
  std::vector<std::string_view> texts;
  for (const Article& article : articles) texts.push_back(article.text);
  Document document;
  std::optional<std::size_t> current;  // whose article the document holds
  annotate(texts, [&](std::size_t i, std::vector<Sentence>& sentences) {
    if (current != i) document.article = articles[i];
    current = i;
    document.sentences = std::move(sentences);
    find_mentions(document, mention_knowledge);
    resolve_coreference(document, mention_knowledge, observer);
    link_actors(document, {knowledge->actors, knowledge->roles});
    sink(i, document);
    return true;
  });
}

void Extractor::annotate(std::string_view text, const SentenceSink& sink) {
  impl_->annotate({&text, 1}, [&](std::size_t, std::vector<Sentence>& part) { return sink(part); });
}

Document Extractor::analyse(const Article& article) {
  Document whole;
  Cast cast;
  impl_->read_parts({&article, 1}, {}, [&](std::size_t, Document& part) {
    append_part(whole, cast, std::move(part));
  });
  whole.article = article;
  whole.actors = cast.take();
  return whole;
}

std::vector<Relation> Extractor::Impl::relations_of(Document& part) const {
  std::vector<Relation> found = extract_relations(part, knowledge->lexicon);
  append(found, extract_roles(part, knowledge->roles));
  std::stable_sort(found.begin(), found.end(), [](const Relation& a, const Relation& b) {
    return a.evidence.sentence < b.evidence.sentence;
  });
  return found;
}

ArticleRelations Extractor::extract(const Article& article) {
  return std::move(extract({&article, 1}).front());
}

std::vector<ArticleRelations> Extractor::extract(std::span<const Article> articles) {
  std::vector<Harvest> harvests(articles.size());
  impl_->read_parts(articles, {}, [&](std::size_t i, Document& part) {
    harvests[i].add(impl_->relations_of(part), std::move(part));
  });
  std::vector<ArticleRelations> out;
  for (std::size_t i = 0; i < articles.size(); ++i) out.push_back(harvests[i].take(articles[i]));
  return out;
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
  impl_->read_parts({&article, 1}, observer, [&](std::size_t, Document& document) {
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
