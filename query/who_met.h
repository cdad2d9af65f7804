#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "graph/export/record.h"
#include "storage/store.h"

namespace entente {

// What the text says of a meeting.
enum class MeetingStatus {
  kHeld,          // it took place, in the article's words or somebody's
  kPlanned,       // it is scheduled or intended
  kHypothetical,  // it may or might take place
  kDenied,        // it did not, or will not, take place
};

const char* to_string(MeetingStatus status);
MeetingStatus meeting_status(const Relation& relation);

// Whether a relation is about two sides meeting in person: a CONSULT relation whose code says so
// (CAMEO 040 consult, 042 and 043 visits, 044 meet, 046 negotiate) or, without one of these codes,
// that is reciprocal ("A and B held talks"). Telephone calls (041) count only on demand; mediation
// between others (045) only if reciprocal.
enum class Calls { kLeaveOut, kCount };
bool is_meeting(const Relation& relation, Calls calls = Calls::kLeaveOut);

struct WhoMetOptions {
  std::string actor;         // id: only meetings of this actor; empty = of everybody
  std::string other;         // id: only with this one
  std::optional<Date> from;  // both inclusive; undated meetings then fall out
  std::optional<Date> to;
  float min_confidence = 0;
  bool leaders = false;        // both are persons in office, see is_political_leader
  bool with_evidence = false;  // fill MeetingPair::evidence, which reads the articles
  Calls calls = Calls::kLeaveOut;
  std::size_t limit = 0;  // most pairs; 0 = all
};

struct MeetingEvidence {
  MeetingStatus status = MeetingStatus::kHeld;
  RelationRecord record;
};

// Two actors and what is said of their meetings. Only `held` ones are meetings; what was planned,
// possible or denied is counted apart and never added to them.
struct MeetingPair {
  Actor first;  // the actor who was asked for, else the smaller id
  Actor second;
  std::size_t meetings = 0;  // separate meetings that the dates tell apart, see count_meetings
  std::size_t held = 0;      // relations, that is sentences, of each status
  std::size_t planned = 0;
  std::size_t hypothetical = 0;
  std::size_t denied = 0;
  std::size_t articles = 0;               // different articles among those of `held`
  std::optional<DatedPeriod> first_date;  // of those held; missing if none is dated
  std::optional<DatedPeriod> last_date;
  std::vector<MeetingEvidence> evidence;  // all statuses, in the order of Store::scan
};

// Pairs of actors that met, are to meet or deny it: most held first, then most planned, then by
// ids. Never a pair of an actor with itself. Fails as the store does.
Result<std::vector<MeetingPair>> who_met(const Store& store, const WhoMetOptions& options = {});

// A lower bound of the number of separate meetings behind dates of reports (missing = undated):
// dates of the text count once each; a week, month or year that holds one of them adds nothing; nor
// does a publication date up to seven days after a meeting already counted; reports without a date
// count as one if there is no other.
std::size_t count_meetings(std::span<const std::optional<DatedPeriod>> dates);

}  // namespace entente
