#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "ingest/parse/kernels.h"

namespace entente {

// What the kernel tables share. Internal to ingest/parse.

inline constexpr std::size_t kPanel = 16;  // outputs of a panel of a PackedMatrix

// 2^x for |x| <= kPowerRange: the integer part of x goes into the exponent, a polynomial (minimax,
// relative error 2.4e-7) makes the rest. Adding kShift leaves no bits for a fraction, so that the
// low bits of the sum are the integer.
inline constexpr float kPowerRange = 40.0F;   // the product of three powers is still a float
inline constexpr float kShift = 12582912.0F;  // 1.5 * 2^23
inline constexpr float kPower[] = {1.32764713e-3F, 9.67554096e-3F, 5.55071309e-2F,
                                   2.40221202e-1F, 6.93146944e-1F, 1.00000012F};
inline constexpr float kLog2E = 1.44269504088896341F;

inline float power_of_two(float x) {
  x = x > -kPowerRange ? x : -kPowerRange;
  x = x < kPowerRange ? x : kPowerRange;
  const float shifted = x + kShift;
  const float f = x - (shifted - kShift);
  float p = kPower[0];
  for (int i = 1; i < 6; ++i) p = p * f + kPower[i];
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(p) +
                              (std::bit_cast<std::uint32_t>(shifted) << 23));
}

// What the gates of an LSTM make of a cell, with one division for the cell and one for the output:
// the sigmoid of x is 1 / (1 + a) with a = e^-x, the tanh of x is (1 - a) / (1 + a) with a = e^-2x.
struct LstmCell {
  float cell, output;  // the output in units of kStateScale
};
inline LstmCell lstm_cell(float input, float forget, float fresh, float out, float before) {
  const float i = power_of_two(input * -kLog2E) + 1.0F;
  const float f = power_of_two(forget * -kLog2E) + 1.0F;
  const float n = power_of_two(fresh * (-2.0F * kLog2E));
  const float o = power_of_two(out * -kLog2E) + 1.0F;
  const float in = i * (1.0F + n);
  const float cell = (before * in + (1.0F - n) * f) / (in * f);
  const float t = power_of_two(cell * (-2.0F * kLog2E));
  return {cell, (1.0F - t) * kActivationRange / (o * (1.0F + t))};
}

// To the nearest integer, halves to the even one, for |x| < 2^22. Unlike std::nearbyint the
// compiler can do many at once.
inline float round_to_even(float x) { return (x + kShift) - kShift; }

inline std::int16_t to_integer(float x) {
  return static_cast<std::int16_t>(static_cast<std::int32_t>(round_to_even(x)));
}

#if defined(__x86_64__)
// Null where the processor lacks the instructions.
const Kernels* sse2_kernels();
const Kernels* avx2_kernels();
const Kernels* avx512_kernels();
#endif

}  // namespace entente
