#include "ingest/reader/encoding.h"

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>

namespace entente {
namespace {

constexpr std::string_view kFallback = "windows-1252";
// Enough for the detector to be sure; more only costs time.
constexpr std::size_t kDetectBytes = 64 * 1024;

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

std::string_view mark_encoding(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return "UTF-8";
  if (bytes.substr(0, 2) == "\xFF\xFE") return "UTF-16LE";
  if (bytes.substr(0, 2) == "\xFE\xFF") return "UTF-16BE";
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
