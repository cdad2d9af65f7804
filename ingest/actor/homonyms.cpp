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

std::string_view text_of(const Document& document) {
  const auto& sentences = document.sentences;
  return slice(document.article.text, cover(sentences.front().span, sentences.back().span));
}

std::size_t counts(const Document& document, std::span<const std::string_view> words) {
  const std::string_view text = text_of(document);
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

void Homonyms::keep_local(PhraseParts& parts, const ActorTable& table) const {
  auto& readings = parts.readings;
  const bool initials = std::all_of(readings.begin(), readings.end(), [](const NameReading& r) {
    return r.kind == NameKind::kAcronym;
  });
  if (!initials || readings.size() < 2) return;
  const std::string_view text = text_of(document_);
  const auto is_local = [&](const NameReading& reading) {
    const std::string& country = table.actor(reading.actor).country;
    const auto state = table.find("state:" + country);
    return state && text.find(table.actor(*state).name) != std::string_view::npos;
  };
  if (std::none_of(readings.begin(), readings.end(), is_local)) return;
  std::erase_if(readings, [&](const NameReading& reading) { return !is_local(reading); });
}

}  // namespace entente
