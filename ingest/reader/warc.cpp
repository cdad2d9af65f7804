#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "core/unicode.h"
#include "ingest/reader/encoding.h"
#include "ingest/reader/format.h"
#include "ingest/reader/html_article.h"
#include "ingest/reader/http_message.h"

namespace entente {
namespace {

constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10;
constexpr std::size_t kSniffBytes = 4096;
constexpr std::size_t kMaxShown = 60;

// One record of a web archive, WARC or the older ARC.
struct WebRecord {
  std::string type;  // "response", "conversion" ...
  std::string url;
  std::string date;
  std::string content_type;  // of the block
  std::string block;
  std::uint64_t length = 0;  // as declared; the block is empty if it is over the limit
  bool is_cut = false;       // the input ended inside of the block
};

// Reads bytes of an input in pieces of a wanted length.
class Puller {
 public:
  explicit Puller(BufferedInput& input) : input_(input) {}

  // A line without its end; false at the end of the input.
  bool line(std::string& out) {
    out.clear();
    while (true) {
      const std::string_view part = input_.available();
      if (part.empty()) return !out.empty();
      const std::size_t end = part.find('\n');
      const std::size_t take = std::min(end, part.size());
      if (out.size() < kMaxHeaderBytes) out.append(part.substr(0, take));
      input_.consume(end == std::string_view::npos ? take : take + 1);
      if (end != std::string_view::npos) break;
    }
    if (out.ends_with('\r')) out.pop_back();
    return true;
  }

  // `length` bytes, kept in `out` only if they are at most `limit`; false if the input ends before.
  bool bytes(std::uint64_t length, std::size_t limit, std::string& out) {
    out.clear();
    const bool is_kept = length <= limit;
    while (length > 0) {
      const std::string_view part = input_.available();
      if (part.empty()) return false;
      const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(part.size(), length));
      if (is_kept) out.append(part.substr(0, take));
      input_.consume(take);
      length -= take;
    }
    return true;
  }

 private:
  BufferedInput& input_;
};

bool parse_length(std::string_view text, std::uint64_t& length) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  return error == std::errc() && end == text.data() + text.size();
}

std::string value_of(const std::map<std::string, std::string>& headers, const char* name) {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

// Why there is no next record although the input goes on; empty if there is one or the end is
// clean.
struct NextRecord {
  bool is_there = false;
  std::string problem;
};

NextRecord next_warc(Puller& puller, const std::string& version, std::size_t limit,
                     WebRecord& out) {
  std::string head;
  std::string line;
  while (puller.line(line) && !line.empty()) {
    head += line + "\n";
    if (head.size() > kMaxHeaderBytes)
      return {false, "record header after " + version + " never ends"};
  }
  std::string_view rest;
  const auto headers = parse_header_lines(head, rest);
  out.type = to_lower(value_of(headers, "warc-type"));
  out.url = value_of(headers, "warc-target-uri");
  if (out.url.starts_with('<') && out.url.ends_with('>'))
    out.url = out.url.substr(1, out.url.size() - 2);
  out.date = value_of(headers, "warc-date");
  out.content_type = to_lower(value_of(headers, "content-type"));
  if (!parse_length(value_of(headers, "content-length"), out.length)) {
    return {false, "record without a valid Content-Length; the rest of the file cannot be read"};
  }
  out.is_cut = !puller.bytes(out.length, limit, out.block);
  return {true, {}};
}

// ARC: "URL IP-address date content-type length" on a line, then the block.
NextRecord next_arc(Puller& puller, const std::string& line, std::size_t limit, WebRecord& out) {
  const std::size_t last = line.rfind(' ');
  const std::size_t type = last == std::string::npos ? last : line.rfind(' ', last - 1);
  const std::size_t date = type == std::string::npos ? type : line.rfind(' ', type - 1);
  const std::size_t address = date == std::string::npos ? date : line.rfind(' ', date - 1);
  if (address == std::string::npos || !parse_length(line.substr(last + 1), out.length)) {
    const bool is_text =
        std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' || c < 0; });
    return {false, "neither a WARC nor an ARC record header: " +
                       (is_text ? "'" + repair_utf8(prefix_of(line, kMaxShown)).text + "'"
                                : std::string("binary data"))};
  }
  out.url = line.substr(0, address);
  out.date = line.substr(date + 1, 8);
  out.content_type = line.substr(type + 1, last - type - 1);
  out.type = out.url.starts_with("filedesc:") ? "warcinfo" : "response";
  out.is_cut = !puller.bytes(out.length, limit, out.block);
  return {true, {}};
}

NextRecord next_record(Puller& puller, std::size_t limit, WebRecord& out) {
  std::string line;
  do {
    if (!puller.line(line)) return {};
  } while (line.empty());
  out = WebRecord{};
  return line.starts_with("WARC/") ? next_warc(puller, line, limit, out)
                                   : next_arc(puller, line, limit, out);
}

void give_page(const WebRecord& web, std::string_view body, const std::string& charset,
               bool is_html, ReadContext& context) {
  Decoded decoded =
      decode_to_utf8(body, charset.empty() && is_html ? declared_encoding(body) : charset);
  Article page;
  if (is_html) {
    page = read_html_article(decoded.utf8.text);
  } else {
    page.text = std::move(decoded.utf8.text);
  }
  RawRecord record;
  record.replaced = decoded.utf8.replaced;
  record.dropped = decoded.utf8.dropped;
  record.no_text_reason = "the page holds no running text";
  if (page.published) {
    record.fields[ArticleField::kDate] = to_string(*page.published);
  } else {
    // The day of the crawl is not the day of publication: the article stays undated.
    record.notes.push_back("no publication date on the page; crawled " + web.date.substr(0, 10));
  }
  record.fields[ArticleField::kText] = std::move(page.text);
  record.fields[ArticleField::kTitle] = std::move(page.title);
  record.fields[ArticleField::kUrl] = web.url;
  record.fields[ArticleField::kSource] = std::move(page.source);
  record.fields[ArticleField::kLanguage] = std::move(page.language);
  context.give(std::move(record));
}

// Feeds are crawled as well, under many names.
bool is_feed(std::string_view body, std::string_view type) {
  return (type.find("xml") != std::string_view::npos && type != "application/xhtml+xml") &&
         xml_feed_format().recognises(body.substr(0, kSniffBytes), {});
}

void give_response(const WebRecord& web, ReadContext& context) {
  const auto response = parse_http_response(web.block, context.options().max_article_bytes);
  if (!response) return context.skip(0, response.error().message);
  const std::string type = response->media_type();
  if (response->status != 200) {
    return context.skip(0, "HTTP status " + std::to_string(response->status));
  }
  if (web.url.ends_with("/robots.txt")) return context.skip(0, "a robots.txt, not an article");
  if (is_feed(response->body, type)) {
    const auto source = memory_source(response->body);
    BufferedInput feed(*source);
    return xml_feed_format().read(feed, context);
  }
  const bool is_untyped_page =
      type.empty() && html_page_format().recognises(response->body.substr(0, kSniffBytes), {});
  const bool is_html = type == "text/html" || type == "application/xhtml+xml" || is_untyped_page;
  if (type.empty() && !is_html && foreign_format().recognises(response->body, {})) {
    return context.skip(0, "content without a type that is not text");
  }
  if (!is_html && type != "text/plain" && !type.empty()) {
    return context.skip(0, "content of type '" + type + "' is not text");
  }
  give_page(web, response->body, response->charset(), is_html, context);
}

void give_record(const WebRecord& web, ReadContext& context) {
  static constexpr std::array<std::string_view, 4> kNoArticles = {"warcinfo", "request", "metadata",
                                                                  "continuation"};
  if (std::find(kNoArticles.begin(), kNoArticles.end(), web.type) != kNoArticles.end()) return;
  if (web.content_type == "text/dns" || web.url.starts_with("metadata:")) return;
  ReadContext page = context.member(web.url);
  if (web.is_cut) return page.skip(0, "the file ends inside of this record");
  if (web.length > context.options().max_article_bytes) {
    return page.skip(0, "record of " + format_bytes(web.length) + " exceeds the limit of " +
                            format_bytes(context.options().max_article_bytes));
  }
  const bool is_http =
      web.type == "response" && (web.url.starts_with("http") || web.block.starts_with("HTTP/"));
  if (is_http) return give_response(web, page);
  if (web.type == "revisit") return page.skip(0, "a revisit record: the page is in another record");
  const bool is_html = web.content_type.starts_with("text/html");
  if (is_html || web.content_type.starts_with("text/plain") || web.type == "conversion") {
    return give_page(web, web.block, {}, is_html, page);
  }
  page.skip(0, "record of type '" + web.type + "' and content '" + web.content_type + "'");
}

// Web archives as crawlers write them. Per-record compression is the container's business.
class WarcFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view) const override {
    return head.starts_with("WARC/") || head.starts_with("filedesc://");
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    Puller puller(input);
    WebRecord record;
    while (!context.is_stopped() && !context.options().is_cancelled()) {
      const NextRecord next = next_record(puller, context.options().max_article_bytes, record);
      if (!next.problem.empty()) context.skip(0, next.problem);
      if (!next.is_there) return;
      give_record(record, context);
    }
  }
};

}  // namespace

const ArticleFormat& warc_format() {
  static const WarcFormat kFormat;
  return kFormat;
}

}  // namespace entente
