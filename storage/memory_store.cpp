#include <algorithm>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <tuple>

#include "core/unicode.h"
#include "storage/content.h"
#include "storage/store.h"

namespace entente {

namespace {

// The twin of RocksStore: keeps articles as they came and answers every question by looking at all
// of them. Simple enough to be right by reading; the tests compare the real store with it.
class MemoryStore final : public Store {
 public:
  Result<PutOutcome> put(const ArticleRelations& article,
                         std::string_view extractor_version) override {
    if (const Result<void> checked = check_article(article); !checked) return checked.error();
    const std::unique_lock lock(mutex_);
    Entry entry{article, content_hash(article.article), std::string(extractor_version)};
    entry.content.actors = united_cast(article.actors);
    const auto [place, added] = entries_.try_emplace(article.article.id);
    if (!added && is_same(place->second, entry.hash, extractor_version)) {
      return PutOutcome::kUnchanged;
    }
    place->second = std::move(entry);
    return added ? PutOutcome::kAdded : PutOutcome::kReplaced;
  }

  Result<bool> has(const Article& article, std::string_view extractor_version) const override {
    const std::shared_lock lock(mutex_);
    const auto found = entries_.find(article.id);
    return found != entries_.end() &&
           is_same(found->second, content_hash(article), extractor_version);
  }

  Result<bool> erase(std::string_view article_id) override {
    const std::unique_lock lock(mutex_);
    const auto found = entries_.find(article_id);
    if (found == entries_.end()) return false;
    entries_.erase(found);
    return true;
  }

  Result<std::optional<Article>> article(std::string_view id) const override {
    const std::shared_lock lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) return std::optional<Article>();
    return std::optional(found->second.content.article);
  }

  Result<std::vector<std::string>> article_ids() const override {
    const std::shared_lock lock(mutex_);
    std::vector<std::string> ids;
    for (const auto& [id, entry] : entries_) ids.push_back(id);
    return ids;
  }

  Result<std::optional<Actor>> actor(std::string_view id) const override {
    std::vector<Actor> all = *actors();
    const std::string wanted = shown(id);
    for (Actor& actor : all) {
      if (actor.id == wanted) return std::optional(std::move(actor));
    }
    return std::optional<Actor>();
  }

  Result<std::vector<Actor>> actors() const override {
    const std::shared_lock lock(mutex_);
    struct Given {
      std::vector<Actor> own;
      std::vector<Actor> others;
    };
    std::map<std::string, Given> variants;
    for (const auto& [article, entry] : entries_) {
      for (const Actor& actor : entry.content.actors) {
        const std::string id = merges_.shown(article, actor.id);
        Given& given = variants[id];
        (id == actor.id ? given.own : given.others).push_back(actor);
      }
    }
    std::vector<Actor> united;
    united.reserve(variants.size());
    for (auto& [id, given] : variants) {
      united.push_back(unite_merged(id, std::move(given.own), std::move(given.others)));
    }
    return united;
  }

  Result<std::vector<Actor>> find_actors(std::string_view name) const override {
    std::vector<Actor> found = *actors();
    const std::string folded = fold_for_matching(name);
    std::erase_if(found, [&](const Actor& actor) {
      const std::vector<std::string> names = folded_names(actor);
      return !std::binary_search(names.begin(), names.end(), folded);
    });
    return found;
  }

  Result<void> scan(const RelationFilter& filter, const RelationVisitor& visit) const override {
    for (const StoredRelation& relation : matching(filter)) {
      if (!visit(relation)) break;
    }
    return {};
  }

  Result<void> scan_by_article(const RelationFilter& filter,
                               const RelationVisitor& visit) const override {
    std::vector<StoredRelation> found = matching(filter);
    const auto order = [](const StoredRelation& a, const StoredRelation& b) {
      return std::tie(a.article, a.relation.evidence.sentence, a.ordinal) <
             std::tie(b.article, b.relation.evidence.sentence, b.ordinal);
    };
    std::sort(found.begin(), found.end(), order);
    for (const StoredRelation& relation : found) {
      if (!visit(relation)) break;
    }
    return {};
  }

  Result<MergeEntry> decide(MergeEntry entry) override {
    const std::unique_lock lock(mutex_);
    Result<MergeEntry> next = next_entry(merges_, std::move(entry));
    if (!next) return next.error();
    std::vector<MergeEntry> log = merges_.log();
    log.push_back(*next);
    merges_ = MergeView(std::move(log));
    return next;
  }

  std::vector<MergeEntry> decisions() const override {
    const std::shared_lock lock(mutex_);
    return merges_.log();
  }

  Result<StoreCounts> counts() const override {
    StoreCounts counts;
    counts.actors = actors()->size();
    const std::shared_lock lock(mutex_);
    counts.articles = entries_.size();
    for (const auto& [id, entry] : entries_) {
      counts.sentences += entry.content.sentence_count;
      counts.relations += entry.content.relations.size();
    }
    return counts;
  }

  Result<StoreInfo> info() const override;
  Result<void> sync() override { return {}; }
  Result<std::vector<std::string>> verify() const override { return std::vector<std::string>(); }

 private:
  struct Entry {
    ArticleRelations content;
    ContentHash hash{};
    std::string extractor_version;
  };

  static bool is_same(const Entry& entry, const ContentHash& hash, std::string_view version) {
    return entry.hash == hash && entry.extractor_version == version;
  }

  std::vector<StoredRelation> matching(const RelationFilter& filter) const;
  std::string shown(std::string_view id) const {
    const std::shared_lock lock(mutex_);
    return merges_.shown(id);
  }

  mutable std::shared_mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;  // guarded by mutex_
  MergeView merges_;                                   // guarded by mutex_
};

DayKey day_of(const Relation& relation) {
  return relation.date ? day_key(relation.date->date) : kUndated;
}

std::vector<StoredRelation> MemoryStore::matching(const RelationFilter& asked) const {
  const std::shared_lock lock(mutex_);
  const RelationFilter filter = merges_.shown_filter(asked);
  std::vector<StoredRelation> found;
  for (const auto& [id, entry] : entries_) {
    if (!filter.article.empty() && filter.article != id) continue;
    std::uint32_t ordinal = 0;
    for (Relation relation : entry.content.relations) {
      for (std::string* end : {&relation.subject, &relation.object, &relation.attributed_to}) {
        *end = merges_.shown(id, *end);
      }
      if (matches(filter, relation)) found.push_back({id, ordinal, relation});
      ++ordinal;
    }
  }
  const auto order = [](const StoredRelation& a, const StoredRelation& b) {
    return std::make_tuple(day_of(a.relation), std::string_view(a.article), a.ordinal) <
           std::make_tuple(day_of(b.relation), std::string_view(b.article), b.ordinal);
  };
  std::sort(found.begin(), found.end(), order);
  return found;
}

void extend(std::optional<Date>& first, std::optional<Date>& last, const Date& date) {
  if (!first || date < *first) first = date;
  if (!last || date > *last) last = date;
}

Result<StoreInfo> MemoryStore::info() const {
  const std::shared_lock lock(mutex_);
  StoreInfo info;
  info.format_version = kStoreFormatVersion;
  std::map<std::string, std::uint64_t> versions;
  for (const auto& [id, entry] : entries_) {
    ++versions[entry.extractor_version];
    const std::optional<Date>& published = entry.content.article.published;
    if (published) extend(info.first_published, info.last_published, *published);
    for (const Relation& relation : entry.content.relations) {
      if (relation.date) extend(info.first_event, info.last_event, relation.date->date);
    }
  }
  for (const auto& [version, articles] : versions) info.extractors.push_back({version, articles});
  return info;
}

}  // namespace

std::unique_ptr<Store> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace entente
