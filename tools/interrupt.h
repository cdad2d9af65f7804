#pragma once

namespace entente {

// Ctrl-C and SIGTERM: the first asks the program to finish what it has in hand, the second ends it
// at once with exit code 130.
void catch_interrupts();

// Whether the program has been asked to finish.
bool is_interrupted();

}  // namespace entente
