#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "graph/actor.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/merges.h"
#include "storage/values.h"

namespace entente {

// A chunk as `meta` knows it.
struct StoredChunk {
  ChunkNumber number{};
  ChunkRecord record;

  // Whether its entries in this index are packed.
  bool is_packed(Family index) const { return (record.single & index_bit(index)) == 0; }
};

// Reads single records of a database, decoded, as of one snapshot (null: as of now). A record that
// must be there and is not, or does not decode, gives kCorrupt. Must not outlive either.
class Records {
 public:
  explicit Records(const Database& database, const Snapshot* snapshot = nullptr)
      : database_(database), snapshot_(snapshot) {}

  Result<std::optional<ArticleNumber>> article_number(std::string_view id) const;
  Result<ArticleRecord> article(ArticleNumber article) const;
  // The ids of articles, in the order asked for.
  Result<std::vector<std::string>> article_ids(const std::vector<ArticleNumber>& articles) const;
  Result<std::string> text(ArticleNumber article) const;
  // The article with its text.
  Result<Article> whole_article(ArticleNumber article) const;
  // What the article is a copy of; nothing if it leads.
  Result<std::optional<CopyRecord>> copy(ArticleNumber article) const;
  // The copies of an article, in the order of their arrival.
  Result<std::vector<ArticleNumber>> copies(ArticleNumber leader) const;
  // The articles that lead and are filed under this key, `most` at most.
  Result<std::vector<ArticleNumber>> filed_under(std::uint32_t print, std::size_t most) const;
  Result<bool> has(Family family, std::string_view key) const;
  Result<std::vector<CastMember>> cast(ArticleNumber article) const;

  Result<std::optional<ActorNumber>> actor_number(std::string_view id) const;
  Result<std::string> actor_id(ActorNumber actor) const;
  // The actor, united from what all articles say of it.
  Result<Actor> actor(ActorNumber actor) const;
  // The records that articles gave of the actor, by hash.
  Result<std::vector<Actor>> variants(ActorNumber actor) const;

  Result<std::uint64_t> meta_number(std::string_view name) const;  // 0 if never written
  Result<StoreCounts> counts() const;
  Result<std::vector<MergeEntry>> merges() const;
  // The chunks that have packed index entries, by number.
  Result<std::vector<StoredChunk>> chunks() const;

  const Database& database() const { return database_; }
  const Snapshot* snapshot() const { return snapshot_; }
  Error corrupt(const std::string& words) const;

 private:
  Result<std::string> must_get(Family family, std::string_view key, const char* what) const;

  const Database& database_;
  const Snapshot* snapshot_;
};

inline constexpr const char* kCountsName = "counts";
inline constexpr const char* kNextArticleName = "next_article";
// The way of filing by which the fingerprints in the store were made; 0 if there are none yet.
inline constexpr const char* kFingerprintsName = "fingerprints";
inline constexpr const char* kNextActorName = "next_actor";
inline constexpr const char* kNextChunkName = "next_chunk";

}  // namespace entente
