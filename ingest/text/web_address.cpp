#include "ingest/text/web_address.h"

#include <algorithm>
#include <cstddef>

#include "ingest/text/characters.h"

namespace entente {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_name_character(Character c) {
  return c.type == CharClass::kLetter || c.type == CharClass::kDigit || c.value == '.' ||
         c.value == '-' || c.value == '_' || c.value == '%' || c.value == '+';
}

// `opener`: where the address has its first bracket.
bool is_closing_sign(std::string_view text, TextSpan address, std::size_t opener) {
  const Character c = character_before(text, address.end);
  if (c.value == ')') return opener >= address.end;
  constexpr std::string_view kSigns = ".,:;!?>]}|\"'*";
  return c.type == CharClass::kDoubleQuote || c.type == CharClass::kApostrophe ||
         (c.value < 0x80 && kSigns.find(static_cast<char>(c.value)) != std::string_view::npos);
}

TextSpan trim_end(std::string_view text, TextSpan address) {
  const std::size_t stop = slice(text, address).find_first_of("<>\"");
  if (stop != std::string_view::npos)
    address.end = address.begin + static_cast<std::uint32_t>(stop);
  const std::size_t opener =
      std::min<std::size_t>(text.substr(0, address.end).find('(', address.begin), address.end);
  while (!is_empty(address) && is_closing_sign(text, address, opener)) {
    address.end -= character_before(text, address.end).length;
  }
  return address;
}

// Grows from the @ in both directions.
TextSpan find_mail(std::string_view text, TextSpan chunk, std::uint32_t at_sign) {
  TextSpan mail{at_sign, at_sign + 1};
  while (mail.begin > chunk.begin && is_name_character(character_before(text, mail.begin))) {
    mail.begin -= character_before(text, mail.begin).length;
  }
  while (mail.end < chunk.end && is_name_character(character_at(text, mail.end))) {
    mail.end += character_at(text, mail.end).length;
  }
  while (mail.end > at_sign + 1 && (text[mail.end - 1] == '.' || text[mail.end - 1] == '-'))
    --mail.end;
  const bool has_both_sides = mail.begin < at_sign && mail.end > at_sign + 1;
  return has_both_sides ? mail : TextSpan{};
}

}  // namespace

TextSpan find_web_address(std::string_view text, TextSpan chunk) {
  const std::string_view bytes = slice(text, chunk);
  if (bytes.size() < 5) return {};
  const auto offset = [&](std::size_t at) { return chunk.begin + static_cast<std::uint32_t>(at); };
  const std::size_t scheme = bytes.find("://");
  if (scheme != std::string_view::npos) {
    std::size_t begin = scheme;
    while (begin > 0 && is_ascii_letter(bytes[begin - 1])) --begin;
    const TextSpan url = trim_end(text, {offset(begin), chunk.end});
    return url.end > offset(scheme + 3) && begin < scheme ? url : TextSpan{};
  }
  const std::size_t www = bytes.find("www.");
  if (www != std::string_view::npos && www + 4 < bytes.size()) {
    return trim_end(text, {offset(www), chunk.end});
  }
  const std::size_t at_sign = bytes.find('@');
  if (at_sign == std::string_view::npos || at_sign == 0) return {};
  return find_mail(text, chunk, offset(at_sign));
}

}  // namespace entente
