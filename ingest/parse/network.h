#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "ingest/document.h"
#include "ingest/parse/kernels.h"
#include "ingest/parse/lemma_rules.h"

namespace entente {

// The trained network, ready to run. Internal to ingest/parse; see model.h for how it is opened.

// An embedding table of bytes with one scale a row, read in place from the mapped file.
struct ByteTable {
  const std::int8_t* rows = nullptr;
  const float* scales = nullptr;
  std::size_t count = 0;
  std::size_t width = 0;
  // out[0..width) += weight * row
  void add_row(std::size_t row, float weight, float* out) const;
};

struct LstmDirection {
  PackedMatrix input;      // 4 hidden x inputs
  PackedMatrix recurrent;  // 4 hidden x hidden
  std::vector<float> bias;
};

struct LinearLayer {
  std::size_t outputs = 0;
  PackedMatrix weight;
  std::vector<float> bias;  // padded like the outputs
};

// A tag of the joint inventory.
struct TagClass {
  Upos upos = Upos::kX;
  std::string xpos;
  std::string feats;
};

struct Network {
  static constexpr std::size_t kArc = 128;     // width of the arc projections
  static constexpr std::size_t kLabel = 80;    // width of the label projections
  static constexpr std::size_t kTag = 128;     // hidden units in front of tags and lemmas
  static constexpr std::size_t kNames = 48;    // hidden units in front of names
  static constexpr std::size_t kVector = 100;  // GloVe
  // where each head's units lie in the joint projection
  static constexpr std::size_t kArcDep = 0, kArcHead = kArc, kTagAt = 2 * kArc,
                               kNameAt = kTagAt + kTag, kLabelDep = kNameAt + kNames,
                               kLabelHead = kLabelDep + kLabel, kProjected = kLabelHead + kLabel;

  std::span<const std::uint32_t> vector_keys;  // sorted; row i of `vectors` belongs to key i
  ByteTable vectors, forms, affixes;
  std::vector<float> unknown;  // vector of a word without one
  std::vector<float> shapes;   // shape rows, shape_width each
  std::size_t shape_width = 0;
  std::size_t input = 0;   // features a token
  std::size_t hidden = 0;  // units a direction
  LstmDirection lstm[2][2];
  std::vector<float> root_projection;  // `projection` of the root's vector
  LinearLayer projection, arc, label, tag, lemma, name;
  std::vector<TagClass> tags;
  std::vector<LemmaRule> lemma_rules;  // the first ones are the classes of `lemma`
  std::size_t lemma_classes = 0;
  // Words of the training trees: hash of lower-cased form and Penn tag (sorted) -> rule.
  std::span<const std::uint32_t> lemma_keys, lemma_values;
  std::vector<std::string> labels;
  std::size_t root_label = 0;
  std::vector<EntityType> name_types;  // by class: type, and whether the class begins a name
  std::vector<bool> name_begins;
  std::uint64_t checksum = 0;           // of the file
  std::shared_ptr<const void> storage;  // keeps the mapped bytes alive

  // Whether a word with this feature_hash(40, ...) has a vector, and its row.
  std::optional<std::size_t> find_vector(std::uint32_t key) const;
  // The rule of a word that the training trees know.
  const LemmaRule* find_lemma_rule(std::string_view lower_form, std::string_view xpos) const;

  // Reads the sections; every inconsistency is kCorrupt.
  static Result<Network> load(std::span<const std::byte> bytes, const std::string& name);
};

}  // namespace entente
