// Whatever the bytes, the CoNLL-U reader gives sentences or a reason, and what it gave can be
// written.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "ingest/parse/conllu.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream in(std::string(reinterpret_cast<const char*>(data), size));
  const auto sentences = entente::read_conllu(in);
  if (!sentences) return 0;
  std::ostringstream out;
  for (const entente::Sentence& s : *sentences) entente::write_conllu(out, s);
  return 0;
}
