#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tools/console.h"

namespace entente {

// One line on a terminal's stderr that shows how far a run is; nothing anywhere else.
class Progress {
 public:
  // `console` must outlive the progress.
  explicit Progress(const Console& console);
  // Shows the time left as well, by what `part_done` says of the path at hand: 0 to 1, or nothing.
  using PartDone = std::function<std::optional<double>(const std::string& path)>;
  Progress(const Console& console, PartDone part_done);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Draws at most ten times a second.
  void update(std::uint64_t articles, std::uint64_t skipped, const std::string& path);
  // Takes the line away, before other words are printed and at the end.
  void clear();

  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;

  std::string time_left(const std::string& path) const;

  const Console& console_;
  PartDone part_done_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point drawn_{};
  bool is_shown_ = false;
};

}  // namespace entente
