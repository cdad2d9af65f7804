#include "ingest/parse/kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#define ENTENTE_AVX2 __attribute__((target("avx2")))
#endif

namespace entente {
namespace {

constexpr std::size_t kPanel = 16;

// exp by range reduction and a degree-6 polynomial (Cephes' expf); error of a few ulp.
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
  p = (p * r) * r + (r + 1.0F);
  const auto exponent = static_cast<std::uint32_t>(static_cast<std::int32_t>(n) + 127) << 23;
  return p * std::bit_cast<float>(exponent);
}

float sigmoid(float x) { return 1.0F / (1.0F + fast_exp(0.0F - x)); }
float fast_tanh(float x) { return 2.0F * sigmoid(x + x) - 1.0F; }

std::int16_t to_integer(float x) { return static_cast<std::int16_t>(std::nearbyint(x)); }

void quantise_portable(const float* x, std::size_t x_stride, std::size_t width, std::size_t rows,
                       std::int16_t* out, std::size_t out_stride, float* scales) {
  for (std::size_t r = 0; r < rows; ++r) {
    const float* in = x + r * x_stride;
    float top = 1e-20F;
    for (std::size_t k = 0; k < width; ++k) top = std::max(top, std::abs(in[k]));
    const float factor = kActivationRange / top;
    for (std::size_t k = 0; k < width; ++k) out[r * out_stride + k] = to_integer(in[k] * factor);
    scales[r] = top / kActivationRange;
  }
}

void multiply_portable(const PackedMatrix& matrix, const std::int16_t* x, std::size_t x_stride,
                       const float* scales, std::size_t scale_step, std::size_t rows,
                       const float* bias, bool accumulate, float* y, std::size_t y_stride) {
  for (std::size_t p = 0; p < matrix.outputs; p += kPanel) {
    const std::int16_t* panel = matrix.panels.data() + p * matrix.inputs;
    for (std::size_t r = 0; r < rows; ++r) {
      std::int32_t sum[kPanel] = {};
      const std::int16_t* in = x + r * x_stride;
      for (std::size_t k = 0; k < matrix.inputs; k += 2) {
        const std::int32_t a = in[k], b = in[k + 1];
        const std::int16_t* w = panel + k * kPanel;
        for (std::size_t j = 0; j < kPanel; ++j) sum[j] += a * w[2 * j] + b * w[2 * j + 1];
      }
      float* out = y + r * y_stride + p;
      const float scale = scales[r * scale_step];
      for (std::size_t j = 0; j < kPanel; ++j) {
        const float base = accumulate ? out[j] : bias != nullptr ? bias[p + j] : 0.0F;
        out[j] = base + static_cast<float>(sum[j]) * (scale * matrix.scales[p + j]);
      }
    }
  }
}

void lstm_step_portable(const float* gates, std::size_t gates_stride, std::size_t hidden,
                        std::size_t rows, float* cell, std::int16_t* output,
                        std::size_t output_stride) {
  for (std::size_t r = 0; r < rows; ++r) {
    const float* g = gates + r * gates_stride;
    float* c = cell + r * hidden;
    std::int16_t* out = output + r * output_stride;
    for (std::size_t j = 0; j < hidden; ++j) {
      const float input = sigmoid(g[j]) * fast_tanh(g[2 * hidden + j]);
      c[j] = sigmoid(g[hidden + j]) * c[j] + input;
      out[j] = to_integer(sigmoid(g[3 * hidden + j]) * fast_tanh(c[j]) * kActivationRange);
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
    const float even = (sum[0] + sum[4]) + (sum[2] + sum[6]);
    const float odd = (sum[1] + sum[5]) + (sum[3] + sum[7]);
    scores[j] = even + odd;
  }
}

#if defined(__x86_64__)

ENTENTE_AVX2 float largest(__m256 v) {
  __m128 m = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  m = _mm_max_ps(m, _mm_movehl_ps(m, m));
  return _mm_cvtss_f32(_mm_max_ss(m, _mm_movehdup_ps(m)));
}

// Eight floats, rounded to nearest even, as 16-bit integers.
ENTENTE_AVX2 inline void store_integers(__m256 v, std::int16_t* out) {
  const __m256i wide = _mm256_cvtps_epi32(v);
  const __m128i packed =
      _mm_packs_epi32(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), packed);
}

ENTENTE_AVX2 void quantise_avx2(const float* x, std::size_t x_stride, std::size_t width,
                                std::size_t rows, std::int16_t* out, std::size_t out_stride,
                                float* scales) {
  const __m256 magnitude = _mm256_castsi256_ps(_mm256_set1_epi32(0x7FFFFFFF));
  for (std::size_t r = 0; r < rows; ++r) {
    const float* in = x + r * x_stride;
    __m256 top8 = _mm256_set1_ps(1e-20F);
    for (std::size_t k = 0; k < width; k += 8) {
      top8 = _mm256_max_ps(top8, _mm256_and_ps(magnitude, _mm256_loadu_ps(in + k)));
    }
    const float top = largest(top8);
    const __m256 factor = _mm256_set1_ps(kActivationRange / top);
    for (std::size_t k = 0; k < width; k += 8) {
      store_integers(_mm256_mul_ps(_mm256_loadu_ps(in + k), factor), out + r * out_stride + k);
    }
    scales[r] = top / kActivationRange;
  }
}

ENTENTE_AVX2 inline __m256i pair(const std::int16_t* x) {
  std::int32_t two = 0;
  std::memcpy(&two, x, sizeof two);
  return _mm256_set1_epi32(two);
}

ENTENTE_AVX2 inline __m256i weights(const std::int16_t* w) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(w));
}

// What a block of rows is multiplied with and where the results go.
struct BlockTask {
  const std::int16_t* panel;
  std::size_t inputs;
  const float* weight_scales;
  const float* bias;  // may be null
  std::size_t x_stride, scale_step, y_stride;
  bool accumulate;
};

// `Rows` rows of x against one panel; 2 x Rows accumulators stay in registers.
template <std::size_t Rows>
ENTENTE_AVX2 void block_avx2(const BlockTask& task, const std::int16_t* x, const float* scales,
                             float* y) {
  __m256i low[Rows];
  __m256i high[Rows];
#pragma GCC unroll 6
  for (std::size_t r = 0; r < Rows; ++r) low[r] = high[r] = _mm256_setzero_si256();
  const std::size_t x_stride = task.x_stride;
  const std::int16_t* w = task.panel;
  for (std::size_t k = 0; k < task.inputs; k += 2, w += 2 * kPanel) {
    const __m256i b0 = weights(w);
    const __m256i b1 = weights(w + kPanel);
#pragma GCC unroll 6
    for (std::size_t r = 0; r < Rows; ++r) {
      const __m256i a = pair(x + r * x_stride + k);
      low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(a, b0));
      high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(a, b1));
      // Finishes this row before the next one starts; all at once need more registers than exist.
      __asm__("" : "+x"(low[r]), "+x"(high[r]));
    }
  }
  const __m256 w0 = _mm256_loadu_ps(task.weight_scales);
  const __m256 w1 = _mm256_loadu_ps(task.weight_scales + 8);
#pragma GCC unroll 6
  for (std::size_t r = 0; r < Rows; ++r) {
    float* out = y + r * task.y_stride;
    const float* from = task.accumulate ? out : task.bias;
    const __m256 base0 = from != nullptr ? _mm256_loadu_ps(from) : _mm256_setzero_ps();
    const __m256 base1 = from != nullptr ? _mm256_loadu_ps(from + 8) : _mm256_setzero_ps();
    const __m256 scale = _mm256_set1_ps(scales[r * task.scale_step]);
    const __m256 y0 = _mm256_mul_ps(_mm256_cvtepi32_ps(low[r]), _mm256_mul_ps(scale, w0));
    const __m256 y1 = _mm256_mul_ps(_mm256_cvtepi32_ps(high[r]), _mm256_mul_ps(scale, w1));
    _mm256_storeu_ps(out, _mm256_add_ps(base0, y0));
    _mm256_storeu_ps(out + 8, _mm256_add_ps(base1, y1));
  }
}

using Block = void (*)(const BlockTask&, const std::int16_t*, const float*, float*);
constexpr Block kBlocks[] = {nullptr,       block_avx2<1>, block_avx2<2>, block_avx2<3>,
                             block_avx2<4>, block_avx2<5>, block_avx2<6>};

void multiply_avx2(const PackedMatrix& matrix, const std::int16_t* x, std::size_t x_stride,
                   const float* scales, std::size_t scale_step, std::size_t rows, const float* bias,
                   bool accumulate, float* y, std::size_t y_stride) {
  constexpr std::size_t kRows = 6;
  constexpr std::size_t kChunk = 192;  // rows of x that stay in the second-level cache
  for (std::size_t first = 0; first < rows; first += kChunk) {
    const std::size_t last = std::min(rows, first + kChunk);
    for (std::size_t p = 0; p < matrix.outputs; p += kPanel) {
      const BlockTask task = {matrix.panels.data() + p * matrix.inputs,
                              matrix.inputs,
                              matrix.scales.data() + p,
                              bias != nullptr ? bias + p : nullptr,
                              x_stride,
                              scale_step,
                              y_stride,
                              accumulate};
      for (std::size_t r = first; r < last; r += kRows) {
        kBlocks[std::min(kRows, last - r)](task, x + r * x_stride, scales + r * scale_step,
                                           y + r * y_stride + p);
      }
    }
  }
}

ENTENTE_AVX2 inline __m256 exp_avx2(__m256 x) {
  x = _mm256_min_ps(_mm256_set1_ps(kExpHigh), _mm256_max_ps(_mm256_set1_ps(kExpLow), x));
  const __m256 n = _mm256_round_ps(_mm256_mul_ps(x, _mm256_set1_ps(kLog2E)),
                                   _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m256 r = _mm256_sub_ps(x, _mm256_mul_ps(n, _mm256_set1_ps(kLn2High)));
  r = _mm256_sub_ps(r, _mm256_mul_ps(n, _mm256_set1_ps(kLn2Low)));
  __m256 p = _mm256_set1_ps(kExpP[0]);
  for (int i = 1; i < 6; ++i) p = _mm256_add_ps(_mm256_mul_ps(p, r), _mm256_set1_ps(kExpP[i]));
  p = _mm256_add_ps(_mm256_mul_ps(_mm256_mul_ps(p, r), r), _mm256_add_ps(r, _mm256_set1_ps(1.0F)));
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
  return _mm256_sub_ps(_mm256_mul_ps(_mm256_set1_ps(2.0F), s), _mm256_set1_ps(1.0F));
}

ENTENTE_AVX2 void lstm_step_avx2(const float* gates, std::size_t gates_stride, std::size_t hidden,
                                 std::size_t rows, float* cell, std::int16_t* output,
                                 std::size_t output_stride) {
  for (std::size_t r = 0; r < rows; ++r) {
    const float* g = gates + r * gates_stride;
    float* c = cell + r * hidden;
    for (std::size_t j = 0; j < hidden; j += 8) {
      const __m256 i = sigmoid_avx2(_mm256_loadu_ps(g + j));
      const __m256 f = sigmoid_avx2(_mm256_loadu_ps(g + hidden + j));
      const __m256 n = tanh_avx2(_mm256_loadu_ps(g + 2 * hidden + j));
      const __m256 o = sigmoid_avx2(_mm256_loadu_ps(g + 3 * hidden + j));
      const __m256 kept = _mm256_mul_ps(f, _mm256_loadu_ps(c + j));
      const __m256 next = _mm256_add_ps(kept, _mm256_mul_ps(i, n));
      _mm256_storeu_ps(c + j, next);
      const __m256 out = _mm256_mul_ps(o, tanh_avx2(next));
      store_integers(_mm256_mul_ps(out, _mm256_set1_ps(kActivationRange)),
                     output + r * output_stride + j);
    }
  }
}

ENTENTE_AVX2 void dot_many_avx2(const float* left, const float* rights, std::size_t stride,
                                std::size_t count, std::size_t size, float* scores) {
  for (std::size_t j = 0; j < count; ++j) {
    const float* right = rights + j * stride;
    __m256 sum = _mm256_setzero_ps();
    for (std::size_t k = 0; k < size; k += 8) {
      const __m256 product = _mm256_mul_ps(_mm256_loadu_ps(left + k), _mm256_loadu_ps(right + k));
      sum = _mm256_add_ps(sum, product);
    }
    const __m128 half = _mm_add_ps(_mm256_castps256_ps128(sum), _mm256_extractf128_ps(sum, 1));
    const __m128 two = _mm_add_ps(half, _mm_movehl_ps(half, half));
    scores[j] = _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
  }
}

#endif

// The largest factor for a row of weights with which neither a weight nor a sum can overflow.
float weight_factor(const float* row, std::size_t columns) {
  float top = 1e-20F;
  double total = 1e-20;
  for (std::size_t k = 0; k < columns; ++k) {
    top = std::max(top, std::abs(row[k]));
    total += std::abs(row[k]);
  }
  // Rounding adds at most a half to each weight.
  const double room = 2147483647.0 / kActivationRange - static_cast<double>(columns);
  return std::min(32767.0F / top, static_cast<float>(room / total));
}

}  // namespace

PackedMatrix pack_matrix(const float* weights, std::size_t rows, std::size_t columns) {
  PackedMatrix out;
  out.inputs = (columns + 1) / 2 * 2;
  out.outputs = (rows + kPanel - 1) / kPanel * kPanel;
  out.panels.assign(out.outputs * out.inputs, 0);
  out.scales.assign(out.outputs, 0.0F);
  for (std::size_t r = 0; r < rows; ++r) {
    const float* row = weights + r * columns;
    const float factor = weight_factor(row, columns);
    std::int16_t* panel = out.panels.data() + r / kPanel * kPanel * out.inputs;
    for (std::size_t k = 0; k < columns; ++k) {
      panel[(k / 2 * kPanel + r % kPanel) * 2 + k % 2] = to_integer(row[k] * factor);
    }
    out.scales[r] = 1.0F / factor;
  }
  return out;
}

void leaky_relu(float* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const float small = 0.1F * values[i];
    values[i] = small > values[i] ? small : values[i];
  }
}

const Kernels& portable_kernels() {
  static constexpr Kernels kTable = {"portable", quantise_portable, multiply_portable,
                                     lstm_step_portable, dot_many_portable};
  return kTable;
}

const Kernels& best_kernels() {
#if defined(__x86_64__)
  static constexpr Kernels kTable = {"avx2", quantise_avx2, multiply_avx2, lstm_step_avx2,
                                     dot_many_avx2};
  if (__builtin_cpu_supports("avx2")) return kTable;
#endif
  return portable_kernels();
}

}  // namespace entente
