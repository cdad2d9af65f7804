#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
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
  Found find_or_add(std::string_view text);

  // Valid until the next find_or_add().
  std::string_view text(std::uint32_t number) const;
  std::size_t size() const { return entries_.size(); }
  void clear();

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint64_t begin = 0;  // in texts_
    std::uint32_t size = 0;
  };

  void grow();

  std::vector<std::uint32_t> slots_;  // number + 1, 0 for a free one; a power of two of them
  std::vector<Entry> entries_;
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
