#include "ingest/reader/byte_source.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace entente {
namespace {

// Gives its bytes in small pieces, as a pipe may.
class Trickle final : public ByteSource {
 public:
  Trickle(std::string_view bytes, std::size_t piece) : rest_(bytes), piece_(piece) {}
  Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t length = std::min({buffer.size(), rest_.size(), piece_});
    std::copy_n(rest_.data(), length, buffer.data());
    rest_.remove_prefix(length);
    return length;
  }
  std::size_t rest() const { return rest_.size(); }

 private:
  std::string_view rest_;
  std::size_t piece_;
};

std::vector<std::string> lines_of(std::string_view bytes, std::size_t piece, std::size_t limit) {
  Trickle source(bytes, piece);
  BufferedInput input(source);
  LineReader reader(input, limit);
  std::vector<std::string> out;
  while (auto line = reader.next()) {
    out.push_back(line->is_too_long ? "long:" + std::to_string(line->bytes)
                                    : std::string(line->text));
  }
  return out;
}

TEST(LineReader, GivesTheSameLinesForEveryPieceSize) {
  const std::string bytes = "one\n\ntwo two\nthree without end";
  const std::vector<std::string> want = {"one", "", "two two", "three without end"};
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    EXPECT_EQ(lines_of(bytes, piece, 100), want) << piece;
  }
}

TEST(LineReader, PassesOverLinesBeyondTheLimit) {
  const std::vector<std::string> want = {"ab", "long:5", "cd"};
  EXPECT_EQ(lines_of("ab\nxxxxx\ncd\n", 2, 4), want);
}

TEST(BufferedInput, HeadWithLineDoesNotWaitForMoreThanALine) {
  Trickle source("one\ntwo\nthree\n", 4);
  BufferedInput input(source);
  EXPECT_EQ(input.head_with_line(), "one\n");
  EXPECT_EQ(source.rest(), 10U);
  EXPECT_EQ(input.head(), "one\ntwo\nthree\n");
}

TEST(OpenSource, MissingFileIsNotFound) {
  const auto source = open_source("/no/such/file", {});
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().code, Error::Code::kNotFound);
}

}  // namespace
}  // namespace entente
