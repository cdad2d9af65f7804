#include "core/check.h"

#include <cstdio>
#include <cstdlib>

namespace entente {

void check_failed(const char* condition, const char* words, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: %s (%s)\n", file, line, words, condition);
  std::abort();
}

}  // namespace entente
