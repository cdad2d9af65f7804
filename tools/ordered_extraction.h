#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "graph/relation.h"
#include "ingest/pipeline.h"

namespace entente {

// Extracts several articles at a time and hands the results on in the order in which the articles
// came, so that the outcome does not depend on the number of threads.
//
// Thread rule: submit(), is_in_flight() and finish() belong to one thread; the sink is called on
// another one, never twice at a time.
class OrderedExtraction {
 public:
  // Gives as many results as it gets articles, in their order.
  using Extract = std::function<std::vector<ArticleRelations>(std::span<const Article>)>;
  using Sink = std::function<void(ArticleRelations&&)>;

  // One thread for each element of `extractors`. A thread takes several short articles at once if
  // they are there, and never waits for more to come. At most 64 articles a thread, and beyond one
  // article no more than 16 MB of text, are in flight.
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
    Article article;  // moved away when taken
    bool is_taken = false;
    std::optional<ArticleRelations> result;
    std::string id;
    std::size_t bytes = 0;
  };
  using Slots = std::vector<std::shared_ptr<Slot>>;

  void extract_articles(const Extract& extract);
  Slots take_slots();  // empty if all are taken; mutex_ must be held
  void pass_on_results();

  Sink sink_;
  std::size_t capacity_;
  std::mutex mutex_;                         // protects slots_, bytes_ and is_closing_
  std::deque<std::shared_ptr<Slot>> slots_;  // in order; shared with the thread at work on it
  std::size_t bytes_ = 0;                    // of text in flight
  bool is_closing_ = false;
  std::condition_variable changed_;
  std::vector<std::thread> threads_;
};

// How many threads extract at a time, if `wanted` is 0 one a core.
std::size_t thread_count(std::size_t wanted);

// As many independent clones of an extractor, ready to run on a thread each.
std::vector<OrderedExtraction::Extract> clones_of(const Extractor& extractor, std::size_t count);

}  // namespace entente
