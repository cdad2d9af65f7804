// The model loader refuses any bytes that are no model. So that the fuzzer gets past the checksum,
// the input is tried as it is and once more under a header that fits it.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "ingest/parse/model.h"
#include "ingest/parse/model_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::byte> bytes(size);
  if (size > 0) std::memcpy(bytes.data(), data, size);
  static_cast<void>(entente::AnalyserModel::from_bytes(bytes, "input"));
  if (size < 32) return 0;
  const std::uint32_t version = entente::ModelFile::kVersion;
  const std::uint64_t length = size;
  const std::uint64_t sum = entente::model_checksum(std::span<const std::byte>(bytes).subspan(32));
  std::memcpy(bytes.data(), "ENTEMODL", 8);
  std::memcpy(bytes.data() + 8, &version, 4);
  std::memcpy(bytes.data() + 16, &length, 8);
  std::memcpy(bytes.data() + 24, &sum, 8);
  static_cast<void>(entente::AnalyserModel::from_bytes(bytes, "input"));
  return 0;
}
