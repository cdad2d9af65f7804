#include <algorithm>
#include <string>
#include <vector>

#include "ingest/mention/sieves.h"

namespace entente {
namespace {

constexpr std::uint32_t kWindow = 4;
constexpr std::uint32_t kPairWindow = 2;  // for sets that do not say how many they are
constexpr float kReciprocal = 0.8F;
constexpr float kNamedTogether = 0.75F;
constexpr float kNamedApart = 0.6F;
constexpr float kTheyTogether = 0.6F;

class SetSieve {
 public:
  SetSieve(Discourse& discourse, std::uint32_t m)
      : discourse_(discourse), m_(m), own_(discourse.profile(m)) {}

  bool link() {
    if (discourse_.mention(m_).form == MentionForm::kPronoun) return link_pronoun_set();
    const bool is_counted = own_.count >= 2 && own_.is_definite;
    const bool is_sides = own_.noun == "side" && own_.number == Number::kPlural && own_.is_definite;
    if (is_counted || is_sides) return link_members(is_counted ? own_.count : 2);
    return is_plain_pair() && link_pair();
  }

 private:
  using Members = std::vector<std::uint32_t>;

  // "the ministers", "the leaders", "the neighbours": nothing says how many or whose.
  bool is_plain_pair() const {
    const Mention& mention = discourse_.mention(m_);
    const bool is_bare = mention.last == mention.head + 1 && mention.head <= mention.first + 1;
    if (own_.number != Number::kPlural || !own_.is_definite || !is_bare) return false;
    const bool in_office =
        own_.role != nullptr && own_.role->kind == RoleKind::kPerson && !own_.role->office.empty();
    return in_office || (wanted_kinds() & kStateKind) != 0;
  }

  // Two that an earlier sentence names together, and no third that would fit.
  bool link_pair() {
    Members together;
    std::uint32_t sentence = discourse_.mention(m_).sentence;
    for (std::uint32_t c = m_; c-- > 0;) {
      const Mention& candidate = discourse_.mention(c);
      if (candidate.sentence == discourse_.mention(m_).sentence) continue;
      if (candidate.sentence != sentence && together.size() > 1) break;
      if (candidate.sentence + kPairWindow < discourse_.mention(m_).sentence) break;
      if (candidate.sentence != sentence) together.clear();
      sentence = candidate.sentence;
      if (may_be_member(c)) add(together, c);
    }
    return together.size() == 2 && relate(std::move(together), kNamedApart);
  }

  bool link_pronoun_set() {
    if (own_.noun == "other" || own_.noun == "another") return link_reciprocal();
    if (own_.noun == "both") return link_members(2);
    const bool is_they = own_.noun == "they" || own_.noun == "them" || own_.noun == "their";
    return is_they && link_they();
  }

  // "They accused each other": whoever the subject is.
  bool link_reciprocal() {
    const Mention& mention = discourse_.mention(m_);
    const Syntax& tree = discourse_.syntax(m_);
    const std::int32_t verb = tree.predicate(mention.head);
    if (verb < 0) return false;
    const std::int32_t subject = tree.child(static_cast<std::uint32_t>(verb), "nsubj");
    if (subject < 0) return false;
    Members members = coordination_at(mention.sentence, static_cast<std::uint32_t>(subject));
    if (members.size() == 1) members = expand(members[0]);
    if (members.empty()) return false;
    discourse_.relate(m_, members, "set", kReciprocal);
    return true;
  }

  // A mention with its conjuncts: "Russia and Ukraine".
  Members coordination_at(std::uint32_t sentence, std::uint32_t token) const {
    Members members;
    const std::int32_t first = discourse_.mention_headed_by(sentence, token);
    if (first < 0) return members;
    const auto head = static_cast<std::uint32_t>(first);
    members.push_back(head);
    for (const std::uint32_t child : discourse_.syntax(head).children(token)) {
      if (!has_relation(discourse_.syntax(head).token(child), "conj")) continue;
      const std::int32_t other = discourse_.mention_headed_by(sentence, child);
      if (other >= 0) members.push_back(static_cast<std::uint32_t>(other));
    }
    return members;
  }

  // The members of a set that was resolved before, else the mention itself.
  Members expand(std::uint32_t m) const {
    const Mention& mention = discourse_.mention(m);
    if (mention.reference == "set") return mention.antecedents;
    if (mention.reference == "pronoun" && !mention.antecedents.empty()) {
      return expand(mention.antecedents[0]);
    }
    return {m};
  }

  // Whether a mention may be one of "the two men", "the two countries", "both
  // sides".
  bool may_be_member(std::uint32_t c) const {
    const MentionProfile& profile = discourse_.chain_profile(c);
    const MentionForm form = discourse_.mention(c).form;
    if (discourse_.is_other(c)) return false;
    if (form == MentionForm::kAdjective || profile.number == Number::kPlural) return false;
    if (form == MentionForm::kNominal && discourse_.profile(c).is_indefinite) return false;
    const std::uint8_t wanted = wanted_kinds();
    if ((profile.kinds & wanted) == 0 || profile.kinds == kAnyKind) return false;
    if (wanted == kPersonKind && profile.kinds != kPersonKind) return false;
    const bool is_gendered = own_.gender != Gender::kUnknown && profile.gender != Gender::kUnknown;
    return !is_gendered || own_.gender == profile.gender;
  }

  std::uint8_t wanted_kinds() const {
    const std::string& noun = own_.noun;
    if (noun == "country" || noun == "nation" || noun == "state" || noun == "neighbor" ||
        noun == "neighbour" || noun == "superpower" || noun == "republic") {
      return kStateKind;
    }
    if (noun == "side" || noun == "party" || noun == "both" || noun == "rival" || noun == "ally" ||
        noun == "enemy" || noun == "foe" || noun == "government") {
      return kStateKind | kOrganizationKind | kGroupKind | kPersonKind;
    }
    if (noun == "group" || noun == "organization" || noun == "movement" || noun == "party") {
      return kOrganizationKind | kGroupKind;
    }
    const bool may_be_person = (own_.kinds & kPersonKind) != 0;
    return may_be_person ? std::uint8_t{kPersonKind} : own_.kinds;
  }

  // The last `count` different referents; those of one sentence that fills the
  // set come first.
  bool link_members(std::uint32_t count) {
    if (const std::int32_t same = find_same_set(); same >= 0) {
      discourse_.relate(m_, discourse_.mention(static_cast<std::uint32_t>(same)).antecedents, "set",
                        kNamedTogether);
      return true;
    }
    Members apart;
    Members together;
    std::uint32_t sentence = discourse_.mention(m_).sentence;
    for (std::uint32_t c = m_; c-- > 0;) {
      const Mention& candidate = discourse_.mention(c);
      if (candidate.sentence + kWindow < discourse_.mention(m_).sentence) break;
      if (candidate.sentence != sentence) together.clear();
      sentence = candidate.sentence;
      if (discourse_.is_nested(c, m_) || !may_be_member(c)) continue;
      add(together, c);
      add(apart, c);
      if (is_complete(together, count)) return relate(together, kNamedTogether);
      const bool at_sentence_end = c == 0 || discourse_.mention(c - 1).sentence != sentence;
      if (at_sentence_end && is_complete(apart, count)) {
        apart.resize(count);
        return relate(apart, kNamedApart);
      }
    }
    if (apart.size() < count) return false;
    apart.resize(count);
    return relate(apart, kNamedApart);
  }

  // "the two men ... the two men"
  std::int32_t find_same_set() const {
    for (std::uint32_t c = m_; c-- > 0;) {
      const Mention& candidate = discourse_.mention(c);
      if (candidate.sentence + kWindow < discourse_.mention(m_).sentence) return -1;
      if (candidate.reference == "set" && discourse_.profile(c).noun == own_.noun &&
          candidate.form == MentionForm::kNominal) {
        return static_cast<std::int32_t>(c);
      }
    }
    return -1;
  }

  void add(Members& members, std::uint32_t c) const {
    const bool is_new = std::none_of(members.begin(), members.end(), [&](std::uint32_t other) {
      return is_same_referent(other, c);
    });
    if (is_new) members.push_back(c);
  }

  // Capitals and states are different names of one side.
  bool is_same_referent(std::uint32_t a, std::uint32_t b) const {
    if (discourse_.chain(a) == discourse_.chain(b)) return true;
    const MentionProfile& x = discourse_.chain_profile(a);
    const MentionProfile& y = discourse_.chain_profile(b);
    const bool are_persons = x.kinds == kPersonKind && y.kinds == kPersonKind;
    return !are_persons && !x.country.empty() && x.country == y.country;
  }

  static bool is_complete(const Members& members, std::uint32_t count) {
    return members.size() == count;
  }

  bool relate(Members members, float confidence) {
    std::sort(members.begin(), members.end());
    discourse_.relate(m_, std::move(members), "set", confidence);
    return true;
  }

  // "Putin and Xi met. They agreed": the last coordination of two or more as a
  // subject, in this sentence or the one before; or a set that was the subject
  // there.
  bool link_they() {
    const std::uint32_t own_sentence = discourse_.mention(m_).sentence;
    bool has_rival = false;
    for (std::uint32_t c = m_; c-- > 0;) {
      const Mention& candidate = discourse_.mention(c);
      if (candidate.sentence + 1 < own_sentence) return false;
      // "Lavrov called the talks excellent and said they were": any nearer
      // plural is a rival.
      const bool is_rival = own_.noun != "their" && !discourse_.is_subject(c) &&
                            discourse_.profile(c).number == Number::kPlural;
      // "Syria and Jordan exchanged ambassadors. They ...": two states go on before things of
      // theirs.
      has_rival = has_rival || is_rival;
      if (is_rival && (candidate.sentence == own_sentence || !discourse_.is_subject(m_)))
        return false;
      if (!discourse_.is_subject(c)) continue;
      if (candidate.form == MentionForm::kNominal && candidate.reference == "set" && !has_rival) {
        return relate(candidate.antecedents, kTheyTogether);
      }
      if (discourse_.profile(c).number == Number::kPlural) return false;  // link_pronoun's
      Members members = coordination_at(candidate.sentence, candidate.head);
      if (members.size() == 1) members = meeting_of(c);
      if (has_rival && !are_states(members)) return false;
      if (members.size() >= 2) return relate(members, kTheyTogether);
    }
    return false;
  }

  bool are_states(const Members& members) const {
    return std::all_of(members.begin(), members.end(), [this](std::uint32_t c) {
      return (discourse_.chain_profile(c).kinds & kStateKind) != 0;
    });
  }

  // "Kerry met Lavrov. They ...": the subject of such a verb and whom it is
  // about.
  Members meeting_of(std::uint32_t subject) const {
    const Mention& mention = discourse_.mention(subject);
    const Syntax& tree = discourse_.syntax(subject);
    const std::int32_t verb = tree.predicate(mention.head);
    if (verb < 0) return {subject};
    const auto root = static_cast<std::uint32_t>(verb);
    const std::string lemma = lemma_of(tree.token(root));
    if (lemma != "meet" && lemma != "talk" && lemma != "speak") return {subject};
    Members members{subject};
    for (const std::uint32_t child : tree.children(root)) {
      const bool is_met = lemma == "meet" && has_relation(tree.token(child), "obj");
      const bool is_with = has_relation(tree.token(child), "obl") && is_with_case(tree, child);
      const std::int32_t other = discourse_.mention_headed_by(mention.sentence, child);
      if ((!is_met && !is_with) || other < 0) continue;
      const auto whom = static_cast<std::uint32_t>(other);
      const bool is_one = discourse_.profile(whom).number != Number::kPlural;
      if (is_one && !discourse_.is_other(whom)) members.push_back(whom);
    }
    return members;
  }

  static bool is_with_case(const Syntax& tree, std::uint32_t noun) {
    const std::int32_t marker = tree.child(noun, "case");
    return marker >= 0 && tree.token(static_cast<std::uint32_t>(marker)).form == "with";
  }

  Discourse& discourse_;
  std::uint32_t m_;
  const MentionProfile own_;
};

}  // namespace

bool link_set(Discourse& discourse, std::uint32_t m) { return SetSieve(discourse, m).link(); }

}  // namespace entente
