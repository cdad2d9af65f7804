#pragma once

#include "graph/relation.h"

namespace entente {

// CAMEO codes declared intentions as deeds of their own; this turns the one into the other, where
// `relation` has its type, polarity and modality:
//   "Lima will lift the ban on Oslo"        intended CONCEDE -> AGREE 035, planned
//   "Lima will not lift the ban on Oslo"    not CONCEDE      -> REJECT 124
//   "Lima will blockade Oslo"               intended COERCE  -> THREATEN 132, planned
//   "Lima is about to join NATO"            intended ROLE    -> AGREE 030, planned
//   "Lima and Oslo failed to agree"         not AGREE        -> REJECT 120
// Everything else stays: a meeting that is scheduled is a planned meeting, one that did not take
// place a negated one, and who refuses to criticise has not accused.
void apply_intent(bool intended, Relation& relation);

// The code of an agreement (03x), a threat (13x), a request (02x, 10x as a demand) or a refusal
// (12x) over an inner type.
std::string agreement_code(EventType inner);
std::string threat_code(EventType inner);
std::string request_code(EventType inner, bool demand);
std::string refusal_code(EventType inner);  // empty for hostile types

}  // namespace entente
