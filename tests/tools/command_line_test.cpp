#include "tools/command_line.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

namespace entente {
namespace {

TEST(ClosestWord, ForgivesTwoSlips) {
  const std::vector<std::string> known = {"who-met", "actors", "path", "status"};
  EXPECT_EQ(closest_word("who-mett", known), "who-met");
  EXPECT_EQ(closest_word("whomet", known), "who-met");
  EXPECT_EQ(closest_word("acotrs", known), "actors");
  EXPECT_EQ(closest_word("stauts", known), "status");
  EXPECT_EQ(closest_word("frobnicate", known), "");
}

TEST(Commands, HaveNamesOfTheirOwnAndExamplesThatUseThem) {
  std::set<std::string> names;
  for (const auto& command : all_commands()) {
    const CommandInfo info = command->info();
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_NE(info.examples.find("entente " + info.name), std::string::npos) << info.name;
    EXPECT_FALSE(info.summary.empty());
  }
}

TEST(RunCommandLine, WrongUsageSaysNothingOnOut) {
  const std::vector<std::vector<std::string>> lines = {{},
                                                       {""},
                                                       {"nonsense"},
                                                       {"--nonsense"},
                                                       {"status", "--nonsense"},
                                                       {"status", "too", "many"},
                                                       {"ingest"},
                                                       {"path", "A"}};
  for (const auto& line : lines) {
    std::ostringstream out;
    std::ostringstream err;
    EXPECT_EQ(run_command_line(line, Console{out, err}), ExitCode::kUsage);
    EXPECT_EQ(out.str(), "");
    EXPECT_NE(err.str(), "");
  }
}

}  // namespace
}  // namespace entente
