#include <algorithm>
#include <array>
#include <string>

#include "ingest/reader/format.h"

namespace entente {
namespace {

// What an input of a kind that is not read looks like, and what its owner can do.
struct Signature {
  std::string_view magic;
  std::string_view reason;
};

using namespace std::string_view_literals;

constexpr std::array kSignatures = {
    Signature{"%PDF-"sv, "a PDF document; convert it first, for example with pdftotext"sv},
    Signature{"{\\rtf"sv, "an RTF document; convert it to plain text first"sv},
};

constexpr std::array kMarkup = {
    Signature{"<!doctype"sv, "an SGML or XML document; convert it to JSON Lines first"sv},
    Signature{"<?xml"sv, "an XML document; convert it to JSON Lines first"sv},
};

constexpr std::string_view kBinary = "binary data, not text";

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(), [](char want, char have) {
    return want == (have >= 'A' && have <= 'Z' ? static_cast<char>(have - 'A' + 'a') : have);
  });
}

// Why the input is not read; empty if it may be.
std::string_view reason_against(std::string_view head) {
  for (const Signature& signature : kSignatures) {
    if (head.substr(0, signature.magic.size()) == signature.magic) return signature.reason;
  }
  std::string_view markup = head;
  if (markup.substr(0, 3) == "\xef\xbb\xbf") markup.remove_prefix(3);
  markup.remove_prefix(std::min(markup.find_first_not_of(" \t\r\n"), markup.size()));
  for (const Signature& signature : kMarkup) {
    if (starts_with_ignoring_case(markup, signature.magic)) return signature.reason;
  }
  const bool has_utf16_mark = head.substr(0, 2) == "\xff\xfe" || head.substr(0, 2) == "\xfe\xff";
  if (has_utf16_mark) return {};
  // No other text has NUL bytes but single ones where it is damaged.
  constexpr std::size_t kNulShare = 1000;
  const auto nuls = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
  return nuls * kNulShare > head.size() ? kBinary : std::string_view();
}

// Inputs that are plainly something else than articles: reported, never taken for text.
class ForeignFormat final : public ArticleFormat {
 public:
  bool recognises(std::string_view head, std::string_view) const override {
    return !reason_against(head).empty();
  }

  void read(BufferedInput& input, ReadContext& context) const override {
    context.skip(0, std::string(reason_against(input.head())));
  }
};

}  // namespace

const ArticleFormat& foreign_format() {
  static const ForeignFormat kFormat;
  return kFormat;
}

}  // namespace entente
