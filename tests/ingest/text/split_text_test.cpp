#include "ingest/text/split_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "ingest/text/characters.h"

namespace entente {
namespace {

using ::testing::ElementsAre;

// The forms of a sentence, joined by blanks.
std::string tokens_of(const std::string& text) {
  std::string out;
  for (const Token& token : split_sentence(text).tokens) {
    if (!out.empty()) out += ' ';
    out += token.form;
  }
  return out;
}

std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<std::string> out;
  for (const Sentence& sentence : split_text(text)) {
    out.emplace_back(slice(text, sentence.span));
  }
  return out;
}

struct TokenCase {
  const char* text;
  const char* tokens;
};

class Tokens : public ::testing::TestWithParam<TokenCase> {};

TEST_P(Tokens, FollowUdEnglish) { EXPECT_EQ(tokens_of(GetParam().text), GetParam().tokens); }

INSTANTIATE_TEST_SUITE_P(
    Clitics, Tokens,
    ::testing::Values(TokenCase{"They don't agree.", "They do n't agree ."},
                      TokenCase{"Xi's envoy can't come", "Xi 's envoy ca n't come"},
                      TokenCase{"We cannot say what they'd've done",
                                "We can not say what they 'd 've done"},
                      TokenCase{"Xi\u2019s and Macron\u2019s", "Xi 's and Macron 's"},
                      TokenCase{"the states' rights", "the states ' rights"},
                      TokenCase{"O'Brien met al-Sha'er's aide", "O'Brien met al - Sha'er 's aide"},
                      TokenCase{"the U.S.'s view", "the U.S. 's view"},
                      TokenCase{"the 1990's and '90s", "the 1990's and '90s"},
                      TokenCase{"Xi 's envoy", "Xi 's envoy"},
                      TokenCase{"It's five o'clock", "It 's five o'clock"}));

INSTANTIATE_TEST_SUITE_P(
    CarelessWriting, Tokens,
    ::testing::Values(TokenCase{"im sure thats alot", "i m sure that s a lot"},
                      TokenCase{"Im Jong-seok met Jony Ive", "Im Jong - seok met Jony Ive"},
                      TokenCase{"he came b/c of it, w/o me", "he came b/c of it , w/o me"},
                      TokenCase{"make $$$.", "make $$$ ."},
                      TokenCase{"really...? Yes :-).", "really ... ? Yes :-) ."},
                      TokenCase{"---->===}*{===<---- and ==----",
                                "---->===}*{===<---- and ==----"}));

INSTANTIATE_TEST_SUITE_P(
    CarelessStops, Tokens,
    ::testing::Values(TokenCase{"It left the U.S.?", "It left the U.S. ?"},
                      TokenCase{"owned by CCNG, Inc.. On", "owned by CCNG , Inc. . On"},
                      TokenCase{"and so on, etc...", "and so on , etc ..."},
                      TokenCase{"alt.animals.cat, rec.arts", "alt.animals.cat , rec . arts"},
                      TokenCase{"(draft).doc", "( draft ) .doc"},
                      TokenCase{"@example.com and @POTUS's", "@example.com and @POTUS 's"},
                      TokenCase{"[http://example.org/a]", "[ http://example.org/a ]"},
                      TokenCase{"(3-5213) TX 77415-0027, 5-10",
                                "( 3-5213 ) TX 77415-0027 , 5 - 10"}));

INSTANTIATE_TEST_SUITE_P(
    Hyphens, Tokens,
    ::testing::Values(TokenCase{"Moscow-Beijing talks", "Moscow - Beijing talks"},
                      TokenCase{"US-led co-operation", "US - led co-operation"},
                      TokenCase{"an ex-minister's e-mail", "an ex-minister 's e-mail"},
                      TokenCase{"anti-government mid-1980s", "anti-government mid-1980s"},
                      TokenCase{"U.S.-backed", "U.S. - backed"},
                      TokenCase{"5-10 of 1969-1970", "5 - 10 of 1969 - 1970"},
                      TokenCase{"call 555-0100 or 212-555-0100", "call 555-0100 or 212-555-0100"},
                      TokenCase{"talks -- the first -- failed", "talks -- the first -- failed"},
                      TokenCase{"talks\u2014the first\u2014failed", "talks -- the first -- failed"},
                      TokenCase{"a 15-year-old", "a 15 - year - old"}));

INSTANTIATE_TEST_SUITE_P(
    Stops, Tokens,
    ::testing::Values(
        TokenCase{"the U.S. army", "the U.S. army"}, TokenCase{"the U. S. army", "the U. S. army"},
        TokenCase{"Mr. Berg and Gen. Roy", "Mr. Berg and Gen. Roy"},
        TokenCase{"on Feb. 24.", "on Feb. 24 ."}, TokenCase{"George W. Roy", "George W. Roy"},
        TokenCase{"at 5 p.m. No. 4", "at 5 p.m. No. 4"}, TokenCase{"He said no.", "He said no ."},
        TokenCase{"Wait...", "Wait ..."}, TokenCase{"Really?!", "Really ?!"},
        TokenCase{"It ended.The rest", "It ended . The rest"},
        TokenCase{"Acme Corp. and Roy Inc.", "Acme Corp. and Roy Inc."}));

INSTANTIATE_TEST_SUITE_P(
    NumbersAndAddresses, Tokens,
    ::testing::Values(TokenCase{"$1.5bn", "$ 1.5 bn"}, TokenCase{"US$1,200", "US$ 1,200"},
                      TokenCase{"\u20ac3m, 10km", "\u20ac 3 m , 10 km"},
                      TokenCase{"5:30pm on 9/11", "5:30 pm on 9/11"},
                      TokenCase{"the 20th, 40%", "the 20th , 40 %"},
                      TokenCase{"see http://example.org/a?b=1.", "see http://example.org/a?b=1 ."},
                      TokenCase{"(mail a.berg@example.org)", "( mail a.berg@example.org )"},
                      TokenCase{"on example.com.", "on example.com ."},
                      TokenCase{"AT&T and R&D", "AT&T and R&D"}, TokenCase{"and/or", "and / or"},
                      TokenCase{"[sic] (so)", "[ sic ] ( so )"},
                      TokenCase{"#summit by @berg", "#summit by @berg"}));

TEST(SplitText, TypographicQuotesArePlainInTheFormOnly) {
  const std::string text = "\u201cYes\u201d";
  const Sentence sentence = split_sentence(text);
  ASSERT_EQ(sentence.tokens.size(), 3u);
  EXPECT_EQ(sentence.tokens[0].form, "\"");
  EXPECT_EQ(slice(text, sentence.tokens[0].span), "\u201c");
  EXPECT_FALSE(sentence.tokens[0].space_after);
}

TEST(SplitText, ChineseIsCutByDictionary) {
  const Sentence sentence = split_sentence("\u4e2d\u56fd\u653f\u5e9c");  // China, government
  EXPECT_EQ(sentence.tokens.size(), 2u);
}

TEST(SplitText, StopAfterAbbreviationDoesNotEndASentence) {
  EXPECT_THAT(sentences_of("Mr. Berg met Gen. Roy. They talked."),
              ElementsAre("Mr. Berg met Gen. Roy.", "They talked."));
  EXPECT_THAT(sentences_of("The U.S. President came on Feb. 24. He left."),
              ElementsAre("The U.S. President came on Feb. 24.", "He left."));
  EXPECT_THAT(sentences_of("It hit the U. S. economy. Prices fell."),
              ElementsAre("It hit the U. S. economy.", "Prices fell."));
  EXPECT_THAT(sentences_of("J. D. Roy spoke. A. Berg did not."),
              ElementsAre("J. D. Roy spoke.", "A. Berg did not."));
}

TEST(SplitText, AbbreviationMayEndASentence) {
  EXPECT_THAT(sentences_of("He flew to the U.S. The talks failed."),
              ElementsAre("He flew to the U.S.", "The talks failed."));
  EXPECT_THAT(sentences_of("She works at Acme Inc. He does not."),
              ElementsAre("She works at Acme Inc.", "He does not."));
}

TEST(SplitText, QuotesThatCloseAfterTheStopStayWithTheirSentence) {
  EXPECT_THAT(sentences_of("\"We agree.\" He left."), ElementsAre("\"We agree.\"", "He left."));
  EXPECT_THAT(sentences_of("\u201cWe agree.\u201d He left."),
              ElementsAre("\u201cWe agree.\u201d", "He left."));
  EXPECT_THAT(sentences_of("\"We agree. \" He left."), ElementsAre("\"We agree. \"", "He left."));
  EXPECT_THAT(sentences_of("He has interests. \u201cWhile we talk, they wait."),
              ElementsAre("He has interests.", "\u201cWhile we talk, they wait."));
  EXPECT_THAT(sentences_of("\"Stop!\" she said. \"Why?\" Anna Berg asked. Nobody knew."),
              ElementsAre("\"Stop!\" she said.", "\"Why?\" Anna Berg asked.", "Nobody knew."));
}

TEST(SplitText, StrayQuoteAtTheEndOfAParagraphIsNoSentence) {
  EXPECT_THAT(sentences_of("He called it \u201csound. \u201c\n\nShe left."),
              ElementsAre("He called it \u201csound. \u201c", "She left."));
}

TEST(SplitText, DatelineStaysWithTheFirstSentence) {
  EXPECT_THAT(sentences_of("MOSCOW, Sept. 15 (Agency) - Two leaders met. They talked."),
              ElementsAre("MOSCOW, Sept. 15 (Agency) - Two leaders met.", "They talked."));
}

TEST(SplitText, ListNumbersAndDecimalsDoNotEndASentence) {
  EXPECT_THAT(sentences_of("1. Trade grew by 3.5 percent. 2. Arms did not."),
              ElementsAre("1. Trade grew by 3.5 percent.", "2. Arms did not."));
}

TEST(SplitText, HeadlineAndParagraphsAreApart) {
  const std::string text = "LEADERS MEET\n\nThey talked. They left.\n\nMore soon";
  const std::vector<Sentence> sentences = split_text(text);
  ASSERT_EQ(sentences.size(), 4u);
  EXPECT_EQ(sentences[0].paragraph, 0u);
  EXPECT_EQ(sentences[1].paragraph, 1u);
  EXPECT_EQ(sentences[2].paragraph, 1u);
  EXPECT_EQ(sentences[3].paragraph, 2u);
}

TEST(SplitText, NothingVisibleGivesNoSentence) {
  EXPECT_TRUE(split_text("").empty());
  EXPECT_TRUE(split_text(" \n\t\u00a0\u200b\n").empty());
}

// Checks the promise of split_text for any text.
void expect_every_byte_once(const std::string& text) {
  std::size_t at = 0;
  const auto expect_blank_until = [&](std::size_t end) {
    while (at < end) {
      const Character c = character_at(text, at);
      ASSERT_EQ(c.type, CharClass::kBlank) << "byte " << at << " of: " << text;
      at += c.length;
    }
  };
  for (const Sentence& sentence : split_text(text)) {
    ASSERT_FALSE(sentence.tokens.empty());
    EXPECT_EQ(sentence.span.begin, sentence.tokens.front().span.begin);
    EXPECT_EQ(sentence.span.end, sentence.tokens.back().span.end);
    for (const Token& token : sentence.tokens) {
      expect_blank_until(token.span.begin);
      ASSERT_EQ(at, token.span.begin);
      ASSERT_LT(token.span.begin, token.span.end);
      EXPECT_EQ(token.form, plain_form(slice(text, token.span)));
      at = token.span.end;
      const bool is_blank_next =
          at == text.size() || character_at(text, at).type == CharClass::kBlank;
      EXPECT_EQ(token.space_after, is_blank_next);
    }
  }
  expect_blank_until(text.size());
}

TEST(SplitText, EveryVisibleByteBelongsToOneTokenOfRandomText) {
  const std::vector<std::string> pieces = {"a",
                                           "It",
                                           "n't",
                                           "'",
                                           "\"",
                                           ".",
                                           "-",
                                           "--",
                                           "5",
                                           "1,2",
                                           " ",
                                           "\n",
                                           "\t",
                                           "U.S.",
                                           "Mr.",
                                           "co-",
                                           "@",
                                           "#",
                                           "http://",
                                           "www.",
                                           "$",
                                           "%",
                                           "/",
                                           "&",
                                           "\u2019",
                                           "\u201c",
                                           "\u2014",
                                           "\u2026",
                                           "\u4e2d\u56fd",
                                           "\u0301",
                                           "(",
                                           ")",
                                           "?",
                                           "!",
                                           "\u0e01",
                                           "\xff",
                                           "\u00e9",
                                           "\u200b",
                                           "cannot",
                                           "US$",
                                           "x@",
                                           "y.z",
                                           ":",
                                           ";",
                                           "com",
                                           "\n\n",
                                           "\u00ad",
                                           "can't",
                                           "+1",
                                           "\u0664"};
  const unsigned seed = 20221124;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t count = random() % 25;
    for (std::size_t i = 0; i < count; ++i) text += pieces[random() % pieces.size()];
    expect_every_byte_once(text);
    if (HasFatalFailure()) return;
  }
}

// Text of 200 KiB made of one thing only, which has no sentences as it is.
class EndlessText : public ::testing::TestWithParam<const char*> {};

TEST_P(EndlessText, ComesInSmallPiecesWithoutLosingAByte) {
  constexpr std::size_t kLength = 200 << 10;
  const std::string unit = GetParam();
  std::string text;
  while (text.size() < kLength) text += unit;
  expect_every_byte_once(text);
  if (HasFatalFailure()) return;
  TextSplitter splitter(text);
  std::vector<Sentence> sentences;
  for (bool goes_on = true; goes_on;) {
    sentences.clear();
    goes_on = splitter.next(sentences);
    ASSERT_EQ(goes_on, !sentences.empty());
    if (!goes_on) break;
    const auto stretch = sentences.back().span.end - sentences.front().span.begin;
    EXPECT_LE(stretch, kLongestStretch);
    for (const Sentence& sentence : sentences) {
      EXPECT_LE(sentence.tokens.size(), kLongestSentence);
      const bool is_last_word = sentence.span.end + unit.size() > text.size();
      EXPECT_TRUE(sentence.is_cut || is_last_word || unit.back() == '\n');
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, EndlessText,
                         ::testing::Values("a", "7", "word ", ",", ", ", "\"", "\" ", "\u201c",
                                           "U.S.", "U.S. ", "Inc. ", "a\n", "(", ")",
                                           "https://example.org/a-long-address?with=", "1-", "1,",
                                           "12-34-", "-=", "...?", "alt.", "'", "a'", "co-", "@a",
                                           "a@b", "\u4e2d", "\u0e01", "a\u0301", "w/", "$", "A&",
                                           "LIMA -- "));

TEST(SplitText, BlankLinesAreNothing) {
  EXPECT_TRUE(split_text(std::string(200 << 10, '\n')).empty());
}

TEST(SplitText, OverlongSentenceIsCutAtAComma) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i == 229 ? "word, " : "word ";
  text += "end.";
  const std::vector<Sentence> sentences = split_text(text);
  ASSERT_EQ(sentences.size(), 2u);
  EXPECT_EQ(sentences[0].tokens.size(), 231u);
  EXPECT_EQ(sentences[0].tokens.back().form, ",");
  EXPECT_TRUE(sentences[0].is_cut);
  EXPECT_FALSE(sentences[1].is_cut);
  EXPECT_EQ(sentences[1].paragraph, 0u);
}

TEST(SplitText, LongParagraphIsSplitAsShortOnesAre) {
  std::string text;
  std::size_t count = 0;
  for (; text.size() < 5 * kLongestStretch; ++count) {
    text += count % 2 == 0 ? "The envoys of Lima met in Oslo. "
                           : "\u201cNo deal,\u201d Mr. Berg said. ";
  }
  const std::vector<Sentence> sentences = split_text(text);
  EXPECT_EQ(sentences.size(), count);
  for (const Sentence& sentence : sentences) {
    EXPECT_FALSE(sentence.is_cut);
    EXPECT_EQ(sentence.paragraph, 0u);
  }
}

}  // namespace
}  // namespace entente
