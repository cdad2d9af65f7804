#include "graph/export/dot.h"

#include <gtest/gtest.h>

#include "tests/graph/export/sample_graph.h"

namespace entente {
namespace {

TEST(Dot, QuotesBackslashesAndLineEndsAreEscaped) {
  EXPECT_EQ(dot_string("say \"a\\b\"\nnow\x0b"), "\"say \\\"a\\\\b\\\"\\nnow\"");
}

TEST(Dot, WhatDidNotHappenIsDashedAndMutualEdgesHaveTwoHeads) {
  const std::string dot = written<DotWriter>();
  EXPECT_NE(dot.find("label=\"not: thank\""), std::string::npos);
  const auto dashed = dot.find("style=dashed");
  EXPECT_NE(dashed, std::string::npos);
  EXPECT_EQ(dot.find("style=dashed", dashed + 1), std::string::npos);
  EXPECT_NE(dot.find("dir=both"), std::string::npos);
  EXPECT_EQ(dot.substr(0, 7), "digraph");
}

}  // namespace
}  // namespace entente
