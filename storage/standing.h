#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/result.h"
#include "storage/article_writer.h"
#include "storage/find_kin.h"
#include "storage/records.h"
#include "storage/store.h"

namespace entente {

// How articles stand to one another: which lead, which are copies, which wait.

// The closest relative of the article that leads in the store.
Result<std::optional<Kin>> find_kin(const Records& records, const Article& article);

// The article as readers see it.
Result<StoredArticle> stored_article(const Records& records, ArticleNumber number);

// Leaves the copies of article `number`, whose text changes, with the article that is to lead them
// if they resemble it; promotes the others.
struct Successor {
  const Article& leader;
  ArticleNumber number{};  // of the leader; may be that of the article itself
};
Result<void> review_copies(const Records& records, ArticleNumber number, const Successor& successor,
                           ArticleWriter& writer);

// Gives the place of an article that goes to the first of its copies that is no older version, or
// the first, and hangs the others under it.
Result<void> give_place_to_heir(const Records& records, ArticleNumber leader,
                                ArticleWriter& writer);

// Counts what a StoreInfo says of articles; both stores use it.
class ArticleTally {
 public:
  explicit ArticleTally(StoreInfo& info) : info_(info) {}

  void add(const StoredArticle& stored);
  void finish();  // after the last

 private:
  StoreInfo& info_;
  std::map<std::string, std::uint64_t> versions_;
  std::set<std::string> sources_;
};

// Whose words an article has: its source, else the host of its address; empty if neither is known.
std::string printer_of(const Article& article);

}  // namespace entente
