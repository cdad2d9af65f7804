#include "ingest/reader/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/ingest/reader/collect.h"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kGerman[] =
    "Der Au\u00dfenminister hat am Montag in Wien seinen Amtskollegen getroffen. Beide sprachen "
    "\u00fcber die Lage an der Grenze und k\u00fcndigten an, die Gespr\u00e4che in der kommenden "
    "Woche fortzusetzen. Die Opposition kritisierte das Treffen scharf.";
constexpr char kEnglish[] =
    "The foreign minister met his counterpart in Vienna on Monday. Both spoke about the situation "
    "at the border and said that the talks would go on next week. The opposition criticized the "
    "meeting sharply.";
constexpr char kRussian[] =
    "\u041c\u0438\u043d\u0438\u0441\u0442\u0440 "
    "\u0438\u043d\u043e\u0441\u0442\u0440\u0430\u043d\u043d\u044b\u0445 \u0434\u0435\u043b "
    "\u0432\u0441\u0442\u0440\u0435\u0442\u0438\u043b\u0441\u044f \u0432 "
    "\u043f\u043e\u043d\u0435\u0434\u0435\u043b\u044c\u043d\u0438\u043a \u0441\u043e "
    "\u0441\u0432\u043e\u0438\u043c \u043a\u043e\u043b\u043b\u0435\u0433\u043e\u0439 \u0432 "
    "\u0412\u0435\u043d\u0435. \u041e\u043d\u0438 "
    "\u043e\u0431\u0441\u0443\u0434\u0438\u043b\u0438 "
    "\u043f\u043e\u043b\u043e\u0436\u0435\u043d\u0438\u0435 "
    "\u043d\u0430 \u0433\u0440\u0430\u043d\u0438\u0446\u0435 \u0438 "
    "\u043f\u0440\u043e\u0434\u043e\u043b\u0436\u0430\u0442 "
    "\u043f\u0435\u0440\u0435\u0433\u043e\u0432\u043e\u0440\u044b.";

std::string code_of(std::string_view text, std::string_view declared = {}) {
  const auto foreign = foreign_language(text, declared);
  return foreign ? foreign->code : "en";
}

TEST(ForeignLanguage, TextsOfOtherLanguagesAreNamed) {
  EXPECT_EQ(code_of(kGerman), "de");
  EXPECT_EQ(code_of(kRussian), "ru");
  EXPECT_EQ(
      code_of("El ministro se reuni\u00f3 el lunes en Viena con su hom\u00f3logo. Hablaron de "
              "la situaci\u00f3n en la frontera y anunciaron que las conversaciones "
              "continuar\u00e1n la pr\u00f3xima semana, seg\u00fan fuentes del gobierno."),
      "es");
  EXPECT_EQ(foreign_language(kGerman, "")->name, "German");
}

TEST(ForeignLanguage, EnglishIsEnglishWhateverThePageCallsItself) {
  EXPECT_EQ(code_of(kEnglish), "en");
  EXPECT_EQ(code_of(kEnglish, "de-AT"), "en");
  EXPECT_EQ(code_of(kGerman, "en-US"), "de");
}

TEST(ForeignLanguage, ShortTextsAreWhatTheyAreDeclaredToBe) {
  EXPECT_EQ(code_of("Merkel trifft Macron."), "en");
  EXPECT_EQ(code_of("Merkel trifft Macron.", "de"), "de");
  EXPECT_EQ(code_of("Merkel trifft Macron.", "deu"), "de");
  EXPECT_EQ(code_of("Merkel trifft Macron.", "German"), "de");
  EXPECT_EQ(code_of("ACQUISITIONS OPEC BONN 1987"), "en");
  EXPECT_EQ(code_of("Merkel met Macron.", "en_GB"), "en");
}

TEST(ForeignLanguage, WhatIsNoLanguageDecidesNothing) {
  for (const char* tag : {"", "und", "mul", "x", "q9", "no such language", "-"}) {
    EXPECT_EQ(code_of("Merkel met Macron.", tag), "en") << tag;
  }
}

TEST(ForeignLanguage, AnEnglishArticleWithForeignQuotationsStaysEnglish) {
  EXPECT_EQ(code_of(std::string(kGerman) + " " + kEnglish + " " + kEnglish), "en");
  EXPECT_EQ(code_of(std::string(kEnglish) + " " + kGerman), "en");
}

TEST(ForeignLanguage, IsSkippedWithItsNameUnlessAskedFor) {
  const std::string lines = std::string("{\"text\":\"") + kGerman + "\"}\n{\"text\":\"" + kEnglish +
                            "\"}\n{\"text\":\"Kurz.\",\"language\":\"de\"}\n";
  const Collected english = read_text(lines, "a.jsonl");
  EXPECT_THAT(texts(english), ElementsAre(kEnglish));
  ASSERT_THAT(english.skipped, SizeIs(2));
  EXPECT_THAT(english.skipped[0].reason, HasSubstr("in German (de), not English"));
  EXPECT_EQ(english.skipped[0].line, 1U);
  EXPECT_THAT(english.skipped[1].reason, HasSubstr("--any-language"));
  ReadOptions any;
  any.languages = LanguagePolicy::kAny;
  EXPECT_THAT(texts(read_text(lines, "a.jsonl", any)), SizeIs(3));
}

}  // namespace
}  // namespace entente
