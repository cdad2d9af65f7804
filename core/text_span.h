#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string_view>

#include "core/check.h"

namespace entente {

// A stretch of an article's text: byte offsets into its UTF-8, half-open.
struct TextSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend auto operator<=>(const TextSpan&, const TextSpan&) = default;
};

inline std::uint32_t length(TextSpan span) { return span.end - span.begin; }
inline bool is_empty(TextSpan span) { return span.end <= span.begin; }
inline bool contains(TextSpan outer, TextSpan inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}
inline bool overlaps(TextSpan a, TextSpan b) { return a.begin < b.end && b.begin < a.end; }

// The smallest span that covers both.
inline TextSpan cover(TextSpan a, TextSpan b) {
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

// The bytes of `text` under `span`; the view lives as long as `text`. The span must lie inside.
inline std::string_view slice(std::string_view text, TextSpan span) {
  ENTENTE_CHECK(span.begin <= span.end && span.end <= text.size(), "span outside of its text");
  return text.substr(span.begin, span.end - span.begin);
}

}  // namespace entente
