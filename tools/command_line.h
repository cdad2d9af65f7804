#pragma once

#include <string>
#include <vector>

#include "tools/command.h"
#include "tools/console.h"

namespace entente {

// Runs the command that `arguments` (without the program's name) ask for. Help and the version go
// to the console's `out`; what is wrong with the line goes to `err`, with kUsage.
ExitCode run_command_line(std::vector<std::string> arguments, const Console& console);

// The name of `known` that resembles `word` most, or "" if none does: at most two letters inserted,
// left out, changed or swapped (Damerau 1964).
std::string closest_word(const std::string& word, const std::vector<std::string>& known);

}  // namespace entente
