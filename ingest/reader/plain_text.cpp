#include <string>
#include <utility>

#include "ingest/reader/encoding.h"
#include "ingest/reader/format.h"

namespace entente {
namespace {

// Characters of valid UTF-8 beyond ASCII.
std::size_t count_wide(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += static_cast<unsigned char>(c) >= 0xC0 ? 1 : 0;
  return count;
}

// UTF-8 if it is or mostly is (stray bytes become U+FFFD); else whatever the bytes look like.
Decoded decode(std::string_view bytes) {
  const bool has_utf16_mark = bytes.substr(0, 2) == "\xff\xfe" || bytes.substr(0, 2) == "\xfe\xff";
  if (!has_utf16_mark) {
    Utf8Repair repaired = repair_utf8(bytes);
    if (count_wide(repaired.text) >= 2 * repaired.replaced) return {std::move(repaired), "UTF-8"};
  }
  return decode_to_utf8(bytes, {});
}

// The whole input is one article: no title, no date, nothing guessed from the first line.
class PlainTextFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view, std::string_view) const override { return true; }

  void read(BufferedInput& input, ReadContext& context) const override {
    const std::size_t limit = context.options().max_article_bytes;
    const WholeInput whole = read_whole(input, limit);
    if (whole.length > limit) {
      return context.skip(0, "text of " + format_bytes(whole.length) + " exceeds the limit of " +
                                 format_bytes(limit) +
                                 " for one article; split it into one article a file");
    }
    if (input.error()) return;
    Decoded decoded = decode(whole.bytes);
    RawRecord record;
    record.replaced = decoded.utf8.replaced;
    record.dropped = decoded.utf8.dropped;
    if (decoded.encoding != "UTF-8") {
      record.notes.push_back("not UTF-8; read as " + decoded.encoding);
    }
    record.fields[ArticleField::kText] = std::move(decoded.utf8.text);
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
