#include <string>

#include "ingest/mention/find_mentions.h"
#include "ingest/mention/sieves.h"

namespace entente {
namespace {

constexpr float kAppositive = 0.85F;
constexpr float kRelative = 0.9F;
constexpr float kSpeaker = 0.85F;
constexpr float kReporter = 0.8F;
constexpr float kSpeakerSide = 0.6F;
constexpr float kDateline = 0.8F;

bool may_be_same(const MentionProfile& a, const MentionProfile& b) {
  const bool genders =
      a.gender == Gender::kUnknown || b.gender == Gender::kUnknown || a.gender == b.gender;
  return (a.kinds & b.kinds) != 0 && genders;
}

// A name between commas that the tree takes for the second of a list: "the Swede, Nils Falk, met".
bool is_between_commas(const Discourse& discourse, std::uint32_t m) {
  const Mention& mention = discourse.mention(m);
  const Syntax& tree = discourse.syntax(m);
  const bool is_second = has_relation(tree.token(mention.head), "conj") &&
                         tree.child(mention.head, "cc") < 0 && mention.first > 0 &&
                         mention.last < tree.size();
  return is_second && tree.token(mention.first - 1).form == "," &&
         tree.token(mention.last).form == "," && !discourse.profile(m).name.empty();
}

// "Anna Berg, the foreign minister," and "the foreign minister, Anna Berg,".
void link_appositive(Discourse& discourse, std::uint32_t m) {
  const bool is_appositive = has_relation(discourse.head(m), "appos");
  if (!is_appositive && !is_between_commas(discourse, m)) return;
  const Mention& mention = discourse.mention(m);
  const std::int32_t head = discourse.syntax(m).head(mention.head);
  if (head < 0) return;
  const std::int32_t other =
      discourse.mention_headed_by(mention.sentence, static_cast<std::uint32_t>(head));
  if (other < 0) return;
  const auto antecedent = static_cast<std::uint32_t>(other);
  const MentionProfile& whom = discourse.profile(antecedent);
  const bool is_one = whom.is_definite && whom.number == Number::kSingular && whom.name.empty() &&
                      whom.kinds == kPersonKind && discourse.profile(m).kinds == kPersonKind;
  if (!is_appositive && !is_one) return;
  if (discourse.is_nested(m, antecedent) ||
      !may_be_same(discourse.profile(m), discourse.profile(antecedent))) {
    return;
  }
  discourse.link(m, antecedent, "appositive", kAppositive);
}

bool may_be_who(const Discourse& discourse, std::int32_t m) {
  if (m < 0 || discourse.is_other(static_cast<std::uint32_t>(m))) return false;
  return (discourse.profile(static_cast<std::uint32_t>(m)).kinds & (kPersonKind | kGroupKind)) != 0;
}

// The mention that the relative clause of `token` hangs on, -1 if none.
std::int32_t find_relative_head(const Discourse& discourse, const Mention& mention,
                                const Syntax& tree) {
  std::int32_t at = static_cast<std::int32_t>(mention.head);
  for (std::uint32_t steps = 0; at >= 0 && steps < tree.size(); ++steps) {
    const auto index = static_cast<std::uint32_t>(at);
    at = tree.head(index);
    if (!has_relation(tree.token(index), "acl") || at < 0) continue;
    return discourse.mention_headed_by(mention.sentence, static_cast<std::uint32_t>(at));
  }
  return -1;
}

// The mention that ends right before the pronoun and its comma.
std::int32_t find_neighbour(const Discourse& discourse, std::uint32_t m) {
  const Mention& mention = discourse.mention(m);
  for (std::uint32_t c = m; c-- > 0;) {
    const Mention& candidate = discourse.mention(c);
    if (candidate.sentence != mention.sentence || candidate.last + 1 < mention.first) return -1;
    if (may_be_who(discourse, static_cast<std::int32_t>(c))) return static_cast<std::int32_t>(c);
  }
  return -1;
}

// "the minister, who resigned": the relative clause hangs on its antecedent; a
// tree that hangs it on a thing ("a talk with the minister, who ...") is
// mended.
void link_relative(Discourse& discourse, std::uint32_t m) {
  const std::string& form = discourse.profile(m).noun;
  if (form != "who" && form != "whose") return;
  std::int32_t other = find_relative_head(discourse, discourse.mention(m), discourse.syntax(m));
  if (!may_be_who(discourse, other)) other = find_neighbour(discourse, m);
  if (other < 0 || other == static_cast<std::int32_t>(m)) return;
  discourse.link(m, static_cast<std::uint32_t>(other), "relative", kRelative);
}

bool is_first_singular(const std::string& form) {
  return form == "i" || form == "me" || form == "my" || form == "mine" || form == "myself";
}

bool is_first_plural(const std::string& form) {
  return form == "we" || form == "us" || form == "our" || form == "ours" || form == "ourselves";
}

// The mention that is the subject of the clause that governs m's clause, "the
// army" for "it" in "the army said on Friday that it ...", if that clause says
// something; -1 if none.
std::int32_t find_reporter(const Discourse& discourse, std::uint32_t m) {
  const Syntax& tree = discourse.syntax(m);
  const std::uint32_t token = discourse.mention(m).head;
  if (!has_relation(tree.token(token), "nsubj") || tree.head(token) < 0) return -1;
  auto verb = static_cast<std::uint32_t>(tree.head(token));
  while (has_relation(tree.token(verb), "conj") && tree.head(verb) >= 0) {
    verb = static_cast<std::uint32_t>(tree.head(verb));
  }
  if (!has_relation(tree.token(verb), "ccomp") || tree.head(verb) < 0) return -1;
  const auto saying = static_cast<std::uint32_t>(tree.head(verb));
  if (!is_saying(lemma_of(tree.token(saying)))) return -1;
  const std::int32_t subject = tree.child(saying, "nsubj");
  if (subject < 0) return -1;
  return discourse.mention_headed_by(discourse.mention(m).sentence,
                                     static_cast<std::uint32_t>(subject));
}

}  // namespace

bool link_reporter(Discourse& discourse, std::uint32_t m) {
  const std::string& form = discourse.profile(m).noun;
  if (form != "it" && form != "they") return false;
  if (discourse.quotation(m) >= 0) return false;
  const std::int32_t reporter = find_reporter(discourse, m);
  if (reporter < 0) return false;
  const auto antecedent = static_cast<std::uint32_t>(reporter);
  const bool is_body = (discourse.chain_profile(antecedent).kinds &
                        (kStateKind | kOrganizationKind | kGroupKind)) != 0;
  const bool is_own = !discourse.is_other(antecedent) && antecedent < m;
  if (!is_own || !is_body || !agree(discourse.profile(m), discourse.chain_profile(antecedent))) {
    return false;
  }
  discourse.link(m, antecedent, "pronoun", kReporter);
  return true;
}

void link_appositives(Discourse& discourse) {
  for (std::uint32_t m = 0; m < discourse.mention_count(); ++m) {
    if (!discourse.is_resolved(m)) link_appositive(discourse, m);
    if (discourse.mention(m).form == MentionForm::kPronoun) link_relative(discourse, m);
  }
}

void link_here(Discourse& discourse) {
  const std::int32_t place = find_dateline(discourse.document());
  if (place < 0) return;
  std::uint32_t dateline = 0;
  while (discourse.document_index(dateline) != place) ++dateline;
  for (std::uint32_t m = 0; m < discourse.mention_count(); ++m) {
    const Mention& mention = discourse.mention(m);
    const bool is_here = mention.form == MentionForm::kPronoun &&
                         mention.entity == EntityType::kPlace && m != dateline;
    if (is_here) discourse.link(m, dateline, "dateline", kDateline);
  }
}

void link_speakers(Discourse& discourse) {
  for (std::uint32_t m = 0; m < discourse.mention_count(); ++m) {
    if (discourse.mention(m).form != MentionForm::kPronoun || discourse.is_resolved(m)) continue;
    const std::int32_t quotation = discourse.quotation(m);
    if (quotation < 0) continue;
    const std::int32_t speaker =
        discourse.quotations()[static_cast<std::size_t>(quotation)].speaker;
    if (speaker < 0 || speaker == static_cast<std::int32_t>(m)) continue;
    const std::string& form = discourse.profile(m).noun;
    const auto antecedent = static_cast<std::uint32_t>(speaker);
    if (is_first_singular(form)) {
      discourse.link(m, antecedent, "speaker", kSpeaker);
    } else if (is_first_plural(form)) {
      discourse.relate(m, {antecedent}, "speaker side", kSpeakerSide);
    }
  }
}

}  // namespace entente
