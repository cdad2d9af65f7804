#include "graph/name_index.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "graph/name_words.h"

namespace entente {
namespace {

constexpr std::uint64_t kSeed = 0xcbf29ce484222325ULL;  // FNV-1a, 64 bit
constexpr std::uint64_t kPrime = 0x100000001b3ULL;

// Extends the hash of a word sequence by one more word; 0 is kept for empty slots.
std::uint64_t extend(std::uint64_t hash, std::string_view word) {
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  hash = (hash ^ 0x1F) * kPrime;  // unit separator between words
  return hash == 0 ? 1 : hash;
}

// In front of so many names that it confirms none.
bool is_honour(std::string_view folded) {
  constexpr std::array<std::string_view, 8> kHonours = {"sheikh", "sheik", "mullah", "prince",
                                                        "king",   "pope",  "sayyid", "abu"};
  return std::find(kHonours.begin(), kHonours.end(), folded) != kHonours.end();
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, above + 1, row[j - 1] + 1});
      diagonal = above;
    }
  }
  return row[b.size()];
}

// Luis Ortega is not Luisa Ortega, nor Angelo Angela: `written` and `known` are names without
// blanks, `first` is the first word of `written`.
bool is_other_gender(std::string_view first, std::string_view written, std::string_view known) {
  const std::string_view rest = written.substr(first.size());
  const auto is_known = [&](std::string_view stem, std::string_view ending) {
    return known.size() == stem.size() + ending.size() + rest.size() && known.starts_with(stem) &&
           known.substr(stem.size()).starts_with(ending) && known.ends_with(rest);
  };
  const std::string_view stem = first.substr(0, first.size() - 1);
  if (first.ends_with('a')) return is_known(stem, "") || is_known(stem, "o");
  return is_known(first, "a") || (first.ends_with('o') && is_known(stem, "a"));
}

// Four letters and more may be written as a word ("Nato", "Unicef"); shorter ones may not, or
// every "us" and "who" would be an actor.
constexpr std::size_t kShortAcronym = 3;

int kind_order(NameKind kind) {
  return static_cast<int>(std::string_view("nimcpdartsx").find(static_cast<char>(kind)));
}

}  // namespace

NameIndex::Slot& NameIndex::Table::insert(std::uint64_t key) {
  if (slots.empty() || used * 2 >= slots.size()) grow();
  const std::size_t mask = slots.size() - 1;
  std::size_t at = (key ^ (key >> 29)) & mask;
  while (slots[at].key != 0 && slots[at].key != key) at = (at + 1) & mask;
  if (slots[at].key == 0) {
    slots[at].key = key;
    ++used;
  }
  return slots[at];
}

const NameIndex::Slot* NameIndex::Table::find(std::uint64_t key) const {
  if (slots.empty()) return nullptr;
  const std::size_t mask = slots.size() - 1;
  std::size_t at = (key ^ (key >> 29)) & mask;
  while (slots[at].key != 0 && slots[at].key != key) at = (at + 1) & mask;
  return slots[at].key == 0 ? nullptr : &slots[at];
}

void NameIndex::Table::grow() {
  constexpr std::size_t kFirstSize = 1 << 16;
  std::vector<Slot> old = std::move(slots);
  slots.assign(old.empty() ? kFirstSize : old.size() * 2, Slot{});
  const std::size_t mask = slots.size() - 1;
  for (const Slot& slot : old) {
    if (slot.key == 0) continue;
    std::size_t at = (slot.key ^ (slot.key >> 29)) & mask;
    while (slots[at].key != 0) at = (at + 1) & mask;
    slots[at] = slot;
  }
}

void NameIndex::add(std::string_view text, NameReading reading, bool spellings) {
  const auto words = name_words(text);
  if (words.empty() || words.size() > kMaxWords) return;
  Name name;
  name.reading = reading;
  name.folded = static_cast<std::uint32_t>(pool_.size());
  name.words = static_cast<std::uint32_t>(words.size());
  name.upper_first = words.front().upper_initial;
  name.upper_last = words.back().upper_initial;
  name.capitals = words.size() == 1 && words.front().all_upper &&
                  (words.front().folded.size() <= kShortAcronym || reading.ambiguous);
  std::uint64_t key = kSeed;
  for (const NameWord& word : words) {
    pool_ += word.folded;
    key = extend(key, word.folded);
    exact_.insert(key);
  }
  pool_.push_back('\0');
  link(exact_, key, name);
  if (spellings) add_skeleton(words, name);
}

void NameIndex::add_skeleton(std::span<const NameWord> words, Name name) {
  name.reading.approximate = true;
  std::uint64_t key = kSeed;
  for (const NameWord& word : words) {
    key = extend(key, name_skeleton(word.folded));
    skeletons_.insert(key);
  }
  link(skeletons_, key, name);
}

void NameIndex::link(Table& table, std::uint64_t key, Name name) {
  Slot& slot = table.insert(key);
  name.next = slot.head;
  slot.head = static_cast<std::uint32_t>(names_.size());
  names_.push_back(name);
}

bool NameIndex::case_fits(const Name& name, std::span<const Word> words) {
  if (name.capitals) return words.front().all_upper;
  if (!name.upper_first && !name.upper_last) return true;
  // "Kim Jong-un" and "al-Shabaab": of several words one capital at either end is enough.
  return words.front().upper_initial || (words.size() > 1 && words.back().upper_initial);
}

bool NameIndex::spelling_fits(const Name& name, std::span<const Word> words) const {
  std::string_view known = pool_.c_str() + name.folded;
  if (words.size() > 1 && is_honour(words.front().folded) &&
      known.starts_with(words.front().folded)) {
    known.remove_prefix(words.front().folded.size());
    words = words.subspan(1);
  }
  std::string written;
  for (const Word& word : words) written += word.folded;
  // A surname alone must be long and nearly right, or every Beach is a Bach; in a whole name the
  // other words confirm, but no honour: Sheikh Hassan is not Sheikh Hasina.
  constexpr std::size_t kLongSurname = 6;
  const bool alone = words.size() == 1;
  if (alone && (std::min(known.size(), written.size()) < kLongSurname || known[0] != written[0])) {
    return false;
  }
  if (!alone && is_other_gender(words.front().folded, written, known)) return false;
  const std::size_t tolerance = alone ? known.size() / 4 : known.size() / 3;
  return edit_distance(written, known) <= tolerance;
}

void NameIndex::collect(std::uint32_t head, std::span<const Word> words,
                        std::vector<NameReading>& out) const {
  for (std::uint32_t i = head; i != kNone; i = names_[i].next) {
    const Name& name = names_[i];
    if (name.words != words.size() || !case_fits(name, words)) continue;
    if (name.reading.approximate && !spelling_fits(name, words)) continue;
    out.push_back(name.reading);
  }
  std::sort(out.begin(), out.end(), [](const NameReading& a, const NameReading& b) {
    return std::pair(kind_order(a.kind), a.actor) < std::pair(kind_order(b.kind), b.actor);
  });
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

NameIndex::Found NameIndex::longest(std::span<const Word> words) const {
  Found best;
  for (const bool approximate : {false, true}) {
    const Table& table = approximate ? skeletons_ : exact_;
    std::uint64_t key = kSeed;
    for (std::size_t i = 0; i < words.size() && i < kMaxWords; ++i) {
      key = extend(key, approximate ? words[i].skeleton : words[i].folded);
      const Slot* slot = table.find(key);
      if (slot == nullptr) break;
      if (slot->head == kNone || !words[i].boundary || i + 1 <= best.words) continue;
      std::vector<NameReading> readings;
      collect(slot->head, words.subspan(0, i + 1), readings);
      if (!readings.empty()) best = {i + 1, std::move(readings)};
    }
  }
  return best;
}

}  // namespace entente
