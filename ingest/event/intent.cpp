#include "ingest/event/intent.h"

namespace entente {

namespace {

bool is_concession(EventType type) {
  return type == EventType::kConcede || type == EventType::kRetreat || type == EventType::kAid ||
         type == EventType::kCooperate;
}

void become(Relation& relation, const std::string& cameo) {
  relation.cameo = cameo;
  relation.type = type_of_cameo(cameo).value_or(relation.type);
}

}  // namespace

void apply_intent(bool intended, Relation& relation) {
  const EventType type = relation.type;
  if (relation.negated) {
    const bool unwilling =
        relation.modality == Modality::kPlanned || relation.modality == Modality::kHypothetical;
    const bool refused = type == EventType::kAgree || type == EventType::kSupport ||
                         (unwilling && (is_concession(type) || type == EventType::kConsult));
    if (!refused) return;
    become(relation, refusal_code(type));
    relation.negated = false;
    relation.predicate = "not " + relation.predicate;
    if (relation.modality == Modality::kPlanned) relation.modality = Modality::kAsserted;
    return;
  }
  if (relation.modality != Modality::kPlanned) return;
  if (type == EventType::kRole && relation.predicate.rfind("join", 0) == 0) {
    become(relation, "030");  // a membership to come is an intention, no standing
    relation.predicate = "plan to " + relation.predicate;
    return;
  }
  if (!intended) return;
  if (is_concession(type) || type == EventType::kConsult || type == EventType::kSupport) {
    become(relation, agreement_code(type));
    relation.predicate = "plan to " + relation.predicate;
  } else if (quad_class(type) == 4) {
    become(relation, threat_code(type));
    relation.predicate = "threaten to " + relation.predicate;
  }
}

std::string agreement_code(EventType inner) {
  switch (inner) {
    case EventType::kCooperate:
      return "031";
    case EventType::kSupport:
      return "032";
    case EventType::kAid:
      return "033";
    case EventType::kConcede:
      return "035";
    case EventType::kRetreat:
      return "0356";
    case EventType::kConsult:
      return "036";
    default:
      return "030";
  }
}

std::string refusal_code(EventType inner) {
  switch (inner) {
    case EventType::kCooperate:
      return "121";
    case EventType::kAid:
      return "122";
    case EventType::kConcede:
      return "124";
    case EventType::kRetreat:
      return "1246";
    case EventType::kConsult:
      return "125";
    case EventType::kAgree:
    case EventType::kSupport:
    case EventType::kRequest:
    case EventType::kStatement:
      return "120";
    default:
      return {};  // "refused to criticize" rejects nothing: the inner event is negated
  }
}

std::string threat_code(EventType inner) {
  switch (inner) {
    case EventType::kAssault:
    case EventType::kMobilize:
      return "138";
    case EventType::kSanction:
      return "1312";
    case EventType::kCoerce:
      return "132";
    case EventType::kProtest:
      return "133";
    default:
      return "130";
  }
}

std::string request_code(EventType inner, bool demand) {
  const std::string root = demand ? "10" : "02";
  switch (inner) {
    case EventType::kCooperate:
      return root + "1";
    case EventType::kSupport:
    case EventType::kAgree:
      return root + "2";
    case EventType::kAid:
      return root + "3";
    case EventType::kConcede:
      return root + "5";
    case EventType::kRetreat:
      return root + (demand ? "56" : "56");
    case EventType::kConsult:
      return root + "6";
    default:
      return root + "0";
  }
}

}  // namespace entente
