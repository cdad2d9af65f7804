#include "ingest/parse/input_cache.h"

#include <algorithm>

#include "ingest/parse/token_features.h"

namespace entente {
namespace {

constexpr std::size_t kSlots = 4096;
constexpr std::size_t kLongestForm = 64;  // bytes; longer ones are not kept

}  // namespace

InputCache::InputCache(const Network& network, const Kernels& kernels)
    : net_(network),
      kernels_(kernels),
      width_(8 * network.hidden),
      slots_(kSlots),
      kept_(kSlots * width_) {}

void InputCache::begin() {
  ++batch_;
  missing_.clear();
  features_.clear();
  sources_.clear();
}

void InputCache::add(std::string_view form, CaseClass casing) {
  const std::size_t at =
      (feature_hash(0, form) + 977 * static_cast<std::size_t>(casing)) % slots_.size();
  Slot& slot = slots_[at];
  if (slot.used != 0 && slot.form == form && slot.casing == casing) {
    slot.used = batch_;
    sources_.push_back(2 * at);
    return;
  }
  compute(form, casing);
  // A slot that this batch reads already cannot be given away before its end.
  const bool keep = slot.used != batch_ && form.size() <= kLongestForm;
  sources_.push_back(keep ? 2 * at : 2 * missing_.size() + 1);
  missing_.push_back({at, keep});
  if (!keep) return;
  slot.form = form;
  slot.casing = casing;
  slot.used = batch_;
}

void InputCache::compute(std::string_view form, CaseClass casing) {
  features_.resize(features_.size() + net_.input);
  write_token_features(net_, form, casing, features_.data() + features_.size() - net_.input);
}

void InputCache::finish() {
  const std::size_t rows = missing_.size();
  integers_.resize(rows * net_.input);
  scales_.resize(rows);
  fresh_.resize(std::max(fresh_.size(), rows * width_));
  kernels_.quantise(features_.data(), net_.input, net_.input, rows, integers_.data(), net_.input,
                    scales_.data());
  for (std::size_t side = 0; side < 2; ++side) {
    const LstmDirection& lstm = net_.lstm[0][side];
    kernels_.multiply(lstm.input, integers_.data(), net_.input, scales_.data(), 1, rows,
                      lstm.bias.data(), false, fresh_.data() + side * width_ / 2, width_);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    if (!missing_[i].keep) continue;
    std::copy_n(&fresh_[i * width_], width_, &kept_[missing_[i].slot * width_]);
  }
}

const float* InputCache::sums(std::size_t i) const {
  const std::size_t at = sources_[i] / 2 * width_;
  return sources_[i] % 2 == 0 ? &kept_[at] : &fresh_[at];
}

}  // namespace entente
