#pragma once

#include <string>
#include <string_view>

namespace entente {

// `text` with the characters that XML reserves as entities, without those it forbids, and with
// U+FFFD for invalid UTF-8. Good for element content and for values in double quotes; line ends and
// tabs become character references where the parser would turn them into blanks.
enum class XmlPlace { kContent, kAttribute };
std::string escape_xml(std::string_view text, XmlPlace place = XmlPlace::kContent);
void append_xml(std::string& out, std::string_view text, XmlPlace place = XmlPlace::kContent);

// An id that is an NMTOKEN: characters that may not stand in one become _xHHHH_, so that different
// ids stay different.
std::string to_nmtoken(std::string_view id);

}  // namespace entente
