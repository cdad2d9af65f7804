#include "ingest/parse/model_file.h"

#include <gtest/gtest.h>

#include <cstring>

#include "ingest/parse/model.h"

namespace entente {
namespace {

using Bytes = std::vector<std::byte>;

void put(Bytes& bytes, std::size_t at, const void* from, std::size_t size) {
  std::memcpy(bytes.data() + at, from, size);
}

template <typename T>
void put(Bytes& bytes, std::size_t at, T value) {
  put(bytes, at, &value, sizeof value);
}

void seal(Bytes& bytes) {
  put(bytes, 16, static_cast<std::uint64_t>(bytes.size()));
  put(bytes, 24, model_checksum(std::span<const std::byte>(bytes).subspan(32)));
}

// One section "x" of two halves, 1 and -0.5, at offset 128.
Bytes small_file() {
  Bytes bytes(132);
  put(bytes, 0, "ENTEMODL", 8);
  put(bytes, 8, std::uint32_t{1});
  put(bytes, 12, std::uint32_t{1});
  put(bytes, 32, "x", 1);
  put(bytes, 56, std::uint32_t{1});
  put(bytes, 60, std::uint32_t{1});
  put(bytes, 64, std::uint32_t{2});
  put(bytes, 72, std::uint64_t{128});
  put(bytes, 80, std::uint64_t{4});
  put(bytes, 128, std::uint16_t{0x3C00});
  put(bytes, 130, std::uint16_t{0xB800});
  seal(bytes);
  return bytes;
}

Error::Code code_of(const Bytes& bytes) { return ModelFile::parse(bytes, "m").error().code; }

TEST(ModelFile, GivesItsSections) {
  const Bytes bytes = small_file();
  const Result<ModelFile> file = ModelFile::parse(bytes, "m");
  ASSERT_TRUE(file.ok()) << file.error().message;
  EXPECT_EQ(*file->floats("x"), (std::vector<float>{1.0F, -0.5F}));
  EXPECT_FALSE(file->floats("x", 2, 1).ok());
  EXPECT_FALSE(file->floats("y").ok());
  EXPECT_FALSE(file->lines("x").ok());
}

TEST(ModelFile, RefusesWhatIsDamagedCutOrNewer) {
  EXPECT_EQ(code_of({}), Error::Code::kCorrupt);
  Bytes bytes = small_file();
  bytes[0] = std::byte{'X'};
  EXPECT_EQ(code_of(bytes), Error::Code::kBadInput);
  bytes = small_file();
  put(bytes, 8, std::uint32_t{2});
  EXPECT_EQ(code_of(bytes), Error::Code::kUnsupported);
  bytes = small_file();
  bytes[131] = std::byte{1};
  EXPECT_EQ(code_of(bytes), Error::Code::kCorrupt);
  bytes = small_file();
  bytes.pop_back();
  EXPECT_EQ(code_of(bytes), Error::Code::kCorrupt);
}

TEST(ModelFile, RefusesImpossibleBoundsBehindAGoodChecksum) {
  for (const std::uint64_t offset : {1ULL, 192ULL, ~0ULL - 63}) {
    Bytes bytes = small_file();
    put(bytes, 72, offset);
    seal(bytes);
    EXPECT_EQ(code_of(bytes), Error::Code::kCorrupt) << offset;
  }
  Bytes bytes = small_file();
  put(bytes, 60, std::uint32_t{0x80000000});
  seal(bytes);
  EXPECT_EQ(code_of(bytes), Error::Code::kCorrupt);
  bytes = small_file();
  put(bytes, 12, std::uint32_t{500});
  seal(bytes);
  EXPECT_EQ(code_of(bytes), Error::Code::kCorrupt);
}

TEST(AnalyserModel, NamesTheFileThatItCannotOpen) {
  const Result<AnalyserModel> none = AnalyserModel::open("/nowhere/english.entm");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, Error::Code::kNotFound);
  EXPECT_NE(none.error().message.find("/nowhere/english.entm"), std::string::npos);
  EXPECT_EQ(AnalyserModel::from_bytes(small_file(), "small").error().code, Error::Code::kCorrupt);
}

}  // namespace
}  // namespace entente
