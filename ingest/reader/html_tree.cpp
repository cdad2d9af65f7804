#include "ingest/reader/html_tree.h"

#include <libxml/HTMLparser.h>

#include <memory>

#include "core/check.h"

namespace entente {
namespace {

constexpr std::size_t kMaxDepth = 256;
constexpr std::size_t kMaxNodes = 1'000'000;

struct Builder {
  HtmlTree tree;
  std::vector<HtmlNodeId> open;
  std::size_t ignored_depth = 0;

  bool is_full() const { return open.size() >= kMaxDepth || tree.nodes.size() >= kMaxNodes; }

  HtmlNodeId add(HtmlNode node) {
    const auto id = static_cast<HtmlNodeId>(tree.nodes.size());
    node.parent = open.back();
    tree.nodes[open.back()].children.push_back(id);
    tree.nodes.push_back(std::move(node));
    return id;
  }
};

std::string to_text(const xmlChar* text) {
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

void start_element(void* context, const xmlChar* name, const xmlChar** attributes) {
  auto& builder = *static_cast<Builder*>(context);
  if (builder.is_full()) {
    ++builder.ignored_depth;
    return;
  }
  HtmlNode node;
  node.tag = to_text(name);
  for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
    node.attributes.emplace_back(to_text(attributes[0]), to_text(attributes[1]));
  }
  builder.open.push_back(builder.add(std::move(node)));
}

void end_element(void* context, const xmlChar*) {
  auto& builder = *static_cast<Builder*>(context);
  if (builder.ignored_depth > 0) {
    --builder.ignored_depth;
  } else if (builder.open.size() > 1) {
    builder.open.pop_back();
  }
}

void characters(void* context, const xmlChar* text, int length) {
  auto& builder = *static_cast<Builder*>(context);
  const std::string_view piece(reinterpret_cast<const char*>(text),
                               static_cast<std::size_t>(length));
  auto& siblings = builder.tree.nodes[builder.open.back()].children;
  if (!siblings.empty() && builder.tree.nodes[siblings.back()].tag.empty()) {
    builder.tree.nodes[siblings.back()].text.append(piece);
  } else if (builder.tree.nodes.size() < kMaxNodes) {
    HtmlNode node;
    node.text = piece;
    builder.add(std::move(node));
  }
}

void append_text(const HtmlTree& tree, HtmlNodeId id, std::string& out) {
  out += tree.nodes[id].text;
  for (const HtmlNodeId child : tree.nodes[id].children) append_text(tree, child, out);
}

}  // namespace

std::string_view attribute(const HtmlNode& node, std::string_view name) {
  for (const auto& [key, value] : node.attributes) {
    if (key == name) return value;
  }
  return {};
}

std::string inner_text(const HtmlTree& tree, HtmlNodeId node) {
  std::string out;
  append_text(tree, node, out);
  return out;
}

HtmlTree parse_html(std::string_view utf8) {
  Builder builder;
  builder.tree.nodes.emplace_back();
  builder.open.push_back(0);
  htmlSAXHandler handler{};
  handler.startElement = start_element;
  handler.endElement = end_element;
  handler.characters = characters;
  handler.cdataBlock = characters;  // script and style
  handler.ignorableWhitespace = characters;
  struct Free {
    void operator()(htmlParserCtxt* context) const { htmlFreeParserCtxt(context); }
  };
  const std::unique_ptr<htmlParserCtxt, Free> parser(
      htmlCreatePushParserCtxt(&handler, &builder, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
  ENTENTE_CHECK(parser != nullptr, "libxml2 has no memory for a parser");
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  constexpr std::size_t kChunk = 1 << 20;
  for (std::size_t at = 0; at < utf8.size(); at += kChunk) {
    const std::string_view chunk = utf8.substr(at, kChunk);
    htmlParseChunk(parser.get(), chunk.data(), static_cast<int>(chunk.size()), 0);
  }
  htmlParseChunk(parser.get(), "", 0, 1);
  return std::move(builder.tree);
}

}  // namespace entente
