#include "tools/progress.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "core/unicode.h"

namespace entente {
namespace {

constexpr std::chrono::milliseconds kBetweenDrawings(100);

// The end of a path says more than its beginning; terminals count columns, so only whole
// characters are cut.
std::string tail(const std::string& path, std::size_t columns) {
  std::size_t begin = 0;
  while (display_width(std::string_view(path).substr(begin)) > columns) {
    begin += code_point_at(path, begin).length;
  }
  return path.substr(begin);
}

}  // namespace

Progress::Progress(const Console& console) : console_(console) {}
Progress::Progress(const Console& console, PartDone part_done)
    : console_(console), part_done_(std::move(part_done)) {}

Progress::~Progress() { clear(); }

void Progress::update(std::uint64_t articles, std::uint64_t skipped, const std::string& path) {
  if (!console_.err_is_terminal) return;
  const Clock::time_point now = Clock::now();
  if (now - drawn_ < kBetweenDrawings) return;
  drawn_ = now;
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "%llu articles, %.0f/s, %llu skipped",
                static_cast<unsigned long long>(articles),
                static_cast<double>(articles) / std::max(seconds(), 0.001),
                static_cast<unsigned long long>(skipped));
  const std::string text = numbers + time_left(path) + "  ";
  const std::size_t room =
      console_.columns > text.size() + 1 ? console_.columns - text.size() - 1 : 0;
  console_.err << "\r\033[K" << text << tail(path, room);
  console_.err.flush();
  is_shown_ = true;
}

// ", 40 % done, 2 h 05 min left"; nothing in the first moments, which say little.
std::string Progress::time_left(const std::string& path) const {
  const std::optional<double> part = part_done_ ? part_done_(path) : std::nullopt;
  constexpr double kLeastPart = 0.002;
  if (!part || *part < kLeastPart || seconds() < 1) return {};
  const double left = seconds() * (1 - *part) / *part;
  const auto minutes = static_cast<long>(left / 60);
  char words[64];
  if (minutes >= 60) {
    std::snprintf(words, sizeof words, ", %.0f %% done, %ld h %02ld min left", *part * 100,
                  minutes / 60, minutes % 60);
  } else {
    std::snprintf(words, sizeof words, ", %.0f %% done, %ld:%02ld min left", *part * 100, minutes,
                  static_cast<long>(left) % 60);
  }
  return words;
}

void Progress::clear() {
  if (!is_shown_) return;
  console_.err << "\r\033[K";
  console_.err.flush();
  is_shown_ = false;
}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - begin_).count();
}

}  // namespace entente
