#include "query/export_graph.h"

#include <gtest/gtest.h>

#include "graph/export/graphml.h"
#include "tests/query/world.h"

namespace entente {
namespace {

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

std::string graphml(const Criteria& criteria) {
  const auto store = read_world(std::string(ENTENTE_SOURCE_DIR) + "/tests/query/summit.world");
  std::string out;
  GraphmlWriter writer([&](std::string_view piece) { out += piece; });
  EXPECT_TRUE(export_graph(*store, criteria, writer).ok());
  return out;
}

TEST(ExportGraph, TheWholeStoreComesOutNodesFirst) {
  const std::string xml = graphml({});
  EXPECT_EQ(count(xml, "<node "), 11U);
  EXPECT_EQ(count(xml, "<edge "), 14U);
  EXPECT_LT(xml.rfind("<node "), xml.find("<edge "));
  EXPECT_EQ(xml, graphml({}));
}

TEST(ExportGraph, OnlyTheEndsOfChosenRelationsAreNodes) {
  Criteria criteria;
  criteria.filter.types = {EventType::kSupport};
  const std::string xml = graphml(criteria);
  EXPECT_EQ(count(xml, "<edge "), 2U);
  EXPECT_EQ(count(xml, "<node "), 4U);
}

}  // namespace
}  // namespace entente
