// Texts of several parts: bounded parts, and the same relations as in one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ingest/pipeline.h"
#include "ingest/text/split_text.h"

namespace entente {
namespace {

Extractor& extractor() {
  static Result<Extractor> made = Extractor::create({ENTENTE_DATA_DIR});
  return made.value();
}

std::string repeated(const std::string& unit, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += unit;
  return out;
}

TEST(LongText, IsAnnotatedInPartsOfBoundedSize) {
  const std::string text = repeated("grain and then ", 15000);
  std::size_t parts = 0;
  std::size_t words = 0;
  extractor().annotate(text, [&](std::vector<Sentence>& part) {
    std::size_t in_part = 0;
    for (const Sentence& sentence : part) {
      in_part += sentence.tokens.size();
      EXPECT_LE(sentence.tokens.size(), kLongestSentence);
      EXPECT_NE(sentence.tokens.front().head, kNoHead);
    }
    EXPECT_LE(in_part, Extractor::kPartTokens + kLongestStretch);
    words += in_part;
    ++parts;
    return true;
  });
  EXPECT_EQ(words, 45000u);
  EXPECT_EQ(parts, 3u);
}

TEST(LongText, AnnotationEndsWhenItsReaderHasEnough) {
  std::size_t parts = 0;
  extractor().annotate(repeated("grain and then ", 15000), [&](std::vector<Sentence>&) {
    ++parts;
    return false;
  });
  EXPECT_EQ(parts, 1u);
}

TEST(LongText, HasARelationForEachOfItsSentencesWhereItStands) {
  constexpr std::uint32_t kCount = 4000;
  Article article;
  article.id = "long";
  article.text = repeated("Angela Merkel met Emmanuel Macron in Lyon. ", kCount);
  const ArticleRelations found = extractor().extract(article);
  EXPECT_EQ(found.sentence_count, kCount);
  EXPECT_EQ(found.cut_count, 0u);
  EXPECT_EQ(found.article.text, article.text);
  std::vector<std::uint32_t> meetings;
  for (const Relation& relation : found.relations) {
    if (relation.type == EventType::kRole) continue;
    meetings.push_back(relation.evidence.sentence);
    EXPECT_EQ(slice(article.text, relation.evidence.predicate), "met");
    const auto begin =
        static_cast<std::uint32_t>(article.text.size() / kCount * relation.evidence.sentence);
    EXPECT_EQ(relation.evidence.sentence_span.begin, begin);
  }
  EXPECT_EQ(meetings.size(), kCount);
  EXPECT_TRUE(std::is_sorted(meetings.begin(), meetings.end()));
  for (const Actor& actor : found.actors) {
    EXPECT_EQ(std::count_if(found.actors.begin(), found.actors.end(),
                            [&](const Actor& other) { return other.id == actor.id; }),
              1);
  }
}

TEST(LongText, IsExplainedAsItIsExtracted) {
  Article article;
  article.id = "long";
  article.text = repeated("Angela Merkel met Emmanuel Macron in Lyon. She thanked him. ", 1600);
  const ArticleRelations found = extractor().extract(article);
  const Explanation explained = extractor().explain(article);
  ASSERT_EQ(explained.relations.size(), found.relations.size());
  for (std::size_t i = 0; i < found.relations.size(); ++i) {
    EXPECT_EQ(explained.relations[i].relation, found.relations[i]);
  }
  EXPECT_EQ(explained.rules.size(), found.relations.size());
  EXPECT_EQ(explained.document.sentences.size(), found.sentence_count);
  EXPECT_EQ(explained.candidates.size(), explained.document.mentions.size());
  for (const Mention& mention : explained.document.mentions) {
    ASSERT_LT(mention.sentence, explained.document.sentences.size());
    const Sentence& sentence = explained.document.sentences[mention.sentence];
    EXPECT_GE(mention.span.begin, sentence.span.begin);
    EXPECT_LE(mention.span.end, sentence.span.end);
    for (const std::uint32_t actor : mention.actors) {
      EXPECT_LT(actor, explained.document.actors.size());
    }
  }
}

// Short ones, an empty one, one of several parts, and the same text twice.
TEST(SeveralArticles, GiveWhatEachGivesAlone) {
  std::vector<Article> articles;
  for (const std::string& text :
       {std::string("Angela Merkel met Emmanuel Macron in Lyon. She thanked him."), std::string(),
        std::string("LIMA, March 8 (Entente) - Peru's navy seized two boats. It did not say why."),
        repeated("Angela Merkel met Emmanuel Macron in Lyon. She thanked him. ", 1600),
        std::string("She criticized Turkey, and Ankara rejected the criticism."),
        std::string("Angela Merkel met Emmanuel Macron in Lyon. She thanked him.")}) {
    Article& article = articles.emplace_back();
    article.id = std::to_string(articles.size());
    article.text = text;
    article.published = Date{2017, 3, 8};
  }
  const std::vector<ArticleRelations> together = extractor().extract(articles);
  ASSERT_EQ(together.size(), articles.size());
  std::size_t relations = 0;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const ArticleRelations alone = extractor().extract(articles[i]);
    EXPECT_EQ(together[i].article.id, articles[i].id);
    EXPECT_EQ(together[i].article.text, articles[i].text);
    EXPECT_EQ(together[i].relations, alone.relations);
    EXPECT_EQ(together[i].actors, alone.actors);
    EXPECT_EQ(together[i].sentence_count, alone.sentence_count);
    EXPECT_EQ(together[i].cut_count, alone.cut_count);
    relations += alone.relations.size();
  }
  EXPECT_GT(relations, 3200U);
  EXPECT_TRUE(extractor().extract(std::span<const Article>()).empty());
}

// Looking for the place where workers are at home ends in chains of places without a name.
TEST(LongText, ChainsOfPlacesAreWalkedOnce) {
  Article article;
  article.id = "chain";
  article.text = "Workers " + repeated("of the union in the town ", 20) + "blocked streets " +
                 repeated("in the north of the town ", 20) + ".";
  EXPECT_EQ(extractor().extract(article).sentence_count, 1U);
}

TEST(LongText, SaysHowManySentencesWereCut) {
  Article article;
  article.id = "endless";
  article.text = repeated("grain and then ", 1000);
  EXPECT_EQ(extractor().extract(article).cut_count, 11u);
}

}  // namespace
}  // namespace entente
