#include "ingest/parse/analyser.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <string>
#include <utility>

#include "core/check.h"
#include "ingest/parse/base_form.h"
#include "ingest/parse/clauses.h"
#include "ingest/parse/infinitives.h"
#include "ingest/parse/input_cache.h"
#include "ingest/parse/lists.h"
#include "ingest/parse/name_decoder.h"
#include "ingest/parse/network.h"
#include "ingest/parse/organisations.h"
#include "ingest/parse/titles.h"
#include "ingest/parse/tree.h"

namespace entente {
namespace {

// A sentence or a piece of one.
struct Piece {
  std::span<Token> tokens;
  CaseClass casing = CaseClass::kOrdinary;
};

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
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
  InputCache inputs;
  TreeDecoder decoder;
  NameDecoder name_decoder;

  std::vector<Piece> pieces;  // of the whole call
  std::vector<std::size_t> order;
  std::vector<Piece> batch;             // longest first
  std::vector<std::size_t> step_begin;  // row of the first token of each time step
  std::size_t rows = 0;

  std::vector<float> input_scales, gates, cell, projected, left, tag, lemma, name;
  std::vector<std::int16_t> integers, states, deeper;  // inputs of a layer, both layers' outputs
  std::vector<float> heads_of_piece, scores, label_input, label, lemma_input;
  std::vector<std::int32_t> heads;
  std::vector<float> name_scores;
  std::vector<std::uint32_t> name_classes;
  std::string candidate;
  std::vector<std::string> guesses;
  // Tokens whose lemma no rule table knows, and the rows of their tags' hidden units.
  std::vector<Token*> unknown;
  std::vector<std::size_t> unknown_rows;
  double lap_began = 0;

  Impl(AnalyserModel m, AnalyserOptions o)
      : model(std::move(m)),
        net(model.network()),
        options(o),
        kernels(o.kernels != nullptr ? *o.kernels : best_kernels()),
        inputs(net, kernels) {}

  std::size_t row_of(std::size_t piece, std::size_t token) const {
    return step_begin[token] + piece;
  }

  void collect(std::span<Sentence> sentences);
  void run_batches();
  void run_batch();
  void lay_out();
  void read_features();
  void encode_first();
  void encode_second();
  // gates_of(step): what the input adds to the gates of the step's rows; may be written to.
  template <typename GatesOf>
  void run_direction(const LstmDirection& lstm, bool backward, GatesOf gates_of, std::int16_t* out);
  void apply(const LinearLayer& layer, const float* in, std::size_t stride, std::size_t count,
             std::vector<float>& out);
  void project();
  void compute_classes();
  void write_tags(std::size_t piece);
  void write_known_lemmas(std::size_t piece);
  void write_unknown_lemmas();
  void guess_lemmas(float* row, std::string_view form);
  void write_unknown_lemma(float* row, Token& token);
  void write_names(std::size_t piece);
  void mend_names(std::span<Sentence> sentences);
  void write_tree(std::size_t piece);
  void write_labels(std::size_t piece);
  // Adds the time since the last lap to a stage.
  void lap(double AnalyserTimes::*stage);
};

void Analyser::Impl::lap(double AnalyserTimes::*stage) {
  if (options.times == nullptr) return;
  const double now = thread_seconds();
  options.times->*stage += now - lap_began;
  lap_began = now;
}

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
    run_batch();
  }
}

void Analyser::Impl::run_batch() {
  const auto each = [&](void (Impl::*write)(std::size_t)) {
    for (std::size_t i = 0; i < batch.size(); ++i) (this->*write)(i);
  };
  if (options.times != nullptr) lap_began = thread_seconds();
  lay_out();
  read_features();
  lap(&AnalyserTimes::features);
  encode_first();
  encode_second();
  lap(&AnalyserTimes::encoder);
  project();
  compute_classes();
  lap(&AnalyserTimes::heads);
  each(&Impl::write_tags);
  lap(&AnalyserTimes::tags);
  each(&Impl::write_known_lemmas);
  write_unknown_lemmas();
  lap(&AnalyserTimes::lemmas);
  each(&Impl::write_names);
  lap(&AnalyserTimes::names);
  each(&Impl::write_tree);
  lap(&AnalyserTimes::trees);
  each(&Impl::write_labels);
  lap(&AnalyserTimes::labels);
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
  inputs.begin();
  for (std::size_t t = 0; t + 1 < step_begin.size(); ++t) {
    for (std::size_t i = 0; step_begin[t] + i < step_begin[t + 1]; ++i) {
      inputs.add(batch[i].tokens[t].form, batch[i].casing);
    }
  }
  inputs.finish();
}

void Analyser::Impl::encode_first() {
  states.resize(rows * 2 * net.hidden);
  gates.resize(std::max(gates.size(), batch.size() * 4 * net.hidden));
  for (std::size_t side = 0; side < 2; ++side) {
    const auto gates_of = [&](std::size_t step) {
      for (std::size_t r = step_begin[step]; r < step_begin[step + 1]; ++r) {
        const float* sums = inputs.sums(r) + side * 4 * net.hidden;
        std::copy_n(sums, 4 * net.hidden, &gates[(r - step_begin[step]) * 4 * net.hidden]);
      }
      return gates.data();
    };
    run_direction(net.lstm[0][side], side == 1, gates_of, states.data() + side * net.hidden);
  }
}

void Analyser::Impl::encode_second() {
  const std::size_t width = 4 * net.hidden;
  deeper.resize(rows * 2 * net.hidden);
  gates.resize(std::max(gates.size(), rows * width));
  for (std::size_t side = 0; side < 2; ++side) {
    const LstmDirection& lstm = net.lstm[1][side];
    kernels.multiply(lstm.input, states.data(), 2 * net.hidden, &kStateScale, 0, rows,
                     lstm.bias.data(), false, gates.data(), width);
    const auto gates_of = [&](std::size_t step) { return &gates[step_begin[step] * width]; };
    run_direction(lstm, side == 1, gates_of, deeper.data() + side * net.hidden);
  }
}

template <typename GatesOf>
void Analyser::Impl::run_direction(const LstmDirection& lstm, bool backward, GatesOf gates_of,
                                   std::int16_t* out) {
  const std::size_t h = net.hidden;
  const std::size_t steps = step_begin.size() - 1;
  cell.assign(batch.size() * h, 0.0F);
  for (std::size_t s = 0; s < steps; ++s) {
    const std::size_t t = backward ? steps - 1 - s : s;
    const std::size_t count = step_begin[t + 1] - step_begin[t];
    float* g = gates_of(t);
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
  apply(net.name, projected.data() + Network::kNameAt, width, rows, name);
  apply(net.arc, projected.data() + Network::kArcDep, width, rows, left);
}

void Analyser::Impl::write_tags(std::size_t piece) {
  for (std::size_t t = 0; t < batch[piece].tokens.size(); ++t) {
    Token& token = batch[piece].tokens[t];
    const std::size_t r = row_of(piece, t);
    const TagClass& best =
        net.tags[index_of_largest(&tag[r * net.tag.weight.outputs], net.tags.size())];
    token.upos = best.upos;
    token.xpos = best.xpos;
    token.feats = best.feats;
  }
}

// Words of the training trees have their rule; the others are collected.
void Analyser::Impl::write_known_lemmas(std::size_t piece) {
  for (std::size_t t = 0; t < batch[piece].tokens.size(); ++t) {
    Token& token = batch[piece].tokens[t];
    const LemmaRule* known = net.find_lemma_rule(feature_form(token.form), token.xpos);
    if (known != nullptr && apply_lemma_rule(*known, token.form, token.lemma)) continue;
    unknown.push_back(&token);
    unknown_rows.push_back(row_of(piece, t));
  }
}

void Analyser::Impl::write_unknown_lemmas() {
  constexpr std::size_t kWidth = Network::kTag;
  lemma_input.resize(unknown.size() * kWidth);
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    const float* hidden = &projected[unknown_rows[i] * Network::kProjected + Network::kTagAt];
    std::copy_n(hidden, kWidth, &lemma_input[i * kWidth]);
  }
  apply(net.lemma, lemma_input.data(), kWidth, unknown.size(), lemma);
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    write_unknown_lemma(&lemma[i * net.lemma.weight.outputs], *unknown[i]);
  }
  unknown.clear();
  unknown_rows.clear();
}

// The lemmas of the best rules that fit, at most kTries. Spoils the row.
void Analyser::Impl::guess_lemmas(float* row, std::string_view form) {
  constexpr int kTries = 3;
  guesses.clear();
  for (int i = 0; i < kTries; ++i) {
    const std::size_t rule = index_of_largest(row, net.lemma_classes);
    if (row[rule] == -INFINITY) break;
    row[rule] = -INFINITY;
    if (apply_lemma_rule(net.lemma_rules[rule], form, candidate)) guesses.push_back(candidate);
  }
}

// The base of an inflected verb; otherwise the best guess that is a word with a vector (names need
// not be known), else the best one.
void Analyser::Impl::write_unknown_lemma(float* row, Token& token) {
  guess_lemmas(row, token.form);
  const auto is_word = [&](std::string_view word) {
    return net.find_vector(feature_hash(40, feature_form(word))).has_value();
  };
  const auto is_verb = [&](std::string_view word) {
    return net.find_lemma_rule(word, "VB") != nullptr;
  };
  token.lemma.clear();
  const std::string form = feature_form(token.form);
  const bool is_base = (token.xpos == "VB" || token.xpos == "VBP") && is_verb(form);
  if (token.xpos.starts_with("VB") && !is_base) {
    token.lemma = base_of_verb(form, guesses, is_verb, is_word);
  }
  if (!token.lemma.empty()) return;
  const auto known = token.upos == Upos::kPropn
                         ? guesses.begin()
                         : std::find_if(guesses.begin(), guesses.end(), is_word);
  if (known != guesses.end()) {
    token.lemma = *known;
  } else {
    token.lemma = guesses.empty() ? token.form : guesses.front();
  }
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

void Analyser::Impl::mend_names(std::span<Sentence> sentences) {
  if (options.organisations == nullptr) return;
  if (options.times != nullptr) lap_began = thread_seconds();
  for (Sentence& s : sentences) mark_organisations(s, *options.organisations);
  lap(&AnalyserTimes::names);
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
    const std::size_t head_row = tokens[t].head == kRootHead
                                     ? rows
                                     : row_of(piece, static_cast<std::size_t>(tokens[t].head));
    const float* d = &projected[row_of(piece, t) * Network::kProjected + Network::kLabelDep];
    const float* h = &projected[head_row * Network::kProjected + Network::kLabelHead];
    pair_features(d, h, kWidth, &label_input[t * 2 * kWidth]);
  }
  const std::size_t outputs = net.label.weight.outputs;
  apply(net.label, label_input.data(), 2 * kWidth, tokens.size(), label);
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    float* row = &label[t * outputs];
    row[net.root_label] = tokens[t].head == kRootHead ? INFINITY : -INFINITY;
    tokens[t].deprel = net.labels[index_of_largest(row, net.labels.size())];
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
  for (Sentence& s : sentences) {
    join_pieces(s, impl_->options.max_length);
    mend_clauses(s);
    mend_infinitives(s);
    mend_titles(s);
    join_lists(s);
  }
  impl_->mend_names(sentences);
}

}  // namespace entente
