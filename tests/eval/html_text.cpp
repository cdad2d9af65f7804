// Prints the main text of every page given (HTML files), as one JSON line {"id", "text", "title",
// "source", "language", "published"} each; tests/eval/html_score.py scores them.
#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "ingest/reader/encoding.h"
#include "ingest/reader/html_article.h"

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    const std::string declared = entente::declared_encoding(bytes);
    const auto article =
        entente::read_html_article(entente::decode_to_utf8(bytes, declared).utf8.text);
    nlohmann::json line = {{"id", argv[i]},
                           {"text", article.text},
                           {"title", article.title},
                           {"source", article.source},
                           {"language", article.language}};
    line["published"] = article.published ? nlohmann::json(to_string(*article.published)) : nullptr;
    std::cout << line.dump() << '\n';
  }
}
