#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/parse/features.h"
#include "ingest/parse/network.h"

namespace entente {

// Turns forms into the network's input vectors. Keeps the vectors of recent forms (news repeats its
// words), in memory of fixed size. One object a thread; the network must outlive it.
class TokenFeatures {
 public:
  explicit TokenFeatures(const Network& network);

  // Writes the network.input floats of a form in a sentence cased like this.
  void write(std::string_view form, CaseClass casing, float* out);

 private:
  struct Slot {
    std::string form;
    bool filled = false;
  };
  void compute(std::string_view form, float* out) const;

  const Network& net_;
  std::vector<Slot> slots_;    // by hash of the form; a newer form replaces an older one
  std::vector<float> values_;  // net_.input floats a slot
};

}  // namespace entente
