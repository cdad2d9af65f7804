#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include "core/result.h"

namespace entente {

// What every run of the program ends with.
enum class ExitCode : int {
  kDone = 0,           // also when nothing was found
  kFailed = 1,         // nothing useful could be done
  kUsage = 2,          // the command line is wrong
  kPartly = 3,         // done, but some input was skipped
  kInterrupted = 130,  // Ctrl-C; what was finished before is kept
};

// The person's side of the program: data goes to `out`, words go to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t columns = 100;  // width for wrapped text

  // One sentence on `err`, after the program's name.
  void say(std::string_view sentence) const;
  // Says why, and gives the exit code that belongs to the kind of error.
  ExitCode fail(const Error& error) const;
};

// The console of this process: terminals are recognised, the width is asked for.
Console make_console();

}  // namespace entente
