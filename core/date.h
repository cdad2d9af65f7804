#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace entente {

// A day of the proleptic Gregorian calendar, UTC.
struct Date {
  std::int16_t year = 1970;
  std::uint8_t month = 1;
  std::uint8_t day = 1;

  friend auto operator<=>(const Date&, const Date&) = default;
};

// How exactly a date is known. Stored on disk: numbers are never reused.
enum class DatePrecision : std::uint8_t { kDay = 0, kWeek = 1, kMonth = 2, kYear = 3 };

// Where a date comes from: words of the text, or only the day the article was published.
// Stored on disk: numbers are never reused.
enum class DateBasis : std::uint8_t { kText = 0, kPublication = 1 };

// A date as far as it is known: the first day of the period, its length, and the basis.
struct DatedPeriod {
  Date date;
  DatePrecision precision = DatePrecision::kDay;
  DateBasis basis = DateBasis::kPublication;

  friend bool operator==(const DatedPeriod&, const DatedPeriod&) = default;
};

bool is_valid(Date date);

// Days since 1970-01-01, and back; both are exact for years 1 to 9999.
std::int32_t to_days(Date date);
Date from_days(std::int32_t days);
Date add_days(Date date, std::int32_t days);

// 0 = Monday .. 6 = Sunday.
int weekday(Date date);

// YYYY-MM-DD.
std::string to_string(Date date);
const char* to_string(DatePrecision precision);
const char* to_string(DateBasis basis);

// Reads YYYY-MM-DD, with anything after a 'T' or blank ignored (ISO 8601 date-times), YYYYMMDD,
// YYYY/MM/DD, and the RFC 822 form "15 Sep 2022" with an optional weekday before and time after.
// Fails on anything else, naming the text.
Result<Date> parse_date(std::string_view text);

}  // namespace entente
