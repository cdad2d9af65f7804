#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "ingest/reader/http_message.h"

// A response of any bytes: the body is never longer than allowed or than what came in, and its
// names and types can be asked for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMaxBody = 65536;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto response = entente::parse_http_response(bytes, kMaxBody);
  if (!response) return 0;
  ENTENTE_CHECK(response->body.size() <= std::max(size, kMaxBody), "the body grew without limit");
  ENTENTE_CHECK(response->media_type().find(';') == std::string::npos, "media type has parameters");
  ENTENTE_CHECK(response->charset().find('"') == std::string::npos, "charset has quotes");
  return 0;
}
