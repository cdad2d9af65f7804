#pragma once

#include <optional>
#include <string>

#include "core/date.h"

namespace entente {

// One news article. `text` is valid UTF-8 without characters that XML forbids; every span of the
// program points into it. Empty strings and a missing date mean that the source did not say.
struct Article {
  std::string id;  // from the source, else derived from the content (see article_id)
  std::string text;
  std::string title;
  std::string url;
  std::string source;
  std::string language;  // BCP 47, "en"
  std::optional<Date> published;

  friend bool operator==(const Article&, const Article&) = default;
};

// 16 hexadecimal digits of a 64-bit FNV-1a hash over the text: the id of an article that brings
// none.
std::string content_id(const Article& article);

}  // namespace entente
