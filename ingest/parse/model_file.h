#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace entente {

// The container of a trained model: named sections behind a versioned, checksummed header
// (docs/model_format.md). A view over bytes that somebody else keeps alive. Immutable, thread-safe.
class ModelFile {
 public:
  static constexpr std::uint32_t kVersion = 1;
  enum class Type : std::uint32_t { kFloat, kHalf, kInt8, kText, kUnsigned };

  struct Section {
    Type type = Type::kText;
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    std::span<const std::byte> bytes;
  };

  // Checks magic, version, size, checksum and every section's bounds. kCorrupt for damaged bytes,
  // kUnsupported for a newer version. `name` is for the message.
  static Result<ModelFile> parse(std::span<const std::byte> bytes, const std::string& name);

  std::uint64_t checksum() const { return checksum_; }

  // A section of this type and shape; 0 columns or rows accept any. kCorrupt if it is missing.
  Result<Section> find(std::string_view section, Type type, std::uint32_t rows = 0,
                       std::uint32_t columns = 0) const;
  // A matrix of floats or halves as floats, row by row.
  Result<std::vector<float>> floats(std::string_view section, std::uint32_t rows = 0,
                                    std::uint32_t columns = 0) const;
  Result<std::vector<std::string>> lines(std::string_view section) const;

 private:
  std::string name_;
  std::uint64_t checksum_ = 0;
  std::map<std::string, Section, std::less<>> sections_;
};

// The checksum that the header holds, over everything behind the header.
std::uint64_t model_checksum(std::span<const std::byte> bytes);

}  // namespace entente
