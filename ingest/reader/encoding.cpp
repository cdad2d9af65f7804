#include "ingest/reader/encoding.h"

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>

namespace entente {
namespace {

constexpr std::string_view kFallback = "windows-1252";
// Enough for the detector to be sure; more only costs time.
constexpr std::size_t kDetectBytes = std::size_t{64} * 1024;

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

std::string_view mark_encoding(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return "UTF-8";
  return utf16_mark(bytes);
}

// The value after `name` and '=' in `tag`, with or without quotes; empty if there is none.
std::string value_after(std::string_view tag, std::string_view name) {
  constexpr std::string_view kBlank = " \t\r\n";
  for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at)) {
    at = tag.find_first_not_of(kBlank, at + name.size());
    if (at == std::string_view::npos || tag[at] != '=') continue;
    at = tag.find_first_not_of(" \t\r\n\"'", at + 1);
    if (at == std::string_view::npos) return {};
    const std::size_t end = tag.find_first_of(" \t\r\n\"';/>?", at);
    return std::string(tag.substr(at, end - at));
  }
  return {};
}

std::string detect(std::string_view bytes) {
  struct Delete {
    void operator()(uchardet* detector) const { uchardet_delete(detector); }
  };
  const std::unique_ptr<uchardet, Delete> detector(uchardet_new());
  const std::string_view sample = bytes.substr(0, kDetectBytes);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

bool is_latin1_name(std::string_view name) {
  const std::string lower = to_lower(name);
  return lower == "iso-8859-1" || lower == "latin1" || lower == "latin-1" || lower == "us-ascii" ||
         lower == "ascii" || lower == "l1";
}

// The text, or false if ICU does not know the encoding.
bool convert(std::string_view bytes, const std::string& encoding, std::string& out) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(encoding.c_str(), &status));
  if (U_FAILURE(status)) return false;
  const icu::UnicodeString wide(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                converter.get(), status);
  if (U_FAILURE(status)) return false;
  wide.toUTF8String(out);
  return true;
}

}  // namespace

std::string_view utf16_mark(std::string_view bytes) {
  if (bytes.substr(0, 2) == "\xFF\xFE") return "UTF-16LE";
  if (bytes.substr(0, 2) == "\xFE\xFF") return "UTF-16BE";
  return {};
}

std::string declared_encoding(std::string_view bytes) {
  constexpr std::size_t kHead = 4096;
  std::string head(bytes.substr(0, kHead));
  for (char& c : head) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const std::string_view rest(head);
  const auto tag_at = [&](std::size_t at) { return rest.substr(at, rest.find('>', at) - at); };
  std::string found;
  const std::size_t xml = rest.find("<?xml");
  if (xml != std::string_view::npos) found = value_after(tag_at(xml), "encoding");
  for (std::size_t at = rest.find("<meta"); found.empty() && at != std::string_view::npos;
       at = rest.find("<meta", at + 1)) {
    found = value_after(tag_at(at), "charset");
  }
  // Whoever could read the declaration byte by byte is not looking at UTF-16.
  return found.starts_with("utf-16") ? "utf-8" : found;
}

Decoded decode_to_utf8(std::string_view bytes, std::string_view declared) {
  const std::string_view mark = mark_encoding(bytes);
  if (mark == "UTF-8" || (mark.empty() && is_valid_utf8(bytes))) {
    return {repair_utf8(bytes), "UTF-8"};
  }
  std::string candidates[] = {std::string(mark), std::string(declared), detect(bytes)};
  for (std::string& encoding : candidates) {
    if (encoding.empty()) continue;
    if (is_latin1_name(encoding)) encoding = kFallback;
    const std::string lower = to_lower(encoding);
    if (lower == "utf-8" || lower == "utf8") return {repair_utf8(bytes), "UTF-8"};
    std::string text;
    if (convert(bytes, encoding, text)) return {repair_utf8(text), encoding};
  }
  std::string text;
  convert(bytes, std::string(kFallback), text);
  return {repair_utf8(text), std::string(kFallback)};
}

}  // namespace entente
