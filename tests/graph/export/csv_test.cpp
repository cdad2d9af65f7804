#include "graph/export/csv.h"

#include <gtest/gtest.h>

#include "tests/graph/export/sample_records.h"

namespace entente {
namespace {

TEST(Csv, FieldsWithCommasQuotesAndLineEndsAreQuoted) {
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"x\"\n"), "\"say \"\"x\"\"\n\"");
}

TEST(Csv, EveryRowHasTheHeadersColumns) {
  const auto columns = [](const std::string& row) {
    bool is_quoted = false;
    std::size_t count = 1;
    for (const char c : row) {
      if (c == '"') is_quoted = !is_quoted;
      count += c == ',' && !is_quoted;
    }
    return count;
  };
  for (const EdgeRecord& record : sample_records()) {
    EXPECT_EQ(columns(csv_edge_row(record)), columns(csv_edge_header()));
    EXPECT_EQ(columns(csv_node_row(record.subject)), columns(csv_node_header()));
  }
}

}  // namespace
}  // namespace entente
