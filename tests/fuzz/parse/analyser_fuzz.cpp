// Any bytes, repaired as the reader does, from text to trees: every token gets a head inside of its
// sentence and a label, each sentence has one root, and every name a beginning. Needs the model of
// the source tree.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/check.h"
#include "core/unicode.h"
#include "ingest/parse/analyser.h"
#include "ingest/text/dateline.h"
#include "ingest/text/split_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto names =
      entente::OrganisationNames::load(ENTENTE_DATA_DIR "/organisations.tsv").value();
  static entente::Analyser analyser(
      entente::AnalyserModel::open(ENTENTE_DATA_DIR "/model/english.entm").value(),
      {.organisations = &names});
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // Once as it is: the analyser must stand forms that are no UTF-8.
  for (const std::string& text : {std::string(bytes), entente::repair_utf8(bytes).text}) {
    std::vector<entente::Sentence> sentences = entente::split_text(text);
    entente::split_datelines(sentences);
    analyser.annotate(sentences);
    for (const entente::Sentence& sentence : sentences) {
      const auto count = static_cast<std::int32_t>(sentence.tokens.size());
      std::size_t roots = 0;
      entente::EntityType before = entente::EntityType::kNone;
      for (const entente::Token& token : sentence.tokens) {
        if (token.head == entente::kRootHead) ++roots;
        ENTENTE_CHECK(token.head >= entente::kRootHead && token.head < count, "head outside");
        const bool named = token.entity != entente::EntityType::kNone;
        ENTENTE_CHECK(named ? token.entity_begins || token.entity == before : !token.entity_begins,
                      "a name without a beginning");
        before = token.entity;
        ENTENTE_CHECK(!token.deprel.empty() && !token.lemma.empty(), "token not analysed");
      }
      ENTENTE_CHECK(roots == 1, "a sentence needs one root");
      ENTENTE_CHECK(sentence.tokens.size() <= entente::kLongestSentence, "sentence not cut");
    }
  }
  return 0;
}
