#include "graph/export/gexf.h"

#include <gtest/gtest.h>

#include "tests/graph/export/sample_graph.h"

namespace entente {
namespace {

TEST(Gexf, AnEdgeLastsAsLongAsItsPeriod) {
  const auto last = [](Date date, DatePrecision precision) {
    return to_string(last_day_of({date, precision, DateBasis::kText}));
  };
  EXPECT_EQ(last({2022, 9, 14}, DatePrecision::kDay), "2022-09-14");
  EXPECT_EQ(last({2022, 12, 26}, DatePrecision::kWeek), "2023-01-01");
  EXPECT_EQ(last({2024, 2, 1}, DatePrecision::kMonth), "2024-02-29");
  EXPECT_EQ(last({2022, 12, 1}, DatePrecision::kMonth), "2022-12-31");
  EXPECT_EQ(last({2022, 1, 1}, DatePrecision::kYear), "2022-12-31");
}

TEST(Gexf, OnlyDatedEdgesHaveATime) {
  const std::string gexf = written<GexfWriter>();
  EXPECT_NE(gexf.find("kind=\"CONSULT\" start=\"2022-09-14\" end=\"2022-09-14\""),
            std::string::npos);
  EXPECT_NE(gexf.find("kind=\"SUPPORT\"><attvalues>"), std::string::npos);
}

TEST(Gexf, AGraphWithoutEdgesIsWhole) {
  std::string out;
  GexfWriter writer([&](std::string_view piece) { out += piece; });
  writer.begin();
  writer.end();
  EXPECT_NE(out.find("<nodes>\n    </nodes>\n    <edges>\n    </edges>"), std::string::npos);
}

}  // namespace
}  // namespace entente
