#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

// Index of a node in its tree; the root has 0.
using HtmlNodeId = std::uint32_t;

// An element, or a run of text when `tag` is empty. Children are in document order.
struct HtmlNode {
  std::string tag;  // lower case
  std::string text;
  HtmlNodeId parent = 0;
  std::vector<HtmlNodeId> children;
  std::vector<std::pair<std::string, std::string>> attributes;  // lower-case names
};

// A parsed page: nodes in document order, so a parent stands before its children.
struct HtmlTree {
  std::vector<HtmlNode> nodes;
};

// The value of an attribute; empty if it is missing. The view lives as long as the node.
std::string_view attribute(const HtmlNode& node, std::string_view name);

// All text below `node`, as it stands.
std::string inner_text(const HtmlTree& tree, HtmlNodeId node);

// Parses UTF-8 HTML, however broken. Pages nested deeper than 256 elements, or with more than a
// million nodes, are cut there.
HtmlTree parse_html(std::string_view utf8);

}  // namespace entente
