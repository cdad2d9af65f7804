#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/result.h"
#include "storage/likeness.h"

namespace entente {

// The articles that lead in a store, as the search for copies sees them.
struct LeaderShelf {
  // Articles filed under a key, in the order of arrival, `most` at most.
  std::function<Result<std::vector<ArticleNumber>>(std::uint32_t key, std::size_t most)>
      filed_under;
  std::function<Result<Article>(ArticleNumber)> article;  // with its text
  // Whether somebody separated the article: then it is no copy of another.
  std::function<Result<bool>(const Article&)> is_separated;
};

// A relative that leads, and what the article asked about is to it.
struct Kin {
  ArticleNumber number{};
  Article leader;
  Kinship kinship;
};

// The closest relative of the article among those that lead, the first to arrive of several;
// nothing if there is none. The article itself, known by its id, is none.
Result<std::optional<Kin>> find_kin(const ProfiledArticle& article, const LeaderShelf& shelf);

}  // namespace entente
