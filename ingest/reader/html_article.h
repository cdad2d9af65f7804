#pragma once

#include <string_view>

#include "graph/article.h"

namespace entente {

// The article on a web page: main text, and what its metadata say (JSON-LD NewsArticle, Open Graph,
// meta elements, <time>, <html lang>) of title, date, source, language and canonical address.
// `text` is empty if the page holds no running text; missing metadata stay empty. `id` is not set.
Article read_html_article(std::string_view utf8);

}  // namespace entente
