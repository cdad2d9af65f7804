// Measures ingest/mention.
//
//   coreference_eval gap FILE.tsv              GAP: F1 over (pronoun, name) pairs
//   coreference_eval ontogum DIR FILE.conllu [PREFIX...]
//       chains of OntoGUM's documents whose id begins with a prefix (default GUM_news); trees and
//       tags of the treebank file, with --raw the analyser's own on the treebank's words
//   coreference_eval show FILE.txt             every mention with what it refers to
//   coreference_eval features gap|ontogum ...  one line a candidate, for tools/train/pronouns.py
//
// Options before the mode: --data DIR (default data).

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/unicode.h"
#include "ingest/mention/coreference.h"
#include "ingest/mention/find_mentions.h"
#include "ingest/mention/pronoun_scorer.h"
#include "ingest/parse/analyser.h"
#include "ingest/parse/model.h"
#include "ingest/text/split_text.h"
#include "tests/eval/chain_scores.h"
#include "tests/ingest/conllu.h"

namespace entente {
namespace {

struct Tables {
  ActorTable actors;
  RoleTable roles;
  FirstNames first_names;
};

template <typename T>
T value_or_die(Result<T> result) {
  if (!result.ok()) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

// An actor table without actors, for runs before data/actors is built.
std::string empty_table() {
  const auto dir = std::filesystem::temp_directory_path() / "entente_no_actors";
  std::filesystem::create_directories(dir);
  for (const char* file : {"actors.tsv", "offices.tsv", "memberships.tsv"}) {
    std::ofstream(dir / file) << "";
  }
  return dir.string();
}

class Evaluation {
 public:
  explicit Evaluation(const std::string& data)
      : tables_{value_or_die(ActorTable::load(actors_in(data))),
                value_or_die(RoleTable::load(data + "/roles.tsv")),
                value_or_die(FirstNames::load(data + "/first_names.tsv"))},
        organisations_(value_or_die(OrganisationNames::load(data + "/organisations.tsv"))),
        analyser_(value_or_die(AnalyserModel::open(data + "/model/english.entm")),
                  {.organisations = &organisations_}) {
    tables_.first_names.learn(tables_.actors);
  }

  Document read(const std::string& text) {
    Document document;
    document.article.text = text;
    document.sentences = split_text(text);
    analyser_.annotate(document.sentences);
    connect(document);
    return document;
  }

  void connect(Document& document) const {
    find_mentions(document, knowledge());
    resolve_coreference(document, knowledge());
  }

  void annotate(Document& document) { analyser_.annotate(document.sentences); }

  MentionKnowledge knowledge() const {
    return {tables_.actors, tables_.roles, tables_.first_names};
  }

 private:
  static std::string actors_in(const std::string& data) {
    if (std::filesystem::exists(data + "/actors/actors.tsv")) return data + "/actors";
    std::fprintf(stderr, "no %s/actors: measuring without known actors\n", data.c_str());
    return empty_table();
  }

  Tables tables_;
  OrganisationNames organisations_;
  Analyser analyser_;
};

struct Score {
  std::size_t right = 0;
  std::size_t found = 0;
  std::size_t gold = 0;
  double precision() const {
    return 100.0 * static_cast<double>(right) / static_cast<double>(found);
  }
  double recall() const { return 100.0 * static_cast<double>(right) / static_cast<double>(gold); }
  double f1() const {
    return 200.0 * static_cast<double>(right) / static_cast<double>(found + gold);
  }
};

void print(const char* name, const Score& s) {
  std::printf("%-28s P %5.1f  R %5.1f  F1 %5.1f   (%zu right, %zu found, %zu gold)\n", name,
              s.precision(), s.recall(), s.f1(), s.right, s.found, s.gold);
}

std::uint32_t byte_offset(const std::string& text, std::size_t code_points) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < code_points && at < text.size(); ++i) {
    at += code_point_at(text, at).length;
  }
  return static_cast<std::uint32_t>(at);
}

struct GapExample {
  std::string text;
  TextSpan pronoun;
  TextSpan names[2];
  bool is_same[2] = {false, false};
};

std::vector<GapExample> read_gap(const std::string& path) {
  std::vector<GapExample> out;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto f = split_fields(line, '\t');
    if (f.size() < 10) continue;
    GapExample e;
    e.text = f[1];
    const auto span = [&](const std::string& words, const std::string& offset) {
      const std::uint32_t begin = byte_offset(f[1], std::stoul(offset));
      return TextSpan{begin, begin + static_cast<std::uint32_t>(words.size())};
    };
    e.pronoun = span(f[2], f[3]);
    e.names[0] = span(f[4], f[5]);
    e.names[1] = span(f[7], f[8]);
    e.is_same[0] = f[6] == "TRUE";
    e.is_same[1] = f[9] == "TRUE";
    out.push_back(std::move(e));
  }
  return out;
}

std::int32_t mention_at(const Document& document, TextSpan span, MentionForm form) {
  std::int32_t best = -1;
  for (std::size_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    if (mention.form == form && overlaps(mention.span, span)) best = static_cast<std::int32_t>(m);
  }
  return best;
}

bool chain_has(const Document& document, const std::vector<std::uint32_t>& chains,
               std::uint32_t chain, TextSpan span) {
  for (std::size_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    if (chains[m] == chain && mention.form == MentionForm::kName && overlaps(mention.span, span)) {
      return true;
    }
  }
  return false;
}

void run_gap(Evaluation& evaluation, const std::string& path) {
  Score pairs;
  Score answered;
  std::size_t correct = 0;
  std::size_t count = 0;
  for (const GapExample& example : read_gap(path)) {
    const Document document = evaluation.read(example.text);
    const auto chains = find_chains(document);
    const std::int32_t pronoun = mention_at(document, example.pronoun, MentionForm::kPronoun);
    const bool has_answer =
        pronoun >= 0 && !document.mentions[static_cast<std::size_t>(pronoun)].antecedents.empty();
    bool is_right = true;
    for (int k = 0; k < 2; ++k) {
      const bool found =
          pronoun >= 0 &&
          chain_has(document, chains, chains[static_cast<std::size_t>(pronoun)], example.names[k]);
      is_right = is_right && found == example.is_same[k];
      for (Score* s : {&pairs, &answered}) {
        if (s == &answered && !has_answer) continue;
        s->found += found;
        s->gold += example.is_same[k];
        s->right += found && example.is_same[k];
      }
    }
    correct += is_right;
    ++count;
  }
  print("GAP pairs", pairs);
  print("GAP pairs, answered pronouns", answered);
  std::printf("both names right: %.1f %% of %zu\n",
              100.0 * static_cast<double>(correct) / static_cast<double>(count), count);
}

// OntoGUM: chains over token numbers of the document.
struct GoldChains {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> chain_of;  // [first, last]
};

GoldChains read_ontogum(const std::string& path) {
  GoldChains gold;
  std::map<std::string, std::vector<std::uint32_t>> open;
  std::ifstream file(path);
  std::string line;
  std::uint32_t token = 0;
  while (std::getline(file, line)) {
    const auto f = split_fields(line, '\t');
    if (f.size() < 3 || line[0] == '#') continue;
    const std::string& marks = f[2];
    for (std::size_t at = 0; at < marks.size();) {
      const bool opens = marks[at] == '(';
      if (opens) ++at;
      std::string id;
      while (at < marks.size() && marks[at] >= '0' && marks[at] <= '9') id += marks[at++];
      const bool closes = at < marks.size() && marks[at] == ')';
      if (closes) ++at;
      if (id.empty()) {
        ++at;
        continue;
      }
      if (opens) open[id].push_back(token);
      if (closes && !open[id].empty()) {
        gold.chain_of[{open[id].back(), token}] = static_cast<std::uint32_t>(std::stoul(id));
        open[id].pop_back();
      }
    }
    ++token;
  }
  return gold;
}

// Types of GUM's entities by the words they cover: "Entity=(6-organization-new-...".
std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> read_entity_types(
    const std::vector<std::string>& misc) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> types;
  std::map<std::string, std::vector<std::pair<std::uint32_t, std::string>>> open;
  for (std::uint32_t i = 0; i < misc.size(); ++i) {
    const std::size_t key = misc[i].find("Entity=");
    if (key == std::string::npos) continue;
    const std::string marks = misc[i].substr(key + 7, misc[i].find('|', key) - key - 7);
    for (std::size_t at = 0; at < marks.size();) {
      const bool opens = marks[at] == '(';
      const std::size_t end = std::min(marks.find_first_of("()", at + 1), marks.size());
      const auto f = split_fields(marks.substr(at + opens, end - at - opens), '-');
      const bool closes = end < marks.size() && marks[end] == ')';
      if (opens && f.size() > 1) open[f[0]].push_back({i, f[1]});
      if (closes && !open[f[0]].empty()) {
        types[{open[f[0]].back().first, i}] = open[f[0]].back().second;
        open[f[0]].pop_back();
      }
      at = closes ? end + 1 : end;
    }
  }
  return types;
}

// A document's mentions against OntoGUM's: ours is theirs if the head token's smallest gold span
// is headed by the same token.
class ChainMatcher {
 public:
  ChainMatcher(const Document& document, const GoldChains& gold,
               const std::vector<std::string>& misc)
      : document_(document) {
    std::uint32_t at = 0;
    for (const Sentence& sentence : document.sentences) {
      begins_.push_back(at);
      at += static_cast<std::uint32_t>(sentence.tokens.size());
    }
    const auto types = read_entity_types(misc);
    for (const auto& [span, chain] : gold.chain_of) {
      heads_[head_of(span)] = chain;
      const auto type = types.find(span);
      const bool is_actor =
          type != types.end() &&
          (type->second == "person" || type->second == "organization" || type->second == "place");
      if (is_actor) actor_heads_[head_of(span)] = chain;
    }
  }

  // Head tokens of the mentions that are persons, organisations or places.
  const std::map<std::uint32_t, std::uint32_t>& actor_heads() const { return actor_heads_; }
  std::uint32_t number_of(const Mention& mention) const {
    return begins_[mention.sentence] + mention.head;
  }

  // Gold chain of a mention, if it is a gold mention.
  std::optional<std::uint32_t> chain_of(const Mention& mention) const {
    const auto found = heads_.find(begins_[mention.sentence] + mention.head);
    if (found == heads_.end()) return std::nullopt;
    return found->second;
  }

  const std::map<std::uint32_t, std::uint32_t>& heads() const { return heads_; }
  const Token& token(std::uint32_t number) const {
    const std::size_t s = sentence_of(number);
    return document_.sentences[s].tokens[number - begins_[s]];
  }

 private:
  std::size_t sentence_of(std::uint32_t number) const {
    return static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), number) -
                                    begins_.begin()) -
           1;
  }

  std::uint32_t head_of(std::pair<std::uint32_t, std::uint32_t> span) const {
    const std::size_t s = sentence_of(span.first);
    const auto& tokens = document_.sentences[s].tokens;
    for (std::uint32_t i = span.first; i <= span.second; ++i) {
      const std::uint32_t local = i - begins_[s];
      if (local >= tokens.size()) break;
      const std::int32_t head = tokens[local].head;
      const bool is_outside = head < static_cast<std::int32_t>(span.first - begins_[s]) ||
                              head > static_cast<std::int32_t>(span.second - begins_[s]);
      if (is_outside && tokens[local].upos != Upos::kPunct) return i;
    }
    return span.second;
  }

  const Document& document_;
  std::vector<std::uint32_t> begins_;
  std::map<std::uint32_t, std::uint32_t> heads_;  // head token -> gold chain
  std::map<std::uint32_t, std::uint32_t> actor_heads_;
};

bool is_third_person(const std::string& form) {
  static const std::set<std::string> kForms = {
      "he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "himself", "herself"};
  return kForms.count(form) != 0;
}

// Pronouns that have an earlier non-pronominal mention in their gold chain: is our nearest
// non-pronominal antecedent in the same gold chain?
void score_pronouns(const Document& document, const ChainMatcher& matcher,
                    std::map<std::string, Score>& scores) {
  std::set<std::uint32_t> named;  // gold chains with a name or nominal so far
  const auto resolve = [&](std::size_t m) {
    for (int steps = 0; steps < 50; ++steps) {
      const Mention& mention = document.mentions[m];
      if (mention.form != MentionForm::kPronoun) return static_cast<std::int32_t>(m);
      if (!is_identity(mention.reference) || mention.antecedents.empty()) return -1;
      m = mention.antecedents[0];
    }
    return -1;
  };
  std::map<std::uint32_t, std::size_t> by_head;
  std::uint32_t begin = 0;
  std::vector<std::uint32_t> begins;
  for (const Sentence& s : document.sentences) {
    begins.push_back(begin);
    begin += static_cast<std::uint32_t>(s.tokens.size());
  }
  for (std::size_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    if (mention.form == MentionForm::kPronoun) by_head[begins[mention.sentence] + mention.head] = m;
  }
  for (const auto& [head, chain] : matcher.heads()) {
    const Token& token = matcher.token(head);
    const std::string form = to_lower(token.form);
    if (token.upos != Upos::kPron) {
      named.insert(chain);
      continue;
    }
    if (!is_third_person(form)) continue;
    Score& score = scores[form == "it" || form == "its" ? "it"
                          : form[0] == 't'              ? "they"
                                                        : "he, she"];
    const auto mention = by_head.find(head);
    const std::int32_t answer = mention == by_head.end() ? -1 : resolve(mention->second);
    const bool has_name = named.count(chain) != 0;
    score.gold += has_name;
    if (answer < 0) continue;
    ++score.found;
    const auto found = matcher.chain_of(document.mentions[static_cast<std::size_t>(answer)]);
    score.right += found && *found == chain;
  }
}

Document document_of(const TreebankDocument& treebank) {
  Document document;
  document.article.id = treebank.id;
  document.article.text = treebank.text;
  document.sentences = treebank.sentences;
  return document;
}

struct OntoGumOptions {
  std::string dir;
  std::string file;
  std::vector<std::string> prefixes;
  bool raw = false;
};

// Calls `use` for each chosen document, connected, with its gold chains.
template <typename Use>
void each_ontogum(Evaluation& evaluation, const OntoGumOptions& options, Use use) {
  for (const TreebankDocument& treebank : TreebankReader().read(options.file)) {
    const bool is_chosen =
        std::any_of(options.prefixes.begin(), options.prefixes.end(),
                    [&](const std::string& p) { return treebank.id.rfind(p, 0) == 0; });
    const std::string path = options.dir + "/" + treebank.id + ".conll";
    if (!is_chosen || !std::filesystem::exists(path)) continue;
    Document gold_trees = document_of(treebank);
    Document document = gold_trees;
    if (options.raw) evaluation.annotate(document);
    evaluation.connect(document);
    use(document, ChainMatcher(gold_trees, read_ontogum(path), treebank.misc));
  }
}

MentionChains chains_from(const std::map<std::uint32_t, std::uint32_t>& chain_of) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> chains;
  for (const auto& [mention, chain] : chain_of) chains[chain].push_back(mention);
  MentionChains out;
  for (const auto& [number, chain] : chains) {
    if (chain.size() > 1) out.push_back(chain);
  }
  return out;
}

// Chains over the mentions that OntoGUM's scheme would have: no relative pronouns.
MentionChains our_chains(const Document& document, const ChainMatcher& matcher,
                         bool only_surnames) {
  const auto chains = find_chains(document);
  std::map<std::uint32_t, std::uint32_t> chain_of;
  std::map<std::string, std::uint32_t> by_surname;
  for (std::uint32_t m = 0; m < document.mentions.size(); ++m) {
    const Mention& mention = document.mentions[m];
    const auto& tokens = document.sentences[mention.sentence].tokens;
    const std::string form = to_lower(tokens[mention.head].form);
    if (mention.form == MentionForm::kAdjective || form == "who" || form == "whose") continue;
    std::uint32_t chain = chains[m];
    if (only_surnames) {
      if (mention.form != MentionForm::kName) continue;
      chain = by_surname.emplace(fold_for_matching(tokens[mention.last - 1].form), m).first->second;
    }
    chain_of[matcher.number_of(mention)] = chain;
  }
  return chains_from(chain_of);
}

struct ChainScores {
  ChainScore muc, b_cubed, ceaf;
  void add(const MentionChains& gold, const MentionChains& found) {
    add_muc(gold, found, muc);
    add_b_cubed(gold, found, b_cubed);
    add_ceaf(gold, found, ceaf);
  }
  void print(const char* name) const {
    std::printf(
        "%-14s MUC %.1f/%.1f/%.1f  B3 %.1f/%.1f/%.1f  CEAF-e %.1f/%.1f/%.1f  mean F1 %.1f\n", name,
        muc.precision(), muc.recall(), muc.f1(), b_cubed.precision(), b_cubed.recall(),
        b_cubed.f1(), ceaf.precision(), ceaf.recall(), ceaf.f1(),
        (muc.f1() + b_cubed.f1() + ceaf.f1()) / 3);
  }
};

void run_ontogum(Evaluation& evaluation, const OntoGumOptions& options) {
  ChainScores ours;
  ChainScores surnames;
  std::map<std::string, Score> pronouns;
  std::map<std::string, Score> rules;
  std::size_t documents = 0;
  each_ontogum(evaluation, options, [&](const Document& document, const ChainMatcher& matcher) {
    ++documents;
    const MentionChains gold = chains_from(matcher.actor_heads());
    ours.add(gold, our_chains(document, matcher, false));
    surnames.add(gold, our_chains(document, matcher, true));
    score_pronouns(document, matcher, pronouns);
    for (const Mention& mention : document.mentions) {
      if (!is_identity(mention.reference)) continue;
      const auto own = matcher.chain_of(mention);
      const auto other = matcher.chain_of(document.mentions[mention.antecedents[0]]);
      Score& score = rules[mention.reference];
      if (!own || !other) continue;  // not annotated in OntoGUM's scheme
      ++score.found;
      score.right += *own == *other;
    }
  });
  std::printf("%zu documents\n", documents);
  std::printf("chains of persons, organisations and places, precision/recall/F1\n");
  ours.print("ours");
  surnames.print("surnames only");
  for (const auto& [name, score] : pronouns) print(("pronoun " + name).c_str(), score);
  for (const auto& [name, score] : rules) {
    std::printf("rule %-24s %5.1f %% of %zu links between annotated mentions\n", name.c_str(),
                score.precision(), score.found);
  }
}

// One line a candidate: class (p, t, m for persons, things, many), 1 if it is right, features. An
// empty line ends a pronoun.
template <typename IsRight>
PronounObserver print_candidates(IsRight is_right) {
  return [is_right](const Discourse& discourse, std::uint32_t pronoun,
                    const std::vector<PronounCandidate>& candidates) {
    const MentionProfile& profile = discourse.profile(pronoun);
    const char kind = profile.number == Number::kPlural ? 'm'
                      : profile.kinds == kPersonKind    ? 'p'
                                                        : 't';
    if (!is_right(discourse, pronoun, pronoun)) return;  // not annotated
    for (const PronounCandidate& c : candidates) {
      std::printf("%c %d", kind, is_right(discourse, pronoun, c.mention) ? 1 : 0);
      for (const float f : c.features) std::printf(" %g", static_cast<double>(f));
      std::printf("\n");
    }
    if (!candidates.empty()) std::printf("\n");
  };
}

void print_gap_features(Evaluation& evaluation, const std::string& path) {
  for (const GapExample& example : read_gap(path)) {
    Document document = evaluation.read(example.text);
    const auto is_right = [&](const Discourse& discourse, std::uint32_t pronoun, std::uint32_t m) {
      if (m == pronoun) {
        return discourse.mention(m).span == example.pronoun &&
               (example.is_same[0] || example.is_same[1]);
      }
      for (std::uint32_t c = 0; c < discourse.mention_count(); ++c) {
        if (discourse.chain(c) != discourse.chain(m)) continue;
        for (int k = 0; k < 2; ++k) {
          if (example.is_same[k] && overlaps(discourse.mention(c).span, example.names[k]))
            return true;
        }
      }
      return false;
    };
    resolve_coreference(document, evaluation.knowledge(), print_candidates(is_right));
  }
}

void print_ontogum_features(Evaluation& evaluation, const OntoGumOptions& options) {
  each_ontogum(evaluation, options, [&](Document& document, const ChainMatcher& matcher) {
    const auto is_right = [&](const Discourse& discourse, std::uint32_t pronoun, std::uint32_t m) {
      const auto own = matcher.chain_of(discourse.mention(pronoun));
      if (m == pronoun) return true;  // a pronoun without a chain refers to none of the candidates
      const auto other = matcher.chain_of(discourse.mention(m));
      return own && other && *own == *other;
    };
    resolve_coreference(document, evaluation.knowledge(), print_candidates(is_right));
  });
}

void show(Evaluation& evaluation, const std::string& path) {
  std::ifstream file(path);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const Document document = evaluation.read(text);
  constexpr const char* kForms[] = {"name", "adjective", "nominal", "pronoun"};
  for (std::size_t s = 0; s < document.sentences.size(); ++s) {
    std::printf("\n%zu %s\n", s, std::string(slice(text, document.sentences[s].span)).c_str());
    for (std::size_t m = 0; m < document.mentions.size(); ++m) {
      const Mention& mention = document.mentions[m];
      if (mention.sentence != s) continue;
      std::printf("  %3zu %-9s %-12s [%s] head %s", m, kForms[static_cast<int>(mention.form)],
                  to_string(mention.entity), std::string(slice(text, mention.span)).c_str(),
                  document.sentences[s].tokens[mention.head].form.c_str());
      for (const std::uint32_t a : mention.antecedents) {
        std::printf(" -> %u [%s]", a, std::string(slice(text, document.mentions[a].span)).c_str());
      }
      if (!mention.reference.empty()) {
        std::printf("  (%s %.2f)", mention.reference.c_str(),
                    static_cast<double>(mention.reference_confidence));
      }
      std::printf("\n");
    }
  }
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) {
  std::vector<std::string> args(argv + 1, argv + argc);
  std::string data = "data";
  entente::OntoGumOptions options;
  for (std::size_t i = 0; i < args.size();) {
    if (args[i] == "--data" && i + 1 < args.size()) {
      data = args[i + 1];
      args.erase(args.begin() + static_cast<std::ptrdiff_t>(i),
                 args.begin() + static_cast<std::ptrdiff_t>(i) + 2);
    } else if (args[i] == "--raw") {
      options.raw = true;
      args.erase(args.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  if (args.size() < 2) {
    std::fprintf(stderr, "usage: see the head of tests/eval/coreference.cpp\n");
    return 2;
  }
  entente::Evaluation evaluation(data);
  const bool features = args[0] == "features";
  if (features) args.erase(args.begin());
  if (args[0] == "gap" && features) {
    entente::print_gap_features(evaluation, args[1]);
  } else if (args[0] == "gap") {
    entente::run_gap(evaluation, args[1]);
  } else if (args[0] == "ontogum" && args.size() >= 3) {
    options.dir = args[1];
    options.file = args[2];
    options.prefixes.assign(args.begin() + 3, args.end());
    if (options.prefixes.empty()) options.prefixes = {"GUM_news"};
    if (features) {
      entente::print_ontogum_features(evaluation, options);
    } else {
      entente::run_ontogum(evaluation, options);
    }
  } else if (args[0] == "show") {
    entente::show(evaluation, args[1]);
  }
  return 0;
}
