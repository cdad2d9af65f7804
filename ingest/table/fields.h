#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "core/date.h"
#include "graph/event_type.h"

namespace entente {

// The fields of one line, in place. Quotes mean nothing: that is how the event tables are written.
template <std::size_t kMost>
class Fields {
 public:
  Fields(std::string_view line, char separator) {
    const char* at = line.data();
    const char* const end = at + line.size();
    while (count_ < kMost) {
      const void* found = std::memchr(at, separator, static_cast<std::size_t>(end - at));
      const char* stop = found == nullptr ? end : static_cast<const char*>(found);
      begins_[count_++] = at;
      at = stop + 1;
      begins_[count_] = at;
      if (found == nullptr) return;
    }
    is_over_ = true;
  }

  std::size_t size() const { return count_; }
  bool has_more() const { return is_over_; }  // than kMost
  // Empty beyond the last one.
  std::string_view operator[](std::size_t i) const {
    return i < count_ ? span(i, i) : std::string_view();
  }
  // From field `first` to field `last`, with the separators between; both are there.
  std::string_view span(std::size_t first, std::size_t last) const {
    return {begins_[first], static_cast<std::size_t>(begins_[last + 1] - begins_[first]) - 1};
  }

 private:
  // Of each field, and one past the separator behind the last; the rest is never looked at.
  std::array<const char*, kMost + 1> begins_;
  std::size_t count_ = 0;
  bool is_over_ = false;
};

// YYYY-MM-DD or YYYYMMDD, perhaps with a time behind it; nothing for anything else.
std::optional<Date> read_day(std::string_view text);
std::optional<std::uint32_t> read_number(std::string_view text);
std::optional<float> read_fraction(std::string_view text);  // 0 to 1

// What a CAMEO code stands for; nothing if there is no such code. "42" is read as 042.
struct CameoMeaning {
  std::string_view code;
  std::string_view name;
  EventType type = EventType::kStatement;
};
const CameoMeaning* find_meaning(std::string_view code);

}  // namespace entente
