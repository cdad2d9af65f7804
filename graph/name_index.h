#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/actor_table.h"
#include "graph/name_words.h"

namespace entente {

// The names of an ActorTable as a trie over words, flattened: every prefix of every name is one
// entry of a hash table whose key is the hash of its words. Built by add(), then
// only read. A second table of the same form holds consonant skeletons of persons' names.
class NameIndex {
 public:
  static constexpr std::size_t kMaxWords = 12;  // longest name considered

  struct Word {
    std::string_view folded;
    std::string_view skeleton;
    bool upper_initial = false;
    bool all_upper = false;
    bool boundary = true;  // a name may end here
  };
  struct Found {
    std::size_t words = 0;
    std::vector<NameReading> readings;  // best kind first, then by actor
  };

  // `spellings`: also found by its skeleton (persons).
  void add(std::string_view name, NameReading reading, bool spellings);

  // The longest name that is a prefix of `words`; no readings if none is. An exact name wins over
  // an approximate one of equal length.
  Found longest(std::span<const Word> words) const;

 private:
  struct Name {
    NameReading reading;
    std::uint32_t folded = 0;  // start of its folded words, run together, in pool_, up to '\0'
    std::uint32_t words = 0;
    std::uint32_t next = kNone;
    bool upper_first = false;
    bool upper_last = false;
    bool capitals = false;  // must be written in capitals
  };
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t head = kNone;  // chain of names that end here
  };
  struct Table {
    std::vector<Slot> slots;  // open addressing, size a power of two
    std::size_t used = 0;
    Slot& insert(std::uint64_t key);
    const Slot* find(std::uint64_t key) const;
    void grow();
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  static bool case_fits(const Name& name, std::span<const Word> words);
  bool spelling_fits(const Name& name, std::span<const Word> words) const;
  void add_skeleton(std::span<const NameWord> words, Name name);
  void link(Table& table, std::uint64_t key, Name name);
  void collect(std::uint32_t head, std::span<const Word> words,
               std::vector<NameReading>& out) const;

  std::vector<Name> names_;
  std::string pool_;
  Table exact_;
  Table skeletons_;
};

}  // namespace entente
