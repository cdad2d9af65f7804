#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "core/result.h"
#include "storage/records.h"

namespace entente {

// The families that follow from others, entry by entry (but for the mentions by datasets).
inline constexpr std::array kDerivedFamilies = {
    Family::kArticleKey,  Family::kMention, Family::kAlias,  Family::kActorKey,
    Family::kOut,         Family::kIn,      Family::kPair,   Family::kTime,
    Family::kFingerprint, Family::kCopies,  Family::kWaiting};

struct Diagnosis {
  std::vector<std::string> findings;  // one sentence a contradiction, at most a hundred
  std::set<Family> suspects;          // derived families with other entries than they should have
  StoreCounts counted;                // what the counts ought to be
  bool is_count_wrong = false;
};

// Compares what is derived (indexes, mentions, names, counts) with what it is derived from
// (articles, casts, relations). kCorrupt if a record cannot be read at all.
Result<Diagnosis> diagnose_store(const Records& records);

// Only the findings; empty means sound.
Result<std::vector<std::string>> verify_store(const Records& records);

}  // namespace entente
