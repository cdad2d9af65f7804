#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "storage/event_block.h"
#include "storage/records.h"

namespace entente {

// Walks relations in the order of their keys, by article, sentence and ordinal, whether they stand
// alone or in the blocks of a loaded article. Must not outlive `records`.
class EventCursor {
 public:
  explicit EventCursor(const Records& records);  // all
  EventCursor(const Records& records, ArticleNumber article);

  bool valid() const { return is_valid_; }
  const EventKey& key() const { return key_; }
  const RelationRecord& record() const { return record_; }  // with the number of its sentence
  bool is_in_block() const { return at_ > 0; }
  // Where the index entries of the relation are packed; nothing if they are single.
  std::optional<ChunkNumber> chunk() const { return chunk_; }
  void next();
  // To the relations of an article, or else of the first one behind it.
  void seek(ArticleNumber article);
  // When valid() turned false: whether that was the end or an error.
  Result<void> status() const;

 private:
  // A relation in the blocks of the article.
  struct Place {
    std::uint32_t sentence = 0;
    std::uint32_t ordinal = 0;
  };

  void read();
  void read_blocks(ArticleNumber article);
  void take_from_block();
  void fail(const char* words);

  const Records& records_;
  Cursor cursor_;
  bool is_valid_ = false;
  EventKey key_;
  RelationRecord record_;
  std::optional<ChunkNumber> chunk_;
  std::optional<Error> failure_;

  ArticleNumber article_{};  // whose blocks these are
  std::vector<std::string> blocks_;
  std::vector<Place> places_;           // by sentence and ordinal
  std::size_t at_ = 0;                  // how many of them were taken; 0: the relation stands alone
  std::optional<std::size_t> decoded_;  // which block this is
  EventBlock block_;
};

}  // namespace entente
