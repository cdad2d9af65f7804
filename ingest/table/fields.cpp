#include "ingest/table/fields.h"

#include <charconv>
#include <string>
#include <unordered_map>

namespace entente {
namespace {

bool read_digits(std::string_view text, int& value) {
  value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  return true;
}

constexpr std::size_t kLongestCode = 4;

using Meanings = std::unordered_map<std::string, CameoMeaning>;

void add_meaning(Meanings& meanings, const std::string& spelling, const std::string& code) {
  const std::optional<CameoInfo> info = find_cameo(code);
  const std::optional<EventType> type = type_of_cameo(code);
  if (info && type) meanings.emplace(spelling, CameoMeaning{info->code, info->name, *type});
}

// Every code of two to four digits, and those that lost their leading zero to a spreadsheet.
Meanings make_meanings() {
  Meanings meanings;
  for (int number = 0; number < 10000; ++number) {
    const std::string digits = std::to_string(number);
    for (std::size_t length = 2; length <= kLongestCode; ++length) {
      if (digits.size() > length) continue;
      add_meaning(meanings, std::string(length - digits.size(), '0') + digits,
                  std::string(length - digits.size(), '0') + digits);
    }
  }
  for (int number = 1; number < 1000; ++number) {
    const std::string digits = std::to_string(number);
    add_meaning(meanings, digits, "0" + digits);
  }
  return meanings;
}

}  // namespace

std::optional<Date> read_day(std::string_view text) {
  constexpr std::size_t kPlain = 8;
  constexpr std::size_t kDashed = 10;
  int year = 0;
  int month = 0;
  int day = 0;
  bool ok = false;
  if (text.size() >= kDashed && text[4] == '-' && text[7] == '-') {
    ok = (text.size() == kDashed || text[kDashed] == 'T' || text[kDashed] == ' ') &&
         read_digits(text.substr(0, 4), year) && read_digits(text.substr(5, 2), month) &&
         read_digits(text.substr(8, 2), day);
  } else if (text.size() == kPlain || text.size() == 14) {  // 14: with a time, YYYYMMDDHHMMSS
    ok = read_digits(text.substr(0, 4), year) && read_digits(text.substr(4, 2), month) &&
         read_digits(text.substr(6, 2), day);
  }
  if (!ok) return std::nullopt;
  const Date date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
                  static_cast<std::uint8_t>(day)};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::optional<std::uint32_t> read_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<float> read_fraction(std::string_view text) {
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value >= 0 && value <= 1 ? std::optional(value) : std::nullopt;
}

const CameoMeaning* find_meaning(std::string_view code) {
  static const Meanings kMeanings = make_meanings();
  const auto found = kMeanings.find(std::string(code));
  return found == kMeanings.end() ? nullptr : &found->second;
}

}  // namespace entente
