// Prints every mention of a text with its actors and the rule that decided.
//   actor_trace FILE [YYYY-MM-DD]
#include <fstream>
#include <iostream>
#include <sstream>

#include "ingest/pipeline.h"

int main(int argc, char** argv) {
  using namespace entente;
  if (argc < 2) return 2;
  auto extractor = Extractor::create({ENTENTE_DATA_DIR});
  if (!extractor) {
    std::cerr << extractor.error().message << '\n';
    return 1;
  }
  std::ifstream in(argv[1]);
  std::stringstream text;
  text << in.rdbuf();
  Article article;
  article.text = text.str();
  if (argc > 2) {
    const auto date = parse_date(argv[2]);
    if (date) article.published = *date;
  }
  const Document document = extractor->analyse(article);
  for (const Mention& m : document.mentions) {
    std::cout << m.sentence << '\t' << slice(article.text, m.span) << "\t";
    for (const auto actor : m.actors) std::cout << document.actors[actor].id << ' ';
    std::cout << '\t' << m.confidence << '\t' << m.why << '\t' << m.reference << '\n';
  }
  return 0;
}
