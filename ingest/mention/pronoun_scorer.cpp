#include "ingest/mention/pronoun_scorer.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace entente {
namespace {

// How many sentences back an antecedent may stand.
constexpr std::uint32_t kWindow = 3;

struct Weights {
  float none = 0;  // score of "none of the candidates"
  PronounFeatures features{};
};

#include "ingest/mention/pronoun_weights.inc"

const Weights& weights_of(const MentionProfile& profile) {
  if (profile.number == Number::kPlural) return kPluralWeights;
  return profile.kinds == kPersonKind ? kPersonWeights : kThingWeights;
}

bool is_possessive(const Token& token) { return has_relation(token, "nmod:poss"); }

class CandidateScorer {
 public:
  CandidateScorer(const Discourse& discourse, std::uint32_t pronoun)
      : discourse_(discourse),
        pronoun_(pronoun),
        tree_(discourse.syntax(pronoun)),
        window_(pronoun) {}

  std::vector<PronounCandidate> score() {
    while (window_ > 0 && is_near(window_ - 1)) --window_;
    barred_ = chain_of_subject();
    for (std::uint32_t m = window_; m < discourse_.mention_count() && is_near(m); ++m) {
      if (!is_allowed(m)) continue;
      PronounCandidate candidate;
      candidate.mention = m;
      found_.push_back(candidate);
    }
    for (PronounCandidate& candidate : found_) {
      describe(candidate);
      const PronounFeatures& weights = weights_of(discourse_.profile(pronoun_)).features;
      for (std::size_t f = 0; f < weights.size(); ++f) {
        candidate.score += weights[f] * candidate.features[f];
      }
    }
    std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) {
      return a.score != b.score ? a.score > b.score : a.mention > b.mention;
    });
    keep_one_a_chain();
    return std::move(found_);
  }

 private:
  // In the sentences that may hold the antecedent.
  bool is_near(std::uint32_t m) const {
    const std::uint32_t sentence = discourse_.mention(m).sentence;
    return sentence <= own().sentence && sentence + kWindow >= own().sentence;
  }

  const Mention& own() const { return discourse_.mention(pronoun_); }

  bool is_allowed(std::uint32_t m) const {
    if (m == pronoun_) return false;
    const Mention& candidate = discourse_.mention(m);
    if (candidate.form == MentionForm::kAdjective || discourse_.chain(m) == barred_) return false;
    if (candidate.sentence + kWindow < own().sentence || candidate.sentence > own().sentence) {
      return false;
    }
    const bool is_after = candidate.sentence == own().sentence && candidate.first > own().first;
    if (is_after && !is_cataphoric(m)) return false;
    if (candidate.form == MentionForm::kPronoun) {
      const std::string& form = discourse_.profile(m).noun;
      const bool is_third = discourse_.profile(m).kinds != kAnyKind ||
                            discourse_.profile(m).number == Number::kPlural;
      if (!is_third || form == "i" || form == "we" || form == "us" || form == "our") return false;
    }
    return fits(m) && is_free(m);
  }

  // Agreement. A name is what its chain is; a nominal must fit by its own words too.
  bool fits(std::uint32_t m) const {
    const MentionProfile& pronoun = discourse_.profile(pronoun_);
    if (discourse_.mention(m).form != MentionForm::kName) {
      return agree(discourse_.chain_profile(m), pronoun) && agree(discourse_.profile(m), pronoun);
    }
    if (!discourse_.profile(m).may_be_person || pronoun.kinds != kPersonKind) {
      return agree(discourse_.chain_profile(m), pronoun);
    }
    MentionProfile open = discourse_.chain_profile(m);
    open.kinds = kAnyKind;
    return agree(open, pronoun);
  }

  // "In his speech, Putin said": a possessive in a phrase before the subject.
  bool is_cataphoric(std::uint32_t m) const {
    const Mention& candidate = discourse_.mention(m);
    if (candidate.form == MentionForm::kPronoun || !discourse_.is_subject(m)) return false;
    const std::int32_t verb = tree_.head(candidate.head);
    return verb >= 0 && tree_.dominates(static_cast<std::uint32_t>(verb), own().head) &&
           own().head < static_cast<std::uint32_t>(verb);
  }

  // Binding: a pronoun and another argument of its own verb differ, a possessor and what it owns
  // differ, and so do the parts of a coordination.
  bool is_free(std::uint32_t m) const {
    const Mention& candidate = discourse_.mention(m);
    if (candidate.sentence != own().sentence) return true;
    if (candidate.first <= own().first && own().last <= candidate.last) return false;
    const bool possessive = is_possessive(tree_.token(own().head));
    if (possessive && candidate.first == own().last) return false;  // "his son Sebastian"
    if (possessive) return !tree_.dominates(candidate.head, own().head) || is_relative_inside(m);
    const std::int32_t head = tree_.head(own().head);
    if (head >= 0 && head == tree_.head(candidate.head)) return false;
    const bool is_conjunct = head == static_cast<std::int32_t>(candidate.head) ||
                             tree_.head(candidate.head) == static_cast<std::int32_t>(own().head);
    if (is_conjunct) return false;
    return !tree_.dominates(candidate.head, own().head) || is_relative_inside(m);
  }

  // Who does what is done to the pronoun: "He met the minister and thanked | him". Nobody, -1, if
  // it is not the object or an oblique, which alone cannot mean the subject.
  std::int64_t chain_of_subject() const {
    const Token& pronoun = tree_.token(own().head);
    const bool complement = has_relation(pronoun, "obj") || has_relation(pronoun, "iobj") ||
                            has_relation(pronoun, "obl");
    std::int32_t verb = complement ? tree_.head(own().head) : -1;
    for (std::uint32_t steps = 0; verb >= 0 && steps < tree_.size(); ++steps) {
      const auto at = static_cast<std::uint32_t>(verb);
      if (const std::int32_t subject = tree_.child(at, "nsubj"); subject >= 0) {
        return chain_headed_by(static_cast<std::uint32_t>(subject));
      }
      if (!shares_subject(at)) return -1;
      verb = tree_.head(at);
    }
    return -1;
  }

  // "met and | thanked", "wants to | thank"; not "told her to | thank".
  bool shares_subject(std::uint32_t verb) const {
    const std::int32_t above = tree_.head(verb);
    if (above < 0) return false;
    const Token& token = tree_.token(verb);
    const bool is_linked = has_relation(token, "conj") || has_relation(token, "xcomp");
    const bool has_object = tree_.child(static_cast<std::uint32_t>(above), "obj") >= 0 ||
                            tree_.child(static_cast<std::uint32_t>(above), "iobj") >= 0;
    return is_linked && (has_relation(token, "conj") || !has_object);
  }

  std::int64_t chain_headed_by(std::uint32_t token) const {
    for (std::uint32_t m = window_; m < discourse_.mention_count() && is_near(m); ++m) {
      const Mention& mention = discourse_.mention(m);
      if (mention.sentence == own().sentence && mention.head == token && m != pronoun_) {
        return discourse_.chain(m);
      }
    }
    return -1;
  }

  // "the minister, who said that she ...": inside a clause the head may come back.
  bool is_relative_inside(std::uint32_t m) const {
    std::int32_t at = static_cast<std::int32_t>(own().head);
    for (std::uint32_t steps = 0; at >= 0 && steps < tree_.size(); ++steps) {
      const auto index = static_cast<std::uint32_t>(at);
      if (index == discourse_.mention(m).head) return false;
      if (has_relation(tree_.token(index), "acl")) return true;
      at = tree_.head(index);
    }
    return false;
  }

  void describe(PronounCandidate& out) const {
    const std::uint32_t m = out.mention;
    const Mention& candidate = discourse_.mention(m);
    PronounFeatures& f = out.features;
    const std::uint32_t away = own().sentence - candidate.sentence;
    if (away >= 1)
      f[away == 1 ? kSentencesAway1 : away == 2 ? kSentencesAway2 : kSentencesAway3] = 1;
    const bool is_after = away == 0 && candidate.first > own().first;
    f[kCataphora] = is_after ? 1.0F : 0.0F;
    if (away == 0) {
      const auto gap = is_after ? candidate.first - own().first : own().first - candidate.first;
      f[kTokensAway] = static_cast<float>(gap) / 100;
    }
    f[kMentionsBetween] = static_cast<float>(count_nearer(m)) / 10;
    describe_position(m, f);
    describe_clause(m, f);
    describe_chain(m, f);
    describe_quotations(m, f);
  }

  std::size_t count_nearer(std::uint32_t m) const {
    return static_cast<std::size_t>(
        std::count_if(found_.begin(), found_.end(), [&](const PronounCandidate& other) {
          return other.mention > m && other.mention < pronoun_ &&
                 discourse_.chain(other.mention) != discourse_.chain(m);
        }));
  }

  void describe_position(std::uint32_t m, PronounFeatures& f) const {
    const Token& head = discourse_.head(m);
    const Token& pronoun = discourse_.head(pronoun_);
    const bool subject = has_relation(head, "nsubj");
    f[kCandidateIsSubject] = subject;
    f[kCandidateIsObject] = has_relation(head, "obj") || has_relation(head, "iobj");
    f[kCandidateIsOblique] =
        has_relation(head, "obl") || (has_relation(head, "nmod") && !is_possessive(head));
    f[kCandidateIsPossessor] = is_possessive(head);
    f[kCandidateIsConjunct] = has_relation(head, "conj");
    f[kCandidateIsAppositive] = has_relation(head, "appos");
    const std::int32_t verb = discourse_.syntax(m).head(discourse_.mention(m).head);
    f[kCandidateIsRootSubject] =
        subject && verb >= 0 && discourse_.syntax(m).head(static_cast<std::uint32_t>(verb)) < 0;
    f[kBothSubjects] = subject && has_relation(pronoun, "nsubj");
    f[kSameRelation] = head.deprel == pronoun.deprel;
    f[kFirstInSentence] = discourse_.mention(m).first <= 1;
    f[kCandidateDepth] =
        static_cast<float>(discourse_.syntax(m).depth(discourse_.mention(m).head)) / 10;
  }

  void describe_clause(std::uint32_t m, PronounFeatures& f) const {
    const Mention& candidate = discourse_.mention(m);
    if (candidate.sentence != own().sentence || !discourse_.is_subject(m)) return;
    const std::int32_t verb = tree_.head(candidate.head);
    if (verb < 0 || !tree_.dominates(static_cast<std::uint32_t>(verb), own().head)) return;
    const bool is_own = tree_.predicate(own().head) == verb;
    f[is_own ? kOwnSubject : kCommandingSubject] = 1;
  }

  void describe_chain(std::uint32_t m, PronounFeatures& f) const {
    const MentionForm form = discourse_.mention(m).form;
    f[kCandidateIsName] = form == MentionForm::kName;
    f[kCandidateIsNominal] = form == MentionForm::kNominal;
    f[kCandidateIsPronoun] = form == MentionForm::kPronoun;
    f[kCandidateIsIndefinite] = discourse_.profile(m).is_indefinite;
    f[kChainSize] = std::log(static_cast<float>(discourse_.chain_size(m)));
    const Gender gender = discourse_.profile(pronoun_).gender;
    f[kGenderKnown] = gender != Gender::kUnknown && discourse_.chain_profile(m).gender == gender;
    constexpr std::uint8_t kBody = kStateKind | kOrganizationKind | kGroupKind;
    f[kStateOrOrganization] =
        (discourse_.profile(m).kinds & kBody) != 0 && discourse_.profile(m).kinds != kAnyKind;
    f[kChainHasSamePronoun] = has_pronoun_in_chain(m);
    f[kFirstInDocument] = discourse_.chain(m) == 0;
    f[kIsOtherNoun] = discourse_.is_other(m);
    f[kKnownPerson] = discourse_.chain_profile(m).kinds == kPersonKind;
    const bool is_unknown = discourse_.chain_profile(m).gender == Gender::kUnknown;
    f[kGenderUnknown] = gender != Gender::kUnknown && is_unknown;
    f[kUnknownAfterKnown] = gender != Gender::kUnknown && is_unknown && has_known_gender();
    f[kSameParagraph] = paragraph(m) == paragraph(pronoun_);
    const bool possessive = is_possessive(discourse_.head(pronoun_));
    f[kPossessivePronoun] = possessive && is_possessive(discourse_.head(m));
    f[kPossessiveSubject] = possessive && discourse_.is_subject(m);
    f[kObjectPronounObject] =
        has_relation(discourse_.head(pronoun_), "obj") && has_relation(discourse_.head(m), "obj");
  }

  std::uint32_t paragraph(std::uint32_t m) const {
    return discourse_.document().sentences[discourse_.mention(m).sentence].paragraph;
  }

  bool has_known_gender() const {
    const Gender gender = discourse_.profile(pronoun_).gender;
    return std::any_of(found_.begin(), found_.end(), [&](const PronounCandidate& c) {
      return discourse_.chain_profile(c.mention).gender == gender;
    });
  }

  bool has_pronoun_in_chain(std::uint32_t m) const {
    for (std::uint32_t i = window_; i < pronoun_; ++i) {
      if (discourse_.chain(i) == discourse_.chain(m) &&
          discourse_.mention(i).form == MentionForm::kPronoun) {
        return true;
      }
    }
    return false;
  }

  void describe_quotations(std::uint32_t m, PronounFeatures& f) const {
    const std::int32_t mine = discourse_.quotation(pronoun_);
    const std::int32_t theirs = discourse_.quotation(m);
    f[kSameQuotation] = mine >= 0 && mine == theirs;
    f[kQuotationBorder] = (mine >= 0) != (theirs >= 0);
    if (mine < 0) return;
    const std::int32_t speaker = discourse_.quotations()[static_cast<std::size_t>(mine)].speaker;
    f[kSpeakerInsideQuotation] =
        speaker >= 0 &&
        discourse_.chain(static_cast<std::uint32_t>(speaker)) == discourse_.chain(m);
  }

  void keep_one_a_chain() {
    std::vector<std::uint32_t> seen;
    std::vector<PronounCandidate> kept;
    for (const PronounCandidate& candidate : found_) {
      const std::uint32_t chain = discourse_.chain(candidate.mention);
      if (std::find(seen.begin(), seen.end(), chain) != seen.end()) continue;
      seen.push_back(chain);
      kept.push_back(candidate);
    }
    found_ = std::move(kept);
  }

  const Discourse& discourse_;
  std::uint32_t pronoun_;
  const Syntax& tree_;
  std::uint32_t window_;      // first mention that is near enough
  std::int64_t barred_ = -1;  // the chain that the pronoun cannot be in
  std::vector<PronounCandidate> found_;
};

}  // namespace

std::vector<PronounCandidate> score_candidates(const Discourse& discourse, std::uint32_t pronoun) {
  return CandidateScorer(discourse, pronoun).score();
}

float answer_share(const Discourse& discourse, std::uint32_t pronoun,
                   const std::vector<PronounCandidate>& candidates) {
  const float best = candidates.front().score;
  float total = std::exp(weights_of(discourse.profile(pronoun)).none - best);
  for (const PronounCandidate& c : candidates) total += std::exp(c.score - best);
  return 1 / total;
}

}  // namespace entente
