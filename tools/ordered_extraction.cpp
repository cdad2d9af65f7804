#include "tools/ordered_extraction.h"

#include <algorithm>
#include <utility>

#include "core/check.h"

namespace entente {
namespace {

constexpr std::size_t kInFlightPerThread = 4;  // keeps threads busy behind one long article

}  // namespace

OrderedExtraction::OrderedExtraction(std::vector<Extract> extractors, Sink sink)
    : sink_(std::move(sink)), capacity_(extractors.size() * kInFlightPerThread) {
  ENTENTE_CHECK(!extractors.empty(), "extraction needs at least one extractor");
  for (Extract& extract : extractors) {
    threads_.emplace_back([this, own = std::move(extract)] { extract_articles(own); });
  }
  threads_.emplace_back([this] { pass_on_results(); });
}

OrderedExtraction::~OrderedExtraction() {
  finish();
  {
    const std::lock_guard lock(mutex_);
    is_closing_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void OrderedExtraction::submit(Article article) {
  auto slot = std::make_shared<Slot>();
  slot->id = article.id;
  slot->article = std::move(article);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return slots_.size() < capacity_; });
  slots_.push_back(std::move(slot));
  changed_.notify_all();
}

bool OrderedExtraction::is_in_flight(const std::string& id) {
  const std::lock_guard lock(mutex_);
  return std::any_of(slots_.begin(), slots_.end(),
                     [&](const std::shared_ptr<Slot>& slot) { return slot->id == id; });
}

void OrderedExtraction::finish() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return slots_.empty(); });
}

void OrderedExtraction::extract_articles(const Extract& extract) {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto next =
        std::find_if(slots_.begin(), slots_.end(),
                     [](const std::shared_ptr<Slot>& slot) { return !slot->is_taken; });
    if (next == slots_.end()) {
      if (is_closing_) return;
      changed_.wait(lock);
      continue;
    }
    const std::shared_ptr<Slot> slot = *next;
    slot->is_taken = true;
    lock.unlock();
    ArticleRelations result = extract(slot->article);
    lock.lock();
    slot->result = std::move(result);
    changed_.notify_all();
  }
}

void OrderedExtraction::pass_on_results() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] {
      return is_closing_ || (!slots_.empty() && slots_.front()->result.has_value());
    });
    if (slots_.empty()) return;
    const std::shared_ptr<Slot> slot = slots_.front();
    lock.unlock();
    sink_(std::move(*slot->result));
    lock.lock();
    slots_.pop_front();
    changed_.notify_all();
  }
}

}  // namespace entente
