#include <libxml/tree.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/unicode.h"
#include "ingest/reader/format.h"
#include "ingest/reader/html_tree.h"
#include "ingest/reader/main_text.h"
#include "ingest/reader/xml_items.h"

namespace entente {
namespace {

using namespace std::string_view_literals;

// Elements that are one article: RSS and RDF item, Atom entry, NITF document, NewsML-G2 newsItem.
constexpr std::array kItems = {"item"sv, "entry"sv, "nitf"sv, "newsItem"sv};

// Elements inside of an item by local name, the better spelling of a field first.
struct Spelling {
  std::string_view name;
  ArticleField field;
};
constexpr std::array kSpellings = {
    Spelling{"encoded", ArticleField::kText},  // content:encoded
    Spelling{"body.content", ArticleField::kText}, Spelling{"inlineXML", ArticleField::kText},
    Spelling{"content", ArticleField::kText},      Spelling{"description", ArticleField::kText},
    Spelling{"summary", ArticleField::kText},      Spelling{"title", ArticleField::kTitle},
    Spelling{"hl1", ArticleField::kTitle},         Spelling{"headline", ArticleField::kTitle},
    Spelling{"link", ArticleField::kUrl},          Spelling{"guid", ArticleField::kId},
    Spelling{"pubDate", ArticleField::kDate},      Spelling{"published", ArticleField::kDate},
    Spelling{"date.issue", ArticleField::kDate},   Spelling{"versionCreated", ArticleField::kDate},
    Spelling{"date", ArticleField::kDate},  // dc:date
    Spelling{"updated", ArticleField::kDate},      Spelling{"source", ArticleField::kSource},
    Spelling{"provider", ArticleField::kSource},   Spelling{"language", ArticleField::kLanguage},
};

// Text below a node with blank lines between paragraphs.
void append_paragraphs(const xmlNode* node, std::string& out) {
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    out += xml_content(*child);
    if (child->type == XML_ELEMENT_NODE) {
      append_paragraphs(child, out);
      const std::string_view name = xml_name(*child);
      if (name == "p" || name == "hl2" || name == "block" || name == "div") out += "\n\n";
    }
  }
}

// Escaped or embedded HTML becomes its text; plain text stays as it is.
std::string plain_text(const std::string& text) {
  if (text.find('<') == std::string::npos) return text;
  const HtmlTree tree = parse_html(text);
  std::string main = main_text(tree);
  if (!main.empty()) return main;
  std::string all = inner_text(tree, 0);
  return all;
}

// What an element gives for its field: its text, or an attribute where the format uses one.
std::string value_of(const xmlNode* node, const Spelling& spelling) {
  if (spelling.name == "link") {
    const std::string relation = xml_attribute(*node, "rel");
    const std::string href = xml_attribute(*node, "href");
    if (!href.empty()) return relation.empty() || relation == "alternate" ? href : std::string();
  }
  if (spelling.name == "date.issue") return xml_attribute(*node, "norm");
  if (spelling.name == "provider") return xml_attribute(*node, "literal");
  if (spelling.name == "language") {
    const std::string tag = xml_attribute(*node, "tag");
    if (!tag.empty()) return tag;
  }
  std::string text;
  append_paragraphs(node, text);
  return spelling.field == ArticleField::kText ? plain_text(text) : text;
}

class ItemReader {
 public:
  RawRecord read(const xmlNode* item) {
    if (xml_name(*item) == "newsItem") {
      fields_[ArticleField::kId] = {0, xml_attribute(*item, "guid")};
    }
    if (xml_name(*item) == "entry") wants_atom_id_ = true;
    visit(item, 0);
    RawRecord record;
    record.no_text_reason = "the item has no text";
    for (auto& [field, value] : fields_) record.fields[field] = std::move(value.second);
    return record;
  }

 private:
  void visit(const xmlNode* node, int depth) {
    constexpr int kMaxDepth = 40;
    if (depth > kMaxDepth) return;
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (child->type != XML_ELEMENT_NODE) continue;
      const std::string_view name = xml_name(*child);
      if (wants_atom_id_ && depth == 0 && name == "id") {
        std::string id;
        append_paragraphs(child, id);
        fields_[ArticleField::kId] = {0, id};
      }
      const auto* found = std::find_if(kSpellings.begin(), kSpellings.end(),
                                       [&](const Spelling& s) { return s.name == name; });
      if (found == kSpellings.end()) {
        visit(child, depth + 1);
      } else {
        keep(child, *found);
      }
    }
  }

  void keep(const xmlNode* node, const Spelling& spelling) {
    const int rank = static_cast<int>(&spelling - kSpellings.data());
    const auto known = fields_.find(spelling.field);
    if (known != fields_.end() && known->second.first <= rank) return;
    std::string value = value_of(node, spelling);
    const bool is_blank = value.find_first_not_of(" \t\r\n") == std::string::npos;
    if (!is_blank) fields_[spelling.field] = {rank, std::move(value)};
  }

  std::map<ArticleField, std::pair<int, std::string>> fields_;
  bool wants_atom_id_ = false;
};

// What stands around the items says who publishes them, and in which language.
class FeedHandler final : public XmlItemHandler {
 public:
  explicit FeedHandler(ReadContext& context) : context_(context) {}

  XmlUse use_of(std::string_view name, int depth) const override {
    constexpr int kDepthOfChannelChildren = 2;  // rss/channel/title; feed/title stands higher
    if (std::find(kItems.begin(), kItems.end(), name) != kItems.end()) return XmlUse::kItem;
    const bool is_around = name == "title" || name == "language";
    return is_around && depth <= kDepthOfChannelChildren ? XmlUse::kAround : XmlUse::kPass;
  }

  void take(const _xmlNode& node, XmlUse use, std::uint64_t line) override {
    if (use == XmlUse::kAround) {
      std::string text;
      append_paragraphs(&node, text);
      return keep_around(xml_name(node) == "title" ? source_ : language_, std::move(text));
    }
    RawRecord record = ItemReader().read(&node);
    record.line = line;
    if (!source_.empty()) record.fields.try_emplace(ArticleField::kSource, source_);
    if (!language_.empty()) record.fields.try_emplace(ArticleField::kLanguage, language_);
    context_.give(std::move(record));
  }

 private:
  static void keep_around(std::string& field, std::string text) {
    constexpr std::size_t kLongest = 200;  // a longer one is no name
    if (field.empty() && text.size() <= kLongest) field = std::move(text);
  }

  ReadContext& context_;
  std::string source_;
  std::string language_;
};

// News in XML, item by item: RSS, Atom, NITF, NewsML-G2.
class XmlFeedFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view) const override {
    const std::string_view start = head.substr(0, 4096);
    const auto has = [&](std::string_view words) {
      return start.find(words) != std::string_view::npos;
    };
    if (start.find_first_not_of(" \t\r\n\xef\xbb\xbf") != start.find('<')) return false;
    return has("<rss") || has("<feed") || has("<nitf") || has("<newsItem") || has("<newsMessage") ||
           has("<rdf:RDF");
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    FeedHandler handler(context);
    read_xml_items(input, context, handler);
  }
};

}  // namespace

const ArticleFormat& xml_feed_format() {
  static const XmlFeedFormat kFormat;
  return kFormat;
}

}  // namespace entente
