#include "tests/fuzz/reader/one_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return entente::fuzz_format(entente::warc_format(), data, size, "input.warc");
}
