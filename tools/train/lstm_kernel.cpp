// Both passes of one LSTM direction over a packed batch for training on the CPU: about half the
// time of PyTorch's own, because the weights' gradients are one product a layer instead of one a
// step. Built and loaded by fast_lstm.py. Gates in PyTorch's order i, f, g, o; all matrices row by
// row.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

extern "C" {

// The part of the CBLAS interface that is used (row-major = 101, no transpose = 111, transpose =
// 112).
void cblas_sgemm(int, int, int, int, int, int, float, const float*, int, const float*, int, float,
                 float*, int);

struct Packed {
  std::int64_t rows, inputs, hidden, steps;
  const std::int64_t* sizes;  // sentences a step, never growing
  std::int64_t backward;      // 1: from the last step to the first
  std::int64_t stride;        // of outputs: 2 * hidden
};

static std::vector<std::int64_t> begins(const Packed& p) {
  std::vector<std::int64_t> at(1, 0);
  for (std::int64_t t = 0; t < p.steps; ++t) at.push_back(at.back() + p.sizes[t]);
  return at;
}

// Clamped, because fast division makes no number of one over infinity.
static float sigmoid(float x) {
  x = x < -40.0F ? -40.0F : x;
  return 1.0F / (1.0F + std::exp(-x));
}
static float fast_tanh(float x) { return 2.0F * sigmoid(2.0F * x) - 1.0F; }

// gates: rows x 4 hidden, filled with the activated gates; cells: rows x hidden; out: rows x
// stride.
void lstm_forward(const Packed* packed, const float* x, const float* w_in, const float* w_rec,
                  const float* bias, float* gates, float* cells, float* out) {
  const Packed& p = *packed;
  const std::int64_t h = p.hidden;
  const auto at = begins(p);
  for (std::int64_t r = 0; r < p.rows; ++r)
    std::memcpy(gates + r * 4 * h, bias, sizeof(float) * 4 * h);
  cblas_sgemm(101, 111, 112, p.rows, 4 * h, p.inputs, 1, x, p.inputs, w_in, p.inputs, 1, gates,
              4 * h);
  for (std::int64_t s = 0; s < p.steps; ++s) {
    const std::int64_t t = p.backward ? p.steps - 1 - s : s, n = p.sizes[t];
    float* g = gates + at[t] * 4 * h;
    std::int64_t before = p.backward ? t + 1 : t - 1, shared = 0;
    if (s > 0) {
      shared = n < p.sizes[before] ? n : p.sizes[before];
      cblas_sgemm(101, 111, 112, shared, 4 * h, h, 1, out + at[before] * p.stride, p.stride, w_rec,
                  h, 1, g, 4 * h);
    }
    for (std::int64_t r = 0; r < n; ++r) {
      float* gr = g + r * 4 * h;
      float* c = cells + (at[t] + r) * h;
      float* o = out + (at[t] + r) * p.stride;
      const float* old = r < shared ? cells + (at[before] + r) * h : nullptr;
      for (std::int64_t j = 0; j < h; ++j) gr[j] = sigmoid(gr[j]);
      for (std::int64_t j = 0; j < h; ++j) gr[h + j] = sigmoid(gr[h + j]);
      for (std::int64_t j = 0; j < h; ++j) gr[2 * h + j] = fast_tanh(gr[2 * h + j]);
      for (std::int64_t j = 0; j < h; ++j) gr[3 * h + j] = sigmoid(gr[3 * h + j]);
      for (std::int64_t j = 0; j < h; ++j) c[j] = gr[j] * gr[2 * h + j];
      if (old) {
        for (std::int64_t j = 0; j < h; ++j) c[j] += gr[h + j] * old[j];
      }
      for (std::int64_t j = 0; j < h; ++j) o[j] = gr[3 * h + j] * fast_tanh(c[j]);
    }
  }
}

// d_out: gradient of out; gates become their gradients. dx is added to, the others are overwritten.
void lstm_backward(const Packed* packed, const float* x, const float* w_in, const float* w_rec,
                   float* gates, const float* cells, const float* out, const float* d_out,
                   float* dx, float* dw_in, float* dw_rec, float* d_bias) {
  const Packed& p = *packed;
  const std::int64_t h = p.hidden, most = p.steps > 0 ? p.sizes[0] : 0;
  const auto at = begins(p);
  std::vector<float> dh(most * h), dc(most * h), previous(p.rows * h);
  for (std::int64_t s = p.steps; s-- > 0;) {
    const std::int64_t t = p.backward ? p.steps - 1 - s : s, n = p.sizes[t];
    const std::int64_t before = p.backward ? t + 1 : t - 1;
    const std::int64_t shared = s == 0 ? 0 : (n < p.sizes[before] ? n : p.sizes[before]);
    float* g = gates + at[t] * 4 * h;
    for (std::int64_t r = 0; r < n; ++r) {
      float *gi = g + r * 4 * h, *gf = gi + h, *gg = gf + h, *go = gg + h;
      const float* c = cells + (at[t] + r) * h;
      const float* d = d_out + (at[t] + r) * p.stride;
      float *dcr = &dc[r * h], *dhr = &dh[r * h];
      const bool has_old = r < shared;
      const float* old = cells + (at[has_old ? before : t] + r) * h;
      const float use = has_old ? 1.0F : 0.0F;
      for (std::int64_t j = 0; j < h; ++j) {
        const float i = gi[j], f = gf[j], u = gg[j], o = go[j], tc = fast_tanh(c[j]),
                    dho = d[j] + dhr[j];
        const float dcell = dcr[j] + dho * o * (1 - tc * tc);
        go[j] = dho * tc * o * (1 - o);
        gi[j] = dcell * u * i * (1 - i);
        gg[j] = dcell * i * (1 - u * u);
        gf[j] = use * dcell * old[j] * f * (1 - f);
        dcr[j] = dcell * f;
      }
      if (has_old)
        std::memcpy(&previous[(at[t] + r) * h], out + (at[before] + r) * p.stride,
                    sizeof(float) * h);
    }
    cblas_sgemm(101, 111, 111, n, h, 4 * h, 1, g, 4 * h, w_rec, h, 0, dh.data(), h);
  }
  cblas_sgemm(101, 112, 111, 4 * h, h, p.rows, 1, gates, 4 * h, previous.data(), h, 0, dw_rec, h);
  cblas_sgemm(101, 112, 111, 4 * h, p.inputs, p.rows, 1, gates, 4 * h, x, p.inputs, 0, dw_in,
              p.inputs);
  cblas_sgemm(101, 111, 111, p.rows, p.inputs, 4 * h, 1, gates, 4 * h, w_in, p.inputs, 1, dx,
              p.inputs);
  std::memset(d_bias, 0, sizeof(float) * 4 * h);
  for (std::int64_t r = 0; r < p.rows; ++r) {
    for (std::int64_t j = 0; j < 4 * h; ++j) d_bias[j] += gates[r * 4 * h + j];
  }
}
}
