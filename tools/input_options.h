#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/result.h"
#include "ingest/reader/reader.h"
#include "tools/console.h"
#include "tools/option_table.h"

namespace entente {

// The options of the commands that read articles.
struct InputOptions {
  std::vector<std::string> paths;
  std::string date;
  std::string map;
  std::string data;
  std::size_t limit = 0;
  std::size_t max_article = 2;  // MiB
  std::string skipped_file;
  bool any_language = false;

  void declare(OptionTable& options);

  // Fails with kUsage on a date or mapping that is not understood. How records spell their fields
  // will be said on `console`, which must outlive the options.
  Result<ReadOptions> read_options(const Console& console) const;
};

// Fails with kNotFound or kIo if one of the paths cannot be read at all, before any work is done.
Result<void> check_paths(const std::vector<std::string>& paths);

}  // namespace entente
