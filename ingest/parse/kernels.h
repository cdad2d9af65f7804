#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entente {

// A weight matrix y = x W^T in 16-bit integers, repacked for multiplication: panels of 16 outputs;
// a panel holds, for every two inputs, their weights for the 16 outputs side by side. Each output
// has a scale, chosen as fine as 32-bit sums over any 13-bit activations allow.
struct PackedMatrix {
  std::size_t inputs = 0;   // padded to an even number
  std::size_t outputs = 0;  // padded to a multiple of 16 with zeros
  std::vector<std::int16_t> panels;
  std::vector<float> scales;
};

// Packs `rows` x `columns` weights, one output a row (as PyTorch stores them).
PackedMatrix pack_matrix(const float* weights, std::size_t rows, std::size_t columns);

// Activations are integers of at most this size times a scale a row.
inline constexpr float kActivationRange = 4095.0F;
// Scale of an LSTM's outputs, which lie between -1 and 1.
inline constexpr float kStateScale = 1.0F / kActivationRange;

// The arithmetic of the network. One table of functions a processor class; all entries are pure,
// thread-safe and never allocate. Sums are integers and every float operation is done in the same
// order without fusing, so all tables give bit for bit the same results.
struct Kernels {
  const char* name;
  // Rows of `width` floats (a multiple of 8) as integers and a scale each, by the row's largest.
  void (*quantise)(const float* x, std::size_t x_stride, std::size_t width, std::size_t rows,
                   std::int16_t* out, std::size_t out_stride, float* scales);
  // y[r][0..outputs) = (accumulate ? y : bias or 0) + scales[r] * x[r] * matrix, for `rows` rows;
  // y has room for the padded outputs. `scale_step` is 1, or 0 if all rows share scales[0].
  void (*multiply)(const PackedMatrix& matrix, const std::int16_t* x, std::size_t x_stride,
                   const float* scales, std::size_t scale_step, std::size_t rows, const float* bias,
                   bool accumulate, float* y, std::size_t y_stride);
  // One LSTM step for `rows` sentences: gates (i, f, g, o blocks of `hidden`) and the old cell
  // give the new cell in place and the new output in units of kStateScale.
  void (*lstm_step)(const float* gates, std::size_t gates_stride, std::size_t hidden,
                    std::size_t rows, float* cell, std::int16_t* output, std::size_t output_stride);
  // scores[j] = left . rights[j], for `count` vectors of `size` floats (a multiple of 8) with
  // stride `stride`.
  void (*dot_many)(const float* left, const float* rights, std::size_t stride, std::size_t count,
                   std::size_t size, float* scores);
};

// Leaky rectifier with slope 0.1, in place.
void leaky_relu(float* values, std::size_t count);
// What the label of an arc is told from: leaky(dependent + head), then dependent * head.
void pair_features(const float* dependent, const float* head, std::size_t size, float* out);
// out[i] += factor * bytes[i]
void add_bytes(const std::int8_t* bytes, float factor, std::size_t count, float* out);
// The first of the largest values.
std::size_t index_of_largest(const float* values, std::size_t count);

// Plain C++, for every processor.
const Kernels& portable_kernels();
// The tables that this processor supports, the fastest last: "portable", "sse2", "avx2", "avx512".
std::span<const Kernels* const> available_kernels();
const Kernels& best_kernels();

}  // namespace entente
