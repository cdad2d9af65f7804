#include <algorithm>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <tuple>

#include "core/unicode.h"
#include "storage/content.h"
#include "storage/find_kin.h"
#include "storage/standing.h"
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
    if (extractor_version.empty()) return no_version(article.article);
    const std::unique_lock lock(mutex_);
    const auto place = entries_.find(article.article.id);
    const bool is_new = place == entries_.end();
    if (!is_new && !place->second.copy_of &&
        is_same(place->second, content_hash(article.article), extractor_version)) {
      return PutOutcome::kUnchanged;
    }
    const bool led = !is_new && !place->second.copy_of;
    const bool is_same_text = led && place->second.hash == content_hash(article.article);
    Entry& entry = store(article.article);
    entry.content = article;
    entry.content.actors = united_cast(article.actors);
    entry.extractor_version = extractor_version;
    if (led && !is_same_text) review_copies(article.article.id, article.article.id);
    return is_new ? PutOutcome::kAdded : PutOutcome::kReplaced;
  }

  Result<Admission> admit(const Article& article) override;
  Result<bool> separate(std::string_view article_id) override;
  Result<std::optional<Admission>> rejoin(std::string_view article_id) override;
  Result<std::optional<StoredArticle>> standing(std::string_view article_id) const override {
    const std::shared_lock lock(mutex_);
    const auto found = entries_.find(article_id);
    if (found == entries_.end()) return std::optional<StoredArticle>();
    return std::optional(stored(found->second));
  }
  Result<void> visit_articles(const ArticleVisitor& visit) const override;
  Result<std::vector<StoredArticle>> copies_of(std::string_view article_id) const override;
  Result<std::vector<std::string>> waiting() const override;

  Result<bool> has(const Article& article, std::string_view extractor_version) const override {
    const std::shared_lock lock(mutex_);
    const auto found = entries_.find(article.id);
    if (found == entries_.end()) return false;
    const Entry& entry = found->second;
    return entry.hash == content_hash(article) &&
           (entry.copy_of || entry.extractor_version == extractor_version);
  }

  Result<bool> erase(std::string_view article_id) override;

  Result<std::optional<Article>> article(std::string_view id) const override {
    const std::shared_lock lock(mutex_);
    const auto found = entries_.find(id);
    if (found == entries_.end()) return std::optional<Article>();
    return std::optional(found->second.content.article);
  }

  Result<std::vector<std::string>> article_ids() const override {
    const std::shared_lock lock(mutex_);
    std::vector<std::string> ids;
    ids.reserve(entries_.size());
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
    std::string extractor_version;  // empty for a copy and for what waits
    std::uint64_t number = 0;       // of arrival
    std::optional<CopyLink> copy_of;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;

  // Puts an article that leads and waits in place of what is stored under its id.
  Entry& store(const Article& article);
  static void make_waiting(Entry& entry);
  static void make_copy(Entry& entry, CopyLink link);
  void hang_copies(std::string_view leader, const std::string& new_leader);
  // Copies of `id` stay with `leader` if they resemble it.
  void review_copies(const std::string& id, const std::string& leader);
  std::vector<Entry*> copies(std::string_view leader);
  std::optional<Kin> kin_of(const Article& article) const;
  Admission settle(const Article& article, const Kin& kin);
  StoredArticle stored(const Entry& entry) const;

  static bool is_same(const Entry& entry, const ContentHash& hash, std::string_view version) {
    return entry.hash == hash && entry.extractor_version == version;
  }

  std::vector<StoredRelation> matching(const RelationFilter& filter) const;
  std::string shown(std::string_view id) const {
    const std::shared_lock lock(mutex_);
    return merges_.shown(id);
  }

  mutable std::shared_mutex mutex_;
  Entries entries_;                                         // guarded by mutex_
  std::map<std::string, CopyLink, std::less<>> separated_;  // guarded by mutex_
  std::uint64_t next_number_ = 0;                           // guarded by mutex_
  MergeView merges_;                                        // guarded by mutex_
};

MemoryStore::Entry& MemoryStore::store(const Article& article) {
  const auto [place, added] = entries_.try_emplace(article.id);
  Entry& entry = place->second;
  if (added) entry.number = next_number_++;
  entry.content.article = article;
  entry.hash = content_hash(article);
  make_waiting(entry);
  return entry;
}

void MemoryStore::make_waiting(Entry& entry) {
  entry.content = {std::move(entry.content.article), {}, {}, 0};
  entry.extractor_version.clear();
  entry.copy_of.reset();
}

void MemoryStore::make_copy(Entry& entry, CopyLink link) {
  make_waiting(entry);
  entry.copy_of = std::move(link);
}

std::vector<MemoryStore::Entry*> MemoryStore::copies(std::string_view leader) {
  std::vector<Entry*> found;
  for (auto& [id, entry] : entries_) {
    if (entry.copy_of && entry.copy_of->leader == leader) found.push_back(&entry);
  }
  std::sort(found.begin(), found.end(),
            [](const Entry* a, const Entry* b) { return a->number < b->number; });
  return found;
}

void MemoryStore::hang_copies(std::string_view leader, const std::string& new_leader) {
  for (Entry* copy : copies(leader)) copy->copy_of->leader = new_leader;
}

void MemoryStore::review_copies(const std::string& id, const std::string& leader) {
  const Article& article = entries_.find(leader)->second.content.article;
  for (Entry* copy : copies(id)) {
    const Article& printed = copy->content.article;
    if (kinship({printed, profile_of(printed.text)}, {article, profile_of(article.text)})) {
      copy->copy_of->leader = leader;
    } else {
      make_waiting(*copy);
    }
  }
}

std::optional<Kin> MemoryStore::kin_of(const Article& article) const {
  if (separated_.contains(article.id)) return std::nullopt;
  struct Leader {
    const Article& article;
    std::vector<std::uint32_t> keys;
  };
  std::map<ArticleNumber, Leader> leaders;
  for (const auto& [id, entry] : entries_) {
    if (entry.copy_of) continue;
    const Article& one = entry.content.article;
    leaders.emplace(ArticleNumber{entry.number},
                    Leader{one, fingerprint_of(one, profile_of(one.text)).keys()});
  }
  const LeaderShelf shelf{
      [&](std::uint32_t key, std::size_t most) -> Result<std::vector<ArticleNumber>> {
        std::vector<ArticleNumber> filed;
        for (const auto& [number, leader] : leaders) {
          if (filed.size() == most) break;
          if (std::binary_search(leader.keys.begin(), leader.keys.end(), key)) {
            filed.push_back(number);
          }
        }
        return filed;
      },
      [&](ArticleNumber number) -> Result<Article> { return leaders.at(number).article; },
      [&](const Article& leader) -> Result<bool> { return separated_.contains(leader.id); }};
  return *find_kin({article, profile_of(article.text)}, shelf);
}

Result<Admission> MemoryStore::admit(const Article& article) {
  if (const Result<void> checked = check_article({article, {}, {}, 0}); !checked) {
    return checked.error();
  }
  const std::unique_lock lock(mutex_);
  const auto found = entries_.find(article.id);
  if (found != entries_.end() && found->second.hash == content_hash(article)) {
    return Admission{found->second.copy_of, {}};
  }
  const bool led = found != entries_.end() && !found->second.copy_of;
  const std::optional<Kin> kin = kin_of(article);
  store(article);
  // As RocksStore does it: a relative that steps down comes first, and what it led is reviewed too.
  if (kin && kin->kinship.takes_over) {
    const Admission admission = settle(article, *kin);
    if (led) review_copies(article.id, article.id);
    return admission;
  }
  if (led) review_copies(article.id, kin ? kin->leader.id : article.id);
  return kin ? settle(article, *kin) : Admission{};
}

Admission MemoryStore::settle(const Article& article, const Kin& kin) {
  const CopyLink link{kin.leader.id, kin.kinship.kind, kin.kinship.likeness};
  if (!kin.kinship.takes_over) {
    make_copy(entries_.find(article.id)->second, link);
    return {link, {}};
  }
  hang_copies(kin.leader.id, article.id);
  make_copy(entries_.find(kin.leader.id)->second, {article.id, link.kind, link.likeness});
  return {{}, kin.leader.id};
}

Result<bool> MemoryStore::separate(std::string_view article_id) {
  const std::unique_lock lock(mutex_);
  const auto found = entries_.find(article_id);
  if (found == entries_.end() || !found->second.copy_of) return false;
  separated_.insert_or_assign(std::string(article_id), *found->second.copy_of);
  make_waiting(found->second);
  return true;
}

Result<std::optional<Admission>> MemoryStore::rejoin(std::string_view article_id) {
  const std::unique_lock lock(mutex_);
  const auto found = entries_.find(article_id);
  if (found == entries_.end() || separated_.erase(std::string(article_id)) == 0) {
    return std::optional<Admission>();
  }
  const Article article = found->second.content.article;
  const std::optional<Kin> kin = kin_of(article);
  if (!kin) return std::optional(Admission{});
  if (!kin->kinship.takes_over) hang_copies(article_id, kin->leader.id);
  return std::optional(settle(article, *kin));
}

Result<bool> MemoryStore::erase(std::string_view article_id) {
  const std::unique_lock lock(mutex_);
  const auto found = entries_.find(article_id);
  if (found == entries_.end()) return false;
  const std::vector<Entry*> left = copies(article_id);
  const auto is_printing = [](const Entry* copy) {
    return copy->copy_of->kind != CopyKind::kVersion;
  };
  if (!left.empty()) {
    const auto first = std::find_if(left.begin(), left.end(), is_printing);
    Entry& heir = first == left.end() ? *left.front() : **first;
    make_waiting(heir);
    hang_copies(article_id, heir.content.article.id);
  }
  entries_.erase(found);
  const auto separated = separated_.find(article_id);
  if (separated != separated_.end()) separated_.erase(separated);
  return true;
}

StoredArticle MemoryStore::stored(const Entry& entry) const {
  StoredArticle out;
  out.article = entry.content.article;
  out.article.text.clear();
  out.extractor_version = entry.extractor_version;
  out.sentences = entry.content.sentence_count;
  out.relations = static_cast<std::uint32_t>(entry.content.relations.size());
  out.copy_of = entry.copy_of;
  const auto separated = separated_.find(out.article.id);
  if (separated != separated_.end()) out.separated_from = separated->second;
  return out;
}

Result<void> MemoryStore::visit_articles(const ArticleVisitor& visit) const {
  const std::shared_lock lock(mutex_);
  for (const auto& [id, entry] : entries_) {
    if (!visit(stored(entry))) break;
  }
  return {};
}

Result<std::vector<StoredArticle>> MemoryStore::copies_of(std::string_view article_id) const {
  const std::shared_lock lock(mutex_);
  std::vector<const Entry*> found;
  for (const auto& [id, entry] : entries_) {
    if (entry.copy_of && entry.copy_of->leader == article_id) found.push_back(&entry);
  }
  std::sort(found.begin(), found.end(),
            [](const Entry* a, const Entry* b) { return a->number < b->number; });
  std::vector<StoredArticle> out;
  out.reserve(found.size());
  for (const Entry* entry : found) out.push_back(stored(*entry));
  return out;
}

Result<std::vector<std::string>> MemoryStore::waiting() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::string> ids;
  for (const auto& [id, entry] : entries_) {
    if (!entry.copy_of && entry.extractor_version.empty()) ids.push_back(id);
  }
  return ids;
}

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
  ArticleTally tally(info);
  for (const auto& [id, entry] : entries_) {
    tally.add(stored(entry));
    for (const Relation& relation : entry.content.relations) {
      if (relation.date) extend(info.first_event, info.last_event, relation.date->date);
    }
  }
  tally.finish();
  return info;
}

}  // namespace

std::unique_ptr<Store> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace entente
