#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "graph/relation.h"
#include "storage/copy.h"
#include "storage/merges.h"

namespace entente {

// Which relations a reader wants; an empty field means "any".
struct RelationFilter {
  std::string subject;  // actor ids
  std::string object;
  std::string either;  // this actor at one end or the other
  std::vector<EventType> types;
  std::optional<Date> from;  // event dates, both inclusive; undated relations fall outside of any
  std::optional<Date> to;
  bool with_negated = true;
  float min_confidence = 0;
  std::string article;  // article id
};

// Whether `relation` passes; the stores use it as the last word after their indexes. A reciprocal
// relation passes from either end: "A met B" is found with A or B as subject, and as object. A
// period counts by its first day. `filter.article` is not looked at: a Relation does not know its
// article.
bool matches(const RelationFilter& filter, const Relation& relation);

// A relation as read back, with the key of its evidence.
struct StoredRelation {
  std::string article;        // article id
  std::uint32_t ordinal = 0;  // place among the relations of its article
  Relation relation;

  friend bool operator==(const StoredRelation&, const StoredRelation&) = default;
};

struct StoreCounts {
  std::uint64_t articles = 0;
  std::uint64_t sentences = 0;
  std::uint64_t actors = 0;
  std::uint64_t relations = 0;

  friend bool operator==(const StoreCounts&, const StoreCounts&) = default;
};

// What is known about a store as a whole.
struct StoreInfo {
  struct Extractor {
    std::string version;
    std::uint64_t articles = 0;  // that were read by it

    friend bool operator==(const Extractor&, const Extractor&) = default;
  };

  std::uint32_t format_version = 0;
  std::uint64_t bytes_on_disk = 0;    // 0 for a store in memory
  std::vector<Extractor> extractors;  // by version; more than one: a re-run would replace articles
  std::uint64_t exact_copies = 0;
  std::uint64_t near_copies = 0;
  std::uint64_t older_versions = 0;
  std::uint64_t waiting = 0;  // articles stored and not yet read
  std::uint64_t sources = 0;  // different names in `source` of articles, else hosts of their urls
  std::optional<Date> first_published;  // of articles
  std::optional<Date> last_published;
  std::optional<Date> first_event;  // of relations
  std::optional<Date> last_event;
};

// An article as it stands in the store.
struct StoredArticle {
  Article article;                // without its text
  std::string extractor_version;  // empty: a copy, or waiting to be read
  std::uint32_t sentences = 0;
  std::uint32_t relations = 0;
  std::optional<CopyLink> copy_of;
  std::optional<CopyLink> separated_from;  // what it was a copy of until somebody objected

  friend bool operator==(const StoredArticle&, const StoredArticle&) = default;
};

// What admit() made of an article.
struct Admission {
  std::optional<CopyLink> copy_of;  // stored as a copy: there is nothing to extract
  std::string replaced;             // id of the former leader that is now a copy of the article

  friend bool operator==(const Admission&, const Admission&) = default;
};

// The format that this program writes; docs/storage_format.md draws it.
inline constexpr std::uint32_t kStoreFormatVersion = 3;

// Relations of other people's tables (see bulk_load.h) stand under articles without text, whose
// extractor version says from which dataset they come. They are not to be extracted again.
std::string loaded_version(std::string_view dataset);
bool is_loaded(std::string_view extractor_version);
// The dataset's name; needs is_loaded().
std::string loaded_dataset(std::string_view extractor_version);

// What put() did.
enum class PutOutcome { kAdded, kUnchanged, kReplaced };

// Returning false stops the scan early.
using RelationVisitor = std::function<bool(const StoredRelation&)>;
using ArticleVisitor = std::function<bool(const StoredArticle&)>;

// Articles, actors and relations with their evidence. Two implementations answer alike:
// RocksStore (on disk) and MemoryStore (for tests). All reads give results in a fixed order:
// relations by day (undated first), then article id, then ordinal; actors by id.
// Thread rule: reads from any number of threads, one writer at a time.
class Store {
 public:
  virtual ~Store() = default;

  // Adds the article with its actors and relations in one atomic step, or replaces what was stored
  // under its id. An article whose content hash and extractor version are already stored is left
  // alone (kUnchanged). Does not look for copies; an article that was one leads from then on.
  // Copies that no longer resemble a changed text wait to be read. Actors are merged by id: aliases
  // and offices are united (see unite_actors in storage/content.h). kBadInput, with nothing stored,
  // if an id is missing, a relation names an actor that `article.actors` lacks, or a date is
  // impossible; kIo if the disk refuses.
  virtual Result<PutOutcome> put(const ArticleRelations& article,
                                 std::string_view extractor_version) = 0;

  // Takes in an article ahead of its extraction, and decides whether it is a printing of one that
  // is there (see likeness.h). A copy is stored with its text and without relations: its source
  // adds to the evidence. Any other article is stored and waits until put() brings what was found
  // in it; if it is the fuller or newer printing, the former leader becomes its copy and loses its
  // relations in the same atomic step. An article that is stored with this content stays what it
  // is. kBadInput and kIo as put().
  virtual Result<Admission> admit(const Article& article) = 0;

  // Undoes the decision that the article is a copy: it waits to be read, and is no copy of
  // anything until rejoin(). False if it is not stored or no copy. Its place among the articles,
  // and what it was a copy of, are kept.
  virtual Result<bool> separate(std::string_view article_id) = 0;
  // Takes separate() back and decides anew. Nothing if the article was not separated.
  virtual Result<std::optional<Admission>> rejoin(std::string_view article_id) = 0;

  // The article as it stands, nothing if it is not stored.
  virtual Result<std::optional<StoredArticle>> standing(std::string_view article_id) const = 0;
  // Visits the articles, by id.
  virtual Result<void> visit_articles(const ArticleVisitor& visit) const = 0;
  // The copies of an article, in the order of their arrival.
  virtual Result<std::vector<StoredArticle>> copies_of(std::string_view article_id) const = 0;
  // Ids of articles that are stored and not yet read, sorted.
  virtual Result<std::vector<std::string>> waiting() const = 0;

  // Whether ingest can leave this article alone: stored with this content, and read by this
  // extractor or a copy.
  virtual Result<bool> has(const Article& article, std::string_view extractor_version) const = 0;

  // Removes the article, its relations, and actors that nothing mentions any more. If it has
  // copies, the first to arrive that is no older version takes its place and waits to be read.
  // False if it is not stored.
  virtual Result<bool> erase(std::string_view article_id) = 0;

  virtual Result<std::optional<Article>> article(std::string_view id) const = 0;
  virtual Result<std::vector<std::string>> article_ids() const = 0;

  virtual Result<std::optional<Actor>> actor(std::string_view id) const = 0;
  virtual Result<std::vector<Actor>> actors() const = 0;
  // Actors that carry the name (id, display name or alias; any case, accents ignored), by id.
  virtual Result<std::vector<Actor>> find_actors(std::string_view name) const = 0;

  // Visits the relations that match, in the fixed order, through the index that serves the filter
  // best: the pair of actors, one actor, a range of days, or all.
  virtual Result<void> scan(const RelationFilter& filter, const RelationVisitor& visit) const = 0;

  // Visits the relations that match by article id, then sentence and ordinal, without an index: the
  // fastest way to read the whole graph, slow for a narrow filter (other than `article`).
  virtual Result<void> scan_by_article(const RelationFilter& filter,
                                       const RelationVisitor& visit) const = 0;

  // Writes a decision about who is who (see MergeEntry) to the log of the store and gives it back
  // with its number. From then on all answers above follow it: relations, actors and counts. A
  // filter and actor() take an id that was merged away for the one that shows. kUsage if the
  // decision would change nothing.
  virtual Result<MergeEntry> decide(MergeEntry entry) = 0;
  virtual std::vector<MergeEntry> decisions() const = 0;

  virtual Result<StoreCounts> counts() const = 0;

  // Reads all article records: for status pages, not for loops.
  virtual Result<StoreInfo> info() const = 0;

  // Makes all that was put survive a power cut too. A killed process loses nothing even without:
  // what put() acknowledged is with the operating system.
  virtual Result<void> sync() = 0;

  // The older format that opening for writing has just lifted to kStoreFormatVersion, if it was
  // older. Programs of the older format refuse the store from then on.
  virtual std::optional<std::uint32_t> migrated_from() const { return std::nullopt; }

  // Compares everything derived (indexes, counts, names) with what it is derived from, and gives
  // one sentence for each contradiction; empty means sound. Reads the whole store.
  virtual Result<std::vector<std::string>> verify() const = 0;
};

enum class OpenMode { kReadOnly, kReadWrite };

// Opens the store in folder `path`, creating it for kReadWrite. Fails with kNotFound (read-only and
// nothing there), kBusy (another writer), kUnsupported (newer format, with advice), kIo, kCorrupt,
// kBadInput (the folder holds something else). Reading works beside a writer, from a folder without
// write permission too, and shows the store as it was when it was opened.
Result<std::unique_ptr<Store>> open_rocks_store(const std::string& path, OpenMode mode);

std::unique_ptr<Store> make_memory_store();

}  // namespace entente
