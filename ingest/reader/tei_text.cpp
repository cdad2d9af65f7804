#include <libxml/tree.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ingest/reader/format.h"
#include "ingest/reader/xml_items.h"

namespace entente {
namespace {

using namespace std::string_view_literals;

template <std::size_t N>
bool is_any(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Elements that are paragraphs of their own, and those that are no running text.
constexpr std::array kBlocks = {"p"sv,    "head"sv,  "item"sv, "l"sv,    "ab"sv,      "sp"sv,
                                "div"sv,  "quote"sv, "list"sv, "cell"sv, "row"sv,     "lg"sv,
                                "body"sv, "front"sv, "back"sv, "text"sv, "caption"sv, "note"sv};
constexpr std::array kNoText = {"teiHeader"sv, "figure"sv, "fw"sv, "titlePage"sv, "gap"sv};

// Text collected paragraph by paragraph, with single blanks for white space.
class Paragraphs {
 public:
  void add(std::string_view text) {
    for (const char c : text) {
      const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (is_blank) {
        wants_blank_ = true;
      } else {
        add_visible(c);
      }
    }
  }

  // Decides the blank before what comes next.
  void set_blank(bool is_wanted) { wants_blank_ = is_wanted; }

  void end_paragraph() {
    if (!paragraph_.empty()) {
      if (!out_.empty()) out_ += "\n\n";
      out_ += paragraph_;
    }
    paragraph_.clear();
    wants_blank_ = false;
  }

  std::string take() {
    end_paragraph();
    return std::move(out_);
  }

 private:
  void add_visible(char c) {
    if (wants_blank_ && !paragraph_.empty()) paragraph_ += ' ';
    wants_blank_ = false;
    paragraph_ += c;
  }

  std::string out_;
  std::string paragraph_;
  bool wants_blank_ = false;
};

void collect_text(const xmlNode& node, Paragraphs& out) {
  for (const xmlNode* child = node.children; child != nullptr; child = child->next) {
    out.add(xml_content(*child));
    const std::string_view name = xml_name(*child);
    if (name.empty() || is_any(name, kNoText)) continue;
    const bool is_block = is_any(name, kBlocks);
    if (is_block) out.end_paragraph();
    collect_text(*child, out);
    if (name == "lb") out.set_blank(true);
    if (is_block) out.end_paragraph();
  }
}

// Words of a corpus that gives one token a line, "form TAB tag TAB ...", joined as they are
// written in English: "He said : `` Do n't '' ." -> He said: "Don't".
class TokenJoiner {
 public:
  explicit TokenJoiner(Paragraphs& out) : out_(out) {}

  void add_lines(std::string_view lines, bool is_inside_word) {
    while (!lines.empty()) {
      const std::string_view line = lines.substr(0, lines.find('\n'));
      lines.remove_prefix(std::min(lines.size(), line.size() + 1));
      const std::size_t tab = line.find('\t');
      if (tab == std::string_view::npos || tab == 0) continue;
      const std::string_view rest = line.substr(tab + 1);
      add_token(line.substr(0, tab), rest.substr(0, rest.find('\t')), is_inside_word);
    }
  }

  void start_word() { is_first_of_word_ = true; }
  void start_paragraph() { is_after_opening_ = true; }

 private:
  void add_token(std::string_view form, std::string_view tag, bool is_inside_word) {
    static constexpr std::array kClosing = {"."sv, ","sv, ":"sv, ";"sv, "?"sv,  "!"sv,
                                            ")"sv, "]"sv, "}"sv, "%"sv, "n't"sv};
    static constexpr std::array kOpening = {"("sv, "["sv, "{"sv, "$"sv, "\u00a3"sv, "\u20ac"sv};
    const bool is_suffix = form.starts_with('\'') && form.size() > 1 && tag != "``";
    const bool is_attached = is_any(form, kClosing) || is_suffix || tag == "''" || tag == "POS" ||
                             (is_inside_word && !is_first_of_word_);
    out_.set_blank(!is_attached && !is_after_opening_);
    out_.add(form);
    is_after_opening_ = is_any(form, kOpening) || tag == "``";
    is_first_of_word_ = false;
  }

  Paragraphs& out_;
  bool is_after_opening_ = true;
  bool is_first_of_word_ = false;
};

void collect_tokens(const xmlNode& node, TokenJoiner& joiner, Paragraphs& out) {
  for (const xmlNode* child = node.children; child != nullptr; child = child->next) {
    joiner.add_lines(xml_content(*child), xml_name(node) == "w");
    const std::string_view name = xml_name(*child);
    if (name.empty()) continue;
    const bool is_block = is_any(name, kBlocks) && name != "quote" && name != "note";
    if (name == "w") joiner.start_word();
    if (is_block) out.end_paragraph();
    if (is_block) joiner.start_paragraph();
    collect_tokens(*child, joiner, out);
    if (is_block) out.end_paragraph();
  }
}

const xmlNode* find_child(const xmlNode& node, std::string_view name) {
  for (const xmlNode* child = node.children; child != nullptr; child = child->next) {
    if (xml_name(*child) == name) return child;
    if (const xmlNode* inner = find_child(*child, name)) return inner;
  }
  return nullptr;
}

std::string text_of(const xmlNode* node) {
  if (node == nullptr) return {};
  Paragraphs out;
  collect_text(*node, out);
  return out.take();
}

std::string child_text(const xmlNode* node, std::string_view name) {
  return node == nullptr ? std::string() : text_of(find_child(*node, name));
}

// The day of the original in <sourceDesc>, else that of the edition.
std::string date_of(const xmlNode& header) {
  for (const char* part : {"sourceDesc", "publicationStmt"}) {
    const xmlNode* place = find_child(header, part);
    const xmlNode* date = place == nullptr ? nullptr : find_child(*place, "date");
    if (date == nullptr) continue;
    const std::string when = xml_attribute(*date, "when");
    return when.empty() ? text_of(date) : when;
  }
  return {};
}

// A document of the Text Encoding Initiative: <TEI> with a header and a text.
RawRecord read_tei(const xmlNode& node) {
  RawRecord record;
  record.fields[ArticleField::kId] = xml_attribute(node, "id");
  record.fields[ArticleField::kLanguage] = xml_attribute(node, "lang");
  if (const xmlNode* header = find_child(node, "teiHeader")) {
    const xmlNode* publication = find_child(*header, "publicationStmt");
    record.fields[ArticleField::kTitle] = child_text(find_child(*header, "titleStmt"), "title");
    record.fields[ArticleField::kSource] = child_text(publication, "publisher");
    record.fields[ArticleField::kDate] = date_of(*header);
  }
  record.fields[ArticleField::kText] = child_text(&node, "text");
  return record;
}

// A document of a corpus such as GUM: <text id= title= dateCreated= sourceURL=> over tokens.
RawRecord read_tokens(const xmlNode& node) {
  RawRecord record;
  record.fields[ArticleField::kId] = xml_attribute(node, "id");
  record.fields[ArticleField::kTitle] = xml_attribute(node, "title");
  record.fields[ArticleField::kDate] = xml_attribute(node, "dateCreated");
  record.fields[ArticleField::kUrl] = xml_attribute(node, "sourceURL");
  Paragraphs out;
  TokenJoiner joiner(out);
  collect_tokens(node, joiner, out);
  record.fields[ArticleField::kText] = out.take();
  return record;
}

class TeiHandler final : public XmlItemHandler {
 public:
  explicit TeiHandler(ReadContext& context) : context_(context) {}

  XmlUse use_of(std::string_view name, int depth) const override {
    const bool is_item = name == "TEI" || name == "TEI.2" || (name == "text" && depth == 0);
    return is_item ? XmlUse::kItem : XmlUse::kPass;
  }

  void take(const _xmlNode& node, XmlUse, std::uint64_t line) override {
    RawRecord record = xml_name(node) == "text" ? read_tokens(node) : read_tei(node);
    std::erase_if(record.fields, [](const auto& field) { return field.second.empty(); });
    record.line = line;
    record.no_text_reason = "the document has no text";
    context_.give(std::move(record));
  }

 private:
  ReadContext& context_;
};

// TEI documents, alone or in a teiCorpus, and tokenised corpora in the manner of GUM.
class TeiTextFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view) const override {
    const std::string_view start = head.substr(0, 4096);
    if (start.find_first_not_of(" \t\r\n\xef\xbb\xbf") != start.find('<')) return false;
    std::size_t root = start.find('<');
    while (root != std::string_view::npos &&
           (start.substr(root, 2) == "<?" || start.substr(root, 2) == "<!")) {
      root = start.find('<', root + 1);
    }
    if (root == std::string_view::npos) return false;
    const std::string_view element = start.substr(root);
    return element.starts_with("<TEI") || element.starts_with("<teiCorpus") ||
           element.starts_with("<text id=");
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    TeiHandler handler(context);
    read_xml_items(input, context, handler);
  }
};

}  // namespace

const ArticleFormat& tei_text_format() {
  static const TeiTextFormat kFormat;
  return kFormat;
}

}  // namespace entente
