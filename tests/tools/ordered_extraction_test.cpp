#include "tools/ordered_extraction.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace entente {
namespace {

Article numbered(int number) {
  Article article;
  article.id = std::to_string(number);
  return article;
}

// Takes the longer the smaller the number, so that later articles are ready first.
std::vector<ArticleRelations> slow_for_small_numbers(std::span<const Article> articles) {
  std::vector<ArticleRelations> out;
  for (const Article& article : articles) {
    for (int i = std::stoi(article.id) % 8; i < 8; ++i) std::this_thread::yield();
    out.emplace_back().article = article;
  }
  return out;
}

TEST(OrderedExtraction, KeepsTheOrderWhateverTheNumberOfThreads) {
  for (std::size_t threads = 1; threads <= 4; ++threads) {
    std::vector<std::string> seen;
    {
      OrderedExtraction extraction(
          std::vector<OrderedExtraction::Extract>(threads, slow_for_small_numbers),
          [&](ArticleRelations&& found) { seen.push_back(found.article.id); });
      for (int i = 0; i < 200; ++i) extraction.submit(numbered(i));
    }
    ASSERT_EQ(seen.size(), 200U);
    for (int i = 0; i < 200; ++i) EXPECT_EQ(seen[static_cast<std::size_t>(i)], std::to_string(i));
  }
}

TEST(OrderedExtraction, SinkGetsAResultWithoutFurtherArticles) {
  std::atomic<bool> is_seen = false;
  OrderedExtraction extraction({slow_for_small_numbers, slow_for_small_numbers},
                               [&](ArticleRelations&&) { is_seen = true; });
  extraction.submit(numbered(1));
  while (!is_seen) std::this_thread::yield();
  extraction.finish();
  EXPECT_FALSE(extraction.is_in_flight("1"));
}

TEST(OrderedExtraction, ArticleIsInFlightUntilTheSinkHasTakenIt) {
  std::atomic<bool> may_go_on = false;
  OrderedExtraction extraction({slow_for_small_numbers}, [&](ArticleRelations&&) {
    while (!may_go_on) std::this_thread::yield();
  });
  extraction.submit(numbered(7));
  EXPECT_TRUE(extraction.is_in_flight("7"));
  EXPECT_FALSE(extraction.is_in_flight("8"));
  may_go_on = true;
  extraction.finish();
  EXPECT_FALSE(extraction.is_in_flight("7"));
}

// What a thread takes while the first article holds it up is bounded in articles and in bytes.
TEST(OrderedExtraction, TakesShortArticlesTogetherAndLongOnesAlone) {
  std::atomic<int> submitted = 0;
  std::vector<std::vector<std::size_t>> calls;  // sizes of the texts
  const auto extract = [&](std::span<const Article> articles) {
    if (calls.empty()) {
      while (submitted < 60) std::this_thread::yield();
    }
    std::vector<std::size_t>& call = calls.emplace_back();
    for (const Article& article : articles) call.push_back(article.text.size());
    return std::vector<ArticleRelations>(articles.size());
  };
  {
    OrderedExtraction extraction({extract}, [](ArticleRelations&&) {});
    for (int i = 0; i < 60; ++i) {
      Article article = numbered(i);
      article.text.assign(i == 40 ? 1 << 20 : 100, 'a');
      extraction.submit(std::move(article));
      ++submitted;
    }
  }
  std::vector<std::size_t> all;
  for (const std::vector<std::size_t>& call : calls) {
    EXPECT_LE(call.size(), 32U);
    const bool has_long = std::find(call.begin(), call.end(), 1U << 20) != call.end();
    EXPECT_TRUE(!has_long || call.size() == 1);
    all.insert(all.end(), call.begin(), call.end());
  }
  EXPECT_EQ(all.size(), 60U);
  EXPECT_LE(calls.size(), 6U);
}

TEST(OrderedExtraction, TextInFlightIsBounded) {
  std::atomic<std::size_t> in_flight = 0;
  std::size_t most = 0;
  constexpr std::size_t kText = 10 << 20;
  {
    OrderedExtraction extraction(std::vector<OrderedExtraction::Extract>(4, slow_for_small_numbers),
                                 [&](ArticleRelations&&) { in_flight -= kText; });
    for (int i = 0; i < 20; ++i) {
      Article article = numbered(i);
      article.text.assign(kText, 'a');
      extraction.submit(std::move(article));
      most = std::max(most, in_flight += kText);
    }
  }
  EXPECT_LE(most, 3 * kText);
}

TEST(OrderedExtraction, WithoutArticlesItJustEnds) {
  OrderedExtraction extraction({slow_for_small_numbers}, [](ArticleRelations&&) { FAIL(); });
}

}  // namespace
}  // namespace entente
