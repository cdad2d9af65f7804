#include "ingest/parse/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "ingest/parse/kernel_tables.h"

namespace entente {
namespace {

void quantise_portable(const float* x, std::size_t x_stride, std::size_t width, std::size_t rows,
                       std::int16_t* out, std::size_t out_stride, float* scales) {
  for (std::size_t r = 0; r < rows; ++r) {
    const float* in = x + r * x_stride;
    float tops[8];
    std::fill(tops, tops + 8, 1e-20F);
    for (std::size_t k = 0; k < width; k += 8) {
      for (std::size_t i = 0; i < 8; ++i) tops[i] = std::max(tops[i], std::abs(in[k + i]));
    }
    const float top = *std::max_element(tops, tops + 8);
    const float factor = kActivationRange / top;
    for (std::size_t k = 0; k < width; ++k) out[r * out_stride + k] = to_integer(in[k] * factor);
    scales[r] = top / kActivationRange;
  }
}

// The 32 products of a pair of inputs with a panel are kept apart until the end, so that compilers
// do many at once; integer sums do not depend on the order.
void multiply_row(const std::int16_t* in, std::size_t inputs, const std::int16_t* panel,
                  std::int32_t (&sums)[2 * kPanel]) {
  std::fill(sums, sums + 2 * kPanel, 0);
  for (std::size_t k = 0; k < inputs; k += 2) {
    const std::int16_t* w = panel + k * kPanel;
    std::int16_t x[2 * kPanel];
    for (std::size_t j = 0; j < kPanel; ++j) std::memcpy(x + 2 * j, in + k, 2 * sizeof in[0]);
    for (std::size_t i = 0; i < 2 * kPanel; ++i) sums[i] += std::int32_t{x[i]} * w[i];
  }
}

void multiply_portable(const PackedMatrix& matrix, const std::int16_t* x, std::size_t x_stride,
                       const float* scales, std::size_t scale_step, std::size_t rows,
                       const float* bias, bool accumulate, float* y, std::size_t y_stride) {
  for (std::size_t p = 0; p < matrix.outputs; p += kPanel) {
    const std::int16_t* panel = matrix.panels.data() + p * matrix.inputs;
    for (std::size_t r = 0; r < rows; ++r) {
      std::int32_t sums[2 * kPanel];
      multiply_row(x + r * x_stride, matrix.inputs, panel, sums);
      float* out = y + r * y_stride + p;
      const float scale = scales[r * scale_step];
      for (std::size_t j = 0; j < kPanel; ++j) {
        const float base = accumulate ? out[j] : bias != nullptr ? bias[p + j] : 0.0F;
        const auto sum = static_cast<float>(sums[2 * j] + sums[2 * j + 1]);
        out[j] = base + sum * (scale * matrix.scales[p + j]);
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
      const LstmCell next =
          lstm_cell(g[j], g[hidden + j], g[2 * hidden + j], g[3 * hidden + j], c[j]);
      c[j] = next.cell;
      out[j] = to_integer(next.output);
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

void pair_features(const float* dependent, const float* head, std::size_t size, float* out) {
  for (std::size_t i = 0; i < size; ++i) {
    const float both = dependent[i] + head[i];
    const float small = 0.1F * both;
    out[i] = small > both ? small : both;
  }
  for (std::size_t i = 0; i < size; ++i) out[size + i] = dependent[i] * head[i];
}

void add_bytes(const std::int8_t* bytes, float factor, std::size_t count, float* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] += factor * static_cast<float>(bytes[i]);
}

std::size_t index_of_largest(const float* values, std::size_t count) {
  constexpr std::size_t kLanes = 16;
  float tops[kLanes];
  std::fill(tops, tops + kLanes, values[0]);
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::size_t j = 0; j < kLanes; ++j) {
      tops[j] = values[i + j] > tops[j] ? values[i + j] : tops[j];
    }
  }
  float top = *std::max_element(tops, tops + kLanes);
  for (; i < count; ++i) top = std::max(top, values[i]);
  return static_cast<std::size_t>(std::find(values, values + count, top) - values);
}

const Kernels& portable_kernels() {
  static constexpr Kernels kTable = {"portable", quantise_portable, multiply_portable,
                                     lstm_step_portable, dot_many_portable};
  return kTable;
}

std::span<const Kernels* const> available_kernels() {
  static const std::vector<const Kernels*> kTables = [] {
    std::vector<const Kernels*> tables = {&portable_kernels()};
#if defined(__x86_64__)
    for (const Kernels* k : {sse2_kernels(), avx2_kernels(), avx512_kernels()}) {
      if (k != nullptr) tables.push_back(k);
    }
#endif
    return tables;
  }();
  return kTables;
}

const Kernels& best_kernels() { return *available_kernels().back(); }

}  // namespace entente
