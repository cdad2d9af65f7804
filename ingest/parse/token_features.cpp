#include "ingest/parse/token_features.h"

#include <algorithm>

namespace entente {

void write_token_features(const Network& network, std::string_view form, CaseClass casing,
                          float* out) {
  const WordFeatures f = word_features(form);
  std::fill(out, out + network.input, 0.0F);
  if (const auto row = network.find_vector(f.vector_key)) {
    network.vectors.add_row(*row, 1.0F, out);
  } else {
    std::copy(network.unknown.begin(), network.unknown.end(), out);
  }
  float* at = out + Network::kVector;
  network.forms.add_row(f.form_row, 1.0F, at);
  at += network.forms.width;
  for (std::size_t i = 0; i < f.affix_count; ++i) network.affixes.add_row(f.affixes[i], 1.0F, at);
  const float share = 1.0F / static_cast<float>(std::max<std::size_t>(1, f.gram_count));
  for (std::size_t i = 0; i < f.gram_count; ++i) network.affixes.add_row(f.grams[i], share, at);
  at += network.affixes.width;
  const std::size_t width = network.shape_width;
  const float* shape = &network.shapes[f.shape_row * width];
  const float* cased = &network.shapes[(1 + static_cast<std::size_t>(casing)) * width];
  for (std::size_t i = 0; i < width; ++i) at[i] = shape[i] + cased[i];
}

}  // namespace entente
