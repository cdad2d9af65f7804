#include "graph/article.h"

#include <cstdint>
#include <cstdio>

namespace entente {

std::string content_id(const Article& article) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : article.text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  char buffer[17];
  std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(hash));
  return buffer;
}

}  // namespace entente
