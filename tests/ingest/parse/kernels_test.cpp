#include "ingest/parse/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace entente {
namespace {

// Reproducible numbers between -1 and 1.
std::vector<float> numbers(std::size_t count, std::uint32_t seed) {
  std::vector<float> out(count);
  for (float& x : out) {
    seed = seed * 1664525U + 1013904223U;
    x = static_cast<float>(seed >> 8) / 8388608.0F - 1.0F;
  }
  return out;
}

class EachKernel : public testing::TestWithParam<const Kernels*> {};

TEST_P(EachKernel, MultipliesLikeTheDefinition) {
  for (const std::size_t rows : {1UL, 5UL, 6UL, 7UL, 100UL}) {
    constexpr std::size_t kIn = 24, kOut = 37;
    const std::vector<float> weights = numbers(kOut * kIn, 1), x = numbers(rows * kIn, 2);
    const PackedMatrix packed = pack_matrix(weights.data(), kOut, kIn);
    ASSERT_EQ(packed.outputs, 48U);
    const std::vector<float> bias = numbers(packed.outputs, 3);
    std::vector<float> y(rows * packed.outputs, 9.0F);
    GetParam()->multiply(packed, x.data(), kIn, rows, bias.data(), false, y.data(), packed.outputs);
    GetParam()->multiply(packed, x.data(), kIn, rows, nullptr, true, y.data(), packed.outputs);
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t j = 0; j < kOut; ++j) {
        double sum = bias[j];
        for (std::size_t k = 0; k < kIn; ++k) sum += 2.0 * x[r * kIn + k] * weights[j * kIn + k];
        EXPECT_NEAR(y[r * packed.outputs + j], sum, 1e-4);
      }
    }
  }
}

TEST_P(EachKernel, StepsAnLstmLikeTheDefinition) {
  constexpr std::size_t kHidden = 16, kRows = 3;
  std::vector<float> gates = numbers(kRows * 4 * kHidden, 4);
  for (float& g : gates) g *= 30;  // far into saturation
  const std::vector<float> before = numbers(kRows * kHidden, 5);
  std::vector<float> cell = before, output(kRows * kHidden);
  GetParam()->lstm_step(gates.data(), 4 * kHidden, kHidden, kRows, cell.data(), output.data(),
                        kHidden);
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  for (std::size_t i = 0; i < kRows * kHidden; ++i) {
    const float* g = &gates[i / kHidden * 4 * kHidden + i % kHidden];
    const double c = sigmoid(g[kHidden]) * before[i] + sigmoid(g[0]) * std::tanh(g[2 * kHidden]);
    EXPECT_NEAR(cell[i], c, 1e-5);
    EXPECT_NEAR(output[i], sigmoid(g[3 * kHidden]) * std::tanh(c), 1e-5);
  }
}

TEST_P(EachKernel, FormsDotProducts) {
  constexpr std::size_t kSize = 40, kCount = 5;
  const std::vector<float> left = numbers(kSize, 6), rights = numbers(kSize * kCount, 7);
  float scores[kCount];
  GetParam()->dot_many(left.data(), rights.data(), kSize, kCount, kSize, scores);
  for (std::size_t j = 0; j < kCount; ++j) {
    double sum = 0;
    for (std::size_t k = 0; k < kSize; ++k) sum += left[k] * rights[j * kSize + k];
    EXPECT_NEAR(scores[j], sum, 1e-4);
  }
}

INSTANTIATE_TEST_SUITE_P(Kernels, EachKernel,
                         testing::Values(&portable_kernels(), &best_kernels()));

}  // namespace
}  // namespace entente
