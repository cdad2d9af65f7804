#include "tests/fuzz/reader/one_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return entente::fuzz_format(entente::json_document_format(), data, size, "input.json");
}
