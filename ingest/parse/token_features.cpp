#include "ingest/parse/token_features.h"

#include <algorithm>

namespace entente {
namespace {

constexpr std::size_t kSlots = 8192;

}  // namespace

TokenFeatures::TokenFeatures(const Network& network)
    : net_(network), slots_(kSlots), values_(kSlots * network.input) {}

void TokenFeatures::write(std::string_view form, CaseClass casing, float* out) {
  const std::size_t at = feature_hash(0, form) % kSlots;
  float* kept = &values_[at * net_.input];
  Slot& slot = slots_[at];
  if (!slot.filled || slot.form != form) {
    compute(form, kept);
    slot.form = form;
    slot.filled = true;
  }
  std::copy(kept, kept + net_.input, out);
  float* shape = out + net_.input - net_.shape_width;
  const float* row = &net_.shapes[(1 + static_cast<std::size_t>(casing)) * net_.shape_width];
  for (std::size_t i = 0; i < net_.shape_width; ++i) shape[i] += row[i];
}

void TokenFeatures::compute(std::string_view form, float* out) const {
  const WordFeatures f = word_features(form);
  std::fill(out, out + net_.input, 0.0F);
  if (const auto row = net_.find_vector(f.vector_key)) {
    net_.vectors.add_row(*row, 1.0F, out);
  } else {
    std::copy(net_.unknown.begin(), net_.unknown.end(), out);
  }
  float* at = out + Network::kVector;
  net_.forms.add_row(f.form_row, 1.0F, at);
  at += net_.forms.width;
  for (std::size_t i = 0; i < f.affix_count; ++i) net_.affixes.add_row(f.affixes[i], 1.0F, at);
  const float share = 1.0F / static_cast<float>(std::max<std::size_t>(1, f.gram_count));
  for (std::size_t i = 0; i < f.gram_count; ++i) net_.affixes.add_row(f.grams[i], share, at);
  at += net_.affixes.width;
  const float* shape = &net_.shapes[f.shape_row * net_.shape_width];
  std::copy(shape, shape + net_.shape_width, at);
}

}  // namespace entente
