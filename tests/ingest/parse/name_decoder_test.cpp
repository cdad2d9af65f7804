#include "ingest/parse/name_decoder.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

using Classes = std::vector<std::uint32_t>;

// Two types: 0 none, 1 begins a, 2 continues a, 3 begins b, 4 continues b.
Classes decode(const std::vector<std::vector<float>>& rows) {
  std::vector<float> flat;
  for (const auto& row : rows) flat.insert(flat.end(), row.begin(), row.end());
  Classes out(rows.size());
  NameDecoder().decode(flat.data(), 5, 5, out);
  return out;
}

TEST(NameDecoder, KeepsANameOfOneType) {
  // Alone, the second word would continue b; together, a name of type a is the best.
  EXPECT_EQ(decode({{0, 9, 0, 0, 0}, {0, 0, 5, 0, 6}}), (Classes{1, 2}));
  EXPECT_EQ(decode({{0, 5, 0, 4, 0}, {0, 0, 5, 0, 9}}), (Classes{3, 4}));
}

TEST(NameDecoder, NeverStartsInTheMiddle) {
  EXPECT_EQ(decode({{2, 3, 9, 0, 0}}), (Classes{1}));
  EXPECT_EQ(decode({{9, 0, 0, 0, 0}, {3, 2, 9, 0, 0}}), (Classes{0, 0}));
}

TEST(NameDecoder, TakesNothing) { NameDecoder().decode(nullptr, 5, 5, {}); }

}  // namespace
}  // namespace entente
