#include "tools/ordered_extraction.h"

#include <gtest/gtest.h>

#include <atomic>
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
ArticleRelations slow_for_small_numbers(const Article& article) {
  for (int i = std::stoi(article.id) % 8; i < 8; ++i) std::this_thread::yield();
  ArticleRelations out;
  out.article = article;
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

TEST(OrderedExtraction, WithoutArticlesItJustEnds) {
  OrderedExtraction extraction({slow_for_small_numbers}, [](ArticleRelations&&) { FAIL(); });
}

}  // namespace
}  // namespace entente
