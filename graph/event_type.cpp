#include "graph/event_type.h"

#include <algorithm>

#include "core/check.h"

namespace entente {
namespace {

constexpr CameoInfo kCameoTable[] = {
#include "graph/cameo_table.inc"
};

struct TypeFacts {
  EventType type;
  std::string_view name;
  std::string_view root;
  int quad;
};

constexpr TypeFacts kTypes[] = {{EventType::kStatement, "STATEMENT", "01", 0},
                                {EventType::kAgree, "AGREE", "03", 1},
                                {EventType::kConsult, "CONSULT", "04", 1},
                                {EventType::kSupport, "SUPPORT", "05", 1},
                                {EventType::kConcede, "CONCEDE", "08", 2},
                                {EventType::kCooperate, "COOPERATE", "06", 2},
                                {EventType::kAid, "AID", "07", 2},
                                {EventType::kRetreat, "RETREAT", "087", 2},
                                {EventType::kRequest, "REQUEST", "10", 3},
                                {EventType::kAccuse, "ACCUSE", "11", 3},
                                {EventType::kReject, "REJECT", "12", 3},
                                {EventType::kThreaten, "THREATEN", "13", 3},
                                {EventType::kProtest, "PROTEST", "14", 4},
                                {EventType::kSanction, "SANCTION", "16", 4},
                                {EventType::kMobilize, "MOBILIZE", "15", 4},
                                {EventType::kCoerce, "COERCE", "17", 4},
                                {EventType::kAssault, "ASSAULT", "19", 4},
                                {EventType::kRole, "ROLE", "", 0}};

const TypeFacts& facts(EventType type) {
  const auto* found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                   [&](const TypeFacts& f) { return f.type == type; });
  ENTENTE_CHECK(found != std::end(kTypes), "an EventType outside of the enumeration");
  return *found;
}

// Whether `capitals`, letters only, is what `text` says in any case.
bool is_in_capitals(std::string_view text, std::string_view capitals) {
  constexpr char kCaseBit = 'a' - 'A';
  return std::equal(text.begin(), text.end(), capitals.begin(), capitals.end(),
                    [](char c, char capital) { return c == capital || c == (capital | kCaseBit); });
}

// CAMEO roots 02..20 in order; kExceptions come first.
constexpr EventType kRootTypes[] = {
    EventType::kRequest,   EventType::kAgree,    EventType::kConsult,  EventType::kSupport,
    EventType::kCooperate, EventType::kAid,      EventType::kConcede,  EventType::kAccuse,
    EventType::kRequest,   EventType::kAccuse,   EventType::kReject,   EventType::kThreaten,
    EventType::kProtest,   EventType::kMobilize, EventType::kSanction, EventType::kCoerce,
    EventType::kAssault,   EventType::kAssault,  EventType::kAssault};

// Codes below root level whose type is not that of their root (CAMEO2PLOVER 2021). 191 and 192 stay
// with their root, as people label them.
struct Exception {
  std::string_view prefix;
  EventType type;
};
constexpr Exception kExceptions[] = {
    {"0813", EventType::kRetreat}, {"0814", EventType::kRetreat}, {"084", EventType::kRetreat},
    {"085", EventType::kRetreat},  {"086", EventType::kRetreat},  {"087", EventType::kRetreat},
    {"163", EventType::kCoerce},   {"1712", EventType::kAssault}, {"175", EventType::kAssault}};

}  // namespace

const char* to_string(EventType type) { return facts(type).name.data(); }

// Once for each row of a table that is loaded: nothing is copied.
std::optional<EventType> parse_event_type(std::string_view text) {
  for (const TypeFacts& f : kTypes) {
    if (is_in_capitals(text, f.name)) return f.type;
  }
  return std::nullopt;
}

std::optional<CameoInfo> find_cameo(std::string_view code) {
  const auto* found =
      std::lower_bound(std::begin(kCameoTable), std::end(kCameoTable), code,
                       [](const CameoInfo& i, std::string_view c) { return i.code < c; });
  if (found == std::end(kCameoTable) || found->code != code) return std::nullopt;
  return *found;
}

std::optional<EventType> type_of_cameo(std::string_view code) {
  if (code.size() < 2 || code[0] < '0' || code[0] > '2' || code[1] < '0' || code[1] > '9') {
    return std::nullopt;
  }
  const int root = (code[0] - '0') * 10 + (code[1] - '0');
  if (root == 1) return EventType::kStatement;
  for (const Exception& e : kExceptions) {
    if (code.substr(0, e.prefix.size()) == e.prefix) return e.type;
  }
  if (root < 2 || root > 20) return std::nullopt;
  return kRootTypes[root - 2];
}

std::string_view root_cameo(EventType type) { return facts(type).root; }

int quad_class(EventType type) { return facts(type).quad; }

double goldstein_weight(std::string_view cameo) {
  for (; cameo.size() >= 2; cameo.remove_suffix(1)) {
    if (const auto info = find_cameo(cameo)) return info->goldstein;
  }
  return 0;
}

}  // namespace entente
