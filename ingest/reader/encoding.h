#pragma once

#include <string>
#include <string_view>

#include "core/unicode.h"

namespace entente {

// Bytes of an unknown or declared encoding as UTF-8.
struct Decoded {
  Utf8Repair utf8;
  std::string encoding;  // what was believed in the end: "UTF-8", "windows-1252" ...
};

// Decodes `bytes`: a byte order mark wins, then valid UTF-8, then the `declared` name (from HTTP, a
// meta element or an XML declaration; may be empty or wrong), then detection (uchardet), and
// windows-1252 when nothing is known. Never fails: what cannot be decoded becomes U+FFFD.
// Like browsers it reads ISO-8859-1 and ASCII as windows-1252.
Decoded decode_to_utf8(std::string_view bytes, std::string_view declared);

// The encoding that a web page or an XML document names in its first 4 KiB (<meta charset>, <meta
// content="...; charset=...">, <?xml encoding?>), in lower case; empty if it names none.
std::string declared_encoding(std::string_view bytes);

// "UTF-16LE" or "UTF-16BE" if the bytes begin with a mark of it; else empty.
std::string_view utf16_mark(std::string_view bytes);

}  // namespace entente
