#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "storage/article_writer.h"
#include "storage/content.h"
#include "storage/database.h"
#include "storage/id_cache.h"
#include "storage/records.h"
#include "storage/relation_scan.h"
#include "storage/shown_actors.h"
#include "storage/store.h"
#include "storage/verify.h"

namespace entente {

namespace {

void extend(std::optional<Date>& first, std::optional<Date>& last, const Date& date) {
  if (!first || date < *first) first = date;
  if (!last || date > *last) last = date;
}

// The store on disk. Reads work on a snapshot each, so that an answer is never half of two states.
class RocksStore final : public Store {
 public:
  RocksStore(std::unique_ptr<Database> database, const Totals& totals, MergeView merges)
      : database_(std::move(database)),
        totals_(totals),
        view_(std::make_shared<const MergeView>(std::move(merges))) {}

  Result<PutOutcome> put(const ArticleRelations& article,
                         std::string_view extractor_version) override;
  Result<bool> has(const Article& article, std::string_view extractor_version) const override;
  Result<bool> erase(std::string_view article_id) override;
  Result<std::optional<Article>> article(std::string_view id) const override;
  Result<std::vector<std::string>> article_ids() const override;
  Result<std::optional<Actor>> actor(std::string_view id) const override;
  Result<std::vector<Actor>> actors() const override;
  Result<std::vector<Actor>> find_actors(std::string_view name) const override;
  Result<StoreCounts> counts() const override;
  Result<StoreInfo> info() const override;
  Result<MergeEntry> decide(MergeEntry entry) override;
  std::vector<MergeEntry> decisions() const override { return merges()->log(); }

  Result<void> scan(const RelationFilter& filter, const RelationVisitor& visit) const override {
    const Snapshot snapshot = database_->snapshot();
    return scan_relations(Records(*database_, &snapshot), ids_, *merges(), filter, visit);
  }

  Result<void> scan_by_article(const RelationFilter& filter,
                               const RelationVisitor& visit) const override {
    const Snapshot snapshot = database_->snapshot();
    return scan_relations_by_article(Records(*database_, &snapshot), ids_, *merges(), filter,
                                     visit);
  }

  Result<void> sync() override {
    const std::lock_guard lock(mutex_);
    return database_->sync();
  }

  std::optional<std::uint32_t> migrated_from() const override { return database_->migrated_from(); }

  Result<std::vector<std::string>> verify() const override {
    const Snapshot snapshot = database_->snapshot();
    return verify_store(Records(*database_, &snapshot));
  }

 private:
  Result<void> check_writable() const;
  // Whether the article is stored exactly so.
  Result<bool> is_same(ArticleNumber number, const Article& article,
                       std::string_view extractor_version, const Records& records) const;
  Result<void> commit(ArticleWriter& writer);
  // Kept by whoever reads with it: a decision puts another in its place.
  std::shared_ptr<const MergeView> merges() const {
    const std::lock_guard lock(view_mutex_);
    return view_;
  }
  static Result<void> add_event_dates(const Records& records, StoreInfo& info);

  std::unique_ptr<Database> database_;
  mutable IdCache ids_;  // has its own lock
  std::mutex mutex_;
  Totals totals_;      // guarded by mutex_
  WriterCache known_;  // guarded by mutex_
  mutable std::mutex view_mutex_;
  std::shared_ptr<const MergeView> view_;  // guarded by view_mutex_
};

Result<void> RocksStore::check_writable() const {
  if (!database_->is_read_only()) return {};
  return Error{Error::Code::kUsage,
               "the store in '" + database_->path() + "' was opened for reading only"};
}

Result<bool> RocksStore::is_same(ArticleNumber number, const Article& article,
                                 std::string_view extractor_version, const Records& records) const {
  const Result<ArticleRecord> stored = records.article(number);
  if (!stored) return stored.error();
  return stored->extractor_version == extractor_version && stored->hash == content_hash(article);
}

Result<void> RocksStore::commit(ArticleWriter& writer) {
  Result<void> done = writer.finish();
  if (done.ok()) done = database_->write(writer.batch());
  if (done.ok()) totals_ = writer.totals();
  return done;
}

Result<PutOutcome> RocksStore::put(const ArticleRelations& article,
                                   std::string_view extractor_version) {
  if (const Result<void> checked = check_writable(); !checked) return checked.error();
  if (const Result<void> checked = check_article(article); !checked) return checked.error();
  const std::lock_guard lock(mutex_);
  const Records records(*database_);
  const Result<std::optional<ArticleNumber>> number = records.article_number(article.article.id);
  if (!number) return number.error();
  ArticleWriter writer(*database_, totals_, known_);
  if (number->has_value()) {
    const Result<bool> same = is_same(**number, article.article, extractor_version, records);
    if (!same) return same.error();
    if (*same) return PutOutcome::kUnchanged;
    const Result<void> removed = writer.remove(**number);
    if (!removed) return removed.error();
  }
  Result<void> done = writer.add(article, extractor_version, *number);
  if (done.ok()) done = commit(writer);
  // What the batch would have made known is not, or what it took away was known.
  if (!done || number->has_value()) known_.clear();
  if (!done) return done.error();
  return number->has_value() ? PutOutcome::kReplaced : PutOutcome::kAdded;
}

Result<bool> RocksStore::has(const Article& article, std::string_view extractor_version) const {
  const Snapshot snapshot = database_->snapshot();
  const Records records(*database_, &snapshot);
  const Result<std::optional<ArticleNumber>> number = records.article_number(article.id);
  if (!number) return number.error();
  if (!number->has_value()) return false;
  return is_same(**number, article, extractor_version, records);
}

Result<bool> RocksStore::erase(std::string_view article_id) {
  if (const Result<void> checked = check_writable(); !checked) return checked.error();
  const std::lock_guard lock(mutex_);
  const Result<std::optional<ArticleNumber>> number =
      Records(*database_).article_number(article_id);
  if (!number) return number.error();
  if (!number->has_value()) return false;
  ArticleWriter writer(*database_, totals_, known_);
  const Result<void> removed = writer.remove(**number);
  if (!removed) return removed.error();
  const Result<void> written = commit(writer);
  known_.clear();
  return written.ok() ? Result<bool>(true) : written.error();
}

Result<std::optional<Article>> RocksStore::article(std::string_view id) const {
  const Snapshot snapshot = database_->snapshot();
  const Records records(*database_, &snapshot);
  const Result<std::optional<ArticleNumber>> number = records.article_number(id);
  if (!number) return number.error();
  if (!number->has_value()) return std::optional<Article>();
  Result<ArticleRecord> record = records.article(**number);
  if (!record) return record.error();
  Result<std::string> text = records.text(**number);
  if (!text) return text.error();
  record->article.text = std::move(*text);
  return std::optional(std::move(record->article));
}

Result<std::vector<std::string>> RocksStore::article_ids() const {
  std::vector<std::string> ids;
  Cursor cursor = database_->cursor(Family::kArticleKey, {});
  for (; cursor.valid(); cursor.next()) ids.emplace_back(cursor.key());
  const Result<void> status = cursor.status();
  return status.ok() ? Result<std::vector<std::string>>(std::move(ids)) : status.error();
}

Result<std::optional<Actor>> RocksStore::actor(std::string_view id) const {
  const Snapshot snapshot = database_->snapshot();
  const std::shared_ptr<const MergeView> view = merges();
  return shown_actor(Records(*database_, &snapshot), *view, view->shown(id));
}

Result<std::vector<Actor>> RocksStore::actors() const {
  const Snapshot snapshot = database_->snapshot();
  return shown_actors(Records(*database_, &snapshot), *merges());
}

Result<std::vector<Actor>> RocksStore::find_actors(std::string_view name) const {
  const Snapshot snapshot = database_->snapshot();
  return shown_actors_named(Records(*database_, &snapshot), *merges(), name);
}

Result<MergeEntry> RocksStore::decide(MergeEntry entry) {
  if (const Result<void> checked = check_writable(); !checked) return checked.error();
  const std::lock_guard lock(mutex_);
  const std::shared_ptr<const MergeView> view = merges();
  Result<MergeEntry> next = next_entry(*view, std::move(entry));
  if (!next) return next.error();
  Batch batch;
  batch.put(Family::kMeta, merge_key(next->number), encode_merge(*next));
  if (const Result<void> written = database_->write(batch); !written) return written.error();
  std::vector<MergeEntry> log = view->log();
  log.push_back(*next);
  const std::lock_guard view_lock(view_mutex_);
  view_ = std::make_shared<const MergeView>(std::move(log));
  return next;
}

Result<StoreCounts> RocksStore::counts() const {
  const Snapshot snapshot = database_->snapshot();
  const Records records(*database_, &snapshot);
  Result<StoreCounts> counts = records.counts();
  if (!counts) return counts.error();
  const Result<std::uint64_t> actors = count_shown(records, *merges(), counts->actors);
  if (!actors) return actors.error();
  counts->actors = *actors;
  return counts;
}

Result<void> RocksStore::add_event_dates(const Records& records, StoreInfo& info) {
  const Database& database = records.database();
  const std::string first_dated = time_prefix(kFirstDay);
  const Cursor first = database.cursor(Family::kTime, {first_dated, {}}, records.snapshot());
  if (first.valid()) info.first_event = date_of_time_key(first.key());
  if (const Result<void> status = first.status(); !status) return status;
  const auto last = database.last_key(Family::kTime, records.snapshot());
  if (!last) return last.error();
  if (last->has_value()) info.last_event = date_of_time_key(**last);
  return {};
}

Result<StoreInfo> RocksStore::info() const {
  const Snapshot snapshot = database_->snapshot();
  const Records records(*database_, &snapshot);
  StoreInfo info;
  info.format_version = database_->format_version();
  info.bytes_on_disk = database_->bytes_on_disk();
  std::map<std::string, std::uint64_t> versions;
  Cursor cursor = database_->cursor(Family::kArticle, {}, &snapshot);
  for (; cursor.valid(); cursor.next()) {
    const std::optional<ArticleRecord> record = decode_article(cursor.value());
    if (!record) return records.corrupt("an article is unreadable");
    ++versions[record->extractor_version];
    const std::optional<Date>& published = record->article.published;
    if (published) extend(info.first_published, info.last_published, *published);
  }
  if (const Result<void> status = cursor.status(); !status) return status.error();
  for (const auto& [version, articles] : versions) info.extractors.push_back({version, articles});
  const Result<void> dated = add_event_dates(records, info);
  return dated.ok() ? Result<StoreInfo>(std::move(info)) : dated.error();
}

}  // namespace

Result<std::unique_ptr<Store>> open_rocks_store(const std::string& path, OpenMode mode) {
  Result<std::unique_ptr<Database>> database = Database::open(path, mode);
  if (!database) return database.error();
  const Result<Totals> totals = read_totals(Records(**database));
  if (!totals) return totals.error();
  Result<std::vector<MergeEntry>> merges = Records(**database).merges();
  if (!merges) return merges.error();
  return std::unique_ptr<Store>(
      std::make_unique<RocksStore>(std::move(*database), *totals, MergeView(std::move(*merges))));
}

}  // namespace entente
