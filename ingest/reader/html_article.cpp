#include "ingest/reader/html_article.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/unicode.h"
#include "ingest/reader/html_tree.h"
#include "ingest/reader/main_text.h"

namespace entente {
namespace {

using Json = nlohmann::json;

std::string trimmed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t';
    if (!is_blank) out += c;
    if (is_blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void set_if_empty(std::string& field, std::string_view value) {
  if (field.empty()) field = trimmed(value);
}

void set_if_empty(std::optional<Date>& field, std::string_view value) {
  if (field || value.empty()) return;
  if (const auto date = parse_date(value)) field = *date;
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  if (found->is_object()) return text_of(*found, "name");
  return {};
}

bool is_article_name(const Json& name) {
  if (!name.is_string()) return false;
  const auto& text = name.get_ref<const std::string&>();
  return text.find("Article") != std::string::npos || text.find("Report") != std::string::npos ||
         text == "BlogPosting";
}

bool is_article_type(const Json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  if (type->is_array()) return std::any_of(type->begin(), type->end(), is_article_name);
  return is_article_name(*type);
}

// The JSON inside of what old pages wrap around scripts, with the raw line ends that many sites
// leave in their strings made blanks.
std::string json_of_script(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  const std::size_t first = text.find('{');
  const std::size_t last = text.rfind('}');
  if (first == std::string::npos || last == std::string::npos || last < first) return text;
  std::string_view before = std::string_view(text).substr(0, first);
  before = before.substr(0, before.find_last_not_of(' ') + 1);
  const bool is_array = before.ends_with('[') && !before.ends_with("CDATA[");
  const std::string objects = text.substr(first, last - first + 1);
  return is_array ? "[" + objects + "]" : objects;
}

// Finds the article object at any depth of a JSON-LD document.
void read_json_ld(const Json& json, Article& article, std::string& body, int depth = 0) {
  constexpr int kMaxDepth = 8;
  if (depth > kMaxDepth) return;
  if (json.is_object() && is_article_type(json)) {
    set_if_empty(article.title, text_of(json, "headline"));
    set_if_empty(article.published, text_of(json, "datePublished"));
    set_if_empty(article.source, text_of(json, "publisher"));
    set_if_empty(article.url, text_of(json, "url"));
    set_if_empty(body, text_of(json, "articleBody"));
  }
  if (json.is_object() || json.is_array()) {
    for (const auto& item : json) {
      if (item.is_structured()) read_json_ld(item, article, body, depth + 1);
    }
  }
}

void read_meta(const HtmlNode& node, Article& article) {
  std::string name = to_lower(attribute(node, "property"));
  if (name.empty()) name = to_lower(attribute(node, "name"));
  if (name.empty()) name = to_lower(attribute(node, "itemprop"));
  const std::string_view content = attribute(node, "content");
  if (name == "og:title" || name == "twitter:title") set_if_empty(article.title, content);
  if (name == "og:site_name") set_if_empty(article.source, content);
  if (name == "og:url") set_if_empty(article.url, content);
  if (name == "article:published_time" || name == "datepublished" || name == "date" ||
      name == "pubdate" || name == "publishdate" || name == "dc.date" || name == "dc.date.issued" ||
      name == "parsely-pub-date" || name == "sailthru.date") {
    set_if_empty(article.published, content);
  }
}

// The first <h1> or the <title>, and the first <time datetime>, where the metadata were silent.
void read_visible(const HtmlTree& tree, Article& article) {
  std::string heading;
  std::string page_title;
  for (HtmlNodeId id = 1; id < tree.nodes.size(); ++id) {
    const HtmlNode& node = tree.nodes[id];
    if (node.tag == "h1") set_if_empty(heading, inner_text(tree, id));
    if (node.tag == "title") set_if_empty(page_title, inner_text(tree, id));
    if (node.tag == "time") set_if_empty(article.published, attribute(node, "datetime"));
    if (node.tag == "html") set_if_empty(article.language, attribute(node, "lang"));
    if (node.tag == "link" && attribute(node, "rel") == "canonical") {
      set_if_empty(article.url, attribute(node, "href"));
    }
  }
  set_if_empty(article.title, heading);
  set_if_empty(article.title, page_title);
}

}  // namespace

Article read_html_article(std::string_view utf8) {
  const HtmlTree tree = parse_html(utf8);
  Article article;
  std::string body;
  for (HtmlNodeId id = 1; id < tree.nodes.size(); ++id) {
    const HtmlNode& node = tree.nodes[id];
    if (node.tag == "script" && attribute(node, "type") == "application/ld+json") {
      const Json json = Json::parse(json_of_script(inner_text(tree, id)), nullptr, false);
      if (!json.is_discarded()) read_json_ld(json, article, body);
    }
  }
  for (const HtmlNode& node : tree.nodes) {
    if (node.tag == "meta") read_meta(node, article);
  }
  read_visible(tree, article);
  article.text = main_text(tree, body);
  return article;
}

}  // namespace entente
