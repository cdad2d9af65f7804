#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "ingest/reader/encoding.h"

// Any bytes under any declared encoding become valid UTF-8 that needs no second repair.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<std::string_view, 10> kDeclared = {
      "",         "utf-8",   "latin1", "windows-1251", "shift_jis",
      "utf-16le", "gb18030", "utf-7",  "iso-2022-jp",  "no such encoding"};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.empty()) return 0;
  const std::string_view declared = kDeclared[data[0] % kDeclared.size()];
  const auto decoded = entente::decode_to_utf8(bytes.substr(1), declared);
  ENTENTE_CHECK(!entente::repair_utf8(decoded.utf8.text).is_changed(), "needs a second repair");
  ENTENTE_CHECK(!decoded.encoding.empty(), "no encoding is named");
  return 0;
}
