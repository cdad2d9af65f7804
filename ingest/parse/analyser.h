#pragma once

#include <memory>
#include <span>

#include "ingest/document.h"
#include "ingest/parse/kernels.h"
#include "ingest/parse/model.h"
#include "ingest/parse/organisation_names.h"

namespace entente {

// Seconds of processor time of one thread, by stage.
struct AnalyserTimes {
  double features = 0;  // forms to the first layer's input sums
  double encoder = 0;   // the rest of both LSTM layers
  double heads = 0;     // hidden units and scores of tags, names and arcs
  double tags = 0;
  double lemmas = 0;
  double names = 0;
  double trees = 0;
  double labels = 0;
};

struct AnalyserOptions {
  const Kernels* kernels = nullptr;  // null: the fastest of this processor; never owned
  std::size_t batch_tokens = 640;    // tokens computed together
  std::size_t max_length = 256;      // a longer sentence is analysed in pieces (see annotate)
  AnalyserTimes* times = nullptr;    // if not null, what each stage took is added here
  const OrganisationNames* organisations = nullptr;  // mends their names if not null; never owned
};

// Tags, lemmatises, parses and marks names. Holds the working memory of one thread: not
// thread-safe; make one a thread from the same model (cheap apart from a few MB of memory).
class Analyser {
 public:
  explicit Analyser(AnalyserModel model, AnalyserOptions options = {});
  Analyser(Analyser&&) noexcept;
  Analyser& operator=(Analyser&&) noexcept;
  ~Analyser();

  // Fills lemma, upos, xpos, feats, head, deprel, arc_probability, entity and entity_begins of
  // every token, from the tokens' forms alone. Each sentence becomes one tree with one root. The
  // result for a sentence does not depend on its neighbours beyond the last bits of
  // arc_probability; sentences are computed together in groups of similar length, so pass many at
  // once. A sentence longer than max_length is cut into pieces whose roots hang on the first one's
  // as "parataxis".
  void annotate(std::span<Sentence> sentences);
  void annotate(Sentence& sentence) { annotate(std::span(&sentence, 1)); }

  // Which kernels run: "avx512", "avx2", "sse2" or "portable".
  const char* kernels() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente
