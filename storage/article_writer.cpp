#include "storage/article_writer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "storage/content.h"
#include "storage/event_cursor.h"
#include "storage/likeness.h"

namespace entente {

namespace {

constexpr std::size_t kMostKnown = 200'000;  // bounds the memory of a long ingest

// Null for relations with single index entries; also where a repair made those of a chunk single.
const StoredChunk* find_chunk(const std::vector<StoredChunk>& chunks,
                              std::optional<ChunkNumber> number) {
  if (!number) return nullptr;
  const auto found = std::find_if(chunks.begin(), chunks.end(), [&](const StoredChunk& chunk) {
    return chunk.number == *number;
  });
  return found == chunks.end() ? nullptr : &*found;
}

}  // namespace

std::optional<ActorNumber> WriterCache::actor(const std::string& id) const {
  const auto known = actors_.find(id);
  return known == actors_.end() ? std::nullopt : std::optional(known->second);
}

bool WriterCache::has_variant(ActorNumber actor, VariantHash variant) const {
  return variants_.contains({actor, variant});
}

void WriterCache::add_actor(const std::string& id, ActorNumber actor) {
  if (actors_.size() > kMostKnown) actors_.clear();
  actors_.emplace(id, actor);
}

void WriterCache::add_variant(ActorNumber actor, VariantHash variant) {
  if (variants_.size() > kMostKnown) variants_.clear();
  variants_.emplace(actor, variant);
}

void WriterCache::clear() {
  actors_.clear();
  variants_.clear();
}

Result<Totals> read_totals(const Records& records) {
  const Result<StoreCounts> counts = records.counts();
  if (!counts) return counts.error();
  const Result<std::uint64_t> next_article = records.meta_number(kNextArticleName);
  if (!next_article) return next_article.error();
  const Result<std::uint64_t> next_actor = records.meta_number(kNextActorName);
  if (!next_actor) return next_actor.error();
  return Totals{*counts, *next_article, *next_actor};
}

void visit_index_entries(const EventKey& event, const RelationRecord& record, bool is_in_block,
                         const IndexEntryVisitor& entry) {
  const auto& [ends, relation] = record;
  IndexedRelation indexed;
  indexed.subject = ends.subject;
  indexed.object = ends.object;
  indexed.type = relation.type;
  indexed.day = relation.date ? day_key(relation.date->date) : kUndated;
  indexed.event = event;
  IndexFlags flags{relation.reciprocal, relation.negated, false, is_in_block};
  const std::string value = encode_flags(flags);
  entry(Family::kOut, adjacency_key(ends.subject, ends.object, indexed), value);
  entry(Family::kIn, adjacency_key(ends.object, ends.subject, indexed), value);
  entry(Family::kPair, pair_key(indexed), value);
  entry(Family::kTime, time_key(indexed), value);
  if (!relation.reciprocal || ends.subject == ends.object) return;
  flags.mirrored = true;
  const std::string mirrored = encode_flags(flags);
  entry(Family::kOut, adjacency_key(ends.object, ends.subject, indexed), mirrored);
  entry(Family::kIn, adjacency_key(ends.subject, ends.object, indexed), mirrored);
}

Result<void> ArticleWriter::remove(ArticleNumber article) {
  const Result<ArticleRecord> record = records_.article(article);
  if (!record) return record.error();
  if (Result<void> done = clear_findings(article); !done) return done;
  const Result<std::optional<CopyRecord>> copy = records_.copy(article);
  if (!copy) return copy.error();
  Result<void> done = copy->has_value() ? erase_link(article) : erase_fingerprints(article);
  if (!done) return done;
  const std::string key = article_key(article);
  for (const Family family : {Family::kArticleKey, Family::kWaiting}) {
    batch_.erase(family, record->article.id);
  }
  for (const Family family : {Family::kArticle, Family::kText, Family::kCast}) {
    batch_.erase(family, key);
  }
  totals_.counts.articles -= 1;
  return {};
}

Result<void> ArticleWriter::clear_findings(ArticleNumber article) {
  article_ = article;
  const Result<ArticleRecord> record = records_.article(article);
  if (!record) return record.error();
  // The actors of a loaded article are mentioned by its dataset, and stay.
  const Result<std::vector<CastMember>> cast =
      is_loaded(record->extractor_version) ? std::vector<CastMember>() : records_.cast(article);
  if (!cast) return cast.error();
  for (const CastMember& member : *cast) {
    Result<std::string> id = records_.actor_id(member.actor);
    if (!id) return id.error();
    ActorChange& change = changes_[member.actor];
    change.id = std::move(*id);
    change.before = member.variant;
    took_actors_away_ = true;
  }
  totals_.counts.sentences -= record->sentences;
  totals_.counts.relations -= record->relations;
  return remove_relations(article);
}

// Packed entries stay where they are; what went is noted beside them.
Result<void> ArticleWriter::remove_relations(ArticleNumber article) {
  Result<std::vector<StoredChunk>> chunks = records_.chunks();
  if (!chunks) return chunks.error();
  std::map<ChunkNumber, std::uint64_t> gone;
  EventCursor cursor(records_, article);
  for (; cursor.valid(); cursor.next()) {
    const EventKey& event = cursor.key();
    batch_.erase(Family::kEvent,
                 cursor.is_in_block()
                     ? event_block_key(event.article, event.ordinal / kEventsInBlock)
                     : event_key(event));
    const StoredChunk* chunk = find_chunk(*chunks, cursor.chunk());
    if (chunk != nullptr) ++gone[chunk->number];
    visit_index_entries(event, cursor.record(), cursor.is_in_block(),
                        [&](Family family, const std::string& key, const std::string&) {
                          if (chunk != nullptr && chunk->is_packed(family)) {
                            batch_.put(packed_family(family),
                                       packed_gone_prefix(chunk->number) + key, {});
                          } else {
                            batch_.erase(family, key);
                          }
                        });
  }
  for (const StoredChunk& chunk : *chunks) {
    if (const auto more = gone.find(chunk.number); more != gone.end()) {
      note_gone(chunk, more->second);
    }
  }
  return cursor.status();
}

// A chunk of which nothing is left goes.
void ArticleWriter::note_gone(const StoredChunk& chunk, std::uint64_t more) {
  ChunkRecord record = chunk.record;
  record.gone += more;
  if (record.gone < record.relations) {
    batch_.put(Family::kMeta, chunk_key(chunk.number), encode_chunk(record));
    return;
  }
  batch_.erase(Family::kMeta, chunk_key(chunk.number));
  for (const Family index : kIndexFamilies) {
    batch_.erase_prefix(packed_family(index), packed_chunk_prefix(chunk.number));
  }
}

Result<void> ArticleWriter::add(const ArticleRelations& article, std::string_view extractor_version,
                                const Place& place) {
  article_ = number_or_next(place.number);
  const Result<Numbers> numbers = add_cast(article.actors);
  if (!numbers) return numbers.error();
  ArticleRecord record;
  record.article = article.article;
  record.article.text.clear();
  record.hash = content_hash(article.article);
  record.extractor_version = extractor_version;
  record.sentences = article.sentence_count;
  record.relations = static_cast<std::uint32_t>(article.relations.size());
  if (!place.has_text) put_text(article.article, article_);
  batch_.put(Family::kArticle, article_key(article_), encode_article(record));
  if (place.number) batch_.erase(Family::kWaiting, article.article.id);
  add_relations(article.relations, *numbers);
  totals_.counts.sentences += record.sentences;
  totals_.counts.relations += record.relations;
  return {};
}

ArticleNumber ArticleWriter::number_or_next(std::optional<ArticleNumber> number) {
  return number ? *number : ArticleNumber{totals_.next_article++};
}

void ArticleWriter::put_text(const Article& article, ArticleNumber number) {
  batch_.put(Family::kArticleKey, article.id, encode_number(static_cast<std::uint64_t>(number)));
  batch_.put(Family::kText, article_key(number), article.text);
  put_fingerprints(article, number);
  totals_.counts.articles += 1;
}

void ArticleWriter::put_fingerprints(const Article& article, ArticleNumber number) {
  for (const std::uint32_t key : fingerprint_of(article, profile_of(article.text)).keys()) {
    batch_.put(Family::kFingerprint, fingerprint_key(key, number), {});
  }
}

// The record and cast of an article out of which nothing was read.
void ArticleWriter::put_record(const Article& article, ArticleNumber number) {
  ArticleRecord record;
  record.article = article;
  record.article.text.clear();
  record.hash = content_hash(article);
  batch_.put(Family::kArticle, article_key(number), encode_article(record));
  batch_.put(Family::kCast, article_key(number), encode_cast({}));
}

ArticleNumber ArticleWriter::add_waiting(const Article& article,
                                         std::optional<ArticleNumber> number) {
  const ArticleNumber given = number_or_next(number);
  put_text(article, given);
  put_record(article, given);
  batch_.put(Family::kWaiting, article.id, {});
  return given;
}

ArticleNumber ArticleWriter::add_copy(const Article& article, const CopyRecord& copy,
                                      std::optional<ArticleNumber> number) {
  const ArticleNumber given = number_or_next(number);
  batch_.put(Family::kArticleKey, article.id, encode_number(static_cast<std::uint64_t>(given)));
  batch_.put(Family::kText, article_key(given), article.text);
  totals_.counts.articles += 1;
  put_record(article, given);
  batch_.put(Family::kCopy, article_key(given), encode_copy(copy));
  batch_.put(Family::kCopies, copies_key(copy.leader, given), {});
  return given;
}

Result<void> ArticleWriter::demote(ArticleNumber article, const CopyRecord& copy) {
  if (Result<void> done = clear_findings(article); !done) return done;
  if (Result<void> done = erase_fingerprints(article); !done) return done;
  const Result<Article> stored = records_.whole_article(article);
  if (!stored) return stored.error();
  put_record(*stored, article);
  batch_.erase(Family::kWaiting, stored->id);
  batch_.put(Family::kCopy, article_key(article), encode_copy(copy));
  batch_.put(Family::kCopies, copies_key(copy.leader, article), {});
  return hang_copies(article, copy.leader);
}

Result<void> ArticleWriter::hang_copies(ArticleNumber leader, ArticleNumber new_leader) {
  const Result<std::vector<ArticleNumber>> copies = records_.copies(leader);
  if (!copies) return copies.error();
  for (const ArticleNumber copy : *copies) {
    if (Result<void> done = hang_under(copy, new_leader); !done) return done;
  }
  return {};
}

Result<void> ArticleWriter::promote(ArticleNumber article) {
  if (Result<void> done = erase_link(article); !done) return done;
  const Result<Article> stored = records_.whole_article(article);
  if (!stored) return stored.error();
  put_fingerprints(*stored, article);
  batch_.put(Family::kWaiting, stored->id, {});
  return {};
}

Result<void> ArticleWriter::hang_under(ArticleNumber copy, ArticleNumber new_leader) {
  Result<std::optional<CopyRecord>> record = records_.copy(copy);
  if (!record) return record.error();
  if (!record->has_value()) return records_.corrupt("a copy does not know its leader");
  if (Result<void> done = erase_link(copy); !done) return done;
  (*record)->leader = new_leader;
  batch_.put(Family::kCopy, article_key(copy), encode_copy(**record));
  batch_.put(Family::kCopies, copies_key(new_leader, copy), {});
  return {};
}

Result<void> ArticleWriter::erase_fingerprints(ArticleNumber article) {
  const Result<Article> stored = records_.whole_article(article);
  if (!stored) return stored.error();
  for (const std::uint32_t key : fingerprint_of(*stored, profile_of(stored->text)).keys()) {
    batch_.erase(Family::kFingerprint, fingerprint_key(key, article));
  }
  return {};
}

Result<void> ArticleWriter::erase_link(ArticleNumber article) {
  const Result<std::optional<CopyRecord>> copy = records_.copy(article);
  if (!copy) return copy.error();
  if (!copy->has_value()) return records_.corrupt("a copy does not know its leader");
  batch_.erase(Family::kCopy, article_key(article));
  batch_.erase(Family::kCopies, copies_key((*copy)->leader, article));
  return {};
}

Result<ArticleWriter::Numbers> ArticleWriter::add_cast(const std::vector<Actor>& actors) {
  Numbers numbers;
  std::vector<CastMember> cast;
  for (Actor& actor : united_cast(actors)) {
    const Result<ActorNumber> number = number_of_actor(actor.id);
    if (!number) return number.error();
    const VariantHash variant = variant_hash(encode_actor(actor));
    cast.push_back({*number, variant});
    numbers.emplace(actor.id, *number);
    ActorChange& change = changes_[*number];
    change.after = variant;
    change.record = std::move(actor);
  }
  batch_.put(Family::kCast, article_key(article_), encode_cast(cast));
  return numbers;
}

Result<ActorNumber> ArticleWriter::number_of_actor(const std::string& id) {
  Result<std::optional<ActorNumber>> known = known_.actor(id);
  if (!known->has_value()) known = records_.actor_number(id);
  if (!known) return known.error();
  if (known->has_value()) {
    known_.add_actor(id, **known);
    changes_[**known].id = id;
    return **known;
  }
  if (totals_.next_actor > std::numeric_limits<std::uint32_t>::max()) {
    return Error{Error::Code::kUnsupported, "the store is full: it has numbered 2^32 actors"};
  }
  const ActorNumber number{static_cast<std::uint32_t>(totals_.next_actor++)};
  known_.add_actor(id, number);
  ActorChange& change = changes_[number];
  change.id = id;
  change.is_new = true;
  return number;
}

void ArticleWriter::add_relations(const std::vector<Relation>& relations, const Numbers& numbers) {
  std::uint32_t ordinal = 0;
  for (const Relation& relation : relations) {
    const EventKey event{article_, relation.evidence.sentence, ordinal++};
    RelationEnds ends;
    ends.subject = numbers.find(relation.subject)->second;
    ends.object = numbers.find(relation.object)->second;
    if (!relation.attributed_to.empty()) {
      ends.attributed_to = numbers.find(relation.attributed_to)->second;
    }
    batch_.put(Family::kEvent, event_key(event), encode_relation(ends, relation));
    visit_index_entries(event, {ends, relation}, false,
                        [&](Family family, const std::string& key, const std::string& value) {
                          batch_.put(family, key, value);
                        });
  }
}

Result<void> ArticleWriter::finish() {
  for (const auto& [actor, change] : changes_) {
    const Result<void> settled = settle(actor, change);
    if (!settled) return settled.error();
  }
  batch_.put(Family::kMeta, kCountsName, encode_counts(totals_.counts));
  batch_.put(Family::kMeta, kNextArticleName, encode_number(totals_.next_article));
  batch_.put(Family::kMeta, kNextActorName, encode_number(totals_.next_actor));
  return {};
}

Result<void> ArticleWriter::settle(ActorNumber actor, const ActorChange& change) {
  if (change.before == change.after) return {};
  if (change.is_new) {
    batch_.put(Family::kActorKey, change.id, actor_key(actor));
    batch_.put(Family::kActor, actor_key(actor), change.id);
    totals_.counts.actors += 1;
  }
  if (change.after) {
    const Result<void> added = add_variant(actor, *change.after, change.record);
    if (!added) return added.error();
  }
  if (!change.before) return {};
  const Result<bool> dropped = drop_variant(actor, *change.before);
  if (!dropped) return dropped.error();
  if (!*dropped || change.after) return {};
  const Result<bool> remains = has_other_variant(actor, change);
  if (!remains) return remains.error();
  if (*remains) return {};
  batch_.erase(Family::kActorKey, change.id);
  batch_.erase(Family::kActor, actor_key(actor));
  totals_.counts.actors -= 1;
  return {};
}

Result<void> ArticleWriter::add_variant(ActorNumber actor, VariantHash variant,
                                        const Actor& record) {
  batch_.put(Family::kMention, mention_key(actor, variant, article_), {});
  if (known_.has_variant(actor, variant)) return {};
  known_.add_variant(actor, variant);
  const std::string key = variant_key(actor, variant);
  const auto stored = records_.database().get(Family::kVariant, key);
  if (!stored) return stored.error();
  if (stored->has_value()) return {};
  batch_.put(Family::kVariant, key, encode_actor(record));
  for (const std::string& name : folded_names(record)) {
    batch_.put(Family::kAlias, alias_key(name, actor, variant), {});
  }
  return {};
}

// Takes this article's mention away, and the record itself if no other article gives it. True if
// the record goes.
Result<bool> ArticleWriter::drop_variant(ActorNumber actor, VariantHash variant) {
  batch_.erase(Family::kMention, mention_key(actor, variant, article_));
  const std::string key = variant_key(actor, variant);
  Cursor mentions = records_.database().cursor(Family::kMention, prefix_range(key));
  for (; mentions.valid(); mentions.next()) {
    if (parse_mention_article(mentions.key()) != article_) return false;
  }
  if (const Result<void> status = mentions.status(); !status) return status.error();
  const auto value = records_.database().get(Family::kVariant, key);
  if (!value) return value.error();
  std::optional<Actor> record = value->has_value() ? decode_actor(**value) : std::nullopt;
  if (!record) return records_.corrupt("the record of an actor is missing or unreadable");
  record->id = changes_[actor].id;
  batch_.erase(Family::kVariant, key);
  for (const std::string& name : folded_names(*record)) {
    batch_.erase(Family::kAlias, alias_key(name, actor, variant));
  }
  return true;
}

Result<bool> ArticleWriter::has_other_variant(ActorNumber actor, const ActorChange& change) {
  Cursor variants = records_.database().cursor(Family::kVariant, prefix_range(actor_key(actor)));
  for (; variants.valid(); variants.next()) {
    const std::optional<VariantKey> key = parse_variant_key(variants.key());
    if (key && key->variant != change.before) return true;
  }
  const Result<void> status = variants.status();
  return status.ok() ? Result<bool>(false) : status.error();
}

}  // namespace entente
