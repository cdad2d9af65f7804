#include "ingest/actor/homonyms.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "core/unicode.h"

namespace entente {
namespace {

// The name means the first reading unless words of the other surround it.
struct Homonym {
  std::string_view name;
  std::array<std::string_view, 5> other;  // words that speak for the other meaning
  std::array<std::string_view, 5> own;    // and against it
};
constexpr std::array kHomonyms = {
    Homonym{"georgia",
            {"Atlanta", "Alabama", "Florida", "Republican", "Carolina"},
            {"Tbilisi", "Georgian", "Russia", "Caucasus", "Ossetia"}},
    Homonym{"jordan",
            {"Michael Jordan", "basketball", "NBA", "Jordan River", "Jim Jordan"},
            {"Amman", "Jordanian", "King Abdullah", "Israel", "Syria"}},
    Homonym{"turkey",
            {"Thanksgiving", "roast", "poultry", "stuffing", "farmers"},
            {"Ankara", "Turkish", "Erdogan", "Istanbul", "NATO"}},
};
static_assert(kHomonyms.size() == Homonyms::kNames);

std::size_t counts(const Document& document, std::span<const std::string_view> words) {
  const auto& sentences = document.sentences;
  const std::string_view text =
      slice(document.article.text, cover(sentences.front().span, sentences.back().span));
  return static_cast<std::size_t>(std::count_if(
      words.begin(), words.end(),
      [&](std::string_view word) { return text.find(word) != std::string_view::npos; }));
}

}  // namespace

bool Homonyms::is_other_meaning(const PhraseParts& parts) {
  const bool ambiguous = std::any_of(parts.readings.begin(), parts.readings.end(),
                                     [](const auto& r) { return r.ambiguous; });
  if (!ambiguous) return false;
  const std::string name = fold_for_matching(parts.name);
  for (std::size_t i = 0; i < kHomonyms.size(); ++i) {
    if (kHomonyms[i].name != name) continue;
    if (!answers_[i]) {
      answers_[i] = counts(document_, kHomonyms[i].other) > counts(document_, kHomonyms[i].own);
    }
    return *answers_[i];
  }
  return false;
}

}  // namespace entente
