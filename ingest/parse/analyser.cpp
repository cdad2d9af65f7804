#include "ingest/parse/analyser.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <string>
#include <utility>

#include "core/check.h"
#include "ingest/parse/name_decoder.h"
#include "ingest/parse/network.h"
#include "ingest/parse/token_features.h"
#include "ingest/parse/tree.h"

namespace entente {
namespace {

// A sentence or a piece of one.
struct Piece {
  std::span<Token> tokens;
  CaseClass casing = CaseClass::kOrdinary;
};

// Rows of integers with their scales (one for all if scale_step is 0).
struct Rows {
  const std::int16_t* values;
  std::size_t width;
  const float* scales;
  std::size_t scale_step;
};

std::size_t best_of(const float* scores, std::size_t count) {
  return static_cast<std::size_t>(std::max_element(scores, scores + count) - scores);
}

// Heads that count from the start of each piece become heads of the sentence; the later pieces'
// roots hang on the first one's.
void join_pieces(Sentence& sentence, std::size_t piece_length) {
  std::int32_t first_root = kNoHead;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    Token& token = sentence.tokens[i];
    const auto begin = static_cast<std::int32_t>(i / piece_length * piece_length);
    if (token.head != kRootHead) {
      token.head += begin;
    } else if (first_root == kNoHead) {
      first_root = static_cast<std::int32_t>(i);
    } else {
      token.head = first_root;
      token.deprel = "parataxis";
    }
  }
}

}  // namespace

// Rows of all matrices are tokens in time-major order: the first tokens of all pieces of the batch
// (longest piece first), then the second ones, ... so that one step of the LSTM is one stretch.
struct Analyser::Impl {
  AnalyserModel model;
  const Network& net;
  AnalyserOptions options;
  const Kernels& kernels;
  TokenFeatures features;
  TreeDecoder decoder;
  NameDecoder name_decoder;

  std::vector<Piece> pieces;  // of the whole call
  std::vector<std::size_t> order;
  std::vector<Piece> batch;             // longest first
  std::vector<std::size_t> step_begin;  // row of the first token of each time step
  std::size_t rows = 0;

  std::vector<float> input, input_scales, gates, cell, projected, left, tag, lemma, name;
  std::vector<std::int16_t> integers, states, deeper;  // inputs of a layer, both layers' outputs
  std::vector<float> heads_of_piece, scores, label_input, label;
  std::vector<std::int32_t> heads;
  std::vector<float> name_scores;
  std::vector<std::uint32_t> name_classes;
  std::string candidate;

  Impl(AnalyserModel m, AnalyserOptions o)
      : model(std::move(m)),
        net(model.network()),
        options(o),
        kernels(o.kernels != nullptr ? *o.kernels : best_kernels()),
        features(net) {}

  std::size_t row_of(std::size_t piece, std::size_t token) const {
    return step_begin[token] + piece;
  }

  void collect(std::span<Sentence> sentences);
  void run_batches();
  void lay_out();
  void read_features();
  void encode(const LstmDirection (&layer)[2], Rows in, std::vector<std::int16_t>& out);
  void run_direction(const LstmDirection& lstm, bool backward, std::int16_t* out);
  void apply(const LinearLayer& layer, const float* in, std::size_t stride, std::size_t count,
             std::vector<float>& out);
  void project();
  void compute_classes();
  void write_tags(std::size_t piece);
  void write_names(std::size_t piece);
  void write_lemma(const float* row, const TagClass& best, Token& token);
  void write_tree(std::size_t piece);
  void write_labels(std::size_t piece);
};

void Analyser::Impl::collect(std::span<Sentence> sentences) {
  pieces.clear();
  for (Sentence& s : sentences) {
    const std::span<Token> all(s.tokens);
    const CaseClass casing = case_class(all);
    for (std::size_t at = 0; at < all.size(); at += options.max_length) {
      pieces.push_back({all.subspan(at, std::min(options.max_length, all.size() - at)), casing});
    }
  }
  order.resize(pieces.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return pieces[a].tokens.size() > pieces[b].tokens.size();
  });
}

void Analyser::Impl::run_batches() {
  for (std::size_t next = 0; next < order.size();) {
    batch.clear();
    rows = 0;
    do {
      batch.push_back(pieces[order[next]]);
      rows += batch.back().tokens.size();
      ++next;
    } while (next < order.size() &&
             rows + pieces[order[next]].tokens.size() <= options.batch_tokens);
    lay_out();
    read_features();
    encode(net.lstm[0], {integers.data(), net.input, input_scales.data(), 1}, states);
    encode(net.lstm[1], {states.data(), 2 * net.hidden, &kStateScale, 0}, deeper);
    project();
    compute_classes();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      write_tags(i);
      write_names(i);
      write_tree(i);
      write_labels(i);
    }
  }
}

void Analyser::Impl::lay_out() {
  step_begin.assign(1, 0);
  std::size_t active = batch.size();
  for (std::size_t t = 0; t < batch[0].tokens.size(); ++t) {
    while (batch[active - 1].tokens.size() <= t) --active;
    step_begin.push_back(step_begin.back() + active);
  }
}

void Analyser::Impl::read_features() {
  input.resize(rows * net.input);
  integers.resize(rows * net.input);
  input_scales.resize(rows);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    for (std::size_t t = 0; t < batch[i].tokens.size(); ++t) {
      features.write(batch[i].tokens[t].form, batch[i].casing, &input[row_of(i, t) * net.input]);
    }
  }
  kernels.quantise(input.data(), net.input, net.input, rows, integers.data(), net.input,
                   input_scales.data());
}

void Analyser::Impl::encode(const LstmDirection (&layer)[2], Rows in,
                            std::vector<std::int16_t>& out) {
  const std::size_t h = net.hidden;
  gates.resize(rows * 4 * h);
  out.resize(rows * 2 * h);
  for (std::size_t side = 0; side < 2; ++side) {
    const LstmDirection& lstm = layer[side];
    kernels.multiply(lstm.input, in.values, in.width, in.scales, in.scale_step, rows,
                     lstm.bias.data(), false, gates.data(), 4 * h);
    run_direction(lstm, side == 1, out.data() + side * h);
  }
}

void Analyser::Impl::run_direction(const LstmDirection& lstm, bool backward, std::int16_t* out) {
  const std::size_t h = net.hidden;
  const std::size_t steps = step_begin.size() - 1;
  cell.assign(batch.size() * h, 0.0F);
  for (std::size_t s = 0; s < steps; ++s) {
    const std::size_t t = backward ? steps - 1 - s : s;
    const std::size_t count = step_begin[t + 1] - step_begin[t];
    float* g = &gates[step_begin[t] * 4 * h];
    if (s > 0) {
      // Pieces that are longer come first, so the earlier step's first rows are the same pieces.
      const std::size_t before = backward ? t + 1 : t - 1;
      const std::size_t shared = std::min(count, step_begin[before + 1] - step_begin[before]);
      kernels.multiply(lstm.recurrent, out + step_begin[before] * 2 * h, 2 * h, &kStateScale, 0,
                       shared, nullptr, true, g, 4 * h);
    }
    kernels.lstm_step(g, 4 * h, h, count, cell.data(), out + step_begin[t] * 2 * h, 2 * h);
  }
}

// All heads' hidden units of all tokens and, in the last row, of the root.
void Analyser::Impl::project() {
  const std::size_t width = Network::kProjected;
  const std::size_t states_width = 2 * net.hidden;
  projected.resize((rows + 1) * width);
  kernels.multiply(net.projection.weight, deeper.data(), states_width, &kStateScale, 0, rows,
                   net.projection.bias.data(), false, projected.data(), width);
  std::copy(net.root_projection.begin(), net.root_projection.end(), &projected[rows * width]);
  for (std::size_t r = 0; r <= rows; ++r) leaky_relu(&projected[r * width], Network::kLabelDep);
}

void Analyser::Impl::apply(const LinearLayer& layer, const float* in, std::size_t stride,
                           std::size_t count, std::vector<float>& out) {
  const std::size_t width = layer.weight.inputs;
  integers.resize(std::max(integers.size(), count * width));
  input_scales.resize(std::max(input_scales.size(), count));
  out.resize(std::max(out.size(), count * layer.weight.outputs));
  kernels.quantise(in, stride, width, count, integers.data(), width, input_scales.data());
  kernels.multiply(layer.weight, integers.data(), width, input_scales.data(), 1, count,
                   layer.bias.data(), false, out.data(), layer.weight.outputs);
}

void Analyser::Impl::compute_classes() {
  const std::size_t width = Network::kProjected;
  apply(net.tag, projected.data() + Network::kTagAt, width, rows, tag);
  apply(net.lemma, projected.data() + Network::kTagAt, width, rows, lemma);
  apply(net.name, projected.data() + Network::kNameAt, width, rows, name);
  apply(net.arc, projected.data() + Network::kArcDep, width, rows, left);
}

void Analyser::Impl::write_tags(std::size_t piece) {
  for (std::size_t t = 0; t < batch[piece].tokens.size(); ++t) {
    Token& token = batch[piece].tokens[t];
    const std::size_t r = row_of(piece, t);
    const TagClass& best = net.tags[best_of(&tag[r * net.tag.weight.outputs], net.tags.size())];
    token.upos = best.upos;
    token.xpos = best.xpos;
    token.feats = best.feats;
    write_lemma(&lemma[r * net.lemma.weight.outputs], best, token);
  }
}

// Words of the training trees have their rule. For others the best rule counts whose result is a
// word that has a vector (inflections only; names need not be known), else the best that fits.
void Analyser::Impl::write_lemma(const float* row, const TagClass& best, Token& token) {
  constexpr int kTries = 3;
  const LemmaRule* known = net.find_lemma_rule(feature_form(token.form), best.xpos);
  if (known != nullptr && apply_lemma_rule(*known, token.form, token.lemma)) return;
  const bool check = best.upos != Upos::kPropn;
  float limit = INFINITY;
  token.lemma.clear();
  for (int i = 0; i < kTries; ++i) {
    std::size_t rule = net.lemma_classes;
    for (std::size_t k = 0; k < net.lemma_classes; ++k) {
      if (row[k] < limit && (rule == net.lemma_classes || row[k] > row[rule])) rule = k;
    }
    if (rule == net.lemma_classes) break;
    limit = row[rule];
    if (!apply_lemma_rule(net.lemma_rules[rule], token.form, candidate)) continue;
    const bool is_word = !check || net.find_vector(feature_hash(40, feature_form(candidate)));
    if (is_word || token.lemma.empty()) token.lemma = candidate;
    if (is_word) break;
  }
  if (token.lemma.empty()) token.lemma = token.form;
}

void Analyser::Impl::write_names(std::size_t piece) {
  const std::span<Token> tokens = batch[piece].tokens;
  const std::size_t count = net.name_types.size();
  name_scores.resize(tokens.size() * count);
  name_classes.resize(tokens.size());
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    const float* row = &name[row_of(piece, t) * net.name.weight.outputs];
    std::copy(row, row + count, &name_scores[t * count]);
  }
  name_decoder.decode(name_scores.data(), count, count, name_classes);
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    tokens[t].entity = net.name_types[name_classes[t]];
    tokens[t].entity_begins = net.name_begins[name_classes[t]];
  }
}

void Analyser::Impl::write_tree(std::size_t piece) {
  const std::span<Token> tokens = batch[piece].tokens;
  const std::size_t n = tokens.size();
  const std::size_t width = Network::kArc;
  heads_of_piece.resize((n + 1) * width);
  const auto copy_head = [&](std::size_t row, std::size_t to) {
    std::memcpy(&heads_of_piece[to * width],
                &projected[row * Network::kProjected + Network::kArcHead], width * sizeof(float));
  };
  copy_head(rows, 0);
  for (std::size_t t = 0; t < n; ++t) copy_head(row_of(piece, t), t + 1);
  scores.resize(n * (n + 1));
  heads.resize(n);
  for (std::size_t t = 0; t < n; ++t) {
    kernels.dot_many(&left[row_of(piece, t) * width], heads_of_piece.data(), width, n + 1, width,
                     &scores[t * (n + 1)]);
  }
  decoder.decode(scores, heads);
  for (std::size_t t = 0; t < n; ++t) {
    const float* row = &scores[t * (n + 1)];
    const float chosen = row[heads[t] + 1];
    float sum = 0;
    for (std::size_t h = 0; h <= n; ++h) sum += h == t + 1 ? 0.0F : std::exp(row[h] - chosen);
    tokens[t].head = heads[t];
    tokens[t].arc_probability = 1.0F / sum;
  }
}

void Analyser::Impl::write_labels(std::size_t piece) {
  const std::span<Token> tokens = batch[piece].tokens;
  constexpr std::size_t kWidth = Network::kLabel;
  label_input.resize(tokens.size() * 2 * kWidth);
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    const std::size_t head_row =
        heads[t] < 0 ? rows : row_of(piece, static_cast<std::size_t>(heads[t]));
    const float* d = &projected[row_of(piece, t) * Network::kProjected + Network::kLabelDep];
    const float* h = &projected[head_row * Network::kProjected + Network::kLabelHead];
    float* out = &label_input[t * 2 * kWidth];
    for (std::size_t k = 0; k < kWidth; ++k) {
      const float both = d[k] + h[k];
      out[k] = both < 0 ? 0.1F * both : both;
      out[kWidth + k] = d[k] * h[k];
    }
  }
  const std::size_t outputs = net.label.weight.outputs;
  apply(net.label, label_input.data(), 2 * kWidth, tokens.size(), label);
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    float* row = &label[t * outputs];
    row[net.root_label] = heads[t] < 0 ? INFINITY : -INFINITY;
    tokens[t].deprel = net.labels[best_of(row, net.labels.size())];
  }
}

Analyser::Analyser(AnalyserModel model, AnalyserOptions options)
    : impl_(std::make_unique<Impl>(std::move(model), options)) {
  ENTENTE_CHECK(options.max_length > 0, "analyser needs room for a token");
}
Analyser::Analyser(Analyser&&) noexcept = default;
Analyser& Analyser::operator=(Analyser&&) noexcept = default;
Analyser::~Analyser() = default;

const char* Analyser::kernels() const { return impl_->kernels.name; }

void Analyser::annotate(std::span<Sentence> sentences) {
  impl_->collect(sentences);
  impl_->run_batches();
  for (Sentence& s : sentences) join_pieces(s, impl_->options.max_length);
}

}  // namespace entente
