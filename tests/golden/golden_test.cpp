// Runs the whole pipeline over tests/golden/<case>.txt and compares with <case>.triples.
//
// <case>.txt: an article; a first line "# date: YYYY-MM-DD" gives its publication date.
// <case>.triples, one a line, fields separated by " | ":
//   subject | predicate | object | TYPE [| modality [| not]] [| by NAME]   must be found
//   ? subject | ...                                              may be found
//   ! subject | predicate | object | TYPE [| modality [| not]]   must not be found
// Subject and object are display names or ids; "*" fits anything. Reciprocal relations fit either
// way round. "by NAME": whose words they are. ENTENTE_GOLDEN_PRINT=1 prints everything found, in
// this notation.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "ingest/pipeline.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (true) {
    const std::size_t bar = line.find(" | ", at);
    out.push_back(line.substr(at, bar == std::string::npos ? bar : bar - at));
    if (bar == std::string::npos) return out;
    at = bar + 3;
  }
}

std::string read_all(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Article read_case(const fs::path& path) {
  Article article;
  article.id = path.stem().string();
  article.text = read_all(path);
  const std::string mark = "# date: ";
  if (article.text.rfind(mark, 0) == 0) {
    const Result<Date> date = parse_date(article.text.substr(mark.size(), 10));
    if (date.ok()) article.published = *date;
    article.text.erase(0, article.text.find('\n') + 1);
  }
  return article;
}

class GoldenCase : public testing::TestWithParam<std::string> {
 protected:
  static Extractor* extractor() {
    static Result<Extractor> made = Extractor::create({ENTENTE_DATA_DIR});
    EXPECT_TRUE(made.ok()) << made.error().message;
    return made.ok() ? &made.value() : nullptr;
  }
};

struct Found {
  const ArticleRelations& result;
  std::map<std::string, std::string> names;

  bool is(const std::string& wanted, const std::string& id) const {
    return wanted == "*" || wanted == id || wanted == names.at(id);
  }
  bool fits(std::vector<std::string> f, const Relation& r) const {
    if (f.back().rfind("by ", 0) == 0) {
      if (r.attributed_to.empty() || !is(f.back().substr(3), r.attributed_to)) return false;
      f.pop_back();
    }
    if (f[1] != "*" && f[1] != r.predicate) return false;
    if (f[3] != "*" && f[3] != to_string(r.type)) return false;
    if (f.size() > 4 && f[4] != "*" && f[4] != to_string(r.modality)) return false;
    if (f.size() > 5 ? !r.negated : (f.size() > 4 && r.negated)) return false;
    if (is(f[0], r.subject) && is(f[2], r.object)) return true;
    return r.reciprocal && is(f[0], r.object) && is(f[2], r.subject);
  }
  bool has(const std::vector<std::string>& f) const {
    return std::any_of(result.relations.begin(), result.relations.end(),
                       [&](const Relation& r) { return fits(f, r); });
  }
  void print() const {
    for (const Relation& r : result.relations) {
      std::cout << names.at(r.subject) << " | " << r.predicate << " | " << names.at(r.object)
                << " | " << to_string(r.type) << " | " << to_string(r.modality)
                << (r.negated ? " | not" : "")
                << (r.attributed_to.empty() ? "" : " | by " + names.at(r.attributed_to)) << "\n";
    }
  }
};

TEST_P(GoldenCase, FindsWhatTheArticleSays) {
  const fs::path dir = fs::path(ENTENTE_SOURCE_DIR) / "tests/golden";
  Extractor* const pipeline = extractor();
  ASSERT_NE(pipeline, nullptr);
  const ArticleRelations result = pipeline->extract(read_case(dir / (GetParam() + ".txt")));
  Found found{result, {}};
  for (const Actor& a : result.actors) found.names[a.id] = a.name;
  if (std::getenv("ENTENTE_GOLDEN_PRINT") != nullptr) found.print();
  std::ifstream triples(dir / (GetParam() + ".triples"));
  std::string line;
  while (std::getline(triples, line)) {
    if (line.empty() || line[0] == '#' || line[0] == '?') continue;
    const bool forbidden = line[0] == '!';
    const std::vector<std::string> fields = fields_of(forbidden ? line.substr(2) : line);
    ASSERT_GE(fields.size(), 4U) << line;
    EXPECT_EQ(found.has(fields), !forbidden) << line;
  }
}

std::vector<std::string> cases() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "tests/golden")) {
    if (entry.path().extension() == ".triples") out.push_back(entry.path().stem().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

INSTANTIATE_TEST_SUITE_P(Golden, GoldenCase, testing::ValuesIn(cases()), [](const auto& chosen) {
  std::string name = chosen.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
});

}  // namespace
}  // namespace entente
