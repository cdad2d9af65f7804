#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "ingest/parse/kernels.h"

namespace entente {

// What the kernel tables share. Internal to ingest/parse.

inline constexpr std::size_t kPanel = 16;  // outputs of a panel of a PackedMatrix

// exp by range reduction and a degree-6 polynomial (Cephes' expf); error of a few ulp.
inline constexpr float kExpHigh = 88.0F;
inline constexpr float kExpLow = -87.0F;
inline constexpr float kLog2E = 1.44269504088896341F;
inline constexpr float kLn2High = 0.693359375F;
inline constexpr float kLn2Low = -2.12194440e-4F;
inline constexpr float kExpP[] = {1.9875691500e-4F, 1.3981999507e-3F, 8.3334519073e-3F,
                                  4.1665795894e-2F, 1.6666665459e-1F, 5.0000001201e-1F};

// To the nearest integer, halves to the even one, for |x| < 2^22: adding 1.5 * 2^23 leaves no bits
// for a fraction. Unlike std::nearbyint the compiler can do many at once.
inline float round_to_even(float x) {
  constexpr float kShift = 12582912.0F;
  return (x + kShift) - kShift;
}

inline float fast_exp(float x) {
  x = x > kExpLow ? x : kExpLow;
  x = x < kExpHigh ? x : kExpHigh;
  const float n = round_to_even(x * kLog2E);
  const float r = (x - n * kLn2High) - n * kLn2Low;
  float p = kExpP[0];
  for (int i = 1; i < 6; ++i) p = p * r + kExpP[i];
  p = (p * r) * r + (r + 1.0F);
  const std::int32_t exponent = (static_cast<std::int32_t>(n) + 127) * (1 << 23);
  return p * std::bit_cast<float>(exponent);
}

inline float sigmoid(float x) { return 1.0F / (1.0F + fast_exp(0.0F - x)); }
inline float fast_tanh(float x) { return 2.0F * sigmoid(x + x) - 1.0F; }

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
