// The kernels of x86-64 processors: SSE2 (all of them), AVX2, and AVX-512 with VNNI.
#include <algorithm>
#include <cstring>

#include "ingest/parse/kernel_tables.h"

#if defined(__x86_64__)
#include <immintrin.h>
#if !defined(__clang__)  // GCC 12 takes its own "undefined" vectors for a mistake (PR 105593)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#define ENTENTE_AVX2 __attribute__((target("avx2")))
#define ENTENTE_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))

namespace entente {
namespace {

// What is multiplied and where the results go, less the rows.
struct Product {
  const PackedMatrix* matrix;
  const float* bias;  // may be null
  std::size_t x_stride, scale_step, y_stride;
  bool accumulate;
};

// A number of rows of x against one panel or more.
struct BlockTask {
  const std::int16_t* panel;
  std::size_t inputs;
  const float* weight_scales;
  const float* bias;  // may be null
  std::size_t x_stride, scale_step, y_stride;
  bool accumulate;
};

using Block = void (*)(const BlockTask&, const std::int16_t*, const float*, float*);

// blocks[n] multiplies n rows, up to `rows` of them, with `panels` panels.
struct Blocks {
  const Block* blocks;
  std::size_t rows, panels;
};

// Runs the blocks over as many panels from `first_panel` on as they take; returns the next panel.
std::size_t multiply_panels(const Product& product, const Blocks& b, std::size_t first_panel,
                            const std::int16_t* x, const float* scales, std::size_t rows,
                            float* y) {
  constexpr std::size_t kChunk = 192;  // rows of x that stay in the second-level cache
  const PackedMatrix& matrix = *product.matrix;
  const std::size_t count = matrix.outputs / kPanel;
  const std::size_t end = first_panel + (count - first_panel) / b.panels * b.panels;
  for (std::size_t first = 0; first < rows; first += kChunk) {
    const std::size_t last = std::min(rows, first + kChunk);
    for (std::size_t p = first_panel * kPanel; p < end * kPanel; p += b.panels * kPanel) {
      const BlockTask task = {matrix.panels.data() + p * matrix.inputs,
                              matrix.inputs,
                              matrix.scales.data() + p,
                              product.bias != nullptr ? product.bias + p : nullptr,
                              product.x_stride,
                              product.scale_step,
                              product.y_stride,
                              product.accumulate};
      for (std::size_t r = first; r < last; r += b.rows) {
        b.blocks[std::min(b.rows, last - r)](task, x + r * product.x_stride,
                                             scales + r * product.scale_step,
                                             y + r * product.y_stride + p);
      }
    }
  }
  return end;
}

inline __m128i pair_sse2(const std::int16_t* x) {
  std::int32_t two = 0;
  std::memcpy(&two, x, sizeof two);
  return _mm_set1_epi32(two);
}

// `Rows` rows of x against one panel; 4 x Rows accumulators stay in registers.
template <std::size_t Rows>
void block_sse2(const BlockTask& task, const std::int16_t* x, const float* scales, float* y) {
  __m128i sums[Rows][4];
#pragma GCC unroll 2
  for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
    for (std::size_t q = 0; q < 4; ++q) sums[r][q] = _mm_setzero_si128();
  }
  const std::int16_t* w = task.panel;
  for (std::size_t k = 0; k < task.inputs; k += 2, w += 2 * kPanel) {
    __m128i a[Rows];
#pragma GCC unroll 2
    for (std::size_t r = 0; r < Rows; ++r) a[r] = pair_sse2(x + r * task.x_stride + k);
#pragma GCC unroll 4
    for (std::size_t q = 0; q < 4; ++q) {
      const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(w + 8 * q));
#pragma GCC unroll 2
      for (std::size_t r = 0; r < Rows; ++r) {
        sums[r][q] = _mm_add_epi32(sums[r][q], _mm_madd_epi16(a[r], b));
      }
    }
  }
#pragma GCC unroll 2
  for (std::size_t r = 0; r < Rows; ++r) {
    float* out = y + r * task.y_stride;
    const float* from = task.accumulate ? out : task.bias;
    const __m128 scale = _mm_set1_ps(scales[r * task.scale_step]);
#pragma GCC unroll 4
    for (std::size_t q = 0; q < 4; ++q) {
      const __m128 base = from != nullptr ? _mm_loadu_ps(from + 4 * q) : _mm_setzero_ps();
      const __m128 factor = _mm_mul_ps(scale, _mm_loadu_ps(task.weight_scales + 4 * q));
      const __m128 sum = _mm_mul_ps(_mm_cvtepi32_ps(sums[r][q]), factor);
      _mm_storeu_ps(out + 4 * q, _mm_add_ps(base, sum));
    }
  }
}

constexpr Block kBlocksSse2[] = {nullptr, block_sse2<1>, block_sse2<2>};

void multiply_sse2(const PackedMatrix& matrix, const std::int16_t* x, std::size_t x_stride,
                   const float* scales, std::size_t scale_step, std::size_t rows, const float* bias,
                   bool accumulate, float* y, std::size_t y_stride) {
  const Product product = {&matrix, bias, x_stride, scale_step, y_stride, accumulate};
  multiply_panels(product, {kBlocksSse2, 2, 1}, 0, x, scales, rows, y);
}

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

constexpr Block kBlocksAvx2[] = {nullptr,       block_avx2<1>, block_avx2<2>, block_avx2<3>,
                                 block_avx2<4>, block_avx2<5>, block_avx2<6>};

void multiply_avx2(const PackedMatrix& matrix, const std::int16_t* x, std::size_t x_stride,
                   const float* scales, std::size_t scale_step, std::size_t rows, const float* bias,
                   bool accumulate, float* y, std::size_t y_stride) {
  const Product product = {&matrix, bias, x_stride, scale_step, y_stride, accumulate};
  multiply_panels(product, {kBlocksAvx2, 6, 1}, 0, x, scales, rows, y);
}

ENTENTE_AVX2 inline __m256 power_of_two(__m256 x) {
  x = _mm256_max_ps(x, _mm256_set1_ps(-kPowerRange));
  x = _mm256_min_ps(x, _mm256_set1_ps(kPowerRange));
  const __m256 shifted = _mm256_add_ps(x, _mm256_set1_ps(kShift));
  const __m256 f = _mm256_sub_ps(x, _mm256_sub_ps(shifted, _mm256_set1_ps(kShift)));
  __m256 p = _mm256_set1_ps(kPower[0]);
  for (int i = 1; i < 6; ++i) p = _mm256_add_ps(_mm256_mul_ps(p, f), _mm256_set1_ps(kPower[i]));
  return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(p),
                                              _mm256_slli_epi32(_mm256_castps_si256(shifted), 23)));
}

// e^(factor * log(2) * x) of eight gates.
ENTENTE_AVX2 inline __m256 gate_power(const float* gates, float factor) {
  return power_of_two(_mm256_mul_ps(_mm256_loadu_ps(gates), _mm256_set1_ps(factor)));
}

// As lstm_cell does.
ENTENTE_AVX2 void lstm_step_avx2(const float* gates, std::size_t gates_stride, std::size_t hidden,
                                 std::size_t rows, float* cell, std::int16_t* output,
                                 std::size_t output_stride) {
  const __m256 one = _mm256_set1_ps(1.0F);
  for (std::size_t r = 0; r < rows; ++r) {
    const float* g = gates + r * gates_stride;
    float* c = cell + r * hidden;
    for (std::size_t j = 0; j < hidden; j += 8) {
      const __m256 i = _mm256_add_ps(gate_power(g + j, -kLog2E), one);
      const __m256 f = _mm256_add_ps(gate_power(g + hidden + j, -kLog2E), one);
      const __m256 n = gate_power(g + 2 * hidden + j, -2.0F * kLog2E);
      const __m256 o = _mm256_add_ps(gate_power(g + 3 * hidden + j, -kLog2E), one);
      const __m256 in = _mm256_mul_ps(i, _mm256_add_ps(one, n));
      const __m256 kept = _mm256_mul_ps(_mm256_loadu_ps(c + j), in);
      const __m256 fresh = _mm256_mul_ps(_mm256_sub_ps(one, n), f);
      const __m256 next = _mm256_div_ps(_mm256_add_ps(kept, fresh), _mm256_mul_ps(in, f));
      _mm256_storeu_ps(c + j, next);
      const __m256 t = power_of_two(_mm256_mul_ps(next, _mm256_set1_ps(-2.0F * kLog2E)));
      const __m256 top = _mm256_mul_ps(_mm256_sub_ps(one, t), _mm256_set1_ps(kActivationRange));
      const __m256 out = _mm256_div_ps(top, _mm256_mul_ps(o, _mm256_add_ps(one, t)));
      store_integers(out, output + r * output_stride + j);
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

// `Rows` rows of x against `Panels` panels; one instruction multiplies and adds 32 pairs.
template <std::size_t Rows, std::size_t Panels>
ENTENTE_AVX512 void block_avx512(const BlockTask& task, const std::int16_t* x, const float* scales,
                                 float* y) {
  __m512i sums[Rows][Panels];
#pragma GCC unroll 8
  for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 2
    for (std::size_t p = 0; p < Panels; ++p) sums[r][p] = _mm512_setzero_si512();
  }
  const std::size_t x_stride = task.x_stride;
  for (std::size_t k = 0; k < task.inputs; k += 2) {
    __m512i w[Panels];
#pragma GCC unroll 2
    for (std::size_t p = 0; p < Panels; ++p) {
      w[p] = _mm512_loadu_si512(task.panel + (p * task.inputs + k) * kPanel);
    }
#pragma GCC unroll 8
    for (std::size_t r = 0; r < Rows; ++r) {
      std::int32_t two = 0;
      std::memcpy(&two, x + r * x_stride + k, sizeof two);
      const __m512i a = _mm512_set1_epi32(two);
#pragma GCC unroll 2
      for (std::size_t p = 0; p < Panels; ++p) {
        sums[r][p] = _mm512_dpwssd_epi32(sums[r][p], a, w[p]);
      }
    }
  }
#pragma GCC unroll 8
  for (std::size_t r = 0; r < Rows; ++r) {
    const __m512 scale = _mm512_set1_ps(scales[r * task.scale_step]);
#pragma GCC unroll 2
    for (std::size_t p = 0; p < Panels; ++p) {
      float* out = y + r * task.y_stride + p * kPanel;
      const float* from = task.bias != nullptr ? task.bias + p * kPanel : nullptr;
      if (task.accumulate) from = out;
      const __m512 base = from != nullptr ? _mm512_loadu_ps(from) : _mm512_setzero_ps();
      const __m512 factor = _mm512_mul_ps(scale, _mm512_loadu_ps(task.weight_scales + p * kPanel));
      const __m512 sum = _mm512_mul_ps(_mm512_cvtepi32_ps(sums[r][p]), factor);
      _mm512_storeu_ps(out, _mm512_add_ps(base, sum));
    }
  }
}

template <std::size_t Panels>
constexpr Block kBlocksAvx512[] = {
    nullptr,
    block_avx512<1, Panels>,
    block_avx512<2, Panels>,
    block_avx512<3, Panels>,
    block_avx512<4, Panels>,
    block_avx512<5, Panels>,
    block_avx512<6, Panels>,
    block_avx512<7, Panels>,
    block_avx512<8, Panels>,
};

void multiply_avx512(const PackedMatrix& matrix, const std::int16_t* x, std::size_t x_stride,
                     const float* scales, std::size_t scale_step, std::size_t rows,
                     const float* bias, bool accumulate, float* y, std::size_t y_stride) {
  const Product product = {&matrix, bias, x_stride, scale_step, y_stride, accumulate};
  const std::size_t done =
      multiply_panels(product, {kBlocksAvx512<2>, 8, 2}, 0, x, scales, rows, y);
  multiply_panels(product, {kBlocksAvx512<1>, 8, 1}, done, x, scales, rows, y);
}

ENTENTE_AVX512 inline __m512 power_of_two(__m512 x) {
  x = _mm512_max_ps(x, _mm512_set1_ps(-kPowerRange));
  x = _mm512_min_ps(x, _mm512_set1_ps(kPowerRange));
  const __m512 shifted = _mm512_add_ps(x, _mm512_set1_ps(kShift));
  const __m512 f = _mm512_sub_ps(x, _mm512_sub_ps(shifted, _mm512_set1_ps(kShift)));
  __m512 p = _mm512_set1_ps(kPower[0]);
  for (int i = 1; i < 6; ++i) p = _mm512_add_ps(_mm512_mul_ps(p, f), _mm512_set1_ps(kPower[i]));
  return _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(p),
                                              _mm512_slli_epi32(_mm512_castps_si512(shifted), 23)));
}

ENTENTE_AVX512 inline __m512 gate_power_avx512(const float* gates, float factor) {
  return power_of_two(_mm512_mul_ps(_mm512_loadu_ps(gates), _mm512_set1_ps(factor)));
}

ENTENTE_AVX512 void lstm_step_avx512(const float* gates, std::size_t gates_stride,
                                     std::size_t hidden, std::size_t rows, float* cell,
                                     std::int16_t* output, std::size_t output_stride) {
  const __m512 one = _mm512_set1_ps(1.0F);
  for (std::size_t r = 0; r < rows; ++r) {
    const float* g = gates + r * gates_stride;
    float* c = cell + r * hidden;
    for (std::size_t j = 0; j < hidden; j += 16) {
      const __m512 i = _mm512_add_ps(gate_power_avx512(g + j, -kLog2E), one);
      const __m512 f = _mm512_add_ps(gate_power_avx512(g + hidden + j, -kLog2E), one);
      const __m512 n = gate_power_avx512(g + 2 * hidden + j, -2.0F * kLog2E);
      const __m512 o = _mm512_add_ps(gate_power_avx512(g + 3 * hidden + j, -kLog2E), one);
      const __m512 in = _mm512_mul_ps(i, _mm512_add_ps(one, n));
      const __m512 kept = _mm512_mul_ps(_mm512_loadu_ps(c + j), in);
      const __m512 fresh = _mm512_mul_ps(_mm512_sub_ps(one, n), f);
      const __m512 next = _mm512_div_ps(_mm512_add_ps(kept, fresh), _mm512_mul_ps(in, f));
      _mm512_storeu_ps(c + j, next);
      const __m512 t = power_of_two(_mm512_mul_ps(next, _mm512_set1_ps(-2.0F * kLog2E)));
      const __m512 top = _mm512_mul_ps(_mm512_sub_ps(one, t), _mm512_set1_ps(kActivationRange));
      const __m512 out = _mm512_div_ps(top, _mm512_mul_ps(o, _mm512_add_ps(one, t)));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(output + r * output_stride + j),
                          _mm512_maskz_cvtsepi32_epi16(0xFFFF, _mm512_cvtps_epi32(out)));
    }
  }
}

}  // namespace

const Kernels* sse2_kernels() {
  static const Kernels kTable = {"sse2", portable_kernels().quantise, multiply_sse2,
                                 portable_kernels().lstm_step, portable_kernels().dot_many};
  return &kTable;
}

const Kernels* avx2_kernels() {
  static constexpr Kernels kTable = {"avx2", quantise_avx2, multiply_avx2, lstm_step_avx2,
                                     dot_many_avx2};
  return __builtin_cpu_supports("avx2") ? &kTable : nullptr;
}

const Kernels* avx512_kernels() {
  static constexpr Kernels kTable = {"avx512", quantise_avx2, multiply_avx512, lstm_step_avx512,
                                     dot_many_avx2};
  const bool supported = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512f") &&
                         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                         __builtin_cpu_supports("avx512vnni");
  return supported ? &kTable : nullptr;
}

}  // namespace entente

#endif
