#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "tools/command.h"
#include "tools/command_line.h"
#include "tools/console.h"
#include "tools/interrupt.h"

// Reads the command line, runs one command, and gives its exit code.
int main(int count, char** arguments) {
  using namespace entente;
  const Console console = make_console();
  catch_interrupts();
  try {
    const ExitCode code = run_command_line({arguments + 1, arguments + count}, console);
    console.out.flush();
    if (!console.out) {
      console.say("cannot write to standard output; is the disk full?");
      return static_cast<int>(ExitCode::kFailed);
    }
    return static_cast<int>(code);
  } catch (const std::exception& unexpected) {
    // Nothing of ours throws; this is memory or a package at its end.
    console.say(std::string("internal failure: ") + unexpected.what());
    return static_cast<int>(ExitCode::kFailed);
  }
}
