#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/parse/features.h"
#include "ingest/parse/network.h"

namespace entente {

// What the first LSTM layer makes of a form (its input sums for both directions) depends on the
// form and the casing of its sentence alone. News repeats its words, so those of frequent forms
// are kept, in memory of fixed size (about 20 MB). One object a thread; the network must outlive
// it.
class InputCache {
 public:
  InputCache(const Network& network, const Kernels& kernels);

  // A batch: begin, add every token, finish; then sums(i) is that of the token added as number i.
  void begin();
  void add(std::string_view form, CaseClass casing);
  void finish();
  // 4 hidden sums of the forward direction, then those of the backward one.
  const float* sums(std::size_t i) const;

 private:
  struct Slot {
    std::string form;
    CaseClass casing = CaseClass::kOrdinary;
    std::uint64_t used = 0;  // the last batch that reads it; 0 if never filled
    std::uint8_t uses = 0;
  };
  void compute(std::string_view form, CaseClass casing);
  // One of the set that begins at `set`, to be filled anew.
  std::optional<std::size_t> free_slot(std::size_t set);

  const Network& net_;
  const Kernels& kernels_;
  std::size_t width_;        // sums a token
  std::vector<Slot> slots_;  // sets of four; the hash of a form gives its set
  std::vector<float> kept_;  // width_ floats a slot
  std::uint64_t batch_ = 0;
  std::vector<std::optional<std::size_t>> missing_;  // slots that are to keep the rows of fresh_
  std::vector<float> features_, scales_, fresh_;
  std::vector<std::int16_t> integers_;
  // Where a token's sums are: slot * 2, or row of fresh_ * 2 + 1.
  std::vector<std::size_t> sources_;
};

}  // namespace entente
