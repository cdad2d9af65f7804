// tests/golden/article_traps.tsv: whom a mention means at its place in an article, through the
// whole pipeline. At least 90 of 100 right; each wrong one is printed.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "ingest/pipeline.h"

namespace entente {
namespace {

struct Marked {
  TextSpan span;
  std::vector<std::string> actors;
};

// Takes the marks out of "[words]{ids}" and returns where the words stand.
std::vector<Marked> take_marks(const std::string& marked, std::string& plain) {
  std::vector<Marked> out;
  for (std::size_t at = 0; at < marked.size();) {
    if (marked[at] != '[') {
      plain += marked[at++];
      continue;
    }
    const std::size_t end = marked.find("]{", at);
    const std::size_t close = marked.find('}', end);
    Marked one;
    one.span.begin = static_cast<std::uint32_t>(plain.size());
    plain += marked.substr(at + 1, end - at - 1);
    one.span.end = static_cast<std::uint32_t>(plain.size());
    std::istringstream ids(marked.substr(end + 2, close - end - 2));
    for (std::string id; ids >> id;) one.actors.push_back(id);
    std::sort(one.actors.begin(), one.actors.end());
    out.push_back(std::move(one));
    at = close + 1;
  }
  return out;
}

std::vector<std::string> actors_at(const Document& document, TextSpan span) {
  std::vector<std::string> out;
  for (const Mention& mention : document.mentions) {
    if (mention.span != span) continue;
    for (const std::uint32_t actor : mention.actors) out.push_back(document.actors[actor].id);
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool agree(const std::vector<std::string>& got, const std::vector<std::string>& wanted) {
  return std::equal(
      got.begin(), got.end(), wanted.begin(), wanted.end(),
      [](const std::string& a, const std::string& b) { return a == b || a.starts_with(b + "-"); });
}

TEST(ArticleTraps, MentionsMeanWhomAReaderTakesThemFor) {
  auto extractor = Extractor::create({ENTENTE_DATA_DIR});
  ASSERT_TRUE(extractor.ok());
  std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/tests/golden/article_traps.tsv");
  int total = 0;
  int right = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t day_end = line.find('\t');
    const std::size_t class_end = line.find('\t', day_end + 1);
    Article article;
    const std::vector<Marked> marks = take_marks(line.substr(class_end + 1), article.text);
    article.published = parse_date(line.substr(0, day_end)).value();
    const Document document = extractor->analyse(article);
    for (const Marked& mark : marks) {
      const auto got = actors_at(document, mark.span);
      const bool is_right = agree(got, mark.actors);
      ++total;
      right += is_right ? 1 : 0;
      if (is_right) continue;
      std::cout << slice(article.text, mark.span) << " in: " << article.text << " ->";
      for (const std::string& id : got) std::cout << ' ' << id;
      std::cout << '\n';
    }
  }
  std::cout << right << " of " << total << " mentions right\n";
  EXPECT_GE(total, 60);
  EXPECT_GE(right * 100, total * 90);
}

}  // namespace
}  // namespace entente
