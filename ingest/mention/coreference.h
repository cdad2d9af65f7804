#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention/knowledge.h"

namespace entente {

class Discourse;
struct PronounCandidate;

// Connects the mentions of a document: fills Mention::antecedents, reference
// and reference_confidence, nothing else. Rules run from the safest to the
// boldest (Raghunathan et al. 2010, "A Multi-Pass Sieve for Coreference
// Resolution"); what one has decided stays.
//
// Rules that mean identity (one antecedent):
//   "same name"   Vladimir Putin ... Vladimir Putin; Russia ... Russia
//   "surname"     Vladimir Putin ... Putin
//   "first name"  Kathleen Roy ... Kathleen
//   "acronym"     Shanghai Cooperation Organization ... SCO
//   "appositive"  Anna Berg, the foreign minister,
//   "relative"    the minister, who ...
//   "description" Xi Jinping ... the Chinese leader; the ministry; the country;
//   the group "pronoun"     he, her, its, they, with one antecedent;
//   "reflexive" himself "dateline"    here -> the place that the article is
//   from "speaker"     I, my inside a quotation -> its speaker
// Rules that do not:
//   "set"          the two men, both sides, they, each other -> every member
//   "counterpart"  his Turkish counterpart -> the one whose counterpart it is
//   "speaker side" we, our inside a quotation -> the speaker, meaning his or
//   her side "country of"   the government, the army without a country -> the
//   state it must belong to
// A mention without antecedents starts something new, or nothing was found.
void resolve_coreference(Document& document, const MentionKnowledge& knowledge);

// Sees what a pronoun could refer to and how the candidates score, before the
// choice; for training and for people who check. The references live during the
// call only.
using PronounObserver = std::function<void(const Discourse& discourse, std::uint32_t pronoun,
                                           const std::vector<PronounCandidate>& candidates)>;
void resolve_coreference(Document& document, const MentionKnowledge& knowledge,
                         const PronounObserver& observer);

// True for the rules that mean identity.
bool is_identity(std::string_view reference);

// For each mention the first mention of its chain, by the rules that mean
// identity.
std::vector<std::uint32_t> find_chains(const Document& document);

}  // namespace entente
