#pragma once

#include <string>
#include <vector>

#include "tools/console.h"
#include "tools/store_access.h"

namespace entente {

// The decisions about who is who, behind `entente actors merge | split | undo | log`.
struct DecisionOptions {
  std::vector<std::string> words;  // the first one is the decision
  std::string article;             // --article
  std::string into;                // --as
  std::string format;              // of the log
};

// Whether a command line that starts with these words is a decision, not a pattern.
bool is_decision(const std::vector<std::string>& words);

// Takes the decision and says on stderr what it did, or prints the log.
ExitCode run_decision(const DecisionOptions& options, const StoreOption& store,
                      const Console& console);

}  // namespace entente
