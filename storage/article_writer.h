#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/result.h"
#include "graph/relation.h"
#include "storage/database.h"
#include "storage/records.h"

namespace entente {

// Numbers of the store that every change moves on. Written in the batch of the change.
struct Totals {
  StoreCounts counts;
  std::uint64_t next_article = 0;
  std::uint64_t next_actor = 0;
};

Result<Totals> read_totals(const Records& records);

// What a writer need not look up again: actors and records that are stored. To be cleared when
// anything is taken away, or when a batch that added to it was not written.
class WriterCache {
 public:
  std::optional<ActorNumber> actor(const std::string& id) const;
  bool has_variant(ActorNumber actor, VariantHash variant) const;
  void add_actor(const std::string& id, ActorNumber actor);
  void add_variant(ActorNumber actor, VariantHash variant);
  void clear();

 private:
  std::unordered_map<std::string, ActorNumber> actors_;
  std::set<std::pair<ActorNumber, VariantHash>> variants_;
};

// Collects the changes of one step into one batch. Reads the database, never writes to it.
// Relations and cast of one article may change in a batch, and the place of others among the
// copies: use remove() or clear_findings() if the article is there, add() if relations come, any of
// the calls about copies, then finish() once.
class ArticleWriter {
 public:
  ArticleWriter(const Database& database, const Totals& totals, WriterCache& known)
      : records_(database), totals_(totals), known_(known) {}

  // Takes the article away, with all that is known of it but its own copies.
  Result<void> remove(ArticleNumber article);
  // Takes away what was read out of the article; its text and place stay.
  Result<void> clear_findings(ArticleNumber article);
  // The article passed check_article(). `number` is that of the article that was removed or
  // cleared, if any; `has_text` says that its text is in place.
  struct Place {
    std::optional<ArticleNumber> number;
    bool has_text = false;
  };
  Result<void> add(const ArticleRelations& article, std::string_view extractor_version,
                   const Place& place);

  // Stores an article that leads and waits to be read; gives its number.
  ArticleNumber add_waiting(const Article& article, std::optional<ArticleNumber> number);
  // Stores an article as a copy; gives its number.
  ArticleNumber add_copy(const Article& article, const CopyRecord& copy,
                         std::optional<ArticleNumber> number);
  // Makes an article that leads a copy: its relations go, its copies follow it.
  Result<void> demote(ArticleNumber article, const CopyRecord& copy);
  // Makes a copy an article that leads and waits to be read.
  Result<void> promote(ArticleNumber article);
  Result<void> hang_under(ArticleNumber copy, ArticleNumber new_leader);
  Result<void> hang_copies(ArticleNumber leader, ArticleNumber new_leader);

  Result<void> finish();

  // Whether records of actors may have gone, so that a cache of them is stale.
  bool took_actors_away() const { return took_actors_away_; }

  Batch& batch() { return batch_; }
  const Totals& totals() const { return totals_; }

 private:
  // What the change does to one actor: the record of it that the article gave before and gives now.
  struct ActorChange {
    std::string id;
    bool is_new = false;
    std::optional<VariantHash> before;
    std::optional<VariantHash> after;
    Actor record;  // of `after`
  };
  using Numbers = std::map<std::string, ActorNumber, std::less<>>;

  ArticleNumber number_or_next(std::optional<ArticleNumber> number);
  // Text, id and fingerprints of an article that leads.
  void put_text(const Article& article, ArticleNumber number);
  void put_fingerprints(const Article& article, ArticleNumber number);
  void put_record(const Article& article, ArticleNumber number);
  Result<void> erase_fingerprints(ArticleNumber article);
  Result<void> erase_link(ArticleNumber article);
  Result<void> remove_relations(ArticleNumber article);
  void note_gone(const StoredChunk& chunk, std::uint64_t more);
  Result<Numbers> add_cast(const std::vector<Actor>& actors);
  Result<ActorNumber> number_of_actor(const std::string& id);
  void add_relations(const std::vector<Relation>& relations, const Numbers& numbers);
  Result<void> settle(ActorNumber actor, const ActorChange& change);
  Result<bool> drop_variant(ActorNumber actor, VariantHash variant);
  Result<void> add_variant(ActorNumber actor, VariantHash variant, const Actor& record);
  Result<bool> has_other_variant(ActorNumber actor, const ActorChange& change);

  Records records_;
  Totals totals_;
  WriterCache& known_;
  Batch batch_;
  ArticleNumber article_{};  // whose relations and cast change
  bool took_actors_away_ = false;
  std::map<ActorNumber, ActorChange> changes_;
};

// Calls `entry` with the key and value of each index entry of a relation: what a writer adds, a
// remover takes away, and verify() expects.
using IndexEntryVisitor =
    std::function<void(Family family, const std::string& key, const std::string& value)>;
void visit_index_entries(const EventKey& event, const RelationRecord& record, bool is_in_block,
                         const IndexEntryVisitor& entry);

}  // namespace entente
