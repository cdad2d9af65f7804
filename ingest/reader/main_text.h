#pragma once

#include <string>
#include <string_view>

#include "ingest/reader/html_tree.h"

namespace entente {

// The article's own text without menus, comments, related links and advertising: one line a
// paragraph, paragraphs separated by an empty line. `body_hint` is the text that the page's
// metadata give as the article's body (JSON-LD articleBody) or empty; it guides the choice and is
// returned itself if the page shows nothing like it. Empty if the page has no running text.
//
// The scoring follows the idea of Arc90's Readability (2009): paragraphs give points to their
// ancestors by length and commas, links take them away; the best ancestor and the siblings that
// resemble it are the article.
std::string main_text(const HtmlTree& tree, std::string_view body_hint = {});

}  // namespace entente
