#include "core/result.h"

#include <gtest/gtest.h>

#include "core/text_span.h"

namespace entente {
namespace {

TEST(Result, CarriesAValueOrAReason) {
  const Result<int> good = 7;
  const Result<int> bad = Error{Error::Code::kNotFound, "no seven"};
  EXPECT_EQ(*good, 7);
  EXPECT_EQ(bad.error().message, "no seven");
}

TEST(ResultDeathTest, ValueOfAFailureEndsTheProgram) {
  const Result<int> bad = Error{Error::Code::kNotFound, "no seven"};
  EXPECT_DEATH(static_cast<void>(bad.value()), "failed Result");
}

TEST(TextSpanDeathTest, SliceOutsideOfTheTextEndsTheProgram) {
  EXPECT_EQ(slice("hello", {1, 3}), "el");
  EXPECT_DEATH(static_cast<void>(slice("hello", {3, 9})), "span outside");
}

}  // namespace
}  // namespace entente
