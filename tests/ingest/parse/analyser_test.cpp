#include "ingest/parse/analyser.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "ingest/parse/conllu.h"

namespace entente {
namespace {

const AnalyserModel& model() {
  static const AnalyserModel kModel =
      AnalyserModel::open(ENTENTE_DATA_DIR "/model/english.entm").value();
  return kModel;
}

Sentence sentence(const std::string& words) {
  Sentence out;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    out.tokens.emplace_back();
    out.tokens.back().form = word;
  }
  return out;
}

std::vector<Sentence> test_sentences() {
  std::ifstream in(ENTENTE_SOURCE_DIR "/tests/ingest/parse/sentences.txt");
  std::vector<Sentence> out;
  for (std::string line; std::getline(in, line);) out.push_back(sentence(line));
  return out;
}

std::string text_of(const std::vector<Sentence>& sentences) {
  std::ostringstream out;
  for (const Sentence& s : sentences) write_conllu(out, s);
  return out.str();
}

std::string name_of(const Token& token) {
  if (token.entity == EntityType::kNone) return "O";
  const char* names[] = {"", "PERSON", "ORG", "PLACE", "NORP", "GROUP", "EVENT"};
  return (token.entity_begins ? "B-" : "I-") + std::string(names[static_cast<int>(token.entity)]);
}

// reference.tsv is written by tools/train/reference.py with every new model.
TEST(Analyser, EqualsTheTrainedNetworkInPyTorch) {
  std::vector<Sentence> sentences = test_sentences();
  Analyser analyser(model());
  analyser.annotate(sentences);
  std::ifstream reference(ENTENTE_SOURCE_DIR "/tests/ingest/parse/reference.tsv");
  std::size_t compared = 0;
  for (const Sentence& s : sentences) {
    for (const Token& token : s.tokens) {
      std::string form, upos, xpos, head, deprel, name, probability;
      reference >> form >> upos >> xpos >> head >> deprel >> name >> probability;
      EXPECT_EQ(token.form, form);
      EXPECT_EQ(to_string(token.upos), upos) << form;
      EXPECT_EQ(token.xpos, xpos) << form;
      EXPECT_EQ(token.head + 1, std::stoi(head)) << form;
      EXPECT_EQ(token.deprel, deprel) << form;
      EXPECT_EQ(name_of(token), name) << form;
      // PyTorch computes in floats, we in 16-bit integers.
      EXPECT_NEAR(token.arc_probability, std::stof(probability), 3e-3) << form;
      ++compared;
    }
  }
  EXPECT_GT(compared, 100U);
}

TEST(Analyser, AllKernelsGiveTheSameAnalyses) {
  std::vector<Sentence> expected = test_sentences();
  Analyser(model()).annotate(expected);
  for (const Kernels* kernels : available_kernels()) {
    std::vector<Sentence> sentences = test_sentences();
    AnalyserOptions options;
    options.kernels = kernels;
    Analyser(model(), options).annotate(sentences);
    EXPECT_EQ(text_of(sentences), text_of(expected)) << kernels->name;
  }
}

TEST(Analyser, ASentenceDoesNotDependOnItsNeighbours) {
  std::vector<Sentence> together = test_sentences(), alone = test_sentences();
  Analyser analyser(model());
  analyser.annotate(together);
  for (Sentence& s : alone) analyser.annotate(s);
  EXPECT_EQ(text_of(together), text_of(alone));
}

// Forms are remembered from batch to batch; more of them than fit, in every casing, must not be
// taken for each other.
TEST(Analyser, RemembersFormsWithoutMistakingThem) {
  std::vector<Sentence> many;
  for (int i = 0; i < 300; ++i) {
    std::string words = i % 2 == 0 ? "Envoys met " : "ENVOYS MET ";
    for (int k = 0; k < 20; ++k)
      words += (i % 2 == 0 ? "w" : "W") + std::to_string(i * 20 + k) + ' ';
    many.push_back(sentence(words + "."));
  }
  std::vector<Sentence> expected = test_sentences(), again = test_sentences(), later = many;
  Analyser analyser(model());
  analyser.annotate(expected);
  analyser.annotate(later);
  analyser.annotate(again);
  EXPECT_EQ(text_of(again), text_of(expected));
  for (std::size_t i = 0; i < many.size(); i += 25) {
    Analyser(model()).annotate(std::span(many).subspan(i, 25));
  }
  EXPECT_EQ(text_of(later), text_of(many));
}

TEST(Analyser, MeasuresItsStages) {
  std::vector<Sentence> sentences = test_sentences();
  AnalyserTimes times;
  AnalyserOptions options;
  options.times = &times;
  Analyser(model(), options).annotate(sentences);
  for (const double stage : {times.features, times.encoder, times.heads, times.tags, times.lemmas,
                             times.names, times.trees, times.labels}) {
    EXPECT_GT(stage, 0.0);
  }
}

TEST(Analyser, ReadsAPlainSentence) {
  Sentence s = sentence("The Norwegian foreign minister met envoys in Lima .");
  Analyser(model()).annotate(s);
  EXPECT_EQ(s.tokens[4].deprel, "root");
  EXPECT_EQ(s.tokens[4].lemma, "meet");
  EXPECT_EQ(s.tokens[4].upos, Upos::kVerb);
  EXPECT_EQ(s.tokens[3].head, 4);
  EXPECT_EQ(s.tokens[3].deprel, "nsubj");
  EXPECT_EQ(s.tokens[5].deprel, "obj");
  EXPECT_EQ(s.tokens[5].lemma, "envoy");
  EXPECT_EQ(s.tokens[7].deprel, "obl");
  EXPECT_EQ(s.tokens[7].entity, EntityType::kPlace);
}

TEST(Analyser, TakesNothingOneWordAndAWordOfNoise) {
  Analyser analyser(model());
  analyser.annotate(std::span<Sentence>{});
  std::vector<Sentence> odd = {Sentence{}, sentence("Talks"), sentence("\xff\xfe\x01"),
                               sentence(std::string(100000, 'x'))};
  odd.push_back(Sentence{});
  odd.back().tokens.resize(2);  // two words without letters
  analyser.annotate(odd);
  EXPECT_TRUE(odd[0].tokens.empty());
  EXPECT_EQ(odd[1].tokens[0].head, kRootHead);
  EXPECT_EQ(odd[2].tokens[0].deprel, "root");
}

TEST(Analyser, CutsAnEndlessSentenceIntoPiecesOfOneTree) {
  Sentence s;
  while (s.tokens.size() < 700) {
    for (const Token& t : sentence("the minister met envoys and").tokens) s.tokens.push_back(t);
  }
  Analyser(model()).annotate(s);
  std::size_t roots = 0;
  for (std::size_t i = 0; i < s.tokens.size(); ++i) {
    const std::int32_t head = s.tokens[i].head;
    roots += head == kRootHead;
    ASSERT_NE(head, kNoHead);
    ASSERT_LT(head, static_cast<std::int32_t>(s.tokens.size()));
    ASSERT_NE(head, static_cast<std::int32_t>(i));
  }
  EXPECT_EQ(roots, 1U);
}

TEST(Analyser, OneModelServesSeveralThreads) {
  std::vector<Sentence> expected = test_sentences();
  Analyser(model()).annotate(expected);
  std::vector<std::string> results(3);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&result] {
      std::vector<Sentence> mine = test_sentences();
      Analyser(model()).annotate(mine);
      result = text_of(mine);
    });
  }
  for (std::thread& t : threads) t.join();
  for (const std::string& result : results) EXPECT_EQ(result, text_of(expected));
}

}  // namespace
}  // namespace entente
