#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "graph/export/record.h"
#include "query/event_groups.h"
#include "storage/store.h"

namespace entente {

// Whether a relation is about a meeting in person (see deed_kind). Telephone calls count only on
// demand.
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
  EventStatus status = EventStatus::kHappened;
  EdgeRecord record;
};

// Two actors and what is said of their meetings. Only `held` ones are meetings; what was planned,
// possible or denied is counted apart and never added to them.
struct MeetingPair {
  Actor first;  // the actor who was asked for, else the smaller id
  Actor second;
  // Separate meetings that the dates tell apart (see EventGroups): a lower bound, to which reports
  // without any date add nothing.
  std::size_t meetings = 0;
  std::size_t held = 0;  // relations, that is mentions in sentences, of each status
  std::size_t planned = 0;
  std::size_t hypothetical = 0;
  std::size_t denied = 0;
  Support support;                        // behind those held; zero everywhere if there are none
  std::optional<DatedPeriod> first_date;  // of the meetings; missing if none is dated
  std::optional<DatedPeriod> last_date;
  std::vector<MeetingEvidence> evidence;  // all statuses, in the order of Store::scan
};

// Pairs of actors that met, are to meet or deny it: most meetings first, then most mentions of
// them, then most planned, then by ids. Never a pair of an actor with itself. Fails as the store
// does.
Result<std::vector<MeetingPair>> who_met(const Store& store, const WhoMetOptions& options = {});

}  // namespace entente
