#include "storage/rebuild.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "storage/article_writer.h"
#include "storage/content.h"
#include "storage/event_cursor.h"
#include "storage/likeness.h"
#include "storage/records.h"

namespace entente {

namespace {

constexpr unsigned kAllIndexes = (1u << kIndexFamilies.size()) - 1;
constexpr std::size_t kEntriesTogether = 10'000;  // in one batch

class Rebuilder {
 public:
  Rebuilder(Database& database, const std::set<Family>& families)
      : database_(database), families_(families), records_(database) {}

  Result<void> run();

 private:
  using EntryVisitor = std::function<Result<void>(std::string_view key, std::string_view value)>;

  bool wants(Family family) const { return families_.contains(family); }
  Result<void> put(Family family, std::string_view key, std::string_view value);
  Result<void> write();
  Result<void> forget_chunks();
  Result<void> for_each(Family family, const EntryVisitor& visit) const;

  void keep_dataset_mentions();
  Result<void> fill_from_articles();
  Result<void> fill_from_article(ArticleNumber number, const ArticleRecord& record);
  Result<void> fill_mentions();
  Result<void> mention_forgotten_variants();
  Result<std::map<ActorNumber, std::set<std::uint32_t>>> datasets_of_actors() const;
  Result<std::map<std::string, std::uint32_t>> datasets() const;
  Result<void> fill_aliases();
  Result<void> fill_actor_keys();
  Result<void> fill_indexes();

  Database& database_;
  const std::set<Family>& families_;
  Records records_;
  std::unique_ptr<Batch> batch_ = std::make_unique<Batch>();
  std::size_t in_batch_ = 0;
  std::vector<std::string> dataset_mentions_;
};

Result<void> Rebuilder::run() {
  if (wants(Family::kMention)) keep_dataset_mentions();
  for (const Family family : families_) {
    if (Result<void> done = database_.clear(family); !done) return done;
    if (!is_index(family)) continue;
    if (Result<void> done = database_.clear(packed_family(family)); !done) return done;
  }
  if (Result<void> done = forget_chunks(); !done) return done;
  for (const auto step :
       {&Rebuilder::fill_from_articles, &Rebuilder::fill_mentions, &Rebuilder::fill_aliases,
        &Rebuilder::fill_actor_keys, &Rebuilder::fill_indexes}) {
    if (Result<void> done = (this->*step)(); !done) return done;
  }
  return write();
}

// What is made anew has single entries only. If the record of a chunk is unreadable, the diagnosis
// that follows fails, and all indexes are made anew.
Result<void> Rebuilder::forget_chunks() {
  unsigned single = 0;
  for (const Family index : kIndexFamilies) single |= wants(index) ? index_bit(index) : 0u;
  const Result<std::vector<StoredChunk>> chunks = records_.chunks();
  if (single == kAllIndexes) {
    batch_->erase_prefix(Family::kMeta, chunk_prefix());
  } else if (chunks.ok() && single != 0) {
    for (const StoredChunk& chunk : *chunks) {
      ChunkRecord record = chunk.record;
      record.single = static_cast<std::uint8_t>(record.single | single);
      batch_->put(Family::kMeta, chunk_key(chunk.number), encode_chunk(record));
    }
  }
  return write();
}

Result<void> Rebuilder::put(Family family, std::string_view key, std::string_view value) {
  if (!wants(family)) return {};
  batch_->put(family, key, value);
  return ++in_batch_ < kEntriesTogether ? Result<void>{} : write();
}

Result<void> Rebuilder::write() {
  Result<void> done = database_.write(*batch_);
  batch_ = std::make_unique<Batch>();
  in_batch_ = 0;
  return done;
}

Result<void> Rebuilder::for_each(Family family, const EntryVisitor& visit) const {
  Cursor cursor = database_.cursor(family, {});
  for (; cursor.valid(); cursor.next()) {
    if (Result<void> done = visit(cursor.key(), cursor.value()); !done) return done;
  }
  return cursor.status();
}

void Rebuilder::keep_dataset_mentions() {
  for (Cursor cursor = database_.cursor(Family::kMention, {}); cursor.valid(); cursor.next()) {
    const std::optional<ArticleNumber> article = parse_mention_article(cursor.key());
    if (article && dataset_of_mention(*article)) dataset_mentions_.emplace_back(cursor.key());
  }
}

Result<void> Rebuilder::fill_from_articles() {
  if (!wants(Family::kArticleKey) && !wants(Family::kFingerprint) && !wants(Family::kCopies) &&
      !wants(Family::kWaiting)) {
    return {};
  }
  return for_each(Family::kArticle, [&](std::string_view key, std::string_view value) {
    const std::optional<ArticleNumber> number = parse_article_key(key);
    const std::optional<ArticleRecord> record = decode_article(value);
    if (!number || !record) return Result<void>(records_.corrupt("an article is unreadable"));
    return fill_from_article(*number, *record);
  });
}

Result<void> Rebuilder::fill_from_article(ArticleNumber number, const ArticleRecord& record) {
  const std::string& id = record.article.id;
  Result<void> done =
      put(Family::kArticleKey, id, encode_number(static_cast<std::uint64_t>(number)));
  if (!done || is_loaded(record.extractor_version)) return done;
  const Result<std::optional<CopyRecord>> copy = records_.copy(number);
  if (!copy) return copy.error();
  if (copy->has_value()) return put(Family::kCopies, copies_key((*copy)->leader, number), {});
  if (record.extractor_version.empty()) done = put(Family::kWaiting, id, {});
  if (!done || !wants(Family::kFingerprint)) return done;
  const Result<Article> article = records_.whole_article(number);
  if (!article) return article.error();
  for (const std::uint32_t key : fingerprint_of(*article, profile_of(article->text)).keys()) {
    done = put(Family::kFingerprint, fingerprint_key(key, number), {});
    if (!done) return done;
  }
  return {};
}

Result<void> Rebuilder::fill_mentions() {
  if (!wants(Family::kMention)) return {};
  Result<void> done = for_each(Family::kCast, [&](std::string_view key, std::string_view value) {
    const std::optional<ArticleNumber> article = parse_article_key(key);
    const std::optional<std::vector<CastMember>> cast = decode_cast(value);
    if (!article || !cast) return Result<void>(records_.corrupt("a cast is unreadable"));
    for (const CastMember& member : *cast) {
      Result<void> put_one =
          put(Family::kMention, mention_key(member.actor, member.variant, *article), {});
      if (!put_one) return put_one;
    }
    return Result<void>{};
  });
  for (const std::string& key : dataset_mentions_) {
    if (done.ok()) done = put(Family::kMention, key, {});
  }
  if (done.ok()) done = write();
  return done.ok() ? mention_forgotten_variants() : done;
}

// A record of an actor is there because something mentions it: if no article does, a dataset did.
Result<void> Rebuilder::mention_forgotten_variants() {
  std::optional<std::map<ActorNumber, std::set<std::uint32_t>>> datasets;
  return for_each(Family::kVariant, [&](std::string_view key, std::string_view) -> Result<void> {
    const Cursor mentions = database_.cursor(Family::kMention, prefix_range(std::string(key)));
    if (mentions.valid()) return {};
    if (Result<void> status = mentions.status(); !status) return status;
    if (!datasets) {
      auto found = datasets_of_actors();
      if (!found) return found.error();
      datasets = std::move(*found);
    }
    const std::optional<VariantKey> variant = parse_variant_key(key);
    if (!variant) return records_.corrupt("the key of a record of an actor is unreadable");
    for (const std::uint32_t dataset : (*datasets)[variant->actor]) {
      Result<void> done =
          put(Family::kMention,
              mention_key(variant->actor, variant->variant, dataset_mention(dataset)), {});
      if (!done) return done;
    }
    return {};
  });
}

Result<std::map<std::string, std::uint32_t>> Rebuilder::datasets() const {
  std::map<std::string, std::uint32_t> datasets;
  const std::string prefix = dataset_key({});
  Cursor cursor = database_.cursor(Family::kMeta, prefix_range(prefix));
  for (; cursor.valid(); cursor.next()) {
    const std::optional<std::uint64_t> number = decode_number(cursor.value());
    if (!number) return records_.corrupt("the number of a dataset is unreadable");
    datasets[std::string(cursor.key().substr(prefix.size()))] = static_cast<std::uint32_t>(*number);
  }
  if (const Result<void> status = cursor.status(); !status) return status.error();
  return datasets;
}

// In whose loaded relations the actors are.
Result<std::map<ActorNumber, std::set<std::uint32_t>>> Rebuilder::datasets_of_actors() const {
  const auto numbers = datasets();
  if (!numbers) return numbers.error();
  std::map<ActorNumber, std::set<std::uint32_t>> found;
  if (numbers->empty()) return found;
  std::optional<ArticleNumber> article;
  const std::uint32_t* dataset = nullptr;  // of `article`
  EventCursor cursor(records_);
  for (; cursor.valid(); cursor.next()) {
    if (article != cursor.key().article) {
      article = cursor.key().article;
      const Result<ArticleRecord> record = records_.article(*article);
      if (!record) return record.error();
      dataset = nullptr;
      if (is_loaded(record->extractor_version)) {
        const auto known = numbers->find(loaded_dataset(record->extractor_version));
        if (known != numbers->end()) dataset = &known->second;
      }
    }
    if (!dataset) continue;
    const RelationEnds& ends = cursor.record().ends;
    found[ends.subject].insert(*dataset);
    found[ends.object].insert(*dataset);
    if (ends.attributed_to) found[*ends.attributed_to].insert(*dataset);
  }
  if (const Result<void> done = cursor.status(); !done) return done.error();
  return found;
}

Result<void> Rebuilder::fill_aliases() {
  if (!wants(Family::kAlias)) return {};
  return for_each(Family::kVariant, [&](std::string_view key, std::string_view value) {
    const std::optional<VariantKey> variant = parse_variant_key(key);
    std::optional<Actor> record = decode_actor(value);
    if (!variant || !record) {
      return Result<void>(records_.corrupt("the record of an actor is unreadable"));
    }
    Result<std::string> id = records_.actor_id(variant->actor);
    if (!id) return Result<void>(id.error());
    record->id = std::move(*id);
    for (const std::string& name : folded_names(*record)) {
      Result<void> done =
          put(Family::kAlias, alias_key(name, variant->actor, variant->variant), {});
      if (!done) return done;
    }
    return Result<void>{};
  });
}

Result<void> Rebuilder::fill_actor_keys() {
  if (!wants(Family::kActorKey)) return {};
  return for_each(Family::kActor, [&](std::string_view key, std::string_view id) {
    return put(Family::kActorKey, id, key);
  });
}

Result<void> Rebuilder::fill_indexes() {
  if (std::none_of(kIndexFamilies.begin(), kIndexFamilies.end(),
                   [&](Family index) { return wants(index); })) {
    return {};
  }
  Result<void> outcome;
  EventCursor cursor(records_);
  for (; cursor.valid() && outcome.ok(); cursor.next()) {
    visit_index_entries(cursor.key(), cursor.record(), cursor.is_in_block(),
                        [&](Family family, const std::string& entry, const std::string& flags) {
                          if (outcome.ok()) outcome = put(family, entry, flags);
                        });
  }
  return outcome.ok() ? cursor.status() : outcome;
}

}  // namespace

Result<void> rebuild_families(Database& database, const std::set<Family>& families) {
  return Rebuilder(database, families).run();
}

}  // namespace entente
