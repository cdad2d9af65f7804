// Prints what the event coder makes of texts: mentions with their actors, and for every word that
// the lexicon knows its logical arguments and the line that fits best, complete or not.
//   relation_trace FILE [YYYY-MM-DD]      or, with "-" for FILE, one text a line from stdin
#include <fstream>
#include <iostream>
#include <sstream>

#include "ingest/event/clause.h"
#include "ingest/event/extract_relations.h"
#include "ingest/event/match.h"
#include "ingest/event/status.h"
#include "ingest/pipeline.h"

namespace entente {
namespace {

void print_ends(const Document& document, const char* name, const std::vector<Participant>& ends) {
  std::cout << ' ' << name << '=';
  for (const Participant& p : ends) std::cout << document.actors[p.actor].id << ',';
}

void print_word(const Document& document, const Tree& tree, std::size_t token,
                const RelationLexicon& lexicon, const Participants& participants) {
  const PatternPos pos = pattern_pos(tree, token);
  const std::string lemma = lexicon.lookup_lemma(tree.token(token).form, tree.lemma(token), pos);
  if (lexicon.patterns_of(lemma, pos).empty() && lexicon.compositions_of(lemma, pos).empty()) {
    return;
  }
  std::cout << "  " << lemma << (pos == PatternPos::kVerb ? "/v:" : "/n:");
  for (const Argument& a : arguments_of(tree, token)) {
    std::cout << ' ' << a.function << '=' << tree.token(a.token).form
              << (a.borrowed_from >= 0 ? "*" : "");
  }
  if (const auto event = match_predicate(tree, token, lexicon, participants).loose) {
    const LexiconExample& line = lexicon.examples()[event->example];
    std::cout << " -> " << line.file << ':' << line.line;
    print_ends(document, "S", event->sources);
    print_ends(document, "T", event->targets);
  }
  std::cout << '\n';
}

void print_text(Extractor& extractor, const RelationLexicon& lexicon, Article article) {
  const Document document = extractor.analyse(article);
  const auto relations = explain_relations(document, lexicon);
  for (std::uint32_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    std::cout << "# " << slice(document.article.text, sentence.span) << '\n';
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      const Token& t = sentence.tokens[i];
      std::cout << t.form << '/' << t.deprel << '>'
                << (t.head >= 0 ? sentence.tokens[static_cast<std::size_t>(t.head)].form : "-")
                << ' ';
    }
    std::cout << '\n';
    for (const Mention& m : document.mentions) {
      if (m.sentence != s) continue;
      std::cout << "  [" << slice(document.article.text, m.span) << "] ";
      for (const auto actor : m.actors) std::cout << document.actors[actor].id << ' ';
      std::cout << m.confidence << ' ' << m.why << ' ' << m.reference << '\n';
    }
    const Tree tree(sentence);
    const Participants participants(document, s, tree);
    for (std::size_t i = 0; i < tree.size(); ++i) {
      print_word(document, tree, i, lexicon, participants);
    }
    for (const ExplainedRelation& r : relations) {
      if (r.relation.evidence.sentence != s) continue;
      const LexiconExample& line = lexicon.examples()[r.example];
      std::cout << "  => " << r.relation.subject << " | " << r.relation.predicate << " | "
                << r.relation.object << " " << r.relation.cameo
                << (r.relation.negated ? " not" : "") << ' '
                << static_cast<int>(r.relation.modality) << ' ' << r.relation.confidence << ' '
                << line.file << ':' << line.line << '\n';
    }
  }
}

int run(int argc, char** argv) {
  if (argc < 2) return 2;
  auto extractor = Extractor::create({ENTENTE_DATA_DIR});
  auto lexicon = RelationLexicon::load(std::string(ENTENTE_DATA_DIR) + "/relations");
  if (!extractor.ok() || !lexicon.ok()) {
    std::cerr << (extractor.ok() ? lexicon.error() : extractor.error()).message << '\n';
    return 1;
  }
  Article article;
  if (argc > 2) {
    const auto date = parse_date(argv[2]);
    if (date) article.published = *date;
  }
  if (std::string_view(argv[1]) == "-") {
    while (std::getline(std::cin, article.text)) print_text(*extractor, *lexicon, article);
    return 0;
  }
  std::ifstream in(argv[1]);
  std::stringstream text;
  text << in.rdbuf();
  article.text = text.str();
  print_text(*extractor, *lexicon, article);
  return 0;
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) { return entente::run(argc, argv); }
