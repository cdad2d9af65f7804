#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "ingest/reader/encoding.h"
#include "ingest/reader/html_article.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto decoded = entente::decode_to_utf8(bytes, "");
  const auto article = entente::read_html_article(decoded.utf8.text);
  ENTENTE_CHECK(entente::is_valid_utf8(article.text), "main text is not valid UTF-8");
  return 0;
}
