#pragma once

#include <string>
#include <vector>

#include "tests/storage/sample.h"

namespace entente::sample {

// A story of `words` invented words, always the same for one seed.
inline std::vector<std::string> story(std::uint32_t seed, std::size_t words) {
  std::mt19937 random(seed);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words; ++i) {
    std::string word;
    for (int letters = 0; letters < 6; ++letters) {
      word += static_cast<char>('a' + static_cast<int>(random() % 26));
    }
    out.push_back(word);
  }
  return out;
}

inline std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

// One of a few stories as some paper may print it: as it is, in capitals, cut, longer, or edited.
inline std::string printing(Maker& make) {
  std::vector<std::string> words = story(make.below(3), 60 + 30 * make.below(2));
  if (make.chance(30)) words.resize(words.size() - make.below(30));
  if (make.chance(30)) {
    for (const std::string& word : story(100 + make.below(3), 40)) words.push_back(word);
  }
  if (make.chance(30)) words[make.below(static_cast<std::uint32_t>(words.size()))] = "another";
  if (make.chance(10)) words.resize(make.below(25));
  std::string text = joined(words);
  if (make.chance(30)) text = "(Agency) - " + text + '.';
  return text;
}

// An article of a small world in which everything is printed again and again.
inline Article printed_article(Maker& make) {
  Article article;
  article.id = make.article_id();
  article.text = printing(make);
  article.title = make.chance(50) ? "Title " + std::to_string(make.below(2)) : "";
  if (make.chance(40)) article.url = "https://example.org/" + std::to_string(make.below(3));
  article.source = make.chance(50) ? "Paper " + std::to_string(make.below(3)) : "";
  if (make.chance(70)) article.published = from_days(static_cast<int>(make.below(12)));
  return article;
}

}  // namespace entente::sample
