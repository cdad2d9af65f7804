#pragma once

namespace entente {

// Prints the broken promise with its place to stderr and aborts. Called by ENTENTE_CHECK only.
[[noreturn]] void check_failed(const char* condition, const char* words, const char* file,
                               int line);

}  // namespace entente

// A promise of the caller that must hold in every build; `words` say which one was broken.
#define ENTENTE_CHECK(condition, words) \
  ((condition) ? static_cast<void>(0)   \
               : ::entente::check_failed(#condition, words, __FILE__, __LINE__))
