#include "graph/export/jsonl.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "tests/graph/export/sample_records.h"

namespace entente {
namespace {

// What the line does not carry comes back empty.
EdgeRecord as_in_json(EdgeRecord record) {
  record.ordinal = 0;
  record.title.clear();
  record.url.clear();
  record.source.clear();
  record.subject.offices.clear();
  record.object.offices.clear();
  record.relation.evidence.predicate = {};
  return record;
}

TEST(JsonLines, RecordsRoundTrip) {
  for (const EdgeRecord& record : sample_records()) {
    const auto back = parse_json_line(to_json_line(record));
    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_EQ(to_json_line(*back), to_json_line(record));
    EXPECT_EQ(*back, as_in_json(record));
  }
}

TEST(JsonLines, KeysStandInTheDocumentedOrder) {
  const auto json = nlohmann::ordered_json::parse(to_json_line(sample_records()[1]));
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_EQ(keys,
            (std::vector<std::string>{"article", "sentence", "published", "date", "date_precision",
                                      "date_basis", "subject", "relation", "type", "cameo", "quad",
                                      "goldstein", "object", "reciprocal", "negated", "modality",
                                      "attributed_to", "confidence", "evidence"}));
  EXPECT_TRUE(json["date"].is_null());
  EXPECT_TRUE(json["object"]["country"].is_null());
}

TEST(JsonLines, ConfidenceHasTwoDigits) {
  EXPECT_NE(to_json_line(sample_records()[0]).find("\"confidence\":0.93,"), std::string::npos);
}

TEST(JsonLines, AnyBytesMakeAStringThatAnyParserReads) {
  const unsigned seed = 7;
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    std::string text;
    for (auto i = random() % 24; i > 0; --i) {
      const auto byte = random() % 256;
      text += static_cast<char>(round % 2 == 0 ? byte % 128 : byte);
    }
    std::string written;
    append_json_string(written, text);
    const auto read = nlohmann::json::parse(written, nullptr, false);
    ASSERT_TRUE(read.is_string()) << written;
    if (round % 2 == 0) {
      EXPECT_EQ(read.get<std::string>(), text);
    }
  }
}

TEST(JsonLines, WholeNumbersOfRealFieldsKeepTheirPoint) {
  auto record = sample_records()[0];
  record.relation.cameo = "190";
  record.relation.confidence = 1;
  const std::string line = to_json_line(record);
  EXPECT_NE(line.find("\"goldstein\":-10.0,"), std::string::npos) << line;
  EXPECT_NE(line.find("\"confidence\":1.0,"), std::string::npos) << line;
}

TEST(JsonLines, BadLinesAreRefusedWithTheField) {
  EXPECT_FALSE(parse_json_line("[]").ok());
  EXPECT_FALSE(parse_json_line("{").ok());
  auto json = nlohmann::ordered_json::parse(to_json_line(sample_records()[0]));
  json["type"] = "MEET";
  const auto bad = parse_json_line(json.dump());
  ASSERT_FALSE(bad.ok());
  EXPECT_NE(bad.error().message.find("'type'"), std::string::npos);
  json["type"] = "CONSULT";
  json["subject"].erase("id");
  EXPECT_FALSE(parse_json_line(json.dump()).ok());
}

}  // namespace
}  // namespace entente
