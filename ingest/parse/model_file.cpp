#include "ingest/parse/model_file.h"

#include <array>
#include <bit>
#include <cstring>

namespace entente {
namespace {

static_assert(std::endian::native == std::endian::little, "model files are little-endian");

constexpr std::array<char, 8> kMagic = {'E', 'N', 'T', 'E', 'M', 'O', 'D', 'L'};

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t section_count;
  std::uint64_t file_size;
  std::uint64_t checksum;
};
static_assert(sizeof(Header) == 32);

struct Entry {
  std::array<char, 24> name;
  std::uint32_t type;
  std::uint32_t rows;
  std::uint32_t columns;
  std::uint32_t reserved;
  std::uint64_t offset;
  std::uint64_t size;
};
static_assert(sizeof(Entry) == 56);

constexpr std::uint32_t kMaxSections = 1024;

std::size_t element_size(ModelFile::Type type) {
  switch (type) {
    case ModelFile::Type::kFloat:
    case ModelFile::Type::kUnsigned:
      return 4;
    case ModelFile::Type::kHalf:
      return 2;
    case ModelFile::Type::kInt8:
    case ModelFile::Type::kText:
      return 1;
  }
  return 0;
}

// IEEE binary16 to binary32.
float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16;
  const std::uint32_t exponent = (half >> 10) & 0x1FU;
  const std::uint32_t mantissa = half & 0x3FFU;
  if (exponent == 0) {
    const float small = static_cast<float>(mantissa) * 0x1p-24F;
    return sign != 0 ? -small : small;
  }
  const std::uint32_t wide = exponent == 31 ? 255 : exponent + 112;
  return std::bit_cast<float>(sign | (wide << 23) | (mantissa << 13));
}

Error corrupt(const std::string& name, const std::string& what) {
  return Error{Error::Code::kCorrupt,
               "model file " + name + " is damaged (" + what + "); install it again"};
}

}  // namespace

std::uint64_t model_checksum(std::span<const std::byte> bytes) {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
  for (std::size_t at = 0; at < bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, std::min<std::size_t>(8, bytes.size() - at));
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDULL;
    hash ^= hash >> 32;
  }
  return hash;
}

Result<ModelFile> ModelFile::parse(std::span<const std::byte> bytes, const std::string& name) {
  Header header{};
  if (bytes.size() < sizeof header) return corrupt(name, "shorter than its header");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) {
    return Error{Error::Code::kBadInput, name + " is not an Entente model file"};
  }
  if (header.version != kVersion) {
    return Error{Error::Code::kUnsupported,
                 "model file " + name + " has format version " + std::to_string(header.version) +
                     ", this program reads version " + std::to_string(kVersion)};
  }
  if (header.file_size != bytes.size()) return corrupt(name, "it was cut or has grown");
  if (header.checksum != model_checksum(bytes.subspan(sizeof header))) {
    return corrupt(name, "its checksum does not match");
  }
  const std::uint64_t table = std::uint64_t{header.section_count} * sizeof(Entry);
  if (header.section_count > kMaxSections || table > bytes.size() - sizeof header) {
    return corrupt(name, "too many sections");
  }
  ModelFile file;
  file.name_ = name;
  file.checksum_ = header.checksum;
  for (std::uint32_t i = 0; i < header.section_count; ++i) {
    Entry entry{};
    std::memcpy(&entry, bytes.data() + sizeof header + i * sizeof entry, sizeof entry);
    const std::string section(entry.name.data(), strnlen(entry.name.data(), entry.name.size()));
    const auto type = static_cast<Type>(entry.type);
    const std::uint64_t cells = std::uint64_t{entry.rows} * entry.columns;
    const bool fits = entry.offset % 64 == 0 && entry.offset <= bytes.size() &&
                      entry.size <= bytes.size() - entry.offset;
    if (!fits || element_size(type) == 0 || entry.size % element_size(type) != 0 ||
        cells != entry.size / element_size(type)) {
      return corrupt(name, "section " + std::to_string(i) + " has impossible bounds");
    }
    file.sections_[section] = {type, entry.rows, entry.columns,
                               bytes.subspan(entry.offset, entry.size)};
  }
  return file;
}

Result<ModelFile::Section> ModelFile::find(std::string_view section, Type type, std::uint32_t rows,
                                           std::uint32_t columns) const {
  const auto found = sections_.find(section);
  if (found == sections_.end()) {
    return corrupt(name_, "section " + std::string(section) + " is missing");
  }
  const Section& s = found->second;
  if (s.type != type || (rows != 0 && s.rows != rows) || (columns != 0 && s.columns != columns)) {
    return corrupt(name_, "section " + std::string(section) + " has the wrong shape");
  }
  return s;
}

Result<std::vector<float>> ModelFile::floats(std::string_view section, std::uint32_t rows,
                                             std::uint32_t columns) const {
  const auto found = sections_.find(section);
  const bool half = found != sections_.end() && found->second.type == Type::kHalf;
  const Result<Section> s = find(section, half ? Type::kHalf : Type::kFloat, rows, columns);
  if (!s) return s.error();
  std::vector<float> out(s->bytes.size() / (half ? 2 : 4));
  if (!half) {
    if (!out.empty()) std::memcpy(out.data(), s->bytes.data(), s->bytes.size());
    return out;
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::uint16_t value = 0;
    std::memcpy(&value, s->bytes.data() + 2 * i, 2);
    out[i] = half_to_float(value);
  }
  return out;
}

Result<std::vector<std::string>> ModelFile::lines(std::string_view section) const {
  const Result<Section> s = find(section, Type::kText);
  if (!s) return s.error();
  std::vector<std::string> out;
  std::string line;
  for (const std::byte b : s->bytes) {
    if (b == std::byte{'\n'}) {
      out.push_back(line);
      line.clear();
    } else {
      line.push_back(static_cast<char>(b));
    }
  }
  if (!line.empty()) out.push_back(line);
  return out;
}

}  // namespace entente
