#include "tools/ordered_extraction.h"

#include <algorithm>
#include <utility>

#include "core/check.h"

namespace entente {
namespace {

constexpr std::size_t kInFlightPerThread = 64;  // keeps threads busy behind one long article
constexpr std::size_t kBytesInFlight = 16 << 20;
// What a thread takes at once. The sentences of some 10 KB fill the analyser's batches; half of
// what may be in flight stays for the reader to fill meanwhile.
constexpr std::size_t kTakenArticles = kInFlightPerThread / 2;
constexpr std::size_t kTakenBytes = 12 << 10;

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
  slot->bytes = article.text.size();
  slot->article = std::move(article);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] {
    return slots_.empty() || (slots_.size() < capacity_ && bytes_ < kBytesInFlight);
  });
  bytes_ += slot->bytes;
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

OrderedExtraction::Slots OrderedExtraction::take_slots() {
  Slots taken;
  std::size_t bytes = 0;
  for (const std::shared_ptr<Slot>& slot : slots_) {
    if (slot->is_taken) continue;
    bytes += slot->bytes;
    if (!taken.empty() && (taken.size() == kTakenArticles || bytes > kTakenBytes)) break;
    slot->is_taken = true;
    taken.push_back(slot);
  }
  return taken;
}

void OrderedExtraction::extract_articles(const Extract& extract) {
  std::unique_lock lock(mutex_);
  while (true) {
    const Slots taken = take_slots();
    if (taken.empty()) {
      if (is_closing_) return;
      changed_.wait(lock);
      continue;
    }
    lock.unlock();
    std::vector<Article> articles;
    for (const std::shared_ptr<Slot>& slot : taken) articles.push_back(std::move(slot->article));
    std::vector<ArticleRelations> results = extract(articles);
    ENTENTE_CHECK(results.size() == taken.size(), "a result for each article");
    lock.lock();
    for (std::size_t i = 0; i < taken.size(); ++i) taken[i]->result = std::move(results[i]);
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
    bytes_ -= slot->bytes;
    slots_.pop_front();
    changed_.notify_all();
  }
}

std::size_t thread_count(std::size_t wanted) {
  return wanted > 0 ? wanted : std::max(std::thread::hardware_concurrency(), 1U);
}

std::vector<OrderedExtraction::Extract> clones_of(const Extractor& extractor, std::size_t count) {
  std::vector<OrderedExtraction::Extract> out;
  for (std::size_t i = 0; i < count; ++i) {
    auto own = std::make_shared<Extractor>(extractor.clone());  // std::function must be copyable
    out.emplace_back([own](std::span<const Article> articles) { return own->extract(articles); });
  }
  return out;
}

}  // namespace entente
