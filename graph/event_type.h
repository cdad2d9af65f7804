#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

// PLOVER categories, with STATEMENT for CAMEO root 01 and ROLE for standing relations (holds
// office in, member of, ally of). Stored on disk: numbers are never reused.
enum class EventType : std::uint8_t {
  kStatement = 1,
  kAgree = 2,
  kConsult = 3,
  kSupport = 4,
  kConcede = 5,
  kCooperate = 6,
  kAid = 7,
  kRetreat = 8,
  kRequest = 9,
  kAccuse = 10,
  kReject = 11,
  kThreaten = 12,
  kProtest = 13,
  kSanction = 14,
  kMobilize = 15,
  kCoerce = 16,
  kAssault = 17,
  kRole = 18,
};

inline constexpr std::array kAllEventTypes = {
    EventType::kStatement, EventType::kAgree,     EventType::kConsult,  EventType::kSupport,
    EventType::kConcede,   EventType::kCooperate, EventType::kAid,      EventType::kRetreat,
    EventType::kRequest,   EventType::kAccuse,    EventType::kReject,   EventType::kThreaten,
    EventType::kProtest,   EventType::kSanction,  EventType::kMobilize, EventType::kCoerce,
    EventType::kAssault,   EventType::kRole};

// "CONSULT" and so on.
const char* to_string(EventType type);
// Accepts any case; nothing for an unknown word.
std::optional<EventType> parse_event_type(std::string_view text);

// What a CAMEO code (2 to 4 digits) implies. Facts of the CAMEO manual and the Goldstein scale.
struct CameoInfo {
  std::string_view code;
  std::string_view name;
  double goldstein = 0;  // -10 (war) .. +10 (peace)
};

// The entry of a code, or nothing if CAMEO has no such code. The views live for ever.
std::optional<CameoInfo> find_cameo(std::string_view code);

// The PLOVER type that a CAMEO code belongs to (root 01 is STATEMENT, 02 REQUEST; finer codes
// such as 087 RETREAT or 163 COERCE go as in CAMEO2PLOVER 2021).
std::optional<EventType> type_of_cameo(std::string_view code);

// The root code that stands for a type when the words support nothing finer; "" for ROLE.
std::string_view root_cameo(EventType type);

// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict;
// 0 for STATEMENT and ROLE.
int quad_class(EventType type);

// The Goldstein weight of the code, or of its nearest ancestor that has one; 0 for none.
double goldstein_weight(std::string_view cameo);

}  // namespace entente
