#include <string>
#include <utility>

#include "ingest/reader/encoding.h"
#include "ingest/reader/format.h"
#include "ingest/reader/html_article.h"

namespace entente {
namespace {

// Scripts and styles may make a page longer than its text, but not without limit.
constexpr std::size_t kPageOverText = 4;

bool begins_with_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != lower[i]) return false;
  }
  return true;
}

// What may stand before the page's first element: white space, comments, an XML declaration.
std::string_view without_preamble(std::string_view head) {
  while (true) {
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n\xef\xbb\xbf"), head.size()));
    const bool is_comment = begins_with_ignoring_case(head, "<!--");
    if (!is_comment && !begins_with_ignoring_case(head, "<?xml")) return head;
    const std::string_view end = is_comment ? "-->" : "?>";
    const std::size_t found = head.find(end);
    if (found == std::string_view::npos) return head;
    head.remove_prefix(found + end.size());
  }
}

// A web page: its main text is one article.
class HtmlPageFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view) const override {
    const std::string_view page = without_preamble(head);
    return begins_with_ignoring_case(page, "<!doctype html") ||
           begins_with_ignoring_case(page, "<html") || begins_with_ignoring_case(page, "<head");
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    const std::size_t limit = context.options().max_article_bytes * kPageOverText;
    const WholeInput whole = read_whole(input, limit);
    if (whole.length > limit) {
      return context.skip(0, "page of " + format_bytes(whole.length) + " exceeds the limit of " +
                                 format_bytes(limit));
    }
    if (input.error()) return;
    Decoded decoded = decode_to_utf8(whole.bytes, declared_encoding(whole.bytes));
    Article page = read_html_article(decoded.utf8.text);
    RawRecord record;
    record.replaced = decoded.utf8.replaced;
    record.dropped = decoded.utf8.dropped;
    record.no_text_reason = "the page holds no running text";
    if (page.url.empty() && context.path() != "-") page.url = "file:" + context.path();
    if (page.published) record.fields[ArticleField::kDate] = to_string(*page.published);
    record.fields[ArticleField::kText] = std::move(page.text);
    record.fields[ArticleField::kTitle] = std::move(page.title);
    record.fields[ArticleField::kUrl] = std::move(page.url);
    record.fields[ArticleField::kSource] = std::move(page.source);
    record.fields[ArticleField::kLanguage] = std::move(page.language);
    context.give(std::move(record));
  }
};

}  // namespace

const ArticleFormat& html_page_format() {
  static const HtmlPageFormat kFormat;
  return kFormat;
}

}  // namespace entente
