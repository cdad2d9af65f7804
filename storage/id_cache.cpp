#include "storage/id_cache.h"

#include <algorithm>
#include <utility>

namespace entente {

namespace {

constexpr std::size_t kMostIds = 200'000;  // some 20 MB of each kind

}  // namespace

Result<std::vector<std::string>> IdCache::articles(const Records& records,
                                                   const std::vector<ArticleNumber>& numbers) {
  std::vector<ArticleNumber> unknown;
  {
    const std::lock_guard lock(mutex_);
    for (const ArticleNumber number : numbers) {
      if (!articles_.contains(number)) unknown.push_back(number);
    }
  }
  std::sort(unknown.begin(), unknown.end());
  unknown.erase(std::unique(unknown.begin(), unknown.end()), unknown.end());
  const Result<std::vector<std::string>> read = records.article_ids(unknown);
  if (!read) return read.error();
  const std::lock_guard lock(mutex_);
  std::unordered_map<ArticleNumber, std::string> fresh;
  for (std::size_t i = 0; i < unknown.size(); ++i) fresh.emplace(unknown[i], (*read)[i]);
  std::vector<std::string> ids;
  ids.reserve(numbers.size());
  for (const ArticleNumber number : numbers) {
    const auto known = articles_.find(number);
    const auto found = known != articles_.end() ? known : fresh.find(number);
    // Another thread may have emptied the cache in between; then this caller reads again.
    if (known == articles_.end() && found == fresh.end()) return records.article_ids(numbers);
    ids.push_back(found->second);
  }
  if (articles_.size() + fresh.size() > kMostIds) articles_.clear();
  articles_.merge(fresh);
  return ids;
}

Result<std::string> IdCache::actor(const Records& records, ActorNumber number) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = actors_.find(number); known != actors_.end()) return known->second;
  }
  Result<std::string> id = records.actor_id(number);
  if (!id) return id;
  const std::lock_guard lock(mutex_);
  if (actors_.size() > kMostIds) actors_.clear();
  actors_.emplace(number, *id);
  return id;
}

}  // namespace entente
