#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention/knowledge.h"
#include "ingest/mention/profile.h"
#include "ingest/mention/quotations.h"
#include "ingest/mention/syntax.h"

namespace entente {

// A document while its mentions are being connected: trees, profiles,
// quotations and the chains found so far. Beside the document's mentions it
// holds every other noun, because pronouns refer to those as well; indices run
// through both in text order. The document and the knowledge must outlive it.
class Discourse {
 public:
  Discourse(Document& document, const MentionKnowledge& knowledge);

  const Document& document() const { return document_; }
  const ActorTable& actors() const { return actors_; }
  std::uint32_t mention_count() const { return static_cast<std::uint32_t>(profiles_.size()); }
  const Mention& mention(std::uint32_t m) const { return mentions_[m]; }
  // True for a noun that is no mention of the document.
  bool is_other(std::uint32_t m) const { return in_document_[m] < 0; }
  // The place among Document::mentions, -1 for others.
  std::int32_t document_index(std::uint32_t m) const { return in_document_[m]; }
  const MentionProfile& profile(std::uint32_t m) const { return profiles_[m]; }
  const Syntax& syntax(std::uint32_t m) const { return syntax_[mention(m).sentence]; }
  const Token& head(std::uint32_t m) const { return syntax(m).token(mention(m).head); }
  const std::vector<Quotation>& quotations() const { return quotations_; }
  // The quotation that the mention's head stands in, -1 if none.
  std::int32_t quotation(std::uint32_t m) const { return in_quotation_[m]; }

  // The mention whose head is that token, -1 if there is none.
  std::int32_t mention_headed_by(std::uint32_t sentence, std::uint32_t token) const;
  // True if one mention lies inside the other.
  bool is_nested(std::uint32_t a, std::uint32_t b) const;
  bool is_subject(std::uint32_t m) const;

  // What `m` is: chain of identical mentions, named by its first mention. What
  // is known of any mention of a chain holds for all: gender, kinds, country.
  std::uint32_t chain(std::uint32_t m) const { return chains_[m]; }
  const MentionProfile& chain_profile(std::uint32_t m) const { return merged_[chains_[m]]; }
  std::uint32_t chain_size(std::uint32_t m) const { return sizes_[chains_[m]]; }

  bool is_resolved(std::uint32_t m) const { return !mention(m).reference.empty(); }

  // Says that `m` is the same as `antecedent`, by that rule; joins their
  // chains. The document learns of it if both are mentions of its own.
  void link(std::uint32_t m, std::uint32_t antecedent, std::string_view rule, float confidence);
  // Says that `m` refers to several, or is related otherwise: chains stay
  // apart.
  void relate(std::uint32_t m, std::vector<std::uint32_t> antecedents, std::string_view rule,
              float confidence);

 private:
  void add(Mention mention, std::int32_t in_document, MentionProfile profile);
  void add_mentions(const MentionKnowledge& knowledge);
  void write(std::uint32_t m);
  void merge_profile(std::uint32_t into, std::uint32_t from);

  Document& document_;
  const ActorTable& actors_;
  std::vector<Syntax> syntax_;
  std::vector<Mention> mentions_;
  std::vector<std::int32_t> in_document_;
  std::vector<MentionProfile> profiles_;
  std::vector<MentionProfile> merged_;  // by chain
  std::vector<Quotation> quotations_;
  std::vector<std::int32_t> in_quotation_;
  std::vector<std::uint32_t> chains_;
  std::vector<std::uint32_t> sizes_;
  std::vector<std::vector<std::int32_t>> by_head_;  // sentence, token -> mention or -1
};

}  // namespace entente
