#pragma once

#include <cstdint>
#include <string>

namespace entente {

// Why an article counts as another printing of one that leads. Stored on disk: numbers are never
// reused.
enum class CopyKind : std::uint8_t {
  kExact = 1,    // the same words, whatever case, punctuation and spacing
  kNear = 2,     // lightly edited, cut, or with a caption or a notice added
  kVersion = 3,  // an older version: the same address, and the leader has the newer date
};

// "exact", "near" or "version".
const char* to_string(CopyKind kind);

// What ties a copy to the article that leads its group. A copy keeps its text and metadata and has
// no relations: its source adds to the evidence of the leader's.
struct CopyLink {
  std::string leader;  // article id
  CopyKind kind = CopyKind::kExact;
  std::uint8_t likeness = 100;  // percent of the shorter text's word triples found in the other

  friend bool operator==(const CopyLink&, const CopyLink&) = default;
};

}  // namespace entente
