#include "storage/records.h"

#include <utility>

#include "storage/content.h"

namespace entente {

Error Records::corrupt(const std::string& words) const {
  return Error{Error::Code::kCorrupt,
               "the store in '" + database_.path() + "' is damaged (" + words +
                   "); try: entente doctor --repair --db " + database_.path() +
                   ", else restore a backup with: entente restore BACKUP --db NEW-FOLDER"};
}

Result<std::string> Records::must_get(Family family, std::string_view key, const char* what) const {
  Result<std::optional<std::string>> value = database_.get(family, key, snapshot_);
  if (!value) return value.error();
  if (!value->has_value()) return corrupt(std::string(what) + " is missing");
  return std::move(**value);
}

Result<std::optional<ArticleNumber>> Records::article_number(std::string_view id) const {
  const auto value = database_.get(Family::kArticleKey, id, snapshot_);
  if (!value) return value.error();
  if (!value->has_value()) return std::optional<ArticleNumber>();
  const std::optional<std::uint64_t> number = decode_number(**value);
  if (!number) return corrupt("the number of article '" + std::string(id) + "' is unreadable");
  return std::optional(ArticleNumber{*number});
}

Result<ArticleRecord> Records::article(ArticleNumber article) const {
  const auto value = must_get(Family::kArticle, article_key(article), "an article");
  if (!value) return value.error();
  std::optional<ArticleRecord> record = decode_article(*value);
  if (!record) return corrupt("an article is unreadable");
  return std::move(*record);
}

Result<std::vector<std::string>> Records::article_ids(
    const std::vector<ArticleNumber>& articles) const {
  std::vector<std::string> keys;
  keys.reserve(articles.size());
  for (const ArticleNumber article : articles) keys.push_back(article_key(article));
  const auto values = database_.get_many(Family::kArticle, keys, snapshot_);
  if (!values) return values.error();
  std::vector<std::string> ids;
  ids.reserve(articles.size());
  for (const std::optional<std::string>& value : *values) {
    const auto id = value ? decode_article_id(*value) : std::nullopt;
    if (!id) return corrupt("an article is missing or unreadable");
    ids.emplace_back(*id);
  }
  return ids;
}

Result<std::string> Records::text(ArticleNumber article) const {
  return must_get(Family::kText, article_key(article), "the text of an article");
}

Result<Article> Records::whole_article(ArticleNumber article) const {
  Result<ArticleRecord> record = this->article(article);
  if (!record) return record.error();
  if (is_loaded(record->extractor_version)) return std::move(record->article);
  Result<std::string> words = text(article);
  if (!words) return words.error();
  record->article.text = std::move(*words);
  return std::move(record->article);
}

Result<std::optional<CopyRecord>> Records::copy(ArticleNumber article) const {
  const auto value = database_.get(Family::kCopy, article_key(article), snapshot_);
  if (!value) return value.error();
  if (!value->has_value()) return std::optional<CopyRecord>();
  const std::optional<CopyRecord> record = decode_copy(**value);
  if (!record) return corrupt("what an article is a copy of is unreadable");
  return record;
}

Result<std::vector<ArticleNumber>> Records::copies(ArticleNumber leader) const {
  std::vector<ArticleNumber> found;
  Cursor cursor = database_.cursor(Family::kCopies, prefix_range(article_key(leader)), snapshot_);
  for (; cursor.valid(); cursor.next()) {
    const std::optional<ArticleNumber> copy = parse_copies_article(cursor.key());
    if (!copy) return corrupt("a copy is unreadable");
    found.push_back(*copy);
  }
  const Result<void> status = cursor.status();
  return status.ok() ? Result<std::vector<ArticleNumber>>(std::move(found)) : status.error();
}

Result<std::vector<ArticleNumber>> Records::filed_under(std::uint32_t print,
                                                        std::size_t most) const {
  std::vector<ArticleNumber> found;
  Cursor cursor =
      database_.cursor(Family::kFingerprint, prefix_range(fingerprint_prefix(print)), snapshot_);
  for (; cursor.valid() && found.size() < most; cursor.next()) {
    const std::optional<ArticleNumber> article = parse_fingerprint_article(cursor.key());
    if (!article) return corrupt("a fingerprint is unreadable");
    found.push_back(*article);
  }
  const Result<void> status = cursor.status();
  return status.ok() ? Result<std::vector<ArticleNumber>>(std::move(found)) : status.error();
}

Result<bool> Records::has(Family family, std::string_view key) const {
  const auto value = database_.get(family, key, snapshot_);
  return value.ok() ? Result<bool>(value->has_value()) : value.error();
}

Result<std::vector<CastMember>> Records::cast(ArticleNumber article) const {
  const auto value = must_get(Family::kCast, article_key(article), "the cast of an article");
  if (!value) return value.error();
  auto cast = decode_cast(*value);
  if (!cast) return corrupt("the cast of an article is unreadable");
  return std::move(*cast);
}

Result<std::optional<ActorNumber>> Records::actor_number(std::string_view id) const {
  const auto value = database_.get(Family::kActorKey, id, snapshot_);
  if (!value) return value.error();
  if (!value->has_value()) return std::optional<ActorNumber>();
  const std::optional<ActorNumber> number = parse_actor_key(**value);
  if (!number) return corrupt("the number of actor '" + std::string(id) + "' is unreadable");
  return number;
}

Result<std::string> Records::actor_id(ActorNumber actor) const {
  return must_get(Family::kActor, actor_key(actor), "an actor");
}

Result<std::vector<Actor>> Records::variants(ActorNumber actor) const {
  const Result<std::string> id = actor_id(actor);
  if (!id) return id.error();
  std::vector<Actor> variants;
  Cursor cursor = database_.cursor(Family::kVariant, prefix_range(actor_key(actor)), snapshot_);
  for (; cursor.valid(); cursor.next()) {
    std::optional<Actor> variant = decode_actor(cursor.value());
    if (!variant) return corrupt("a record of actor '" + *id + "' is unreadable");
    variant->id = *id;
    variants.push_back(std::move(*variant));
  }
  if (const Result<void> status = cursor.status(); !status) return status.error();
  if (variants.empty()) return corrupt("actor '" + *id + "' has no record");
  return variants;
}

Result<Actor> Records::actor(ActorNumber actor) const {
  Result<std::vector<Actor>> given = variants(actor);
  if (!given) return given.error();
  return unite_actors(std::move(*given));
}

Result<std::uint64_t> Records::meta_number(std::string_view name) const {
  const auto value = database_.get(Family::kMeta, name, snapshot_);
  if (!value) return value.error();
  if (!value->has_value()) return std::uint64_t{0};
  const std::optional<std::uint64_t> number = decode_number(**value);
  if (!number) return corrupt("'" + std::string(name) + "' is unreadable");
  return *number;
}

Result<StoreCounts> Records::counts() const {
  const auto value = database_.get(Family::kMeta, kCountsName, snapshot_);
  if (!value) return value.error();
  if (!value->has_value()) return StoreCounts{};
  const std::optional<StoreCounts> counts = decode_counts(**value);
  if (!counts) return corrupt("the counts are unreadable");
  return *counts;
}

Result<std::vector<MergeEntry>> Records::merges() const {
  std::vector<MergeEntry> log;
  Cursor cursor = database_.cursor(Family::kMeta, prefix_range(merge_prefix()), snapshot_);
  for (; cursor.valid(); cursor.next()) {
    std::optional<MergeEntry> entry = decode_merge(cursor.value());
    const std::uint64_t number = log.size() + 1;
    if (!entry || cursor.key() != merge_key(number)) return corrupt("a merge is unreadable");
    entry->number = number;
    log.push_back(std::move(*entry));
  }
  const Result<void> status = cursor.status();
  return status.ok() ? Result<std::vector<MergeEntry>>(std::move(log)) : status.error();
}

Result<std::vector<StoredChunk>> Records::chunks() const {
  std::vector<StoredChunk> chunks;
  Cursor cursor = database_.cursor(Family::kMeta, prefix_range(chunk_prefix()), snapshot_);
  for (; cursor.valid(); cursor.next()) {
    const std::optional<ChunkNumber> number = parse_chunk_key(cursor.key());
    const std::optional<ChunkRecord> record = decode_chunk(cursor.value());
    if (!number || !record) return corrupt("the record of a chunk is unreadable");
    chunks.push_back({*number, *record});
  }
  const Result<void> status = cursor.status();
  return status.ok() ? Result<std::vector<StoredChunk>>(std::move(chunks)) : status.error();
}

}  // namespace entente
