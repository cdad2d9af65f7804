#include "graph/export/jsonl.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/graph/export/sample_records.h"

namespace entente {
namespace {

// What the line does not carry comes back empty.
RelationRecord as_in_json(RelationRecord record) {
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
  for (const RelationRecord& record : sample_records()) {
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
