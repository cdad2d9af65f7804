// Mail folders and messages.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "ingest/reader/mail_message.h"
#include "tests/ingest/reader/collect.h"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kHead[] =
    "From: \"Agency Alerts\" <alerts@example.org>\nDate: Thu, 15 Sep 2022 10:00:00 +0000\n";

std::string message(const std::string& headers, const std::string& body) {
  return kHead + headers + "\n" + body;
}

TEST(Mbox, MessagesBecomeArticlesWithSubjectDaySenderAndId) {
  const Collected got = read_text(
      "From a@example.org Thu Sep 15 10:00:00 2022\n" +
          message("Subject: Ministers meet\nMessage-ID: <m1@example.org>\n",
                  "The ministers met.\n\n>From there they left.\nFrom now on all is well.\n") +
          "\nFrom b@example.org Fri Sep 16 10:00:00 2022\n" +
          message("Subject: Second\n", "Another text.\n"),
      "list.mbox");
  ASSERT_THAT(got.articles, SizeIs(2));
  const Article& first = got.articles[0].article;
  EXPECT_EQ(first.title, "Ministers meet");
  EXPECT_EQ(first.source, "Agency Alerts");
  EXPECT_EQ(first.id, "m1@example.org");
  EXPECT_EQ(to_string(*first.published), "2022-09-15");
  EXPECT_THAT(first.text, HasSubstr("\n\nFrom there they left.\nFrom now on"));
  EXPECT_EQ(got.articles[1].article.title, "Second");
  EXPECT_EQ(got.articles[1].line, 12U);
}

TEST(Mbox, ASingleMessageIsReadAsWell) {
  const Collected got = read_text(message("Subject: One\n", "Alone.\n"), "one.eml");
  ASSERT_THAT(got.articles, SizeIs(1));
  EXPECT_EQ(got.articles[0].article.title, "One");
}

TEST(Mbox, TextsThatOnlyBeginLikeMailStayTexts) {
  EXPECT_THAT(texts(read_text("From Berlin came the news of 1989: the wall was open.\nMore.", "a")),
              ElementsAre("From Berlin came the news of 1989: the wall was open.\nMore."));
  EXPECT_THAT(texts(read_text("From: Berlin\nA report.\n\nMore.", "a")), SizeIs(1));
}

TEST(Mbox, EncodedWordsAndTransferEncodingsAreUndone) {
  EXPECT_EQ(decode_header_words("=?utf-8?B?R2VzcHLDpGNoZQ==?= =?latin1?Q?in_K=F6ln?= today"),
            "Gespr\u00e4chein K\u00f6ln today");
  EXPECT_EQ(decode_header_words("plain =?broken"), "plain =?broken");
  EXPECT_EQ(decode_base64("TWVy\na2Vs"), "Merkel");
  EXPECT_EQ(decode_quoted_printable("K=F6ln =\nis=3D=ZZ"), "K\xF6ln is==ZZ");
}

TEST(Mbox, CharsetAndFlowedLinesAreRead) {
  const Collected got =
      read_text(message("Content-Type: text/plain; charset=iso-8859-1; format=flowed\n"
                        "Content-Transfer-Encoding: quoted-printable\n",
                        "They met in =\nK=F6ln on a \nMonday.\n"),
                "a.eml");
  EXPECT_THAT(texts(got), ElementsAre("They met in K\u00f6ln on a Monday.\n"));
}

TEST(Mbox, PlainTextIsPreferredAndAttachmentsAreLeftAlone) {
  const std::string parts =
      "preamble\n--x\nContent-Type: multipart/alternative; boundary=\"y\"\n\n--y\nContent-Type: "
      "text/html\n\n<p>Not this.</p>\n--y\nContent-Type: text/plain\n\nBut this.\n--y--\n--x\n"
      "Content-Disposition: attachment\nContent-Type: text/plain\n\nNor this.\n--x--\n";
  EXPECT_THAT(
      texts(read_text(message("Content-Type: multipart/mixed; boundary=x\n", parts), "m.eml")),
      ElementsAre("But this."));
}

TEST(Mbox, HtmlIsReadWhereThereIsNothingElse) {
  const Collected got = read_text(
      message("Content-Type: text/html; charset=utf-8\n",
              "<html><body><div>Menu</div><p>The ministers met, spoke, and left, as they do on "
              "most Mondays of the year.</p></body></html>"),
      "m.eml");
  ASSERT_THAT(got.articles, SizeIs(1));
  EXPECT_THAT(got.articles[0].article.text, HasSubstr("The ministers met"));
}

TEST(Mbox, MessagesWithoutTextAndTooLongOnesAreReported) {
  ReadOptions options;
  options.max_article_bytes = 100;
  const Collected got = read_text("From a@example.org Thu Sep 15 10:00:00 2022\n" +
                                      message("Content-Type: image/png\n", "png\n") +
                                      "\nFrom a@example.org Thu Sep 15 10:00:00 2022\n" +
                                      message("", std::string(2000, 'x') + "\n"),
                                  "a.mbox", options);
  EXPECT_THAT(got.articles, IsEmpty());
  ASSERT_THAT(got.skipped, SizeIs(2));
  EXPECT_THAT(got.skipped[0].reason, HasSubstr("no text part"));
  EXPECT_THAT(got.skipped[1].reason, HasSubstr("exceeds the limit"));
}

}  // namespace
}  // namespace entente
