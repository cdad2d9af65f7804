#include <algorithm>
#include <utility>

#include "ingest/reader/format.h"

namespace entente {
namespace {

// The whole input is one article: no title, no date, nothing guessed from the first line.
class PlainTextFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view, std::string_view) const override { return true; }

  void read(BufferedInput& input, ReadContext& context) const override {
    const std::size_t limit = context.options().max_article_bytes;
    std::string text;
    std::uint64_t length = 0;
    for (std::string_view part = input.available(); !part.empty(); part = input.available()) {
      length += part.size();
      if (length <= limit) text.append(part);
      input.consume(part.size());
    }
    if (length > limit) {
      return context.skip(0, "text of " + format_bytes(length) + " exceeds the limit of " +
                                 format_bytes(limit) +
                                 " for one article; split it into one article a file");
    }
    if (input.error()) return;
    RawRecord record;
    record.fields[ArticleField::kText] = std::move(text);
    if (context.path() != "-") record.fields[ArticleField::kUrl] = "file:" + context.path();
    record.no_text_reason = "the file holds nothing but white space";
    context.give(std::move(record));
  }
};

}  // namespace

const ArticleFormat& plain_text_format() {
  static const PlainTextFormat kFormat;
  return kFormat;
}

}  // namespace entente
