#pragma once

#include <cstddef>
#include <vector>

namespace entente {

// A weight matrix y = x W^T repacked for multiplication: panels of 16 outputs, each panel holding
// for every input the 16 weights side by side. `outputs` is padded to a multiple of 16 with zeros.
struct PackedMatrix {
  std::size_t inputs = 0;
  std::size_t outputs = 0;
  std::vector<float> panels;
};

// Packs `rows` x `columns` weights, one output a row (as PyTorch stores them).
PackedMatrix pack_matrix(const float* weights, std::size_t rows, std::size_t columns);

// The arithmetic of the network. One table of functions a processor class; all entries are pure,
// thread-safe and never allocate. Both tables sum in the same order; fused multiply-add leaves
// differences in the last bits only.
struct Kernels {
  const char* name;
  // y[r][0..outputs) = (accumulate ? y : bias or 0) + x[r] * matrix, for `rows` rows of x with
  // stride `x_stride`; y has stride `y_stride` and room for the padded outputs.
  void (*multiply)(const PackedMatrix& matrix, const float* x, std::size_t x_stride,
                   std::size_t rows, const float* bias, bool accumulate, float* y,
                   std::size_t y_stride);
  // One LSTM step for `rows` sentences: gates (i, f, g, o blocks of `hidden`) and the old cell
  // give the new cell in place and the new output.
  void (*lstm_step)(const float* gates, std::size_t gates_stride, std::size_t hidden,
                    std::size_t rows, float* cell, float* output, std::size_t output_stride);
  // scores[j] = left . rights[j], for `count` vectors of `size` floats with stride `stride`.
  void (*dot_many)(const float* left, const float* rights, std::size_t stride, std::size_t count,
                   std::size_t size, float* scores);
};

const Kernels& portable_kernels();
// The fastest table that this processor supports.
const Kernels& best_kernels();

}  // namespace entente
