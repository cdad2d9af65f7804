#pragma once

#include <string_view>
#include <vector>

#include "ingest/document.h"

namespace entente {

// Which sentences of an article report on sport, where "beat", "defend" and "strike" mean other
// things and a country is its team: one flag a sentence. Decided by the words of the sentence, a
// score ("4-3") among them, or by those of the article on the whole.
std::vector<bool> sport_sentences(const std::vector<Sentence>& sentences);

// "striker", "sprinter": whoever is named before such a noun plays, and no state acts.
bool is_sports_noun(std::string_view lemma);

}  // namespace entente
