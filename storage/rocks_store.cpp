#include <algorithm>
#include <mutex>
#include <utility>

#include "storage/article_writer.h"
#include "storage/content.h"
#include "storage/database.h"
#include "storage/id_cache.h"
#include "storage/index_cursor.h"
#include "storage/records.h"
#include "storage/relation_scan.h"
#include "storage/shown_actors.h"
#include "storage/standing.h"
#include "storage/store.h"
#include "storage/verify.h"

namespace entente {

namespace {

// The way of filing that this program knows; another number in a store has everything filed anew.
constexpr std::uint64_t kFingerprintWay = 1;
constexpr std::size_t kFiledTogether = 500;  // articles in one batch

// The store on disk. Reads work on a snapshot each, so that an answer is never half of two states.
class RocksStore final : public Store {
 public:
  RocksStore(std::unique_ptr<Database> database, const Totals& totals, MergeView merges)
      : database_(std::move(database)),
        totals_(totals),
        view_(std::make_shared<const MergeView>(std::move(merges))) {}

  Result<PutOutcome> put(const ArticleRelations& article,
                         std::string_view extractor_version) override;
  Result<Admission> admit(const Article& article) override;
  Result<bool> separate(std::string_view article_id) override;
  Result<std::optional<Admission>> rejoin(std::string_view article_id) override;
  Result<std::optional<StoredArticle>> standing(std::string_view article_id) const override;
  Result<void> visit_articles(const ArticleVisitor& visit) const override;
  Result<std::vector<StoredArticle>> copies_of(std::string_view article_id) const override;
  Result<std::vector<std::string>> waiting() const override { return keys_of(Family::kWaiting); }
  // Files articles that were stored before there were fingerprints.
  Result<void> file_articles();
  Result<bool> has(const Article& article, std::string_view extractor_version) const override;
  Result<bool> erase(std::string_view article_id) override;
  Result<std::optional<Article>> article(std::string_view id) const override;
  Result<std::vector<std::string>> article_ids() const override {
    return keys_of(Family::kArticleKey);
  }
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
  // What is stored under an id; no number if nothing is.
  struct Stored {
    std::optional<ArticleNumber> number;
    ArticleRecord record;
    std::optional<CopyRecord> copy;

    bool has(const Article& article) const { return record.hash == content_hash(article); }
  };
  Result<Stored> look_up(std::string_view id, const Records& records) const;
  Result<void> make_room(const Stored& stored, const Successor& successor,
                         ArticleWriter& writer) const;
  Result<Admission> settle(const Article& article, const Stored& stored,
                           const std::optional<Kin>& kin);
  // Makes a relative the copy of an article that is stored already.
  Result<void> step_down(const Kin& kin, ArticleNumber successor);
  Result<std::vector<std::string>> keys_of(Family family) const;
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

Result<RocksStore::Stored> RocksStore::look_up(std::string_view id, const Records& records) const {
  Stored stored;
  const Result<std::optional<ArticleNumber>> number = records.article_number(id);
  if (!number) return number.error();
  stored.number = *number;
  if (!stored.number) return stored;
  Result<ArticleRecord> record = records.article(*stored.number);
  if (!record) return record.error();
  stored.record = std::move(*record);
  const Result<std::optional<CopyRecord>> copy = records.copy(*stored.number);
  if (!copy) return copy.error();
  stored.copy = *copy;
  return stored;
}

Result<void> RocksStore::commit(ArticleWriter& writer) {
  Result<void> done = writer.finish();
  if (done.ok()) done = database_->write(writer.batch());
  if (done.ok()) totals_ = writer.totals();
  // What the batch would have made known is not, or what it took away was known.
  if (!done || writer.took_actors_away()) known_.clear();
  return done;
}

Result<PutOutcome> RocksStore::put(const ArticleRelations& article,
                                   std::string_view extractor_version) {
  if (const Result<void> checked = check_writable(); !checked) return checked.error();
  if (const Result<void> checked = check_article(article); !checked) return checked.error();
  if (extractor_version.empty()) return no_version(article.article);
  const std::lock_guard lock(mutex_);
  const Records records(*database_);
  const Result<Stored> stored = look_up(article.article.id, records);
  if (!stored) return stored.error();
  ArticleWriter writer(*database_, totals_, known_);
  ArticleWriter::Place place{stored->number, false};
  if (stored->number) {
    place.has_text = !stored->copy && stored->has(article.article);
    if (place.has_text && stored->record.extractor_version == extractor_version) {
      return PutOutcome::kUnchanged;
    }
    const Result<void> removed =
        place.has_text ? writer.clear_findings(*stored->number)
                       : make_room(*stored, {article.article, *stored->number}, writer);
    if (!removed) return removed.error();
  }
  Result<void> done = writer.add(article, extractor_version, place);
  if (done.ok()) {
    done = commit(writer);
  } else {
    known_.clear();
  }
  if (!done) return done.error();
  return stored->number ? PutOutcome::kReplaced : PutOutcome::kAdded;
}

// Takes the article away to make room for another text under its id.
Result<void> RocksStore::make_room(const Stored& stored, const Successor& successor,
                                   ArticleWriter& writer) const {
  Result<void> done = writer.remove(*stored.number);
  if (!done || stored.copy) return done;
  return review_copies(Records(*database_), *stored.number, successor, writer);
}

Result<Admission> RocksStore::admit(const Article& article) {
  if (const Result<void> checked = check_writable(); !checked) return checked.error();
  if (const Result<void> checked = check_article({article, {}, {}, 0}); !checked) {
    return checked.error();
  }
  const std::lock_guard lock(mutex_);
  const Records records(*database_);
  const Result<Stored> stored = look_up(article.id, records);
  if (!stored) return stored.error();
  if (stored->number && stored->has(article)) {
    if (!stored->copy) return Admission{};
    const Result<StoredArticle> as_is = stored_article(records, *stored->number);
    return as_is.ok() ? Result<Admission>(Admission{as_is->copy_of, {}}) : as_is.error();
  }
  const Result<std::optional<Kin>> kin = find_kin(records, article);
  if (!kin) return kin.error();
  return settle(article, *stored, *kin);
}

// Stores an article that is new, or has a new text, where its relatives say that it belongs. When
// a relative steps down for an article that had another text, that comes first, in a batch of its
// own: whatever moment the program is killed at, a second run comes to the same end.
Result<Admission> RocksStore::settle(const Article& article, const Stored& stored,
                                     const std::optional<Kin>& kin) {
  const bool takes_over = kin && kin->kinship.takes_over;
  std::optional<ArticleNumber> number = stored.number;
  if (takes_over && number) {
    if (const Result<void> done = step_down(*kin, *number); !done) return done.error();
  }
  ArticleWriter writer(*database_, totals_, known_);
  if (number) {
    const bool leads = !kin || takes_over;
    const Result<void> removed = make_room(
        stored, leads ? Successor{article, *number} : Successor{kin->leader, kin->number}, writer);
    if (!removed) return removed.error();
  }
  Admission admission;
  if (kin && !takes_over) {
    const Kinship& tie = kin->kinship;
    writer.add_copy(article, {kin->number, tie.kind, tie.likeness}, number);
    admission.copy_of = CopyLink{kin->leader.id, tie.kind, tie.likeness};
  } else {
    const ArticleNumber given = writer.add_waiting(article, number);
    if (takes_over) admission.replaced = kin->leader.id;
    if (takes_over && !number) {
      const Kinship& tie = kin->kinship;
      Result<void> done = writer.demote(kin->number, {given, tie.kind, tie.likeness});
      if (!done) return done.error();
    }
  }
  const Result<void> done = commit(writer);
  return done.ok() ? Result<Admission>(admission) : done.error();
}

Result<void> RocksStore::step_down(const Kin& kin, ArticleNumber successor) {
  ArticleWriter writer(*database_, totals_, known_);
  Result<void> done =
      writer.demote(kin.number, {successor, kin.kinship.kind, kin.kinship.likeness});
  return done.ok() ? commit(writer) : done;
}

Result<bool> RocksStore::separate(std::string_view article_id) {
  if (const Result<void> checked = check_writable(); !checked) return checked.error();
  const std::lock_guard lock(mutex_);
  const Records records(*database_);
  const Result<Stored> stored = look_up(article_id, records);
  if (!stored) return stored.error();
  if (!stored->number || !stored->copy) return false;
  const Result<StoredArticle> before = stored_article(records, *stored->number);
  if (!before) return before.error();
  ArticleWriter writer(*database_, totals_, known_);
  if (const Result<void> done = writer.promote(*stored->number); !done) return done.error();
  writer.batch().put(Family::kSeparated, article_id, encode_separated(*before->copy_of));
  const Result<void> done = commit(writer);
  return done.ok() ? Result<bool>(true) : done.error();
}

Result<std::optional<Admission>> RocksStore::rejoin(std::string_view article_id) {
  if (const Result<void> checked = check_writable(); !checked) return checked.error();
  const std::lock_guard lock(mutex_);
  const Records records(*database_);
  const Result<std::optional<ArticleNumber>> number = records.article_number(article_id);
  if (!number) return number.error();
  const Result<bool> is_separated = records.has(Family::kSeparated, article_id);
  if (!is_separated) return is_separated.error();
  if (!number->has_value() || !*is_separated) return std::optional<Admission>();
  ArticleWriter undoing(*database_, totals_, known_);
  undoing.batch().erase(Family::kSeparated, article_id);
  if (const Result<void> done = commit(undoing); !done) return done.error();
  const Result<Article> article = records.whole_article(**number);
  if (!article) return article.error();
  const Result<std::optional<Kin>> kin = find_kin(records, *article);
  if (!kin) return kin.error();
  if (!kin->has_value()) return std::optional(Admission{});
  const Kinship& tie = (*kin)->kinship;
  if (tie.takes_over) {
    const Result<void> done = step_down(**kin, **number);
    return done.ok() ? Result<std::optional<Admission>>(Admission{{}, (*kin)->leader.id})
                     : done.error();
  }
  ArticleWriter writer(*database_, totals_, known_);
  Result<void> done = writer.demote(**number, {(*kin)->number, tie.kind, tie.likeness});
  if (done.ok()) done = commit(writer);
  if (!done) return done.error();
  return std::optional(Admission{CopyLink{(*kin)->leader.id, tie.kind, tie.likeness}, {}});
}

Result<bool> RocksStore::has(const Article& article, std::string_view extractor_version) const {
  const Snapshot snapshot = database_->snapshot();
  const Result<Stored> stored = look_up(article.id, Records(*database_, &snapshot));
  if (!stored) return stored.error();
  if (!stored->number || !stored->has(article)) return false;
  return stored->copy || stored->record.extractor_version == extractor_version;
}

Result<bool> RocksStore::erase(std::string_view article_id) {
  if (const Result<void> checked = check_writable(); !checked) return checked.error();
  const std::lock_guard lock(mutex_);
  const Records records(*database_);
  const Result<Stored> stored = look_up(article_id, records);
  if (!stored) return stored.error();
  if (!stored->number) return false;
  ArticleWriter writer(*database_, totals_, known_);
  Result<void> done =
      stored->copy ? Result<void>{} : give_place_to_heir(records, *stored->number, writer);
  if (done.ok()) done = writer.remove(*stored->number);
  if (!done) return done.error();
  writer.batch().erase(Family::kSeparated, article_id);
  done = commit(writer);
  return done.ok() ? Result<bool>(true) : done.error();
}

Result<std::optional<StoredArticle>> RocksStore::standing(std::string_view article_id) const {
  const Snapshot snapshot = database_->snapshot();
  const Records records(*database_, &snapshot);
  const Result<std::optional<ArticleNumber>> number = records.article_number(article_id);
  if (!number) return number.error();
  if (!number->has_value()) return std::optional<StoredArticle>();
  Result<StoredArticle> stored = stored_article(records, **number);
  if (!stored) return stored.error();
  return std::optional(std::move(*stored));
}

Result<void> RocksStore::visit_articles(const ArticleVisitor& visit) const {
  const Snapshot snapshot = database_->snapshot();
  const Records records(*database_, &snapshot);
  Cursor cursor = database_->cursor(Family::kArticleKey, {}, &snapshot);
  for (; cursor.valid(); cursor.next()) {
    const std::optional<std::uint64_t> number = decode_number(cursor.value());
    if (!number) return records.corrupt("the number of an article is unreadable");
    const Result<StoredArticle> stored = stored_article(records, ArticleNumber{*number});
    if (!stored) return stored.error();
    if (!visit(*stored)) return {};
  }
  return cursor.status();
}

Result<std::vector<StoredArticle>> RocksStore::copies_of(std::string_view article_id) const {
  const Snapshot snapshot = database_->snapshot();
  const Records records(*database_, &snapshot);
  std::vector<StoredArticle> found;
  const Result<std::optional<ArticleNumber>> leader = records.article_number(article_id);
  if (!leader) return leader.error();
  if (!leader->has_value()) return found;
  const Result<std::vector<ArticleNumber>> copies = records.copies(**leader);
  if (!copies) return copies.error();
  for (const ArticleNumber copy : *copies) {
    Result<StoredArticle> stored = stored_article(records, copy);
    if (!stored) return stored.error();
    found.push_back(std::move(*stored));
  }
  return found;
}

Result<void> RocksStore::file_articles() {
  const Records records(*database_);
  const Result<std::uint64_t> way = records.meta_number(kFingerprintsName);
  if (!way) return way.error();
  if (*way == kFingerprintWay) return {};
  std::size_t in_hand = 0;
  auto batch = std::make_unique<Batch>();
  Cursor cursor = database_->cursor(Family::kArticle, {});
  for (; cursor.valid(); cursor.next()) {
    const std::optional<ArticleNumber> number = parse_article_key(cursor.key());
    if (!number) return records.corrupt("the key of an article is unreadable");
    const std::optional<ArticleRecord> record = decode_article(cursor.value());
    if (record && is_loaded(record->extractor_version)) continue;  // no text, no copies
    const Result<Article> article = records.whole_article(*number);
    if (!article) return article.error();
    const Fingerprint print = fingerprint_of(*article, profile_of(article->text));
    for (const std::uint32_t key : print.keys()) {
      batch->put(Family::kFingerprint, fingerprint_key(key, *number), {});
    }
    if (++in_hand % kFiledTogether != 0) continue;
    if (Result<void> done = database_->write(*batch); !done) return done;
    batch = std::make_unique<Batch>();
  }
  if (Result<void> status = cursor.status(); !status) return status;
  batch->put(Family::kMeta, kFingerprintsName, encode_number(kFingerprintWay));
  return database_->write(*batch);
}

Result<std::optional<Article>> RocksStore::article(std::string_view id) const {
  const Snapshot snapshot = database_->snapshot();
  const Records records(*database_, &snapshot);
  const Result<std::optional<ArticleNumber>> number = records.article_number(id);
  if (!number) return number.error();
  if (!number->has_value()) return std::optional<Article>();
  Result<ArticleRecord> record = records.article(**number);
  if (!record) return record.error();
  if (is_loaded(record->extractor_version)) return std::optional(std::move(record->article));
  Result<std::string> text = records.text(**number);
  if (!text) return text.error();
  record->article.text = std::move(*text);
  return std::optional(std::move(record->article));
}

Result<std::vector<std::string>> RocksStore::keys_of(Family family) const {
  std::vector<std::string> ids;
  Cursor cursor = database_->cursor(family, {});
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
  const std::string first_dated = time_prefix(kFirstDay);
  const IndexCursor first(records, Family::kTime, {first_dated, {}});
  if (first.valid()) info.first_event = date_of_time_key(first.key());
  if (Result<void> status = first.status(); !status) return status;
  const auto last = last_index_key(records, Family::kTime);
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
  ArticleTally tally(info);
  Cursor cursor = database_->cursor(Family::kArticle, {}, &snapshot);
  for (; cursor.valid(); cursor.next()) {
    const std::optional<ArticleNumber> number = parse_article_key(cursor.key());
    std::optional<ArticleRecord> record = decode_article(cursor.value());
    if (!record || !number) return records.corrupt("an article is unreadable");
    StoredArticle stored;
    stored.article = std::move(record->article);
    stored.extractor_version = std::move(record->extractor_version);
    if (stored.extractor_version.empty()) {
      const Result<std::optional<CopyRecord>> copy = records.copy(*number);
      if (!copy) return copy.error();
      if (copy->has_value()) stored.copy_of = CopyLink{{}, (*copy)->kind, (*copy)->likeness};
    }
    tally.add(stored);
  }
  if (const Result<void> status = cursor.status(); !status) return status.error();
  tally.finish();
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
  auto store =
      std::make_unique<RocksStore>(std::move(*database), *totals, MergeView(std::move(*merges)));
  if (mode == OpenMode::kReadWrite) {
    if (const Result<void> filed = store->file_articles(); !filed) return filed.error();
  }
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace entente
