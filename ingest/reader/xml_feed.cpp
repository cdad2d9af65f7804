#include <libxml/xmlreader.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/unicode.h"
#include "ingest/reader/format.h"
#include "ingest/reader/html_tree.h"
#include "ingest/reader/main_text.h"

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

struct FreeReader {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};
using Reader = std::unique_ptr<xmlTextReader, FreeReader>;

std::string_view text_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

int read_block(void* data, char* buffer, int length) {
  auto& input = *static_cast<BufferedInput*>(data);
  const std::string_view part = input.available();
  const std::size_t take = std::min(part.size(), static_cast<std::size_t>(length));
  std::copy_n(part.data(), take, buffer);
  input.consume(take);
  return static_cast<int>(take);
}

// Text below a node with blank lines between paragraphs.
void append_paragraphs(const xmlNode* node, std::string& out) {
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      out += text_of(child->content);
    } else if (child->type == XML_ELEMENT_NODE) {
      append_paragraphs(child, out);
      const std::string_view name = text_of(child->name);
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

std::string attribute_of(const xmlNode* node, const char* name) {
  struct Free {
    void operator()(xmlChar* text) const { xmlFree(text); }
  };
  const std::unique_ptr<xmlChar, Free> value(
      xmlGetProp(const_cast<xmlNode*>(node), reinterpret_cast<const xmlChar*>(name)));
  return std::string(text_of(value.get()));
}

// What an element gives for its field: its text, or an attribute where the format uses one.
std::string value_of(const xmlNode* node, const Spelling& spelling) {
  if (spelling.name == "link") {
    const std::string relation = attribute_of(node, "rel");
    const std::string href = attribute_of(node, "href");
    if (!href.empty()) return relation.empty() || relation == "alternate" ? href : std::string();
  }
  if (spelling.name == "date.issue") return attribute_of(node, "norm");
  if (spelling.name == "provider") return attribute_of(node, "literal");
  if (spelling.name == "language") {
    const std::string tag = attribute_of(node, "tag");
    if (!tag.empty()) return tag;
  }
  std::string text;
  append_paragraphs(node, text);
  return spelling.field == ArticleField::kText ? plain_text(text) : text;
}

class ItemReader {
 public:
  RawRecord read(const xmlNode* item) {
    if (text_of(item->name) == "newsItem") {
      fields_[ArticleField::kId] = {0, attribute_of(item, "guid")};
    }
    if (text_of(item->name) == "entry") wants_atom_id_ = true;
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
      const std::string_view name = text_of(child->name);
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

// News in XML, item by item: RSS, Atom, NITF, NewsML-G2. No entities are loaded from anywhere.
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
    const Reader reader(xmlReaderForIO(read_block, nullptr, &input, nullptr, nullptr,
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                           XML_PARSE_RECOVER | XML_PARSE_NOCDATA));
    if (!reader) return context.skip(0, "the XML parser cannot start");
    int status = xmlTextReaderRead(reader.get());
    while (status == 1 && !context.is_stopped() && !context.options().is_cancelled()) {
      const bool is_item = xmlTextReaderNodeType(reader.get()) == XML_READER_TYPE_ELEMENT &&
                           is_item_name(text_of(xmlTextReaderConstLocalName(reader.get())));
      if (is_item) give(reader.get(), context);
      status = is_item ? xmlTextReaderNext(reader.get()) : xmlTextReaderRead(reader.get());
    }
    if (status < 0) {
      context.skip(
          static_cast<std::uint64_t>(std::max(0, xmlTextReaderGetParserLineNumber(reader.get()))),
          "the XML is broken here; the items before it were read");
    }
  }

 private:
  static bool is_item_name(std::string_view name) {
    return std::find(kItems.begin(), kItems.end(), name) != kItems.end();
  }

  static void give(xmlTextReader* reader, ReadContext& context) {
    const xmlNode* item = xmlTextReaderExpand(reader);
    if (item == nullptr) return;
    RawRecord record = ItemReader().read(item);
    record.line = static_cast<std::uint64_t>(std::max(0, xmlTextReaderGetParserLineNumber(reader)));
    context.give(std::move(record));
  }
};

}  // namespace

const ArticleFormat& xml_feed_format() {
  static const XmlFeedFormat kFormat;
  return kFormat;
}

}  // namespace entente
