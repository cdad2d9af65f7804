#include "tools/progress.h"

#include <cstdio>

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

Progress::~Progress() { clear(); }

void Progress::update(std::uint64_t articles, std::uint64_t skipped, const std::string& path) {
  if (!console_.err_is_terminal) return;
  const Clock::time_point now = Clock::now();
  if (now - drawn_ < kBetweenDrawings) return;
  drawn_ = now;
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "%llu articles, %.0f/s, %llu skipped  ",
                static_cast<unsigned long long>(articles),
                static_cast<double>(articles) / std::max(seconds(), 0.001),
                static_cast<unsigned long long>(skipped));
  const std::string text = numbers;
  const std::size_t room =
      console_.columns > text.size() + 1 ? console_.columns - text.size() - 1 : 0;
  console_.err << "\r\033[K" << text << tail(path, room);
  console_.err.flush();
  is_shown_ = true;
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
