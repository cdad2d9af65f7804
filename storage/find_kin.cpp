#include "storage/find_kin.h"

#include <algorithm>
#include <map>
#include <utility>

namespace entente {

namespace {

constexpr unsigned kCertain = 1000;  // the same words or address: always compared

using Shares = std::map<ArticleNumber, unsigned>;

Result<void> count_shares(const LeaderShelf& shelf, std::uint32_t key, unsigned worth,
                          Shares& shares) {
  const auto articles = shelf.filed_under(key, kMostPostings + 1);
  if (!articles) return articles.error();
  if (articles->size() > kMostPostings && worth < kCertain) return {};
  for (const ArticleNumber article : *articles) shares[article] += worth;
  return {};
}

// Those that share enough keys, most first, then in the order of arrival.
Result<std::vector<ArticleNumber>> candidates(const ProfiledArticle& article,
                                              const LeaderShelf& shelf) {
  const Fingerprint print = fingerprint_of(article.article, article.profile);
  Shares shares;
  Result<void> done = count_shares(shelf, print.exact, kCertain, shares);
  if (done.ok() && print.address) done = count_shares(shelf, *print.address, kCertain, shares);
  for (const std::uint32_t key : print.sketch) {
    if (done.ok()) done = count_shares(shelf, key, 1, shares);
  }
  if (!done) return done.error();
  std::vector<std::pair<unsigned, ArticleNumber>> ranked;
  for (const auto& [number, share] : shares) {
    if (share >= kSharedKeys) ranked.emplace_back(share, number);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (ranked.size() > kMostCompared) ranked.resize(kMostCompared);
  std::vector<ArticleNumber> numbers;
  numbers.reserve(ranked.size());
  for (const auto& [share, number] : ranked) numbers.push_back(number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace

Result<std::optional<Kin>> find_kin(const ProfiledArticle& article, const LeaderShelf& shelf) {
  const Result<std::vector<ArticleNumber>> numbers = candidates(article, shelf);
  if (!numbers) return numbers.error();
  std::optional<Kin> closest;
  for (const ArticleNumber number : *numbers) {
    Result<Article> leader = shelf.article(number);
    if (!leader) return leader.error();
    if (leader->id == article.article.id) continue;
    const std::optional<Kinship> kin = kinship(article, {*leader, profile_of(leader->text)});
    if (!kin || (closest && !is_closer(*kin, closest->kinship))) continue;
    if (kin->takes_over) {
      const Result<bool> is_separated = shelf.is_separated(*leader);
      if (!is_separated) return is_separated.error();
      if (*is_separated) continue;
    }
    closest = Kin{number, std::move(*leader), *kin};
  }
  return closest;
}

}  // namespace entente
