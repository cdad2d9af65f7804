#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente {

// A 64-bit hash for tables in memory: fast, the same on every machine, no defence against somebody
// who makes collisions on purpose.
std::uint64_t hash_bytes(std::string_view bytes);

// Numbers byte strings from 0 on, in the order in which they are first seen.
class InternTable {
 public:
  struct Found {
    std::uint32_t number = 0;
    bool is_new = false;
  };
  Found find_or_add(std::string_view text) { return find_or_add(text, hash_bytes(text)); }
  // The same with the text's hash_bytes().
  Found find_or_add(std::string_view text, std::uint64_t hash);

  // Fetch what a look-up of this hash will need into the nearest cache: first its slot, then, some
  // look-ups later, the text that the slot points to.
  void fetch_slot(std::uint64_t hash) const;
  void fetch_text(std::uint64_t hash) const;

  // Valid until the next find_or_add().
  std::string_view text(std::uint32_t number) const;
  std::size_t size() const { return entries_.size(); }
  void clear();  // keeps the memory

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint64_t begin = 0;  // in texts_
    std::uint32_t size = 0;
    std::uint32_t next_number = 0;  // number + 1, 0 for a free slot
  };

  void grow();
  std::size_t home(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash) & (slots_.size() - 1);
  }

  std::vector<Slot> slots_;                                       // a power of two of them
  std::vector<std::pair<std::uint64_t, std::uint32_t>> entries_;  // begin and size, by number
  std::string texts_;
};

// Remembers hashes and never forgets one: "no" is certain, "yes" may be wrong.
class HashFilter {
 public:
  void add(std::uint64_t hash);
  bool may_contain(std::uint64_t hash) const;

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace entente
