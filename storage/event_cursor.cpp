#include "storage/event_cursor.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace entente {

EventCursor::EventCursor(const Records& records)
    : records_(records),
      cursor_(records.database().cursor(Family::kEvent, {}, records.snapshot())) {
  read();
}

EventCursor::EventCursor(const Records& records, ArticleNumber article)
    : records_(records),
      cursor_(records.database().cursor(Family::kEvent, prefix_range(article_key(article)),
                                        records.snapshot())) {
  read();
}

void EventCursor::fail(const char* words) {
  failure_ = records_.corrupt(words);
  is_valid_ = false;
}

Result<void> EventCursor::status() const {
  return failure_ ? Result<void>(*failure_) : cursor_.status();
}

void EventCursor::seek(ArticleNumber article) {
  places_.clear();
  at_ = 0;
  cursor_.seek(article_key(article));
  read();
}

void EventCursor::next() {
  if (at_ > 0 && at_ < places_.size()) {
    take_from_block();
    return;
  }
  if (at_ == 0) cursor_.next();  // the blocks of an article were passed when they were read
  places_.clear();
  at_ = 0;
  read();
}

void EventCursor::read() {
  is_valid_ = !failure_ && cursor_.valid();
  if (!is_valid_) return;
  if (const auto block = parse_event_block_key(cursor_.key())) {
    read_blocks(block->article);
    return;
  }
  const std::optional<EventKey> event = parse_event_key(cursor_.key());
  if (!event) return fail("the key of a relation is unreadable");
  std::optional<RelationRecord> record = decode_relation(cursor_.value());
  if (!record) return fail("a relation is unreadable");
  key_ = *event;
  record_ = std::move(*record);
  record_.relation.evidence.sentence = event->sentence;
  chunk_.reset();
}

void EventCursor::read_blocks(ArticleNumber article) {
  article_ = article;
  blocks_.clear();
  decoded_.reset();
  std::uint32_t ordinal = 0;
  for (; cursor_.valid(); cursor_.next()) {
    const auto key = parse_event_block_key(cursor_.key());
    if (!key || key->article != article) break;
    if (key->block != blocks_.size()) return fail("relations of an article are missing");
    blocks_.emplace_back(cursor_.value());
    std::optional<EventBlock> block = decode_event_block(cursor_.value());
    if (!block || block->relations.empty()) return fail("relations are unreadable");
    for (const RelationRecord& record : block->relations) {
      places_.push_back({record.relation.evidence.sentence, ordinal++});
    }
    block_ = std::move(*block);
    decoded_ = blocks_.size() - 1;
  }
  const auto order = [](const Place& a, const Place& b) {
    return std::tie(a.sentence, a.ordinal) < std::tie(b.sentence, b.ordinal);
  };
  if (!std::is_sorted(places_.begin(), places_.end(), order)) {
    std::sort(places_.begin(), places_.end(), order);
  }
  take_from_block();
}

void EventCursor::take_from_block() {
  const Place& place = places_[at_++];
  const std::size_t number = place.ordinal / kEventsInBlock;
  if (decoded_ != number) {
    std::optional<EventBlock> block = decode_event_block(blocks_[number]);
    if (!block) return fail("relations are unreadable");
    block_ = std::move(*block);
    decoded_ = number;
  }
  const std::uint32_t in_block = place.ordinal % kEventsInBlock;
  if (in_block >= block_.relations.size()) return fail("relations of an article are missing");
  key_ = {article_, place.sentence, place.ordinal};
  record_ = block_.relations[in_block];
  std::uint32_t end = 0;
  for (const BlockPart& part : block_.parts) {
    chunk_ = part.chunk;
    end += part.relations;
    if (in_block < end) break;
  }
}

}  // namespace entente
