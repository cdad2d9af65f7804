#include "core/date.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace entente {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

std::chrono::year_month_day to_chrono(Date date) {
  return std::chrono::year{date.year} / std::chrono::month{date.month} / std::chrono::day{date.day};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads exactly `count` digits at `at`; nothing if there are fewer.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::optional<Date> checked(std::optional<int> year, std::optional<int> month,
                            std::optional<int> day) {
  if (!year || !month || !day) return std::nullopt;
  if (*year < 1 || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
  const Date date{static_cast<std::int16_t>(*year), static_cast<std::uint8_t>(*month),
                  static_cast<std::uint8_t>(*day)};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::optional<Date> parse_iso(std::string_view text) {
  const auto year = digits(text, 0, 4);
  if (!year) return std::nullopt;
  if (text.size() == 8) return checked(year, digits(text, 4, 2), digits(text, 6, 2));
  if (text.size() < 10 || (text[4] != '-' && text[4] != '/') || text[7] != text[4]) {
    return std::nullopt;
  }
  if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return std::nullopt;
  return checked(year, digits(text, 5, 2), digits(text, 8, 2));
}

std::optional<int> month_by_name(std::string_view name) {
  if (name.size() < 3) return std::nullopt;
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    bool same = true;
    for (std::size_t i = 0; i < 3; ++i) same &= (name[i] | 0x20) == kMonths[m][i];
    if (same) return static_cast<int>(m) + 1;
  }
  return std::nullopt;
}

// "Thu, 15 Sep 2022 10:00:00 GMT", "15-SEP-2022 10:00", "15 September 2022".
std::optional<Date> parse_rfc822(std::string_view text) {
  if (const auto comma = text.find(','); comma != std::string_view::npos && comma < 12) {
    text.remove_prefix(comma + 1);
  }
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  const std::size_t day_length = text.size() > 1 && is_digit(text[1]) ? 2 : 1;
  const auto day = digits(text, 0, day_length);
  if (!day || text.size() <= day_length) return std::nullopt;
  const char separator = text[day_length];
  if (separator != ' ' && separator != '-') return std::nullopt;
  text.remove_prefix(day_length + 1);
  const auto name_end = text.find(separator);
  if (name_end == std::string_view::npos) return std::nullopt;
  const auto month = month_by_name(text.substr(0, name_end));
  text.remove_prefix(name_end + 1);
  if (text.size() > 4 && is_digit(text[4])) return std::nullopt;
  return checked(digits(text, 0, 4), month, day);
}

}  // namespace

bool is_valid(Date date) { return to_chrono(date).ok(); }

std::int32_t to_days(Date date) {
  return static_cast<std::int32_t>(
      std::chrono::sys_days{to_chrono(date)}.time_since_epoch().count());
}

Date from_days(std::int32_t days) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{days}}};
  return {static_cast<std::int16_t>(static_cast<int>(ymd.year())),
          static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()))};
}

Date add_days(Date date, std::int32_t days) { return from_days(to_days(date) + days); }

int weekday(Date date) {
  const std::chrono::weekday day{std::chrono::sys_days{to_chrono(date)}};
  return static_cast<int>(day.iso_encoding()) - 1;
}

std::string to_string(Date date) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year),
                static_cast<unsigned>(date.month), static_cast<unsigned>(date.day));
  return buffer.data();
}

const char* to_string(DatePrecision precision) {
  switch (precision) {
    case DatePrecision::kDay:
      return "day";
    case DatePrecision::kWeek:
      return "week";
    case DatePrecision::kMonth:
      return "month";
    case DatePrecision::kYear:
      return "year";
  }
  return "day";
}

const char* to_string(DateBasis basis) {
  return basis == DateBasis::kText ? "text" : "publication";
}

Result<Date> parse_date(std::string_view text) {
  if (const auto date = parse_iso(text)) return *date;
  if (const auto date = parse_rfc822(text)) return *date;
  return Error{Error::Code::kBadInput,
               "'" + std::string(text) + "' is not a date; write it as YYYY-MM-DD"};
}

}  // namespace entente
