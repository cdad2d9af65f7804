#include <algorithm>
#include <string>
#include <vector>

#include "ingest/mention/pronoun_scorer.h"
#include "ingest/mention/sieves.h"

namespace entente {
namespace {

constexpr float kReflexive = 0.85F;
// Less sure answers are kept back; "it" and "they" have fewer rivals that are actors.
constexpr float kSurePerson = 0.45F;
constexpr float kSureOther = 0.35F;

bool is_third_person(const std::string& form) {
  static const std::vector<std::string> kForms = {"he", "him", "his",  "she",  "her",   "hers",
                                                  "it", "its", "they", "them", "their", "theirs"};
  return std::find(kForms.begin(), kForms.end(), form) != kForms.end();
}

// "himself": the subject of its clause.
bool link_reflexive(Discourse& discourse, std::uint32_t m) {
  const Mention& mention = discourse.mention(m);
  const Syntax& tree = discourse.syntax(m);
  std::int32_t verb = tree.predicate(mention.head);
  constexpr int kFarthest = 3;  // infinitives and participles borrow their subject
  for (int step = 0; verb >= 0 && step < kFarthest; ++step) {
    const std::int32_t subject = tree.child(static_cast<std::uint32_t>(verb), "nsubj");
    const std::int32_t other =
        subject < 0
            ? -1
            : discourse.mention_headed_by(mention.sentence, static_cast<std::uint32_t>(subject));
    if (other >= 0 && other != static_cast<std::int32_t>(m) &&
        agree(discourse.profile(static_cast<std::uint32_t>(other)), discourse.profile(m))) {
      discourse.link(m, static_cast<std::uint32_t>(other), "reflexive", kReflexive);
      return true;
    }
    if (subject >= 0) return false;
    verb = tree.head(static_cast<std::uint32_t>(verb));
  }
  return false;
}

}  // namespace

bool link_pronoun(Discourse& discourse, std::uint32_t m, const PronounObserver& observer) {
  const std::string& form = discourse.profile(m).noun;
  if (form.ends_with("self") || form.ends_with("selves")) return link_reflexive(discourse, m);
  if (!is_third_person(form)) return false;
  const std::vector<PronounCandidate> candidates = score_candidates(discourse, m);
  if (observer) observer(discourse, m, candidates);
  if (candidates.empty()) return false;
  const float share = answer_share(discourse, m, candidates);
  const bool is_person = discourse.profile(m).kinds == kPersonKind;
  if (share < (is_person ? kSurePerson : kSureOther)) return false;
  discourse.link(m, candidates[0].mention, "pronoun", share);
  return true;
}

}  // namespace entente
