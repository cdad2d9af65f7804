#include "ingest/mention/coreference.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "ingest/mention/discourse.h"
#include "ingest/mention/sieves.h"

namespace entente {

bool is_identity(std::string_view reference) {
  constexpr std::array<std::string_view, 4> kOthers = {"set", "counterpart", "speaker side",
                                                       "country of"};
  return !reference.empty() &&
         std::find(kOthers.begin(), kOthers.end(), reference) == kOthers.end();
}

void resolve_coreference(Document& document, const MentionKnowledge& knowledge) {
  resolve_coreference(document, knowledge, {});
}

void resolve_coreference(Document& document, const MentionKnowledge& knowledge,
                         const PronounObserver& observer) {
  for (Mention& mention : document.mentions) {
    mention.antecedents.clear();
    mention.reference.clear();
    mention.reference_confidence = 0;
  }
  Discourse discourse(document, knowledge);
  link_names(discourse);
  link_appositives(discourse);
  link_speakers(discourse);
  link_here(discourse);
  // Descriptions and pronouns feed each other, so they go through the text
  // together.
  for (std::uint32_t m = 0; m < discourse.mention_count(); ++m) {
    if (discourse.is_resolved(m) || discourse.is_other(m)) continue;
    switch (discourse.mention(m).form) {
      case MentionForm::kNominal:
        link_set(discourse, m) || link_description(discourse, m);
        break;
      case MentionForm::kPronoun:
        link_set(discourse, m) || link_reporter(discourse, m) ||
            link_pronoun(discourse, m, observer);
        break;
      case MentionForm::kName:
      case MentionForm::kAdjective:
        link_citizen(discourse, m);
        break;
    }
  }
}

std::vector<std::uint32_t> find_chains(const Document& document) {
  std::vector<std::uint32_t> chain(document.mentions.size());
  std::iota(chain.begin(), chain.end(), 0);
  for (std::uint32_t m = 0; m < chain.size(); ++m) {
    const Mention& mention = document.mentions[m];
    if (!is_identity(mention.reference) || mention.antecedents.size() != 1) continue;
    const std::uint32_t into = std::min(chain[m], chain[mention.antecedents[0]]);
    const std::uint32_t from = std::max(chain[m], chain[mention.antecedents[0]]);
    if (into != from) std::replace(chain.begin(), chain.end(), from, into);
  }
  return chain;
}

}  // namespace entente
