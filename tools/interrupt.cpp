#include "tools/interrupt.h"

#include <unistd.h>

#include <csignal>

#include "tools/console.h"

namespace entente {
namespace {

volatile std::sig_atomic_t interrupts = 0;

extern "C" void on_interrupt(int) {
  if (interrupts > 0) _exit(static_cast<int>(ExitCode::kInterrupted));
  interrupts = 1;
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  // Without SA_RESTART, so that a wait for standard input ends.
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool is_interrupted() { return interrupts > 0; }

}  // namespace entente
