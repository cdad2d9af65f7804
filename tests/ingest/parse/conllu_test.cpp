#include "ingest/parse/conllu.h"

#include <gtest/gtest.h>

#include <sstream>

namespace entente {
namespace {

constexpr const char* kText =
    "# text = Envoys met.\n"
    "1\tEnvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\tBytes=0:6\n"
    "2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\tBytes=7:10|SpaceAfter=No\n"
    "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tBytes=10:11\n"
    "\n";

TEST(Conllu, WhatIsReadIsWrittenAgain) {
  std::istringstream in(kText);
  const auto sentences = read_conllu(in);
  ASSERT_TRUE(sentences.ok());
  ASSERT_EQ(sentences->size(), 1U);
  EXPECT_EQ((*sentences)[0].tokens[0].head, 1);
  EXPECT_EQ((*sentences)[0].tokens[1].head, kRootHead);
  std::ostringstream out;
  write_conllu(out, (*sentences)[0], "Envoys met.");
  EXPECT_EQ(out.str(), kText);
}

TEST(Conllu, SkipsRangesAndEmptyNodes) {
  std::istringstream in(
      "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\tVB\t_\t0\troot\t_\t_\n"
      "2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n2.1\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n");
  const auto sentences = read_conllu(in);
  ASSERT_TRUE(sentences.ok());
  EXPECT_EQ((*sentences)[0].tokens.size(), 2U);
}

TEST(Conllu, NamesTheBadLine) {
  std::istringstream in("# fine\n1\ttoo\tfew\n");
  const auto sentences = read_conllu(in);
  ASSERT_FALSE(sentences.ok());
  EXPECT_NE(sentences.error().message.find("line 2"), std::string::npos);
}

TEST(Conllu, MarksNames) {
  Sentence s;
  s.tokens.resize(1);
  s.tokens[0].form = "Astana";
  s.tokens[0].entity = EntityType::kPlace;
  s.tokens[0].entity_begins = true;
  std::ostringstream out;
  write_conllu(out, s, {});
  EXPECT_NE(out.str().find("Entity=B-"), std::string::npos);
  EXPECT_NE(out.str().find("\t_\t_\t_\tBytes"), std::string::npos);
}

}  // namespace
}  // namespace entente
