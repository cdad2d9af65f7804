#include "ingest/text/split_text.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/check.h"
#include "ingest/text/characters.h"

namespace {

using entente::character_at;

// Bytes [from, to) must be blank; returns `to`.
std::size_t expect_blank(std::string_view text, std::size_t from, std::size_t to) {
  while (from < to) {
    const entente::Character c = character_at(text, from);
    ENTENTE_CHECK(c.type == entente::CharClass::kBlank, "a visible byte belongs to no token");
    from += c.length;
  }
  ENTENTE_CHECK(from == to, "tokens overlap");
  return to;
}

}  // namespace

// Any bytes: every visible byte belongs to exactly one token, in order, and the form is the plain
// form of the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t at = 0;
  for (const entente::Sentence& sentence : entente::split_text(text)) {
    ENTENTE_CHECK(!sentence.tokens.empty(), "empty sentence");
    for (const entente::Token& token : sentence.tokens) {
      expect_blank(text, at, token.span.begin);
      ENTENTE_CHECK(token.span.begin < token.span.end, "empty token");
      ENTENTE_CHECK(token.form == entente::plain_form(slice(text, token.span)),
                    "form is not plain");
      at = token.span.end;
    }
  }
  expect_blank(text, at, text.size());
  return 0;
}
