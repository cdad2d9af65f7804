// The committed table itself: it loads, and the facts that everything rests on are in it.
#include <gtest/gtest.h>

#include <algorithm>

#include "graph/actor_table.h"

namespace entente {
namespace {

const ActorTable& table() {
  static const ActorTable loaded = [] {
    auto result = ActorTable::load(std::string(ENTENTE_DATA_DIR) + "/actors");
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
    return std::move(result).value();
  }();
  return loaded;
}

std::string id_of(std::string_view name) {
  const auto readings = table().lookup(name);
  return readings.empty() ? "" : table().actor(readings.front().actor).id;
}

std::string holder(std::string_view title, std::string_view where, Date date) {
  const auto found = table().holders(title, where, date);
  return found.empty() ? "" : table().actor(found.front()).id;
}

// An honour confirms no rough spelling.
TEST(ActorData, HonoursAreNoNames) {
  EXPECT_EQ(id_of("Sheikh Hasina"), "person:sheikh-hasina");
  EXPECT_EQ(id_of("Sheikh Hasinah"), "person:sheikh-hasina");
  EXPECT_EQ(id_of("Sheikh Hassan"), "");
}

TEST(ActorData, StatesByEveryKindOfName) {
  EXPECT_EQ(id_of("the Russian Federation"), "state:RUS");
  EXPECT_EQ(id_of("C\u00f4te d\u2019Ivoire"), "state:CIV");
  EXPECT_EQ(id_of("U.S.S.R."), "state:SUN");
  EXPECT_EQ(id_of("Zhongnanhai"), "state:CHN");
  EXPECT_EQ(id_of("Foggy Bottom"), "state:USA");
  EXPECT_EQ(id_of("Kiev"), "state:UKR");
  EXPECT_EQ(id_of("Britons"), "state:GBR");
  EXPECT_EQ(id_of("North Koreans"), "state:PRK");
  EXPECT_EQ(id_of("\u0420\u043e\u0441\u0441\u0438\u044f"), "state:RUS");
  EXPECT_EQ(id_of("\u4e2d\u56fd"), "state:CHN");
  EXPECT_EQ(id_of("South Sandwich Islands"), "state:SGS");
}

TEST(ActorData, StatesInOtherLanguages) {
  EXPECT_EQ(id_of("\u0631\u0648\u0633\u064a\u0627"), "state:RUS");  // Arabic
  EXPECT_EQ(id_of("\u4fc4\u7f57\u65af"), "state:RUS");              // Chinese
  EXPECT_EQ(id_of("\u041a\u0438\u0442\u0430\u0439"), "state:CHN");  // Russian
  EXPECT_EQ(id_of("Allemagne"), "state:DEU");
  EXPECT_EQ(id_of("Frankreich"), "state:FRA");
  EXPECT_EQ(id_of("Island"), "");  // Iceland's name in German is an English word
}

TEST(ActorData, PersonsInSeveralSpellings) {
  for (const char* name : {"Muammar Gaddafi", "Moammar Gadhafi", "Muammar Qaddafi"}) {
    EXPECT_EQ(id_of(name), "person:muammar-gaddafi") << name;
  }
  EXPECT_EQ(id_of("Recep Tayyip Erdo\u011fan"), "person:recep-tayyip-erdogan");
  EXPECT_EQ(id_of("Kim Jong-un"), "person:kim-jong-un");
  EXPECT_EQ(id_of("Volodymyr Zelenskyi"), "person:volodymyr-zelenskyy");
  EXPECT_EQ(id_of("Bashar el-Assad"), "person:bashar-al-assad");
}

TEST(ActorData, WhoHeldWhichOfficeWhen) {
  EXPECT_EQ(holder("president", "RUS", {2009, 5, 1}), "person:dmitry-medvedev");
  EXPECT_EQ(holder("president", "USA", {1991, 1, 17}), "person:george-h-w-bush");
  EXPECT_EQ(holder("president", "USA", {2003, 3, 20}), "person:george-w-bush");
  EXPECT_EQ(holder("chancellor", "DEU", {1990, 10, 3}), "person:helmut-kohl");
  EXPECT_EQ(holder("foreign minister", "CHN", {2023, 3, 1}), "person:qin-gang");
  EXPECT_EQ(holder("secretary-general", "org:nato", {2015, 1, 1}), "person:jens-stoltenberg");
  EXPECT_EQ(holder("leader", "PRK", {2013, 1, 1}), "person:kim-jong-un");
}

TEST(ActorData, DeputiesOfTheGreatMinistries) {
  EXPECT_EQ(holder("deputy foreign minister", "USA", {1999, 5, 1}), "person:strobe-talbott");
  EXPECT_EQ(holder("deputy defence minister", "USA", {2003, 5, 1}), "person:paul-wolfowitz");
  EXPECT_EQ(holder("deputy foreign minister", "USA", {2023, 10, 1}), "");  // vacant
}

TEST(ActorData, OneKingOfManyRealms) {
  for (const char* realm : {"GBR", "JAM", "KNA", "PNG"}) {
    const auto offices = table().offices(*table().find("person:charles-iii"));
    const bool reigns = std::any_of(offices.begin(), offices.end(),
                                    [&](const OfficeTerm& term) { return term.country == realm; });
    EXPECT_TRUE(reigns) << realm;
  }
}

TEST(ActorData, GroupsCountToTheCountryThatTheyComeFrom) {
  EXPECT_EQ(table().actor(*table().find("group:fdlr")).country, "RWA");
  EXPECT_EQ(table().actor(*table().find("group:lra")).country, "UGA");
}

// Members of an organisation on a day.
std::size_t members_on(const char* organisation, Date day) {
  const auto members = table().members(*table().find(organisation));
  return static_cast<std::size_t>(
      std::count_if(members.begin(), members.end(), [day](const Membership& one) {
        return (!one.from || *one.from <= day) && (!one.to || day < *one.to);
      }));
}

TEST(ActorData, MembershipsChangeWithTime) {
  EXPECT_EQ(members_on("org:nato", {1990, 1, 1}), 16U);
  EXPECT_EQ(members_on("org:nato", {2025, 1, 1}), 32U);
  EXPECT_EQ(members_on("org:european-union", {1990, 1, 1}), 12U);
  EXPECT_EQ(members_on("org:european-union", {2019, 1, 1}), 28U);
  EXPECT_EQ(members_on("org:european-union", {2021, 1, 1}), 27U);
  EXPECT_EQ(members_on("org:asean", {2025, 1, 1}), 10U);
  EXPECT_EQ(members_on("org:warsaw-pact", {2000, 1, 1}), 0U);
  EXPECT_EQ(members_on("org:united-nations", {2025, 1, 1}), 193U);
  EXPECT_EQ(members_on("org:ecowas", {2025, 6, 1}), 12U);
  EXPECT_EQ(members_on("org:african-union", {2025, 1, 1}), 55U);
  EXPECT_EQ(members_on("org:arab-league", {2025, 1, 1}), 22U);
  EXPECT_EQ(members_on("org:oic", {2025, 1, 1}), 57U);
  EXPECT_EQ(members_on("org:council-of-europe", {2025, 1, 1}), 46U);
  EXPECT_EQ(members_on("org:oas", {2022, 1, 1}), 35U);
}

TEST(ActorData, LeadersInTheirOwnScript) {
  EXPECT_EQ(id_of("\u041f\u0443\u0442\u0438\u043d"), "person:vladimir-putin");
  EXPECT_EQ(id_of("\u4e60\u8fd1\u5e73"), "person:xi-jinping");
  EXPECT_EQ(id_of("\uae40\uc815\uc740"), "person:kim-jong-un");
  EXPECT_EQ(id_of("\u0628\u0634\u0627\u0631 \u0627\u0644\u0623\u0633\u062f"),
            "person:bashar-al-assad");
}

TEST(ActorData, SanMarinoHasTwoCaptainsRegent) {
  EXPECT_EQ(table().holders("captain regent", "SMR", {2020, 12, 1}).size(), 2U);
}

TEST(ActorData, IdsAreSlugsOfTheNames) {
  for (std::size_t i = 0; i < table().size(); ++i) {
    const Actor& actor = table().actor(static_cast<ActorIndex>(i));
    if (actor.kind == ActorKind::kPerson) {
      EXPECT_EQ(actor.id, "person:" + slug(actor.name));
    }
  }
}

}  // namespace
}  // namespace entente
