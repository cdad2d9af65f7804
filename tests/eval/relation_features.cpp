// What the confidence of each relation is computed from: one JSON object a line with "record" (as
// `entente extract` prints it, nothing left out for low confidence) and "features".
//   relation_features ARTICLES.jsonl      lines with id, text and perhaps date
#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "graph/export/jsonl.h"
#include "ingest/event/extract_relations.h"
#include "ingest/pipeline.h"

namespace entente {
namespace {

const Actor& actor_of(const Document& document, const std::string& id) {
  return *std::find_if(document.actors.begin(), document.actors.end(),
                       [&](const Actor& a) { return a.id == id; });
}

void print_article(Extractor& extractor, const RelationLexicon& lexicon, const Article& article) {
  const Document document = extractor.analyse(article);
  RelationOptions options;
  options.min_confidence = 0;
  std::uint32_t ordinal = 0;
  for (const ExplainedRelation& r : explain_relations(document, lexicon, options)) {
    const EdgeRecord record =
        make_record(document.article, actor_of(document, r.relation.subject),
                    actor_of(document, r.relation.object), r.relation, ordinal++);
    std::cout << "{\"record\":" << to_json_line(record)
              << ",\"features\":" << nlohmann::json(confidence_features(r.evidence)).dump()
              << "}\n";
  }
}

int run(int argc, char** argv) {
  if (argc != 2) return 2;
  auto extractor = Extractor::create({ENTENTE_DATA_DIR});
  auto lexicon = RelationLexicon::load(std::string(ENTENTE_DATA_DIR) + "/relations");
  if (!extractor.ok() || !lexicon.ok()) {
    std::cerr << (extractor.ok() ? lexicon.error() : extractor.error()).message << '\n';
    return 1;
  }
  std::ifstream in(argv[1]);
  for (std::string line; std::getline(in, line);) {
    const auto json = nlohmann::json::parse(line);
    Article article;
    article.id = json.at("id");
    article.text = json.at("text");
    if (json.contains("date") && json["date"].is_string()) {
      if (const auto date = parse_date(json["date"].get<std::string>())) article.published = *date;
    }
    print_article(*extractor, *lexicon, article);
  }
  return 0;
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) { return entente::run(argc, argv); }
