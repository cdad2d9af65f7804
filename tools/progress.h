#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "tools/console.h"

namespace entente {

// One line on a terminal's stderr that shows how far a run is; nothing anywhere else.
class Progress {
 public:
  // `console` must outlive the progress.
  explicit Progress(const Console& console);
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

  const Console& console_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point drawn_{};
  bool is_shown_ = false;
};

}  // namespace entente
