#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "graph/relation.h"

namespace entente {

// Extracts several articles at a time and hands the results on in the order in which the articles
// came, so that the outcome does not depend on the number of threads.
//
// Thread rule: submit(), is_in_flight() and finish() belong to one thread; the sink is called on
// another one, never twice at a time.
class OrderedExtraction {
 public:
  using Extract = std::function<ArticleRelations(const Article&)>;
  using Sink = std::function<void(ArticleRelations&&)>;

  // One thread for each element of `extractors`. At most four articles a thread are in flight.
  OrderedExtraction(std::vector<Extract> extractors, Sink sink);
  ~OrderedExtraction();  // finishes
  OrderedExtraction(const OrderedExtraction&) = delete;
  OrderedExtraction& operator=(const OrderedExtraction&) = delete;

  // Waits while too many are in flight.
  void submit(Article article);
  // Whether an article with this id has been submitted and not yet left the sink.
  bool is_in_flight(const std::string& id);
  // Waits until the sink has taken everything.
  void finish();

 private:
  struct Slot {
    Article article;
    bool is_taken = false;
    std::optional<ArticleRelations> result;
    std::string id;
  };

  void extract_articles(const Extract& extract);
  void pass_on_results();

  Sink sink_;
  std::size_t capacity_;
  std::mutex mutex_;                         // protects slots_ and is_closing_
  std::deque<std::shared_ptr<Slot>> slots_;  // in order; shared with the thread at work on it
  bool is_closing_ = false;
  std::condition_variable changed_;
  std::vector<std::thread> threads_;
};

}  // namespace entente
