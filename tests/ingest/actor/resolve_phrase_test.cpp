#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "ingest/actor/link_actors.h"
#include "tests/ingest/actor/knowledge.h"

namespace entente {
namespace {

ResolvedPhrase at(std::string_view phrase, int year, std::uint8_t month = 6) {
  return resolve_phrase(phrase, Date{static_cast<std::int16_t>(year), month, 15}, knowledge());
}
ResolvedPhrase undated(std::string_view phrase) {
  return resolve_phrase(phrase, std::nullopt, knowledge());
}

TEST(ResolvePhrase, OfficeNeedsItsDate) {
  EXPECT_EQ(at("the Russian president", 2009).actor, "person:dmitry-medvedev");
  EXPECT_EQ(at("the Russian president", 2015).actor, "person:vladimir-putin");
  EXPECT_EQ(undated("the Russian president").actor, "state:RUS");
  EXPECT_EQ(at("the president of France", 2010).actor, "person:nicolas-sarkozy");
  EXPECT_EQ(at("Germany's foreign minister", 1991).actor, "person:hans-dietrich-genscher");
  EXPECT_EQ(at("NATO secretary-general", 2005).actor, "person:jaap-de-hoop-scheffer");
}

TEST(ResolvePhrase, WithoutADateThereAreCandidates) {
  const auto office = undated("the Russian president");
  EXPECT_EQ(office.actor, "state:RUS");
  EXPECT_LE(office.confidence, 0.5F);
  for (const char* one :
       {"person:vladimir-putin 0.17", "person:dmitry-medvedev 0.17", "person:boris-yeltsin 0.17"}) {
    EXPECT_NE(office.why.find(one), std::string::npos) << office.why;
  }
  const auto bush = undated("President Bush");
  EXPECT_LE(bush.confidence, 0.5F);
  const bool elder = bush.actor == "person:george-h-w-bush";
  EXPECT_NE(bush.why.find(elder ? "person:george-w-bush" : "person:george-h-w-bush"),
            std::string::npos)
      << bush.why;
  EXPECT_EQ(at("President Bush", 2003).why.find("perhaps"), std::string::npos);
  EXPECT_EQ(at("the Russian president", 2009).why.find("perhaps"), std::string::npos);
}

TEST(ResolvePhrase, NamesakesByDate) {
  EXPECT_EQ(at("President Bush", 1991, 1).actor, "person:george-h-w-bush");
  EXPECT_EQ(at("President Bush", 2003).actor, "person:george-w-bush");
  EXPECT_EQ(at("President Kabila", 1999).actor, "person:laurent-kabila");
  EXPECT_EQ(at("President Kabila", 2010).actor, "person:joseph-kabila");
}

TEST(ResolvePhrase, FormerOfficeHolders) {
  EXPECT_EQ(at("the former US president", 2022).actor, "person:donald-trump");
  EXPECT_EQ(at("former president Nursultan Nazarbayev", 2022).sector, "ELI");
}

TEST(ResolvePhrase, OrgansOfAStateAreTheState) {
  const auto troops = at("Russian troops", 2022);
  EXPECT_EQ(troops.actor, "state:RUS");
  EXPECT_EQ(troops.sector, "MIL");
  EXPECT_EQ(at("Kenya's interior ministry", 2022).sector, "GOV");
  EXPECT_EQ(at("police in Peru", 2022).country, "PER");
  EXPECT_EQ(at("Shanghai authorities", 2022).actor, "state:CHN");
  EXPECT_EQ(at("Clinton Administration", 2022).actor, "state:USA");
}

TEST(ResolvePhrase, OthersOfACountryAreGroups) {
  const auto rebels = at("Syrian rebels", 2013);
  EXPECT_EQ(rebels.actor, "group:syr-rebels");
  EXPECT_EQ(rebels.sector, "REB");
  EXPECT_EQ(rebels.country, "SYR");
  EXPECT_EQ(at("protesters in Minsk", 2020).actor, "group:blr-protesters");
}

TEST(ResolvePhrase, UnknownPersonsKeepWhatTheTitleSays) {
  const auto person = at("Norwegian energy minister Tora Lindqvist", 2019);
  EXPECT_EQ(person.actor, "person:tora-lindqvist");
  EXPECT_EQ(person.country, "NOR");
  EXPECT_EQ(person.sector, "GOV");
}

TEST(ResolvePhrase, OwnerIsNotWhoeverTheOfficeLooksAt) {
  EXPECT_EQ(at("Russia's ambassador to Poland", 2020).country, "RUS");
  EXPECT_EQ(at("the ambassador of Poland in Lima", 2020).country, "POL");
}

// tests/ingest/actor/traps.tsv: at least 95 of 100 right, each wrong one printed.
TEST(ResolvePhrase, TrapsOfManyClasses) {
  std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/tests/ingest/actor/traps.tsv");
  int total = 0;
  int right = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream row(line);
    std::string phrase;
    std::string day;
    std::string expected;
    std::getline(row, phrase, '\t');
    std::getline(row, day, '\t');
    std::getline(row, expected, '\t');
    std::optional<Date> date;
    if (day != "-") date = parse_date(day).value();
    const auto got = resolve_phrase(phrase, date, knowledge());
    const bool is_right = got.actor == (expected == "-" ? "" : expected);
    ++total;
    right += is_right ? 1 : 0;
    if (!is_right) std::printf("%s (%s): %s\n", phrase.c_str(), day.c_str(), got.actor.c_str());
  }
  std::printf("%d of %d traps right\n", right, total);
  EXPECT_GE(total, 200);
  EXPECT_GE(right * 100, total * 95);
}

}  // namespace
}  // namespace entente
