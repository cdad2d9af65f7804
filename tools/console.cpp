#include "tools/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace entente {

void Console::say(std::string_view sentence) const {
  err << "entente: " << sentence << '\n';
  err.flush();
}

ExitCode Console::fail(const Error& error) const {
  out.flush();
  say(error.message);
  return error.code == Error::Code::kUsage ? ExitCode::kUsage : ExitCode::kFailed;
}

Console make_console() {
  std::ios::sync_with_stdio(false);
  Console console{std::cout, std::cerr};
  console.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  console.err_is_terminal = isatty(STDERR_FILENO) == 1;
  winsize size{};
  constexpr std::size_t kNarrowest = 40;
  constexpr std::size_t kWidest = 160;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    console.columns = std::clamp<std::size_t>(size.ws_col, kNarrowest, kWidest);
  }
  return console;
}

}  // namespace entente
