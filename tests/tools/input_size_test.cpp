#include "tools/input_size.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace entente {
namespace {

class InputSizeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) / "input_size_test";
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "b");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, std::size_t size) const {
    const std::string path = (folder_ / name).string();
    std::ofstream(path) << std::string(size, 'x');
    return path;
  }

  std::filesystem::path folder_;
};

TEST_F(InputSizeTest, FilesBeforeTheOneAtHandAreDone) {
  const std::string first = write("a.txt", 100);
  const std::string second = write("b/c.txt", 300);
  const std::string third = write("d.txt", 600);
  write(".hidden", 5000);
  InputSize size({folder_.string()});
  EXPECT_DOUBLE_EQ(size.part_done(first).value_or(-1), 0);
  EXPECT_DOUBLE_EQ(size.part_done(second).value_or(-1), 0.1);
  EXPECT_DOUBLE_EQ(size.part_done(third).value_or(-1), 0.4);
  EXPECT_DOUBLE_EQ(size.part_done(first).value_or(-1), 0);  // back is possible
}

TEST_F(InputSizeTest, ThePlaceInAnOpenFileCounts) {
  const std::string path = write("a.tar", 100000);
  InputSize size({path});
  std::ifstream file(path);
  file.rdbuf()->pubsetbuf(nullptr, 0);
  std::string half(50000, ' ');
  file.read(half.data(), static_cast<std::streamsize>(half.size()));
  EXPECT_NEAR(size.part_done(path + "!inside.json").value_or(-1), 0.5, 0.2);
}

TEST_F(InputSizeTest, WhatIsNotKnownIsNotSaid) {
  const std::string path = write("a.txt", 100);
  EXPECT_FALSE(InputSize({path, "-"}).part_done(path));
  EXPECT_FALSE(InputSize({path}).part_done("another"));
  EXPECT_FALSE(InputSize({write("empty", 0)}).part_done("empty"));
}

}  // namespace
}  // namespace entente
