#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

#include "core/result.h"
#include "ingest/reader/reader.h"
#include "tools/console.h"

namespace entente {

// Tells the person what was skipped: the first ones line by line, all of them counted by reason,
// and, if asked for, all of them in a file as JSON Lines {"path", "line", "reason"}.
class SkipReport {
 public:
  explicit SkipReport(const Console& console) : console_(console) {}

  // Fails with kIo if the file cannot be created.
  Result<void> write_to(const std::string& file);

  // `progress` is cleared by the caller before.
  void add(const SkippedInput& skipped);
  std::uint64_t count() const { return count_; }

  // The counts by reason; nothing if nothing was skipped.
  void summarize() const;

 private:
  const Console& console_;
  std::ofstream file_;
  std::uint64_t count_ = 0;
  std::map<std::string, std::uint64_t> by_reason_;
};

// Counts the sentences that were cut for their length, and the articles with such.
struct CutCount {
  std::uint64_t articles = 0;
  std::uint64_t sentences = 0;

  void add(std::uint64_t of_article) {
    articles += of_article > 0 ? 1 : 0;
    sentences += of_article;
  }
  // One line; nothing if nothing was cut.
  void summarize(const Console& console) const;
};

}  // namespace entente
