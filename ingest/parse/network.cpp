#include "ingest/parse/network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "ingest/parse/features.h"
#include "ingest/parse/model_file.h"

namespace entente {
namespace {

constexpr std::array<std::pair<const char*, Upos>, 17> kUposNames = {{
    {"X", Upos::kX},
    {"ADJ", Upos::kAdj},
    {"ADP", Upos::kAdp},
    {"ADV", Upos::kAdv},
    {"AUX", Upos::kAux},
    {"CCONJ", Upos::kCconj},
    {"DET", Upos::kDet},
    {"INTJ", Upos::kIntj},
    {"NOUN", Upos::kNoun},
    {"NUM", Upos::kNum},
    {"PART", Upos::kPart},
    {"PRON", Upos::kPron},
    {"PROPN", Upos::kPropn},
    {"PUNCT", Upos::kPunct},
    {"SCONJ", Upos::kSconj},
    {"SYM", Upos::kSym},
    {"VERB", Upos::kVerb},
}};

constexpr std::array<std::pair<const char*, EntityType>, 6> kNameTypes = {{
    {"PERSON", EntityType::kPerson},
    {"ORG", EntityType::kOrganization},
    {"PLACE", EntityType::kPlace},
    {"NORP", EntityType::kNationality},
    {"GROUP", EntityType::kGroup},
    {"EVENT", EntityType::kEvent},
}};

// Reads sections one by one; after the first failure every further call does nothing.
class Loader {
 public:
  Loader(const ModelFile& file, std::string name) : file_(file), name_(std::move(name)) {}

  std::vector<float> floats(const std::string& section, std::size_t rows, std::size_t columns) {
    std::vector<float> out = take(file_.floats(section, narrow(rows), narrow(columns)));
    for (const float x : out) {
      if (!std::isfinite(x)) fail("section " + section + " holds no number");
    }
    return out;
  }
  std::vector<std::string> lines(const std::string& section) { return take(file_.lines(section)); }
  ModelFile::Section section(const std::string& section, ModelFile::Type type) {
    return take(file_.find(section, type));
  }

  std::span<const std::uint32_t> numbers(const std::string& section) {
    const ModelFile::Section s = this->section(section, ModelFile::Type::kUnsigned);
    return {reinterpret_cast<const std::uint32_t*>(s.bytes.data()), s.bytes.size() / 4};
  }

  ByteTable table(const std::string& section, std::size_t width) {
    const ModelFile::Section rows = this->section(section + ".rows", ModelFile::Type::kInt8);
    const ModelFile::Section scales = this->section(section + ".scales", ModelFile::Type::kFloat);
    if (rows.columns != width || std::size_t{scales.rows} * scales.columns != rows.rows) {
      fail("table " + section + " has the wrong shape");
      return {};
    }
    return {reinterpret_cast<const std::int8_t*>(rows.bytes.data()),
            reinterpret_cast<const float*>(scales.bytes.data()), rows.rows, width};
  }

  LinearLayer linear(const std::string& section, std::size_t outputs, std::size_t inputs) {
    LinearLayer layer;
    const std::vector<float> weight = floats(section + ".weight", outputs, inputs);
    outputs = weight.size() / inputs;
    layer.outputs = outputs;
    layer.bias = floats(section + ".bias", 1, outputs);
    if (!ok()) return layer;
    layer.weight = pack_matrix(weight.data(), outputs, inputs);
    layer.bias.resize(layer.weight.outputs, 0.0F);
    return layer;
  }

  // weight * input + bias, in floats.
  std::vector<float> apply(const std::string& section, const std::vector<float>& input) {
    const std::vector<float> weight = floats(section + ".weight", 0, input.size());
    std::vector<float> out = floats(section + ".bias", 1, 0);
    if (!ok() || weight.size() != out.size() * input.size()) return out;
    for (std::size_t i = 0; i < weight.size(); ++i) {
      out[i / input.size()] += weight[i] * input[i % input.size()];
    }
    return out;
  }

  LstmDirection direction(const std::string& section, std::size_t inputs, std::size_t hidden) {
    LstmDirection out;
    const std::vector<float> input = floats(section + ".in", 4 * hidden, inputs);
    const std::vector<float> recurrent = floats(section + ".rec", 4 * hidden, hidden);
    out.bias = floats(section + ".bias", 1, 4 * hidden);
    if (!ok()) return out;
    out.input = pack_matrix(input.data(), 4 * hidden, inputs);
    out.recurrent = pack_matrix(recurrent.data(), 4 * hidden, hidden);
    return out;
  }

  void fail(const std::string& what) {
    if (!error_) {
      error_ = Error{Error::Code::kCorrupt,
                     "model file " + name_ + " is damaged (" + what + "); install it again"};
    }
  }
  bool ok() const { return !error_.has_value(); }
  const Error& error() const { return *error_; }

 private:
  static std::uint32_t narrow(std::size_t n) { return static_cast<std::uint32_t>(n); }

  template <typename T>
  T take(Result<T> result) {
    if (!result && !error_) error_ = result.error();
    return result && ok() ? std::move(result).value() : T{};
  }

  const ModelFile& file_;
  std::string name_;
  std::optional<Error> error_;
};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back().push_back(c);
    }
  }
  return fields;
}

std::optional<Upos> upos_of(const std::string& name) {
  for (const auto& [text, tag] : kUposNames) {
    if (name == text) return tag;
  }
  return std::nullopt;
}

void load_tables(Loader& in, Network& net) {
  net.vectors = in.table("vector", Network::kVector);
  net.vector_keys = in.numbers("vector.keys");
  if (net.vector_keys.size() != net.vectors.count) in.fail("word keys and vectors differ");
  net.unknown = in.floats("unknown", 1, Network::kVector);
  const auto form = in.section("form.rows", ModelFile::Type::kInt8);
  const auto affix = in.section("affix.rows", ModelFile::Type::kInt8);
  net.forms = in.table("form", form.columns);
  net.affixes = in.table("affix", affix.columns);
  net.shapes = in.floats("shape.rows", WordFeatures::kShapeRows, 0);
  net.shape_width = net.shapes.size() / WordFeatures::kShapeRows;
  net.input = Network::kVector + net.forms.width + net.affixes.width + net.shape_width;
  if (net.forms.count != WordFeatures::kFormRows || net.affixes.count != WordFeatures::kAffixRows) {
    in.fail("embedding tables have the wrong size");
  }
}

void load_classes(Loader& in, Network& net) {
  for (const std::string& line : in.lines("tags")) {
    const std::vector<std::string> f = split(line);
    const std::optional<Upos> upos = upos_of(f[0]);
    if (f.size() != 3 || !upos) return in.fail("tag " + line);
    net.tags.push_back({*upos, f[1], f[2] == "_" ? "" : f[2]});
  }
  for (const std::string& line : in.lines("scripts")) {
    Result<LemmaRule> rule = parse_lemma_rule(line);
    if (!rule) return in.fail(rule.error().message);
    net.lemma_rules.push_back(std::move(rule).value());
  }
  net.labels = in.lines("labels");
  net.root_label = net.labels.size();
  for (std::size_t i = 0; i < net.labels.size(); ++i) {
    if (net.labels[i] == "root") net.root_label = i;
  }
  if (in.ok() && net.root_label == net.labels.size()) in.fail("no root label");
  for (const std::string& line : in.lines("names")) {
    EntityType type = EntityType::kNone;
    for (const auto& [text, t] : kNameTypes) {
      if (line.size() > 2 && line.substr(2) == text) type = t;
    }
    if (line.empty() || (type == EntityType::kNone && line != "O"))
      return in.fail("name class " + line);
    // Class 0 is "no name"; then each type begins at an odd class and continues at the next one.
    const std::size_t k = net.name_types.size();
    const char prefix = k == 0 ? 'O' : k % 2 == 1 ? 'B' : 'I';
    if (line[0] != prefix || (prefix == 'I' && type != net.name_types.back())) {
      return in.fail("name class " + line);
    }
    net.name_types.push_back(type);
    net.name_begins.push_back(line[0] == 'B');
  }
  net.lemma_keys = in.numbers("lemma.keys");
  net.lemma_values = in.numbers("lemma.values");
  if (net.lemma_keys.size() != net.lemma_values.size()) in.fail("lemma table");
  for (const std::uint32_t rule : net.lemma_values) {
    if (rule >= net.lemma_rules.size()) return in.fail("lemma table");
  }
  if (in.ok() && net.name_types.size() % 2 == 0) in.fail("name classes");
  if (in.ok() && (net.tags.empty() || net.lemma_rules.empty() || net.name_types.empty())) {
    in.fail("a class list is empty");
  }
}

}  // namespace

void ByteTable::add_row(std::size_t row, float weight, float* out) const {
  add_bytes(rows + row * width, scales[row] * weight, width, out);
}

std::optional<std::size_t> Network::find_vector(std::uint32_t key) const {
  const auto found = std::lower_bound(vector_keys.begin(), vector_keys.end(), key);
  if (found == vector_keys.end() || *found != key) return std::nullopt;
  return static_cast<std::size_t>(found - vector_keys.begin());
}

const LemmaRule* Network::find_lemma_rule(std::string_view lower_form,
                                          std::string_view xpos) const {
  std::string word(lower_form);
  word.push_back('\t');
  word.append(xpos);
  const std::uint32_t key = feature_hash(50, word);
  const auto found = std::lower_bound(lemma_keys.begin(), lemma_keys.end(), key);
  if (found == lemma_keys.end() || *found != key) return nullptr;
  return &lemma_rules[lemma_values[static_cast<std::size_t>(found - lemma_keys.begin())]];
}

Result<Network> Network::load(std::span<const std::byte> bytes, const std::string& name) {
  const Result<ModelFile> file = ModelFile::parse(bytes, name);
  if (!file) return file.error();
  Loader in(*file, name);
  Network net;
  net.checksum = file->checksum();
  load_tables(in, net);
  const std::vector<float> root = in.floats("root", 1, 0);
  net.hidden = root.size() / 2;
  if (in.ok() && (net.hidden == 0 || net.hidden % 16 != 0)) in.fail("odd hidden size");
  if (in.ok() && net.input % 8 != 0) in.fail("odd input size");
  const char* names[2][2] = {{"lstm1.f", "lstm1.b"}, {"lstm2.f", "lstm2.b"}};
  for (std::size_t layer = 0; layer < 2 && in.ok(); ++layer) {
    for (std::size_t side = 0; side < 2; ++side) {
      const std::size_t inputs = layer == 0 ? net.input : 2 * net.hidden;
      net.lstm[layer][side] = in.direction(names[layer][side], inputs, net.hidden);
    }
  }
  load_classes(in, net);
  if (!in.ok()) return in.error();
  net.projection = in.linear("hidden", kProjected, 2 * net.hidden);
  net.root_projection = in.apply("hidden", root);
  net.arc = in.linear("arc", kArc, kArc);
  net.label = in.linear("label", net.labels.size(), 2 * kLabel);
  net.tag = in.linear("tag", net.tags.size(), kTag);
  net.lemma = in.linear("lemma", 0, kTag);
  net.lemma_classes = net.lemma.outputs;
  net.name = in.linear("name", net.name_types.size(), kNames);
  if (net.lemma_classes == 0 || net.lemma_classes > net.lemma_rules.size()) {
    in.fail("lemma classes and rules differ");
  }
  if (!in.ok()) return in.error();
  return net;
}

}  // namespace entente
