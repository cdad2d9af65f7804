#include "storage/chunk_index.h"

#include <array>
#include <cstddef>
#include <string>

#include "storage/index_block.h"

namespace entente {

namespace {

constexpr std::size_t kAhead = 16;  // entries whose rows are fetched before they are needed

// Single entries, or blocks of them if the chunk has a number.
class IndexOutput {
 public:
  IndexOutput(Family index, std::optional<ChunkNumber> chunk, SortedFile& out)
      : fields_(index_fields(index)), is_packed_(chunk), builder_(index), out_(out) {
    if (chunk) key_ = packed_blocks_prefix(*chunk);
    prefix_ = key_.size();
  }

  void add(const IndexRow& row) {
    if (!is_packed_) {
      const char flags = static_cast<char>(row.flags);
      out_.add({bytes_.data(), write_index_key(fields_, row, bytes_.data())}, {&flags, 1});
      return;
    }
    builder_.add(row);
    if (builder_.is_full()) finish();
  }

  void finish() {
    if (builder_.is_empty()) return;
    key_.resize(prefix_);
    key_.append(builder_.last_key());
    out_.add(key_, builder_.value());
    builder_.clear();
  }

 private:
  IndexFields fields_;
  bool is_packed_;
  IndexBlockBuilder builder_;
  SortedFile& out_;
  std::string key_;
  std::size_t prefix_ = 0;
  std::array<char, kLongestIndexKey> bytes_{};
};

template <typename Key>
void write_ordered(const IndexOfRows& wanted, EntryOrder<Key>& order, SortedFile& file) {
  const auto& [index, chunk, packing, rows, events] = wanted;
  const std::vector<OrderedEntry<Key>>& entries = order.order(index, packing, rows);
  IndexOutput out(index, chunk, file);
  IndexRow row;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i + kAhead < entries.size()) __builtin_prefetch(&events[entries[i + kAhead].row]);
    row.lead = packing.unpack(index, entries[i].key);
    row.event = events[entries[i].row];
    row.flags = static_cast<std::uint8_t>(entries[i].flags);
    out.add(row);
  }
  out.finish();
}

}  // namespace

void IndexWriter::write(const IndexOfRows& wanted, SortedFile& out) {
  constexpr unsigned kNarrow = 64;
  if (wanted.packing.bits(wanted.index) <= kNarrow) {
    write_ordered(wanted, narrow_, out);
  } else {
    write_ordered(wanted, wide_, out);
  }
}

}  // namespace entente
