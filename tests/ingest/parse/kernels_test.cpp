#include "ingest/parse/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <string>

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

// x in integers, with the scale that turns them back.
struct Quantised {
  std::vector<std::int16_t> values;
  std::vector<float> scales;
};

Quantised quantise(const Kernels& kernels, const std::vector<float>& x, std::size_t width) {
  Quantised out{std::vector<std::int16_t>(x.size()), std::vector<float>(x.size() / width)};
  kernels.quantise(x.data(), width, width, out.scales.size(), out.values.data(), width,
                   out.scales.data());
  return out;
}

TEST_P(EachKernel, QuantisesWithinHalfAStep) {
  const std::vector<float> x = numbers(48, 8);
  const Quantised q = quantise(*GetParam(), x, 24);
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_NEAR(static_cast<float>(q.values[i]) * q.scales[i / 24], x[i], 0.51 / 4095);
  }
  const Quantised zero = quantise(*GetParam(), std::vector<float>(8), 8);
  EXPECT_EQ(zero.values, std::vector<std::int16_t>(8));
}

TEST_P(EachKernel, MultipliesLikeTheDefinition) {
  for (const std::size_t rows : {1UL, 5UL, 6UL, 7UL, 200UL}) {
    constexpr std::size_t kIn = 24, kOut = 37;
    const std::vector<float> weights = numbers(kOut * kIn, 1), x = numbers(rows * kIn, 2);
    const PackedMatrix packed = pack_matrix(weights.data(), kOut, kIn);
    ASSERT_EQ(packed.outputs, 48U);
    const std::vector<float> bias = numbers(packed.outputs, 3);
    std::vector<float> y(rows * packed.outputs, 9.0F);
    const Quantised q = quantise(*GetParam(), x, kIn);
    for (const bool again : {false, true}) {
      GetParam()->multiply(packed, q.values.data(), kIn, q.scales.data(), 1, rows, bias.data(),
                           again, y.data(), packed.outputs);
    }
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t j = 0; j < kOut; ++j) {
        double sum = bias[j];
        for (std::size_t k = 0; k < kIn; ++k) sum += 2.0 * x[r * kIn + k] * weights[j * kIn + k];
        EXPECT_NEAR(y[r * packed.outputs + j], sum, 5e-3);
      }
    }
  }
}

TEST_P(EachKernel, DoesNotOverflowOnTheLargestNumbers) {
  constexpr std::size_t kIn = 512;
  const std::vector<float> weights(kIn, 1e6F), x(kIn, -1e6F);
  const PackedMatrix packed = pack_matrix(weights.data(), 1, kIn);
  const Quantised q = quantise(*GetParam(), x, kIn);
  std::vector<float> y(packed.outputs);
  GetParam()->multiply(packed, q.values.data(), kIn, q.scales.data(), 1, 1, nullptr, false,
                       y.data(), packed.outputs);
  EXPECT_NEAR(y[0] / (-1e12 * kIn), 1.0, 1e-3);
  EXPECT_EQ(y[1], 0.0F);
}

TEST_P(EachKernel, StepsAnLstmLikeTheDefinition) {
  constexpr std::size_t kHidden = 16, kRows = 3;
  std::vector<float> gates = numbers(kRows * 4 * kHidden, 4);
  for (float& g : gates) g *= 30;  // far into saturation
  const std::vector<float> before = numbers(kRows * kHidden, 5);
  std::vector<float> cell = before;
  std::vector<std::int16_t> output(kRows * kHidden);
  GetParam()->lstm_step(gates.data(), 4 * kHidden, kHidden, kRows, cell.data(), output.data(),
                        kHidden);
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  for (std::size_t i = 0; i < kRows * kHidden; ++i) {
    const float* g = &gates[i / kHidden * 4 * kHidden + i % kHidden];
    const double c = sigmoid(g[kHidden]) * before[i] + sigmoid(g[0]) * std::tanh(g[2 * kHidden]);
    EXPECT_NEAR(cell[i], c, 1e-5);
    EXPECT_NEAR(output[i] * kStateScale, sigmoid(g[3 * kHidden]) * std::tanh(c), 2e-4);
  }
}

// Not only close: the same bits, so that an analysis does not depend on the machine.
TEST(Kernels, AllGiveTheSameBits) {
  constexpr std::size_t kHidden = 48, kIn = 40, kRows = 29;
  std::map<std::string, std::vector<float>> results;
  for (const Kernels* kernels : available_kernels()) {
    const std::vector<float> weights = numbers(4 * kHidden * kIn, 1);
    const Quantised q = quantise(*kernels, numbers(kRows * kIn, 2), kIn);
    const PackedMatrix packed = pack_matrix(weights.data(), 4 * kHidden, kIn);
    std::vector<float> gates(kRows * packed.outputs);
    kernels->multiply(packed, q.values.data(), kIn, q.scales.data(), 1, kRows, nullptr, false,
                      gates.data(), packed.outputs);
    std::vector<float>& result = results[kernels->name];
    result = numbers(kRows * kHidden, 3);
    std::vector<std::int16_t> output(kRows * kHidden);
    kernels->lstm_step(gates.data(), 4 * kHidden, kHidden, kRows, result.data(), output.data(),
                       kHidden);
    result.insert(result.end(), output.begin(), output.end());
    result.resize(result.size() + kRows);
    kernels->dot_many(result.data(), gates.data(), 4 * kHidden, kRows, kIn,
                      &result[result.size() - kRows]);
  }
  for (const auto& [name, result] : results) EXPECT_EQ(result, results["portable"]) << name;
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
                         testing::ValuesIn(available_kernels().begin(), available_kernels().end()),
                         [](const auto& kernels) { return std::string(kernels.param->name); });

}  // namespace
}  // namespace entente
