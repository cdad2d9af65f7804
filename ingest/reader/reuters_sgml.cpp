#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <utility>

#include "ingest/reader/encoding.h"
#include "ingest/reader/format.h"

namespace entente {
namespace {

constexpr std::string_view kOpen = "<REUTERS";
constexpr std::string_view kClose = "</REUTERS>";

// What stands between <tag ...> and </tag>; empty if the item has no such element.
std::string_view element(std::string_view item, std::string_view tag) {
  const std::size_t open = item.find("<" + std::string(tag));
  if (open == std::string_view::npos) return {};
  const std::size_t begin = item.find('>', open);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = item.find("</" + std::string(tag) + ">", begin);
  if (end == std::string_view::npos) return {};
  return item.substr(begin + 1, end - begin - 1);
}

std::string_view attribute_of(std::string_view item, std::string_view name) {
  const std::string_view head = item.substr(0, item.find('>'));
  const std::size_t found = head.find(std::string(name) + "=\"");
  if (found == std::string_view::npos) return {};
  const std::size_t begin = found + name.size() + 2;
  return head.substr(begin, head.find('"', begin) - begin);
}

// Resolves &lt; &gt; &amp; and numeric references; those of control characters, which only steer
// the teleprinter, disappear.
std::string resolve_references(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 3> kNamed = {
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    bool is_resolved = false;
    for (const auto& [name, character] : kNamed) {
      if (!is_resolved && text.substr(at, name.size()) == name) {
        out += character;
        at += name.size();
        is_resolved = true;
      }
    }
    if (is_resolved) continue;
    const std::size_t end = text.find(';', at);
    if (text.substr(at, 2) == "&#" && end != std::string_view::npos && end - at <= 6) {
      const int code = std::atoi(std::string(text.substr(at + 2, end - at - 2)).c_str());
      if (code >= ' ' && code < 0x7F) out += static_cast<char>(code);
      at = end + 1;
      continue;
    }
    out += text[at++];
  }
  return out;
}

std::string without_elements(std::string_view text, const std::array<std::string_view, 3>& tags) {
  std::string out(text);
  for (const std::string_view tag : tags) {
    const std::size_t open = out.find("<" + std::string(tag));
    const std::string close = "</" + std::string(tag) + ">";
    const std::size_t end = out.find(close);
    if (open != std::string::npos && end != std::string::npos && end > open) {
      out.erase(open, end + close.size() - open);
    }
  }
  return out;
}

std::string trim(std::string text) {
  constexpr std::string_view kBlank = " \t\r\n";
  text.erase(0, std::min(text.find_first_not_of(kBlank), text.size()));
  text.erase(text.find_last_not_of(kBlank) + 1);
  return text;
}

// The agency signs its items: " Reuter" or " REUTER" on a line of its own.
std::string without_signature(std::string text) {
  for (const std::string_view sign : {"Reuter", "REUTER"}) {
    if (!text.ends_with(sign)) continue;
    const std::size_t line = text.find_last_of('\n');
    if (line != std::string::npos && trim(text.substr(line)) == sign) text.erase(line);
  }
  return trim(std::move(text));
}

// The running text: dateline and body; items that were never marked up give all of their text but
// title, author and dateline; items without any text (briefs) their headline.
std::string running_text(std::string_view item) {
  const std::string_view text = element(item, "TEXT");
  const std::string_view body = element(text, "BODY");
  if (!body.empty()) {
    const std::string dateline = trim(resolve_references(element(text, "DATELINE")));
    const std::string rest = without_signature(trim(resolve_references(body)));
    return dateline.empty() ? rest : dateline + " " + rest;
  }
  const std::string plain = without_elements(text, {"TITLE", "AUTHOR", "DATELINE"});
  const std::string raw = without_signature(trim(resolve_references(plain)));
  return raw.empty() ? trim(resolve_references(element(text, "TITLE"))) : raw;
}

// Reuters-21578, "SGML" in name only: character references of controls, bytes of Latin-1. An item
// is <REUTERS ...>...</REUTERS>; ids are those of the collection.
class ReutersSgmlFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view) const override {
    return head.substr(0, 4096).find("<REUTERS ") != std::string_view::npos &&
           head.find_first_not_of(" \t\r\n") == head.find('<');
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    const std::size_t limit = context.options().max_article_bytes;
    std::string held;  // from the start of the current item on
    std::uint64_t line = 1;
    while (true) {
      const std::string_view part = input.available();
      if (part.empty()) break;
      held.append(part);
      input.consume(part.size());
      if (!read_items(held, line, context)) return;
      if (held.size() > limit) {
        return context.skip(line, "item exceeds the limit of " + format_bytes(limit));
      }
    }
    if (held.find(kOpen) != std::string::npos) {
      context.skip(line, "the last item is cut off before </REUTERS>");
    }
  }

 private:
  // Gives every whole item in `held` and removes it. False if the reading is to stop.
  static bool read_items(std::string& held, std::uint64_t& line, ReadContext& context) {
    std::size_t done = 0;
    while (true) {
      const std::size_t open = held.find(kOpen, done);
      if (open == std::string::npos) break;
      const std::size_t close = held.find(kClose, open);
      if (close == std::string::npos) break;
      line += count_lines(std::string_view(held).substr(done, open - done));
      const std::string_view item = std::string_view(held).substr(open, close - open);
      give(item, line, context);
      line += count_lines(item);
      done = close + kClose.size();
      if (context.is_stopped() || context.options().is_cancelled()) return false;
    }
    held.erase(0, done);
    return true;
  }

  static std::uint64_t count_lines(std::string_view text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  }

  static void give(std::string_view item, std::uint64_t line, ReadContext& context) {
    RawRecord record;
    record.line = line;
    record.no_text_reason = "the item has no text";
    const std::string_view number = attribute_of(item, "NEWID");
    if (!number.empty()) record.fields[ArticleField::kId] = "reuters-" + std::string(number);
    record.fields[ArticleField::kText] = decode_to_utf8(running_text(item), "latin1").utf8.text;
    record.fields[ArticleField::kTitle] =
        decode_to_utf8(trim(resolve_references(element(element(item, "TEXT"), "TITLE"))), "latin1")
            .utf8.text;
    record.fields[ArticleField::kDate] = trim(std::string(element(item, "DATE")));
    record.fields[ArticleField::kSource] = "Reuters";
    context.give(std::move(record));
  }
};

}  // namespace

const ArticleFormat& reuters_sgml_format() {
  static const ReutersSgmlFormat kFormat;
  return kFormat;
}

}  // namespace entente
