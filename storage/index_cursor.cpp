#include "storage/index_cursor.h"

#include <algorithm>
#include <array>
#include <utility>

#include "storage/index_block.h"

namespace entente {

namespace {

// Whether a > b: a heap has the largest first, and here that is to be the smallest key.
template <typename Source>
bool comes_later(const Source* a, const Source* b) {
  return a->key() > b->key();
}

}  // namespace

// One of the streams that are merged.
class IndexCursor::Source {
 public:
  virtual ~Source() = default;
  virtual bool valid() const = 0;
  virtual void next() = 0;
  virtual void seek(std::string_view key) = 0;
  virtual std::string_view value() const = 0;
  virtual Result<void> status() const = 0;

  std::string_view key() const { return key_; }  // valid() only

 protected:
  std::string_view key_;
};

class IndexCursor::Singles final : public Source {
 public:
  explicit Singles(Cursor cursor) : cursor_(std::move(cursor)) { read(); }

  bool valid() const override { return cursor_.valid(); }
  void next() override {
    cursor_.next();
    read();
  }
  void seek(std::string_view key) override {
    cursor_.seek(key);
    read();
  }
  std::string_view value() const override { return cursor_.value(); }
  Result<void> status() const override { return cursor_.status(); }

 private:
  void read() {
    if (cursor_.valid()) key_ = cursor_.key();
  }

  Cursor cursor_;
};

// The entries of one chunk, up to `upper`.
class IndexCursor::Packed final : public Source {
 public:
  Packed(const Records& records, Family index, const StoredChunk& chunk, const KeyRange& range)
      : index_(index),
        fields_(index_fields(index)),
        blocks_prefix_(packed_blocks_prefix(chunk.number)),
        gone_prefix_(packed_gone_prefix(chunk.number)),
        upper_(range.upper),
        damage_(records.corrupt("packed index entries are unreadable")),
        blocks_(records.database().cursor(
            packed_family(index), {blocks_prefix_ + range.lower, end_of_prefix(blocks_prefix_)},
            records.snapshot())) {
    if (chunk.record.gone > 0) {
      gone_.emplace(records.database().cursor(
          packed_family(index), {gone_prefix_ + range.lower, end_of_prefix(gone_prefix_)},
          records.snapshot()));
    }
    open_block();
    skip_to(range.lower);
  }

  bool valid() const override { return is_valid_; }
  void next() override {
    step();
    pass_over_gone();
  }
  void seek(std::string_view key) override {
    blocks_.seek(blocks_prefix_ + std::string(key));
    if (gone_) gone_->seek(gone_prefix_ + std::string(key));
    open_block();
    skip_to(key);
  }
  std::string_view value() const override { return {&flags_, 1}; }
  Result<void> status() const override {
    if (reader_.is_damaged()) return damage_;
    const Result<void> blocks = blocks_.status();
    return blocks.ok() && gone_ ? gone_->status() : blocks;
  }

 private:
  void open_block() {
    reader_ = blocks_.valid() ? IndexBlockReader(index_, blocks_.value()) : IndexBlockReader();
    step();
  }

  // Goes to the next entry, gone or not.
  void step() {
    is_valid_ = reader_.next();
    while (!is_valid_ && !reader_.is_damaged() && blocks_.valid()) {
      blocks_.next();
      if (!blocks_.valid()) return;
      reader_ = IndexBlockReader(index_, blocks_.value());
      is_valid_ = reader_.next();
    }
    if (!is_valid_) return;
    key_ = {bytes_.data(), write_index_key(fields_, reader_.row(), bytes_.data())};
    flags_ = static_cast<char>(reader_.row().flags);
    if (!upper_.empty() && key_ >= upper_) is_valid_ = false;
  }

  void skip_to(std::string_view key) {
    while (is_valid_ && key_ < key) step();
    pass_over_gone();
  }

  void pass_over_gone() {
    if (!gone_) return;
    for (; is_valid_; step()) {
      while (gone_->valid() && gone_->key().substr(gone_prefix_.size()) < key_) gone_->next();
      if (!gone_->valid() || gone_->key().substr(gone_prefix_.size()) != key_) return;
    }
  }

  Family index_;
  IndexFields fields_;
  std::string blocks_prefix_;
  std::string gone_prefix_;
  std::string upper_;
  Error damage_;
  Cursor blocks_;
  std::optional<Cursor> gone_;
  IndexBlockReader reader_;
  bool is_valid_ = false;
  std::array<char, kLongestIndexKey> bytes_{};
  char flags_ = 0;
};

IndexCursor::IndexCursor(const Records& records, Family index, KeyRange range)
    : range_(std::move(range)) {
  sources_.push_back(
      std::make_unique<Singles>(records.database().cursor(index, range_, records.snapshot())));
  const Result<void> added = add_chunks(records, index);
  if (!added) failure_ = added.error();
  find_first();
}

IndexCursor::IndexCursor(IndexCursor&&) noexcept = default;
IndexCursor& IndexCursor::operator=(IndexCursor&&) noexcept = default;
IndexCursor::~IndexCursor() = default;

Result<void> IndexCursor::add_chunks(const Records& records, Family index) {
  const Result<std::vector<StoredChunk>> chunks = records.chunks();
  if (!chunks) return chunks.error();
  for (const StoredChunk& chunk : *chunks) {
    if (!chunk.is_packed(index)) continue;
    sources_.push_back(std::make_unique<Packed>(records, index, chunk, range_));
  }
  return {};
}

void IndexCursor::find_first() {
  heap_.clear();
  if (failure_) return;
  for (const std::unique_ptr<Source>& source : sources_) {
    if (source->valid()) heap_.push_back(source.get());
  }
  std::make_heap(heap_.begin(), heap_.end(), comes_later<Source>);
}

bool IndexCursor::valid() const { return !heap_.empty(); }
std::string_view IndexCursor::key() const { return heap_.front()->key(); }
std::string_view IndexCursor::value() const { return heap_.front()->value(); }

// Most often the same source goes on: that takes two comparisons.
void IndexCursor::next() {
  heap_.front()->next();
  if (!heap_.front()->valid()) {
    heap_.front() = heap_.back();
    heap_.pop_back();
  }
  sink();
}

void IndexCursor::sink() {
  const std::size_t count = heap_.size();
  for (std::size_t at = 0; 2 * at + 1 < count;) {
    std::size_t child = 2 * at + 1;
    if (child + 1 < count && heap_[child + 1]->key() < heap_[child]->key()) ++child;
    if (heap_[at]->key() <= heap_[child]->key()) return;
    std::swap(heap_[at], heap_[child]);
    at = child;
  }
}

void IndexCursor::seek(std::string_view key) {
  const std::string wanted(key);  // it may be this cursor's own
  for (const std::unique_ptr<Source>& source : sources_) source->seek(wanted);
  find_first();
}

Result<void> IndexCursor::status() const {
  if (failure_) return *failure_;
  for (const std::unique_ptr<Source>& source : sources_) {
    if (Result<void> status = source->status(); !status) return status;
  }
  return {};
}

Result<std::optional<std::string>> find_index_entry(const Records& records, Family index,
                                                    std::string_view key) {
  const std::string wanted(key);
  const IndexCursor cursor(records, index, {wanted, wanted + '\0'});
  if (Result<void> status = cursor.status(); !status) return status.error();
  if (!cursor.valid()) return std::optional<std::string>();
  return std::optional(std::string(cursor.value()));
}

namespace {

// The last entry of a chunk that is still there: blocks from the end on.
Result<std::optional<std::string>> last_packed_key(const Records& records, Family index,
                                                   const StoredChunk& chunk) {
  const Family family = packed_family(index);
  const std::string prefix = packed_blocks_prefix(chunk.number);
  KeyRange range = prefix_range(prefix);
  for (;;) {
    auto block = records.database().last_key(family, range, records.snapshot());
    if (!block || !block->has_value()) return block;
    const std::string last = (*block)->substr(prefix.size());
    if (chunk.record.gone == 0) return std::optional(last);
    const auto value = records.database().get(family, **block, records.snapshot());
    if (!value) return value.error();
    std::optional<std::string> found;
    if (!value->has_value()) return records.corrupt("packed index entries are missing");
    IndexBlockReader reader(index, **value);
    std::array<char, kLongestIndexKey> bytes;
    while (reader.next()) {
      std::string key(bytes.data(),
                      write_index_key(index_fields(index), reader.row(), bytes.data()));
      const Result<bool> is_gone = records.has(family, packed_gone_prefix(chunk.number) + key);
      if (!is_gone) return is_gone.error();
      if (!*is_gone) found = std::move(key);
    }
    if (found) return found;
    range.upper = **block;
  }
}

}  // namespace

Result<std::optional<std::string>> last_index_key(const Records& records, Family index) {
  auto last = records.database().last_key(index, {}, records.snapshot());
  if (!last) return last;
  const Result<std::vector<StoredChunk>> chunks = records.chunks();
  if (!chunks) return chunks.error();
  for (const StoredChunk& chunk : *chunks) {
    if (!chunk.is_packed(index)) continue;
    const auto packed = last_packed_key(records, index, chunk);
    if (!packed) return packed.error();
    if (*packed > *last) last = *packed;  // nothing comes before anything
  }
  return last;
}

}  // namespace entente
