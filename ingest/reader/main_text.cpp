#include "ingest/reader/main_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_set>

#include "core/unicode.h"

namespace entente {
namespace {

template <std::size_t N>
bool is_any(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <std::size_t N>
bool contains_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

// Never part of an article's running text.
constexpr std::array<std::string_view, 25> kDroppedTags = {
    "script", "style",    "noscript", "template",   "iframe", "svg",    "canvas", "button", "input",
    "select", "textarea", "nav",      "footer",     "aside",  "object", "embed",  "audio",  "video",
    "map",    "head",     "figure",   "figcaption", "label",  "dialog", "menu"};

constexpr std::array<std::string_view, 30> kBlockTags = {
    "p",  "div", "section", "article", "main", "td",   "th",         "tr",     "table",   "ul",
    "ol", "li",  "dl",      "dt",      "dd",   "pre",  "h1",         "h2",     "h3",      "h4",
    "h5", "h6",  "header",  "address", "body", "html", "blockquote", "center", "details", "hr"};

// Parts of class and id names. Strong ones mean boilerplate wherever they stand; weak ones only if
// nothing speaks for content.
constexpr std::array<std::string_view, 41> kStrongBoilerplate = {
    "comment",  "disqus",     "related",    "recommend",    "share",          "sharing",
    "social",   "newsletter", "subscri",    "sponsor",      "outbrain",       "taboola",
    "cookie",   "breadcrumb", "pagination", "popup",        "modal",          "sidebar",
    "advert",   "promo",      "signup",     "sign-up",      "most-read",      "mostread",
    "trending", "read-more",  "readmore",   "more-stories", "author-bio",     "author-info",
    "caption",  "copyright",  "tooltip",    "gallery",      "correction",     "print-only",
    "teaser",   "credit",     "byline",     "timestamp",    "visually-hidden"};
constexpr std::array<std::string_view, 22> kWeakBoilerplate = {
    "footer",   "header", "menu",   "nav",    "banner", "widget", "toolbar", "extra",
    "tags",     "meta",   "login",  "search", "rail",   "aux",    "author",  "dateline",
    "masthead", "also",   "hidden", "legal",  "notice", "player"};
constexpr std::array<std::string_view, 13> kContentNames = {
    "article", "body",   "content", "main", "story",     "entry", "post",
    "text",    "column", "page",    "blog", "paragraph", "wrap"};

constexpr std::array<std::string_view, 8> kBoilerplateRoles = {
    "navigation", "banner", "complementary", "contentinfo", "search", "menu", "dialog", "alert"};

constexpr std::array<std::string_view, 20> kBoilerplateStarts = {
    "advertisement",   "read more",  "related:",  "share this", "follow us",           "subscribe",
    "sign up",         "click here", "copyright", "\xC2\xA9",   "all rights reserved", "photo:",
    "image:",          "read also",  "also read", "see also",   "read next",           "more from",
    "story continues", "loading"};

struct Stats {
  bool dropped = false;
  std::uint32_t text = 0;   // bytes of visible text that is not white space
  std::uint32_t links = 0;  // those inside of <a>
  double score = 0;
  bool is_scored = false;
};

double link_density(const Stats& s) {
  return s.text == 0 ? 0 : static_cast<double>(s.links) / static_cast<double>(s.text);
}

// A paragraph of the result before the last filter.
struct Block {
  std::string text;
  std::string tag;
  double links = 0;  // share of its bytes inside of links
};

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t';
    words += !is_blank && !inside;
    inside = !is_blank;
  }
  return words;
}

bool ends_like_a_sentence(std::string_view text) {
  static constexpr std::array<std::string_view, 13> kEnds = {".",
                                                             "!",
                                                             "?",
                                                             ":",
                                                             "\"",
                                                             "\xE2\x80\x9D",
                                                             "\xE2\x80\xA6",
                                                             ")",
                                                             "'",
                                                             "\xE2\x80\x99",
                                                             "\xE3\x80\x82",
                                                             "\xEF\xBC\x81",
                                                             "\xEF\xBC\x9F"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return text.ends_with(end); });
}

std::uint32_t visible_bytes(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c > ' ' || c < 0; }));
}

class MainText {
 public:
  MainText(const HtmlTree& tree, std::string_view hint) : tree_(tree), stats_(tree.nodes.size()) {
    for_each_word(hint, [&](std::string_view word) { hint_words_.emplace(word); });
  }

  std::string extract(bool is_strict) {
    is_strict_ = is_strict;
    std::fill(stats_.begin(), stats_.end(), Stats{});
    measure();
    score();
    const HtmlNodeId best = best_node();
    blocks_.clear();
    for (const HtmlNodeId root : roots(best)) collect(root);
    flush();
    return render();
  }

 private:
  template <typename Visit>
  static void for_each_word(std::string_view text, Visit visit) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      if (at == text.size() || text[at] == ' ' || text[at] == '\n') {
        if (at > begin) visit(text.substr(begin, at - begin));
        begin = at + 1;
      }
    }
  }

  static std::string names_of(const HtmlNode& node) {
    std::string names(attribute(node, "class"));
    names += ' ';
    names += attribute(node, "id");
    return to_lower(names);
  }

  bool is_boilerplate(const HtmlNode& node) const {
    if (is_any(node.tag, kDroppedTags)) return node.tag != "aside" || is_strict_;
    if (node.tag == "body" || node.tag == "html" || node.tag == "article" || node.tag == "main") {
      return false;
    }
    if (attribute(node, "aria-hidden") == "true" && is_strict_) return true;
    if (is_any(attribute(node, "role"), kBoilerplateRoles)) return true;
    const std::string_view style = attribute(node, "style");
    if (is_strict_ && (style.find("display:none") != std::string_view::npos ||
                       style.find("display: none") != std::string_view::npos)) {
      return true;
    }
    if (!is_strict_) return false;
    if (node.tag == "form") return true;
    const std::string names = names_of(node);
    if (names.size() < 3) return false;
    if (contains_any(names, kStrongBoilerplate)) return true;
    return contains_any(names, kWeakBoilerplate) && !contains_any(names, kContentNames);
  }

  // Text and link bytes of every node, children after parents in the vector, so backwards sums up.
  void measure() {
    for (HtmlNodeId id = 1; id < tree_.nodes.size(); ++id) {
      const HtmlNode& node = tree_.nodes[id];
      Stats& s = stats_[id];
      s.dropped = stats_[node.parent].dropped || (!node.tag.empty() && is_boilerplate(node));
      if (!s.dropped) s.text = visible_bytes(node.text);
    }
    restore_large_boilerplate();
    for (HtmlNodeId id = static_cast<HtmlNodeId>(tree_.nodes.size()); id-- > 1;) {
      Stats& s = stats_[id];
      if (tree_.nodes[id].tag == "a") s.links = s.text;
      stats_[tree_.nodes[id].parent].text += s.text;
      stats_[tree_.nodes[id].parent].links += s.links;
    }
  }

  // A subtree whose name sounds like boilerplate but which holds much of the page's paragraphs is
  // the article after all ("post-share-wrapper").
  void restore_large_boilerplate() {
    std::vector<std::uint32_t> paragraphs(tree_.nodes.size());
    for (HtmlNodeId id = static_cast<HtmlNodeId>(tree_.nodes.size()); id-- > 1;) {
      const HtmlNode& node = tree_.nodes[id];
      if (node.tag == "p") paragraphs[id] += paragraph_bytes(id);
      if (!is_any(node.tag, kDroppedTags)) paragraphs[node.parent] += paragraphs[id];
    }
    const std::uint32_t all = paragraphs[0];
    for (HtmlNodeId id = 1; id < tree_.nodes.size(); ++id) {
      const HtmlNode& node = tree_.nodes[id];
      Stats& s = stats_[id];
      if (node.tag.empty() || is_any(node.tag, kDroppedTags)) {
        s.dropped = s.dropped && (is_any(node.tag, kDroppedTags) || stats_[node.parent].dropped);
      } else if (s.dropped && !stats_[node.parent].dropped && 4 * paragraphs[id] > all) {
        s.dropped = false;
      } else if (s.dropped && !stats_[node.parent].dropped) {
        s.dropped = is_boilerplate(node);
      }
      if (!s.dropped && node.tag.empty()) s.text = visible_bytes(node.text);
    }
  }

  std::uint32_t paragraph_bytes(HtmlNodeId id) const {
    std::uint32_t bytes = visible_bytes(tree_.nodes[id].text);
    for (const HtmlNodeId child : tree_.nodes[id].children) bytes += paragraph_bytes(child);
    return bytes;
  }

  double base_score(const HtmlNode& node) const {
    double score = 0;
    if (node.tag == "article" || node.tag == "main") score += 15;
    if (node.tag == "div" || node.tag == "section") score += 5;
    if (node.tag == "ul" || node.tag == "ol" || node.tag == "dl" || node.tag == "form") score -= 3;
    const std::string names = names_of(node);
    if (contains_any(names, kStrongBoilerplate) || contains_any(names, kWeakBoilerplate))
      score -= 25;
    if (contains_any(names, kContentNames)) score += 25;
    if (attribute(node, "itemprop") == "articleBody") score += 50;
    return score;
  }

  void give(HtmlNodeId id, double points) {
    Stats& s = stats_[id];
    if (!s.is_scored) {
      s.is_scored = true;
      s.score = base_score(tree_.nodes[id]);
    }
    s.score += points;
  }

  // A paragraph, or any other block whose own text (not that of blocks in it) is long enough.
  bool is_paragraph(HtmlNodeId id) const {
    constexpr std::uint32_t kOwnText = 60;
    const HtmlNode& node = tree_.nodes[id];
    if (node.tag == "p" || node.tag == "pre" || node.tag == "blockquote") return true;
    if (node.tag != "div" && node.tag != "td" && node.tag != "section") return false;
    std::uint32_t own = 0;
    bool has_block = false;
    for (const HtmlNodeId child : node.children) {
      const bool is_block = is_any(tree_.nodes[child].tag, kBlockTags);
      has_block |= is_block;
      if (!is_block) own += stats_[child].text;
    }
    return !has_block || own >= kOwnText;
  }

  std::size_t count_commas(HtmlNodeId id) const {
    const HtmlNode& node = tree_.nodes[id];
    auto commas = static_cast<std::size_t>(std::count(node.text.begin(), node.text.end(), ','));
    for (const HtmlNodeId child : node.children) commas += count_commas(child);
    return commas;
  }

  void score() {
    constexpr std::uint32_t kShortest = 25;
    for (HtmlNodeId id = 1; id < tree_.nodes.size(); ++id) {
      const Stats& s = stats_[id];
      if (s.dropped || s.text < kShortest || !is_paragraph(id)) continue;
      const double points = (1.0 + static_cast<double>(count_commas(id)) +
                             std::min(static_cast<double>(s.text) / 80.0, 4.0)) *
                            (1.0 - link_density(s));
      HtmlNodeId up = tree_.nodes[id].parent;
      for (const double share : {1.0, 0.5, 0.25, 0.12}) {
        if (up == 0) break;
        give(up, points * share);
        up = tree_.nodes[up].parent;
      }
    }
  }

  HtmlNodeId best_node() const {
    HtmlNodeId best = 0;
    double best_score = 0;
    for (HtmlNodeId id = 1; id < tree_.nodes.size(); ++id) {
      const Stats& s = stats_[id];
      if (!s.is_scored || s.dropped) continue;
      const double score = s.score * (1.0 - link_density(s)) * hint_share(id);
      if (score > best_score) {
        best = id;
        best_score = score;
      }
    }
    return climb(best);
  }

  // How much of the node's words the hint knows; 1 without a hint.
  double hint_share(HtmlNodeId id) const {
    if (hint_words_.empty()) return 1;
    std::size_t known = 0;
    std::size_t all = 0;
    for_each_word(inner_text(tree_, id), [&](std::string_view word) {
      ++all;
      known += hint_words_.count(std::string(word));
    });
    return all == 0 ? 0 : static_cast<double>(known) / static_cast<double>(all);
  }

  // An article that is split into several containers: the parent is better if it holds much more
  // paragraph text with hardly more links.
  HtmlNodeId climb(HtmlNodeId id) const {
    while (id != 0) {
      const HtmlNodeId up = tree_.nodes[id].parent;
      if (up == 0 || tree_.nodes[up].tag == "body" || tree_.nodes[up].tag == "html") break;
      const Stats& here = stats_[id];
      const Stats& above = stats_[up];
      const bool has_much_more = above.score > 0.75 * here.score &&
                                 above.text > here.text * 5 / 4 &&
                                 link_density(above) < link_density(here) + 0.05;
      const bool is_the_same = above.text == here.text;
      if (!has_much_more && !is_the_same) break;
      id = up;
    }
    return id;
  }

  // The best node and the siblings that look like more of the same article.
  std::vector<HtmlNodeId> roots(HtmlNodeId best) const {
    if (best == 0) return {0};
    std::vector<HtmlNodeId> out;
    const double threshold = std::max(10.0, stats_[best].score * 0.2);
    for (const HtmlNodeId id : tree_.nodes[tree_.nodes[best].parent].children) {
      const Stats& s = stats_[id];
      const bool resembles = s.is_scored && s.score >= threshold && link_density(s) < 0.25;
      const bool is_prose = tree_.nodes[id].tag == "p" && s.text > 80 && link_density(s) < 0.25;
      if (id == best || (!s.dropped && (resembles || is_prose))) out.push_back(id);
    }
    return out;
  }

  void collect(HtmlNodeId id) {
    const HtmlNode& node = tree_.nodes[id];
    if (stats_[id].dropped) return;
    if (node.tag.empty()) {
      append(node.text);
      return;
    }
    if (node.tag == "br") {
      if (!pending_.text.empty()) pending_.text += '\n';
      return;
    }
    const bool is_block = is_any(node.tag, kBlockTags);
    if (is_block) {
      flush();
      if (is_link_list(id)) return;
      pending_.tag = node.tag;
    }
    link_depth_ += node.tag == "a";
    for (const HtmlNodeId child : node.children) collect(child);
    link_depth_ -= node.tag == "a";
    if (is_block) flush();
  }

  bool is_link_list(HtmlNodeId id) const {
    const std::string& tag = tree_.nodes[id].tag;
    const Stats& s = stats_[id];
    if (tag == "p" || tag == "body" || tag.size() == 2) return tag == "ul" && link_density(s) > 0.5;
    // A paragraph full of links still has words of its own; a list of teasers has none.
    constexpr std::uint32_t kOwnWords = 120;
    return s.text < 600 && link_density(s) > 0.5 && s.text - s.links < kOwnWords;
  }

  void append(std::string_view text) {
    for (const char c : text) {
      const bool is_blank = c == ' ' || c == '\n' || c == '\t';
      if (is_blank) {
        if (!pending_.text.empty() && pending_.text.back() != ' ' && pending_.text.back() != '\n') {
          pending_.text += ' ';
        }
      } else {
        pending_.text += c;
        pending_links_ += link_depth_ > 0;
      }
    }
  }

  void flush() {
    std::string& text = pending_.text;
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
    if (!text.empty()) {
      pending_.links = static_cast<double>(pending_links_) / static_cast<double>(text.size());
      blocks_.push_back(std::move(pending_));
    }
    pending_ = Block{};
    pending_links_ = 0;
  }

  static bool is_heading(const Block& block) {
    return block.tag.size() == 2 && block.tag[0] == 'h' && block.tag != "hr";
  }

  static bool is_noise(const Block& block) {
    const std::size_t words = count_words(block.text);
    if (block.tag == "h1") return true;
    if (block.links > 0.6 && words < 30) return true;
    const std::string lower = to_lower(block.text.substr(0, 40));
    return words < 16 && std::any_of(kBoilerplateStarts.begin(), kBoilerplateStarts.end(),
                                     [&](std::string_view s) { return lower.starts_with(s); });
  }

  // Some sites set the lead as a heading: a long one that ends like a sentence is prose.
  static bool is_prose(const Block& block) {
    const bool is_long = count_words(block.text) >= 12;
    const bool is_sentence = ends_like_a_sentence(block.text);
    return is_heading(block) ? is_long && is_sentence : is_long || is_sentence;
  }

  std::string render() {
    std::erase_if(blocks_, is_noise);
    // What stands before the first and after the last real paragraph is bylines and link titles.
    const auto first = std::find_if(blocks_.begin(), blocks_.end(), is_prose);
    const auto last = std::find_if(blocks_.rbegin(), blocks_.rend(), is_prose).base();
    std::string out;
    for (auto block = first; block < last; ++block) {
      if (!out.empty()) out += "\n\n";
      out += block->text;
    }
    return out;
  }

  const HtmlTree& tree_;
  std::vector<Stats> stats_;
  std::unordered_set<std::string> hint_words_;
  bool is_strict_ = true;
  std::vector<Block> blocks_;
  Block pending_;
  std::size_t pending_links_ = 0;
  int link_depth_ = 0;
};

}  // namespace

std::string main_text(const HtmlTree& tree, std::string_view body_hint) {
  constexpr std::size_t kTooShort = 250;
  MainText extractor(tree, body_hint);
  std::string strict = extractor.extract(true);
  if (strict.size() < kTooShort) {
    std::string loose = extractor.extract(false);
    if (loose.size() > 2 * strict.size()) strict = std::move(loose);
  }
  if (body_hint.size() > kTooShort && strict.size() < body_hint.size() / 2) {
    return std::string(body_hint);
  }
  return strict;
}

}  // namespace entente
