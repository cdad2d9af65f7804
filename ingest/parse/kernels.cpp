#include "ingest/parse/kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#define ENTENTE_AVX2 __attribute__((target("avx2,fma")))
#endif

namespace entente {
namespace {

constexpr std::size_t kPanel = 16;

// exp by range reduction and a degree-6 polynomial (Cephes' expf); error below 2 ulp.
constexpr float kExpHigh = 88.0F;
constexpr float kExpLow = -87.0F;
constexpr float kLog2E = 1.44269504088896341F;
constexpr float kLn2High = 0.693359375F;
constexpr float kLn2Low = -2.12194440e-4F;
constexpr float kExpP[] = {1.9875691500e-4F, 1.3981999507e-3F, 8.3334519073e-3F,
                           4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F};

float fast_exp(float x) {
  x = std::min(kExpHigh, std::max(kExpLow, x));
  const float n = std::nearbyint(x * kLog2E);
  const float r = (x - n * kLn2High) - n * kLn2Low;
  float p = kExpP[0];
  for (int i = 1; i < 6; ++i) p = p * r + kExpP[i];
  p = p * r * r + r + 1.0F;
  const auto exponent = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) + 127) << 23;
  return p * std::bit_cast<float>(exponent);
}

float sigmoid(float x) { return 1.0F / (1.0F + fast_exp(-x)); }
float fast_tanh(float x) { return 2.0F * sigmoid(2.0F * x) - 1.0F; }

void multiply_portable(const PackedMatrix& matrix, const float* x, std::size_t x_stride,
                       std::size_t rows, const float* bias, bool accumulate, float* y,
                       std::size_t y_stride) {
  for (std::size_t p = 0; p < matrix.outputs; p += kPanel) {
    const float* panel = matrix.panels.data() + p * matrix.inputs;
    for (std::size_t r = 0; r < rows; ++r) {
      float sum[kPanel] = {};
      float* out = y + r * y_stride + p;
      if (accumulate) {
        std::memcpy(sum, out, sizeof sum);
      } else if (bias != nullptr) {
        std::memcpy(sum, bias + p, sizeof sum);
      }
      const float* in = x + r * x_stride;
      for (std::size_t k = 0; k < matrix.inputs; ++k) {
        for (std::size_t j = 0; j < kPanel; ++j) sum[j] += in[k] * panel[k * kPanel + j];
      }
      std::memcpy(out, sum, sizeof sum);
    }
  }
}

void lstm_step_portable(const float* gates, std::size_t gates_stride, std::size_t hidden,
                        std::size_t rows, float* cell, float* output, std::size_t output_stride) {
  for (std::size_t r = 0; r < rows; ++r) {
    const float* g = gates + r * gates_stride;
    float* c = cell + r * hidden;
    float* out = output + r * output_stride;
    for (std::size_t j = 0; j < hidden; ++j) {
      const float input = sigmoid(g[j]) * fast_tanh(g[2 * hidden + j]);
      c[j] = sigmoid(g[hidden + j]) * c[j] + input;
      out[j] = sigmoid(g[3 * hidden + j]) * fast_tanh(c[j]);
    }
  }
}

void dot_many_portable(const float* left, const float* rights, std::size_t stride,
                       std::size_t count, std::size_t size, float* scores) {
  for (std::size_t j = 0; j < count; ++j) {
    float sum[8] = {};
    const float* right = rights + j * stride;
    for (std::size_t k = 0; k < size; k += 8) {
      for (std::size_t i = 0; i < 8; ++i) sum[i] += left[k + i] * right[k + i];
    }
    const float low = (sum[0] + sum[4]) + (sum[2] + sum[6]);
    const float high = (sum[1] + sum[5]) + (sum[3] + sum[7]);
    scores[j] = low + high;
  }
}

#if defined(__x86_64__)

// `Rows` rows of x against one panel; 2 x Rows accumulators stay in registers.
template <std::size_t Rows>
ENTENTE_AVX2 void block_avx2(const float* panel, std::size_t inputs, const float* x,
                             std::size_t x_stride, const float* bias, bool accumulate, float* y,
                             std::size_t y_stride) {
  __m256 low[Rows];
  __m256 high[Rows];
#pragma GCC unroll 6
  for (std::size_t r = 0; r < Rows; ++r) {
    const float* from = accumulate ? y + r * y_stride : bias;
    low[r] = from != nullptr ? _mm256_loadu_ps(from) : _mm256_setzero_ps();
    high[r] = from != nullptr ? _mm256_loadu_ps(from + 8) : _mm256_setzero_ps();
  }
  for (std::size_t k = 0; k < inputs; ++k) {
    const __m256 b0 = _mm256_loadu_ps(panel + k * kPanel);
    const __m256 b1 = _mm256_loadu_ps(panel + k * kPanel + 8);
#pragma GCC unroll 6
    for (std::size_t r = 0; r < Rows; ++r) {
      const __m256 a = _mm256_broadcast_ss(x + r * x_stride + k);
      low[r] = _mm256_fmadd_ps(a, b0, low[r]);
      high[r] = _mm256_fmadd_ps(a, b1, high[r]);
    }
  }
#pragma GCC unroll 6
  for (std::size_t r = 0; r < Rows; ++r) {
    _mm256_storeu_ps(y + r * y_stride, low[r]);
    _mm256_storeu_ps(y + r * y_stride + 8, high[r]);
  }
}

using Block = void (*)(const float*, std::size_t, const float*, std::size_t, const float*, bool,
                       float*, std::size_t);
constexpr Block kBlocks[] = {nullptr,       block_avx2<1>, block_avx2<2>, block_avx2<3>,
                             block_avx2<4>, block_avx2<5>, block_avx2<6>};

void multiply_avx2(const PackedMatrix& matrix, const float* x, std::size_t x_stride,
                   std::size_t rows, const float* bias, bool accumulate, float* y,
                   std::size_t y_stride) {
  constexpr std::size_t kRows = 6;
  constexpr std::size_t kChunk = 96;  // rows of x that stay in the second-level cache
  for (std::size_t first = 0; first < rows; first += kChunk) {
    const std::size_t last = std::min(rows, first + kChunk);
    for (std::size_t p = 0; p < matrix.outputs; p += kPanel) {
      const float* panel = matrix.panels.data() + p * matrix.inputs;
      const float* b = bias != nullptr ? bias + p : nullptr;
      for (std::size_t r = first; r < last; r += kRows) {
        kBlocks[std::min(kRows, last - r)](panel, matrix.inputs, x + r * x_stride, x_stride, b,
                                           accumulate, y + r * y_stride + p, y_stride);
      }
    }
  }
}

ENTENTE_AVX2 inline __m256 exp_avx2(__m256 x) {
  x = _mm256_min_ps(_mm256_set1_ps(kExpHigh), _mm256_max_ps(_mm256_set1_ps(kExpLow), x));
  const __m256 n = _mm256_round_ps(_mm256_mul_ps(x, _mm256_set1_ps(kLog2E)),
                                   _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m256 r = _mm256_fnmadd_ps(n, _mm256_set1_ps(kLn2High), x);
  r = _mm256_fnmadd_ps(n, _mm256_set1_ps(kLn2Low), r);
  __m256 p = _mm256_set1_ps(kExpP[0]);
  for (int i = 1; i < 6; ++i) p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(kExpP[i]));
  p = _mm256_fmadd_ps(_mm256_mul_ps(p, r), r, _mm256_add_ps(r, _mm256_set1_ps(1.0F)));
  const __m256i exponent =
      _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23);
  return _mm256_mul_ps(p, _mm256_castsi256_ps(exponent));
}

ENTENTE_AVX2 inline __m256 sigmoid_avx2(__m256 x) {
  const __m256 one = _mm256_set1_ps(1.0F);
  const __m256 e = exp_avx2(_mm256_sub_ps(_mm256_setzero_ps(), x));
  return _mm256_div_ps(one, _mm256_add_ps(one, e));
}

ENTENTE_AVX2 inline __m256 tanh_avx2(__m256 x) {
  const __m256 s = sigmoid_avx2(_mm256_add_ps(x, x));
  return _mm256_fmsub_ps(_mm256_set1_ps(2.0F), s, _mm256_set1_ps(1.0F));
}

ENTENTE_AVX2 void lstm_step_avx2(const float* gates, std::size_t gates_stride, std::size_t hidden,
                                 std::size_t rows, float* cell, float* output,
                                 std::size_t output_stride) {
  for (std::size_t r = 0; r < rows; ++r) {
    const float* g = gates + r * gates_stride;
    float* c = cell + r * hidden;
    float* out = output + r * output_stride;
    for (std::size_t j = 0; j < hidden; j += 8) {
      const __m256 i = sigmoid_avx2(_mm256_loadu_ps(g + j));
      const __m256 f = sigmoid_avx2(_mm256_loadu_ps(g + hidden + j));
      const __m256 n = tanh_avx2(_mm256_loadu_ps(g + 2 * hidden + j));
      const __m256 o = sigmoid_avx2(_mm256_loadu_ps(g + 3 * hidden + j));
      const __m256 next = _mm256_fmadd_ps(f, _mm256_loadu_ps(c + j), _mm256_mul_ps(i, n));
      _mm256_storeu_ps(c + j, next);
      _mm256_storeu_ps(out + j, _mm256_mul_ps(o, tanh_avx2(next)));
    }
  }
}

ENTENTE_AVX2 void dot_many_avx2(const float* left, const float* rights, std::size_t stride,
                                std::size_t count, std::size_t size, float* scores) {
  for (std::size_t j = 0; j < count; ++j) {
    const float* right = rights + j * stride;
    __m256 sum = _mm256_setzero_ps();
    for (std::size_t k = 0; k < size; k += 8) {
      sum = _mm256_fmadd_ps(_mm256_loadu_ps(left + k), _mm256_loadu_ps(right + k), sum);
    }
    const __m128 half = _mm_add_ps(_mm256_castps256_ps128(sum), _mm256_extractf128_ps(sum, 1));
    const __m128 two = _mm_add_ps(half, _mm_movehl_ps(half, half));
    scores[j] = _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
  }
}

#endif

}  // namespace

PackedMatrix pack_matrix(const float* weights, std::size_t rows, std::size_t columns) {
  PackedMatrix out;
  out.inputs = columns;
  out.outputs = (rows + kPanel - 1) / kPanel * kPanel;
  out.panels.assign(out.outputs * columns, 0.0F);
  for (std::size_t r = 0; r < rows; ++r) {
    float* panel = out.panels.data() + r / kPanel * kPanel * columns + r % kPanel;
    for (std::size_t k = 0; k < columns; ++k) panel[k * kPanel] = weights[r * columns + k];
  }
  return out;
}

const Kernels& portable_kernels() {
  static constexpr Kernels kTable = {"portable", multiply_portable, lstm_step_portable,
                                     dot_many_portable};
  return kTable;
}

const Kernels& best_kernels() {
#if defined(__x86_64__)
  static constexpr Kernels kTable = {"avx2", multiply_avx2, lstm_step_avx2, dot_many_avx2};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return kTable;
#endif
  return portable_kernels();
}

}  // namespace entente
