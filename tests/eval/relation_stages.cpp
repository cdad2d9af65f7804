// What each stage of the analyser is worth to the relations: prints the records of articles with
// the later stages switched off.
//   relation_stages clauses|trees|names|all ARTICLES.jsonl      lines with id, text, perhaps date
// clauses: tags and lemmas; who did what to whom is searched in the clause, by the noun groups left
// and right of each verb, as extraction without a parser does it. trees: the parser's trees. names:
// and its names; all: and coreference.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "graph/actor_table.h"
#include "graph/export/jsonl.h"
#include "graph/role_table.h"
#include "ingest/actor/link_actors.h"
#include "ingest/event/extract_relations.h"
#include "ingest/event/extract_roles.h"
#include "ingest/mention/coreference.h"
#include "ingest/mention/find_mentions.h"
#include "ingest/parse/analyser.h"
#include "ingest/text/dateline.h"
#include "ingest/text/split_text.h"

namespace entente {
namespace {

// Hangs noun groups on the nearest verbs, from the tags alone.
class ClauseSearch {
 public:
  explicit ClauseSearch(Sentence& sentence) : tokens_(sentence.tokens) {}

  void run() {
    for (Token& token : tokens_) {
      token.head = kNoHead;
      token.deprel = "dep";
      token.arc_probability = 0;
    }
    for (int i = 0; i < size();)
      i = is_verb(i) ? add_verb(i) : in_noun_group(i) ? add_noun(i) : i + 1;
    for (int i = 0; i < size(); ++i) finish(i);
  }

 private:
  int size() const { return static_cast<int>(tokens_.size()); }
  Token& token(int i) { return tokens_[static_cast<std::size_t>(i)]; }
  bool is(int i, Upos tag) { return i >= 0 && i < size() && token(i).upos == tag; }
  bool is_verb(int i) { return is(i, Upos::kVerb) || is(i, Upos::kAux); }
  bool is_noun(int i) { return is(i, Upos::kNoun) || is(i, Upos::kPropn) || is(i, Upos::kPron); }
  bool is_possessive(int i) { return is(i, Upos::kPart) && token(i).form.starts_with("'"); }
  bool in_noun_group(int i) {
    return is_noun(i) || is(i, Upos::kDet) || is(i, Upos::kAdj) || is(i, Upos::kNum) ||
           is_possessive(i) || (i > 0 && token(i).form == "-" && !token(i - 1).space_after);
  }
  void attach(int i, int head, std::string_view label) {
    if (token(i).head != kNoHead || i == head) return;
    token(i).head = head;
    token(i).deprel = label;
  }

  // Auxiliaries, "not", "to" and adverbs up to the verb itself.
  int add_verb(int first) {
    int verb = first;
    int end = first + 1;
    for (; end < size() && (is_verb(end) || is(end, Upos::kAdv) || is(end, Upos::kPart)); ++end) {
      if (is_verb(end) && is(verb, Upos::kAux))
        verb = end;
      else if (is_verb(end))
        break;
    }
    bool passive = false;
    for (int i = first; i < end && i < verb; ++i) {
      passive = token(verb).xpos == "VBN" && (is(i, Upos::kAux) && token(i).lemma == "be");
      attach(i, verb, is(i, Upos::kAux) ? (passive ? "aux:pass" : "aux") : "advmod");
    }
    if (subject_ >= 0) attach(subject_, verb, passive ? "nsubj:pass" : "nsubj");
    if (verb_ < 0) {
      token(verb).head = kRootHead;
      token(verb).deprel = "root";
    } else {
      const bool to = first > 0 && token(first - 1).form == "to";
      attach(verb, verb_, to ? "xcomp" : linker_ ? "conj" : subject_ >= 0 ? "ccomp" : "advcl");
      if (to) attach(first - 1, verb, "mark");
    }
    verb_ = verb;
    subject_ = last_noun_ = -1;
    has_object_ = linker_ = false;
    return end;
  }

  // A noun group: its last noun is the head; what a possessive ends is the owner of the next.
  int add_noun(int first) {
    int end = first;
    int head = -1;
    for (; end < size() && in_noun_group(end); ++end) {
      if (is_noun(end)) head = end;
      if (is_possessive(end)) break;
    }
    if (head < 0) return std::max(end, first + 1);
    for (int i = first; i < end; ++i) {
      attach(i, head,
             is(i, Upos::kDet)   ? "det"
             : is(i, Upos::kAdj) ? "amod"
             : is(i, Upos::kNum) ? "nummod"
             : is_noun(i)        ? "compound"
                                 : "punct");
    }
    if (end < size() && is_possessive(end)) {
      attach(end, head, "case");
      owner_ = head;
      return end + 1;
    }
    if (owner_ >= 0) attach(owner_, head, "nmod:poss");
    owner_ = -1;
    place(first, head);
    return end;
  }

  void place(int first, int head) {
    const bool after_preposition = is(first - 1, Upos::kAdp);
    if (after_preposition) {
      attach(first - 1, head, "case");
      const bool is_of = token(first - 1).form == "of" || verb_ < 0;
      if (is_of && last_noun_ >= 0)
        attach(head, last_noun_, "nmod");
      else if (verb_ >= 0)
        attach(head, verb_, "obl");
    } else if (last_noun_ >= 0 && is(first - 1, Upos::kCconj)) {
      attach(first - 1, head, "cc");
      attach(head, last_noun_, "conj");
      return;
    } else if (verb_ >= 0 && !has_object_ && last_noun_ < 0) {
      attach(head, verb_, "obj");
      has_object_ = true;
    } else {
      subject_ = head;  // of the next verb
    }
    if (verb_ < 0 && subject_ < 0) subject_ = head;
    linker_ = linker_ || is(first - 1, Upos::kCconj);
    last_noun_ = head;
  }

  void finish(int i) {
    if (token(i).head != kNoHead) return;
    const int top = std::max(verb_root(), 0);
    if (i == top) {
      token(i).head = kRootHead;
      token(i).deprel = "root";
    } else {
      attach(i, top, is(i, Upos::kPunct) ? "punct" : "dep");
    }
  }
  int verb_root() {
    for (int i = 0; i < size(); ++i) {
      if (token(i).head == kRootHead) return i;
    }
    return -1;
  }

  std::vector<Token>& tokens_;
  int verb_ = -1;       // the last one
  int subject_ = -1;    // waits for its verb
  int last_noun_ = -1;  // since the last verb
  int owner_ = -1;
  bool has_object_ = false;
  bool linker_ = false;
};

template <typename T>
T value_or_die(Result<T> result) {
  if (result.ok()) return std::move(*result);
  std::cerr << result.error().message << '\n';
  std::exit(1);
}

class Stages {
 public:
  explicit Stages(const std::string& mode, const std::string& data)
      : without_trees_(mode == "clauses"),
        without_names_(without_trees_ || mode == "trees"),
        without_coreference_(mode != "all"),
        actors_(value_or_die(ActorTable::load(data + "/actors"))),
        roles_(value_or_die(RoleTable::load(data + "/roles.tsv"))),
        first_names_(value_or_die(FirstNames::load(data + "/first_names.tsv"))),
        lexicon_(value_or_die(RelationLexicon::load(data + "/relations"))),
        organisations_(value_or_die(OrganisationNames::load(data + "/organisations.tsv"))),
        analyser_(value_or_die(AnalyserModel::open(data + "/model/english.entm")),
                  {.organisations = &organisations_}) {
    first_names_.learn(actors_);
  }

  void print(const Article& article) {
    Document document;
    document.article = article;
    document.sentences = split_text(article.text);
    split_datelines(document.sentences);
    analyser_.annotate(document.sentences);
    for (Sentence& sentence : document.sentences) {
      if (without_trees_) ClauseSearch(sentence).run();
      for (Token& token : sentence.tokens) {
        if (without_names_) token.entity = EntityType::kNone;
      }
    }
    const MentionKnowledge knowledge{actors_, roles_, first_names_};
    find_mentions(document, knowledge);
    if (!without_coreference_) resolve_coreference(document, knowledge);
    link_actors(document, {actors_, roles_});
    std::uint32_t ordinal = 0;
    for (const auto& found :
         {extract_relations(document, lexicon_), extract_roles(document, roles_)}) {
      for (const Relation& relation : found) {
        std::cout << to_json_line(make_record(article, actor_of(document, relation.subject),
                                              actor_of(document, relation.object), relation,
                                              ordinal++))
                  << '\n';
      }
    }
  }

 private:
  static const Actor& actor_of(const Document& document, const std::string& id) {
    return *std::find_if(document.actors.begin(), document.actors.end(),
                         [&](const Actor& a) { return a.id == id; });
  }

  bool without_trees_;
  bool without_names_;
  bool without_coreference_;
  ActorTable actors_;
  RoleTable roles_;
  FirstNames first_names_;
  RelationLexicon lexicon_;
  OrganisationNames organisations_;
  Analyser analyser_;
};

int run(int argc, char** argv) {
  constexpr std::string_view kModes = "clauses trees names all";
  if (argc != 3 || kModes.find(argv[1]) == std::string_view::npos) return 2;
  Stages stages(argv[1], ENTENTE_DATA_DIR);
  std::ifstream in(argv[2]);
  for (std::string line; std::getline(in, line);) {
    const auto json = nlohmann::json::parse(line);
    Article article;
    article.id = json.at("id");
    article.text = json.at("text");
    if (json.contains("date") && json["date"].is_string()) {
      if (const auto date = parse_date(json["date"].get<std::string>())) article.published = *date;
    }
    stages.print(article);
  }
  return 0;
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) { return entente::run(argc, argv); }
