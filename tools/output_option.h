#pragma once

#include <string>
#include <vector>

#include "tools/option_table.h"
#include "tools/table.h"

namespace entente {

// The option --format of the commands that print tables.
struct OutputOption {
  std::string format;

  void declare(OptionTable& options) {
    options.add("--format", format,
                "table, csv, tsv, json or jsonl (a terminal gets a table, else tsv)");
  }
};

}  // namespace entente
