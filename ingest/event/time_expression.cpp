#include "ingest/event/time_expression.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace entente {

namespace {

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> kNumbers = {
    "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"};

int number_of(std::string_view text) {
  if (text.empty() || text.size() > 4) return -1;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// "24", "24th"
int day_of(std::string_view text) {
  if (text.size() > 2) {
    const std::string_view end = text.substr(text.size() - 2);
    if (end == "th" || end == "st" || end == "nd" || end == "rd") text.remove_suffix(2);
  }
  const int n = number_of(text);
  return n >= 1 && n <= 31 && text.size() <= 2 ? n : -1;
}

int year_of(std::string_view text) {
  const int n = number_of(text);
  return text.size() == 4 && n >= 1500 && n <= 2100 ? n : -1;
}

Date make_date(int year, int month, int day) {
  return {static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month),
          static_cast<std::uint8_t>(day)};
}

class Finder {
 public:
  Finder(std::span<const Token> tokens, std::optional<Date> published, bool future)
      : tokens_(tokens), published_(published), future_(future) {
    for (const Token& t : tokens) words_.push_back(lower_ascii(t.form));
  }

  std::vector<TimeExpression> run() {
    std::size_t i = 0;
    while (i < words_.size()) {
      const std::size_t used = match_at(i);
      i += std::max<std::size_t>(used, 1);
    }
    return std::move(out_);
  }

 private:
  std::string_view word(std::size_t i) const {
    return i < words_.size() ? std::string_view(words_[i]) : std::string_view();
  }

  int month_at(std::size_t i) const {
    std::string_view w = word(i);
    if (w.empty() || tokens_[i].form[0] < 'A' || tokens_[i].form[0] > 'Z') return -1;
    const bool dotted = w.back() == '.';
    if (dotted) w.remove_suffix(1);
    for (std::size_t m = 0; m < kMonths.size(); ++m) {
      if (w == kMonths[m]) return static_cast<int>(m) + 1;
      const bool short_form =
          (w.size() == 3 && kMonths[m].substr(0, 3) == w) || (w == "sept" && m == 8);
      if (short_form && (dotted || day_of(word(i + 1)) > 0)) return static_cast<int>(m) + 1;
    }
    return -1;
  }

  int weekday_at(std::size_t i) const {
    std::string_view w = word(i);
    if (w.empty() || tokens_[i].form[0] < 'A' || tokens_[i].form[0] > 'Z') return -1;
    for (std::size_t d = 0; d < kDays.size(); ++d) {
      if (w == kDays[d]) return static_cast<int>(d);
    }
    return -1;
  }

  std::size_t add(std::size_t first, std::size_t count, Date date, DatePrecision precision) {
    if (!is_valid(date)) return 0;
    out_.push_back({static_cast<std::uint32_t>(first),
                    static_cast<std::uint32_t>(first + count),
                    {date, precision, DateBasis::kText}});
    return count;
  }

  std::size_t match_at(std::size_t i) {
    if (const std::size_t n = match_calendar(i); n > 0) return n;
    if (!published_) return 0;
    return match_relative(i);
  }

  std::size_t match_calendar(std::size_t i) {
    const std::string& form = tokens_[i].form;
    if (form.size() == 10 && form[4] == '-' && form[7] == '-') {
      const Result<Date> date = parse_date(form);
      if (date.ok()) return add(i, 1, *date, DatePrecision::kDay);
    }
    if (const int month = month_at(i); month > 0) return match_month(i, month);
    const int day = day_of(word(i));
    if (day > 0) {  // "24 February 2022", "24th of February"
      const std::size_t of = word(i + 1) == "of" ? 1 : 0;
      if (const int month = month_at(i + 1 + of); i + 1 + of < words_.size() && month > 0) {
        return finish_day(i, 2 + of, month, day);
      }
    }
    if (const int year = year_of(word(i)); year > 0 && i > 0) {
      const std::string_view before = word(i - 1);
      if (before == "in" || before == "since" || before == "of" || before == "during" ||
          before == "early" || before == "late" || before == "mid" || before == "until" ||
          before == "the" || before == "from" || before == "by") {
        return add(i, 1, make_date(year, 1, 1), DatePrecision::kYear);
      }
    }
    return 0;
  }

  std::size_t match_month(std::size_t i, int month) {
    const int day = day_of(word(i + 1));
    if (day > 0) return finish_day(i, 2, month, day);
    const std::size_t comma = word(i + 1) == "," ? 1 : 0;
    if (const int year = year_of(word(i + 1 + comma)); year > 0) {
      return add(i, 2 + comma, make_date(year, month, 1), DatePrecision::kMonth);
    }
    if (!published_) return 0;
    const std::string_view before = i > 0 ? word(i - 1) : std::string_view();
    const bool word_may = word(i) == "may" || word(i) == "march";
    const bool introduced = before == "in" || before == "last" || before == "since" ||
                            before == "this" || before == "next" || before == "of" ||
                            before == "early" || before == "late" || before == "by";
    if (word_may && !introduced) return 0;
    int year = published_->year;
    if (before == "next" ? month <= published_->month : false) ++year;
    const bool ahead = month > published_->month;
    if (before != "next" && ahead && !future_) --year;
    if (before == "last" && month >= published_->month && !ahead) --year;
    if (future_ && !ahead && before != "last" && month < published_->month) ++year;
    return add(i, 1, make_date(year, month, 1), DatePrecision::kMonth);
  }

  std::size_t finish_day(std::size_t first, std::size_t count, int month, int day) {
    const std::size_t comma = word(first + count) == "," ? 1 : 0;
    if (const int year = year_of(word(first + count + comma)); year > 0) {
      return add(first, count + comma + 1, make_date(year, month, day), DatePrecision::kDay);
    }
    if (!published_) return 0;
    Date date = make_date(published_->year, month, day);
    if (!is_valid(date)) return 0;
    constexpr int kHalfYear = 183;  // the nearer year unless the clause says otherwise
    const int ahead = to_days(date) - to_days(*published_);
    if (ahead > (future_ ? kHalfYear * 2 : 7)) --date.year;
    if (ahead < -kHalfYear && future_) ++date.year;
    // A day just past cannot be when a plan is due, nor need it be next year's.
    if (future_ && ahead < 0 && ahead >= -kHalfYear) return 0;
    return add(first, count, date, DatePrecision::kDay);
  }

  std::size_t match_relative(std::size_t i) {
    const Date today = *published_;
    const std::string_view w = word(i);
    if (w == "today" || w == "tonight") return add(i, 1, today, DatePrecision::kDay);
    if (w == "yesterday") return add(i, 1, add_days(today, -1), DatePrecision::kDay);
    if (w == "tomorrow") return add(i, 1, add_days(today, 1), DatePrecision::kDay);
    if (w == "last" && word(i + 1) == "night") {
      return add(i, 2, add_days(today, -1), DatePrecision::kDay);
    }
    if (const int day = weekday_at(i); day >= 0) return match_weekday(i, day);
    if (const std::size_t n = match_unit(i); n > 0) return n;
    return match_ago(i);
  }

  std::size_t match_weekday(std::size_t i, int day) {
    const Date today = *published_;
    const int now = weekday(today);
    const std::string_view before = i > 0 ? word(i - 1) : std::string_view();
    int shift = day - now;
    if (before == "next" || (future_ && before != "last")) {
      if (shift < 0 || (before == "next" && shift == 0)) shift += 7;
    } else if (shift > 0 || (before == "last" && shift == 0)) {
      shift -= 7;
    }
    return add(i, 1, add_days(today, shift), DatePrecision::kDay);
  }

  // "last week", "this month", "next year", "the past week"
  std::size_t match_unit(std::size_t i) {
    const std::string_view w = word(i);
    if (w == "the" && word(i + 1) == "weekend" && i > 0 &&
        (word(i - 1) == "over" || word(i - 1) == "at" || word(i - 1) == "on" ||
         word(i - 1) == "during")) {
      return add_weekend(i, 2);
    }
    int shift = 2;
    if (w == "last" || w == "previous")
      shift = -1;
    else if (w == "this")
      shift = 0;
    else if (w == "next" || w == "coming")
      shift = 1;
    if (shift == 2) return 0;
    const Date today = *published_;
    const std::string_view unit = word(i + 1);
    if (unit == "weekend" && shift == 0) return add_weekend(i, 2);
    if (unit == "week" || (unit == "weekend" && shift != 0)) {
      return add(i, 2, add_days(today, 7 * shift - weekday(today)), DatePrecision::kWeek);
    }
    if (unit == "month") {
      const int months = today.year * 12 + today.month - 1 + shift;
      return add(i, 2, make_date(months / 12, months % 12 + 1, 1), DatePrecision::kMonth);
    }
    if (unit == "year") {
      return add(i, 2, make_date(today.year + shift, 1, 1), DatePrecision::kYear);
    }
    if (shift == 0 && (unit == "morning" || unit == "afternoon" || unit == "evening")) {
      return add(i, 2, today, DatePrecision::kDay);
    }
    return 0;
  }

  // The week of the latest weekend that has begun; of the next one for what lies ahead.
  std::size_t add_weekend(std::size_t first, std::size_t count) {
    constexpr int kSaturday = 5;
    const int now = weekday(*published_);
    const int shift = now >= kSaturday || future_ ? 0 : -7;
    return add(first, count, add_days(*published_, shift - now), DatePrecision::kWeek);
  }

  // "two days ago", "a week earlier" is not counted: earlier than what is open.
  std::size_t match_ago(std::size_t i) {
    if (word(i + 2) != "ago") return 0;
    int count = number_of(word(i));
    for (std::size_t n = 0; n + 1 < kNumbers.size() && count < 0; ++n) {
      if (word(i) == kNumbers[n]) count = std::max(1, static_cast<int>(n));
    }
    if (count < 0) return 0;
    const Date today = *published_;
    const std::string_view unit = word(i + 1);
    if (unit == "day" || unit == "days") {
      return add(i, 3, add_days(today, -count), DatePrecision::kDay);
    }
    if (unit == "week" || unit == "weeks") {
      const Date date = add_days(today, -7 * count - weekday(today));
      return add(i, 3, date, DatePrecision::kWeek);
    }
    if (unit == "month" || unit == "months") {
      const int months = today.year * 12 + today.month - 1 - count;
      return add(i, 3, make_date(months / 12, months % 12 + 1, 1), DatePrecision::kMonth);
    }
    if (unit == "decade" || unit == "decades") count *= 10;
    if ((unit.starts_with("year") || unit.starts_with("decade")) && today.year > count) {
      return add(i, 3, make_date(today.year - count, 1, 1), DatePrecision::kYear);
    }
    return 0;
  }

  std::span<const Token> tokens_;
  std::optional<Date> published_;
  bool future_;
  std::vector<std::string> words_;
  std::vector<TimeExpression> out_;
};

}  // namespace

std::vector<TimeExpression> find_time_expressions(std::span<const Token> tokens,
                                                  std::optional<Date> published, bool future) {
  return Finder(tokens, published, future).run();
}

}  // namespace entente
