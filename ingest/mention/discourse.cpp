#include "ingest/mention/discourse.h"

#include <algorithm>
#include <utility>

namespace entente {

Discourse::Discourse(Document& document, const MentionKnowledge& knowledge)
    : document_(document), actors_(knowledge.actors) {
  syntax_.reserve(document.sentences.size());
  for (const Sentence& sentence : document.sentences) {
    syntax_.emplace_back(sentence);
    by_head_.emplace_back(sentence.tokens.size(), -1);
  }
  add_mentions(knowledge);
  merged_ = profiles_;
  std::vector<std::int32_t> place(document.mentions.size(), -1);
  for (std::uint32_t m = 0; m < mention_count(); ++m) {
    if (!is_other(m))
      place[static_cast<std::size_t>(in_document_[m])] = static_cast<std::int32_t>(m);
  }
  quotations_ = find_quotations(document, syntax_);
  for (Quotation& quotation : quotations_) {
    if (quotation.speaker >= 0) {
      quotation.speaker = place[static_cast<std::size_t>(quotation.speaker)];
    }
  }
  for (std::uint32_t m = 0; m < mention_count(); ++m) {
    in_quotation_.push_back(quotation_at(quotations_, mention(m).sentence, mention(m).head));
  }
}

// Merges the document's mentions and the other nouns in the order of the text.
void Discourse::add_mentions(const MentionKnowledge& knowledge) {
  std::size_t next = 0;
  std::vector<bool> is_covered;
  for (std::uint32_t s = 0; s < document_.sentences.size(); ++s) {
    const auto& tokens = document_.sentences[s].tokens;
    is_covered.assign(tokens.size(), false);
    for (std::size_t m = next; m < document_.mentions.size(); ++m) {
      const Mention& mention = document_.mentions[m];
      if (mention.sentence != s) break;
      // The words of a title or an of-phrase are no referents of their own.
      for (std::uint32_t i = mention.first; i < mention.last; ++i) is_covered[i] = true;
    }
    for (std::uint32_t i = 0; i <= tokens.size(); ++i) {
      for (; next < document_.mentions.size() && document_.mentions[next].sentence == s &&
             (document_.mentions[next].first <= i || i == tokens.size());
           ++next) {
        const Mention& mention = document_.mentions[next];
        add(mention, static_cast<std::int32_t>(next),
            describe_mention(document_, mention, syntax_[s], knowledge));
      }
      if (i == tokens.size() || tokens[i].upos != Upos::kNoun || is_covered[i]) continue;
      if (has_relation(tokens[i], "compound")) continue;
      Mention noun;
      noun.sentence = s;
      noun.first = noun.head = i;
      noun.last = i + 1;
      noun.span = tokens[i].span;
      noun.form = MentionForm::kNominal;
      add(std::move(noun), -1, describe_noun(tokens[i]));
    }
  }
}

void Discourse::add(Mention mention, std::int32_t in_document, MentionProfile profile) {
  const auto m = static_cast<std::uint32_t>(mentions_.size());
  std::int32_t& slot = by_head_[mention.sentence][mention.head];
  if (slot < 0) slot = static_cast<std::int32_t>(m);
  mentions_.push_back(std::move(mention));
  in_document_.push_back(in_document);
  profiles_.push_back(std::move(profile));
  chains_.push_back(m);
  sizes_.push_back(1);
}

std::int32_t Discourse::mention_headed_by(std::uint32_t sentence, std::uint32_t token) const {
  return by_head_[sentence][token];
}

bool Discourse::is_nested(std::uint32_t a, std::uint32_t b) const {
  const Mention& x = mention(a);
  const Mention& y = mention(b);
  return x.sentence == y.sentence && x.first < y.last && y.first < x.last;
}

bool Discourse::is_subject(std::uint32_t m) const { return has_relation(head(m), "nsubj"); }

void Discourse::link(std::uint32_t m, std::uint32_t antecedent, std::string_view rule,
                     float confidence) {
  relate(m, {antecedent}, rule, confidence);
  const std::uint32_t into = std::min(chains_[m], chains_[antecedent]);
  const std::uint32_t from = std::max(chains_[m], chains_[antecedent]);
  if (into == from) return;
  merge_profile(into, from);
  sizes_[into] += sizes_[from];
  std::replace(chains_.begin(), chains_.end(), from, into);
}

void Discourse::relate(std::uint32_t m, std::vector<std::uint32_t> antecedents,
                       std::string_view rule, float confidence) {
  Mention& mention = mentions_[m];
  mention.antecedents = std::move(antecedents);
  mention.reference = rule;
  mention.reference_confidence = confidence;
  write(m);
}

// Copies an answer to the document, unless it names a noun that the document
// does not have.
void Discourse::write(std::uint32_t m) {
  const Mention& mention = mentions_[m];
  const bool is_known = std::none_of(mention.antecedents.begin(), mention.antecedents.end(),
                                     [&](std::uint32_t a) { return is_other(a); });
  if (is_other(m) || !is_known) return;
  Mention& out = document_.mentions[static_cast<std::size_t>(in_document_[m])];
  out.reference = mention.reference;
  out.reference_confidence = mention.reference_confidence;
  out.antecedents.clear();
  for (const std::uint32_t a : mention.antecedents) {
    out.antecedents.push_back(static_cast<std::uint32_t>(in_document_[a]));
  }
}

void Discourse::merge_profile(std::uint32_t into, std::uint32_t from) {
  MentionProfile& a = merged_[into];
  const MentionProfile& b = merged_[from];
  if (a.gender == Gender::kUnknown) a.gender = b.gender;
  if (a.country.empty()) a.country = b.country;
  if (a.region.empty()) a.region = b.region;
  if (a.role == nullptr) a.role = b.role;
  if (a.number == Number::kUnknown) a.number = b.number;
  if (b.name.size() > a.name.size()) a.name = b.name;
  if (a.readings.empty()) a.readings = b.readings;
  // Kinds that exclude each other mean that one was misread: either may be
  // right.
  const std::uint8_t common = a.kinds & b.kinds;
  a.kinds = common != 0 ? common : static_cast<std::uint8_t>(a.kinds | b.kinds);
}

}  // namespace entente
