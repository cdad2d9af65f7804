#include "tools/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// What a table of two columns and a detail looks like in `format`.
std::string written(OutputFormat format, const std::vector<std::vector<Cell>>& rows) {
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err};
  console.columns = 24;
  TableWriter table(console, format, {{"name"}, {"count"}, {"words", true}});
  for (const auto& row : rows) table.add(row);
  table.finish();
  return out.str();
}

const std::vector<std::vector<Cell>> kRows = {
    {cell("Xi Jinping"), std::int64_t{7}, cell("said \"yes\",\tthen left\nthe room")},
    {cell("\u4e60\u8fd1\u5e73"), std::int64_t{12}, cell("")}};

TEST(TableWriter, TableAlignsWideScriptsAndWrapsDetails) {
  EXPECT_EQ(written(OutputFormat::kTable, kRows),
            "name        count\n"
            "Xi Jinping      7\n"
            "    said \"yes\", then\n"
            "    left the room\n"
            "\u4e60\u8fd1\u5e73         12\n");
}

TEST(TableWriter, TableGivesFractionsOfAColumnEquallyManyDigits) {
  EXPECT_EQ(
      written(OutputFormat::kTable, {{cell("a"), 0.9, cell("")}, {cell("b"), 12.25, cell("")}}),
      "name  count\n"
      "a      0.90\n"
      "b     12.25\n");
  EXPECT_THAT(written(OutputFormat::kTsv, {{cell("a"), 0.9, cell("")}}), HasSubstr("a\t0.9\t"));
}

TEST(TableWriter, DetailsMayBeginWithTheirName) {
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err};
  TableWriter table(console, OutputFormat::kTable, {{"name"}, {"found", true, true}});
  table.add({cell("a"), cell("nothing")});
  table.add({cell("b"), cell("")});
  table.finish();
  EXPECT_EQ(out.str(), "name\na\n    found: nothing\nb\n");
}

TEST(TableWriter, EmptyTableIsEmpty) {
  EXPECT_EQ(written(OutputFormat::kTable, {}), "");
  EXPECT_EQ(written(OutputFormat::kTsv, {}), "name\tcount\twords\n");
  EXPECT_EQ(written(OutputFormat::kJson, {}), "[]\n");
  EXPECT_EQ(written(OutputFormat::kJsonLines, {}), "");
}

TEST(TableWriter, CsvQuotesWhatNeedsIt) {
  EXPECT_EQ(written(OutputFormat::kCsv, kRows),
            "name,count,words\n"
            "Xi Jinping,7,\"said \"\"yes\"\",\tthen left\nthe room\"\n"
            "\u4e60\u8fd1\u5e73,12,\n");
}

TEST(TableWriter, TsvKeepsOneRowALine) {
  EXPECT_THAT(written(OutputFormat::kTsv, kRows),
              HasSubstr("Xi Jinping\t7\tsaid \"yes\",\\tthen left\\nthe room\n"));
}

TEST(TableWriter, JsonWritesUnknownAsNull) {
  EXPECT_EQ(written(OutputFormat::kJsonLines, kRows),
            "{\"name\":\"Xi Jinping\",\"count\":7,\"words\":\"said \\\"yes\\\",\\tthen left\\nthe "
            "room\"}\n"
            "{\"name\":\"\u4e60\u8fd1\u5e73\",\"count\":12,\"words\":null}\n");
  EXPECT_THAT(written(OutputFormat::kJson, kRows), testing::StartsWith("[\n{\"name\""));
}

TEST(Wrap, BreaksAtBlanksByDisplayColumns) {
  EXPECT_THAT(wrap("one two  three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("\u4e60\u8fd1\u5e73 \u4e60\u8fd1\u5e73", 7),
              ElementsAre("\u4e60\u8fd1\u5e73", "\u4e60\u8fd1\u5e73"));
  EXPECT_THAT(wrap("incomprehensibilities", 5), ElementsAre("incomprehensibilities"));
  EXPECT_THAT(wrap(" \n ", 5), testing::IsEmpty());
}

TEST(ParseOutputFormat, DependsOnTheTerminalOnlyWithoutAWord) {
  std::ostringstream stream;
  Console console{stream, stream};
  EXPECT_EQ(*parse_output_format("", console), OutputFormat::kTsv);
  EXPECT_EQ(*parse_output_format("json", console), OutputFormat::kJson);
  console.out_is_terminal = true;
  EXPECT_EQ(*parse_output_format("", console), OutputFormat::kTable);
  EXPECT_EQ(*parse_output_format("tsv", console), OutputFormat::kTsv);
  EXPECT_EQ(parse_output_format("xls", console).error().code, Error::Code::kUsage);
}

}  // namespace
}  // namespace entente
