#include "ingest/parse/input_cache.h"

#include <algorithm>

#include "ingest/parse/token_features.h"

namespace entente {
namespace {

constexpr std::size_t kSlots = 4096;
constexpr std::size_t kWays = 4;          // slots that a word may be in
constexpr int kMostUses = 15;             // that are counted
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
  const std::size_t set =
      (feature_hash(0, form) + 977 * static_cast<std::size_t>(casing)) % (kSlots / kWays) * kWays;
  for (std::size_t at = set; at < set + kWays; ++at) {
    Slot& slot = slots_[at];
    if (slot.used == 0 || slot.form != form || slot.casing != casing) continue;
    slot.used = batch_;
    slot.uses = static_cast<std::uint8_t>(std::min(slot.uses + 1, kMostUses));
    sources_.push_back(2 * at);
    return;
  }
  compute(form, casing);
  const std::optional<std::size_t> at = form.size() <= kLongestForm ? free_slot(set) : std::nullopt;
  sources_.push_back(at ? 2 * *at : 2 * missing_.size() + 1);
  missing_.push_back(at);
  if (!at) return;
  Slot& slot = slots_[*at];
  slot.form = form;
  slot.casing = casing;
  slot.used = batch_;
}

// The slot that was used least goes; what it had been used more often is taken off the others, so
// that words of an earlier text leave. A slot that this batch reads stays until its end.
std::optional<std::size_t> InputCache::free_slot(std::size_t set) {
  std::optional<std::size_t> least;
  for (std::size_t at = set; at < set + kWays; ++at) {
    if (slots_[at].used == batch_) continue;
    if (!least || slots_[at].uses < slots_[*least].uses) least = at;
  }
  if (!least) return std::nullopt;
  const std::uint8_t uses = slots_[*least].uses;
  for (std::size_t at = set; at < set + kWays; ++at) {
    slots_[at].uses = static_cast<std::uint8_t>(slots_[at].uses - std::min(slots_[at].uses, uses));
  }
  return least;
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
    if (!missing_[i]) continue;
    std::copy_n(&fresh_[i * width_], width_, &kept_[*missing_[i] * width_]);
  }
}

const float* InputCache::sums(std::size_t i) const {
  const std::size_t at = sources_[i] / 2 * width_;
  return sources_[i] % 2 == 0 ? &kept_[at] : &fresh_[at];
}

}  // namespace entente
