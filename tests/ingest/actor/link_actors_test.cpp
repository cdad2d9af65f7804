#include "ingest/actor/link_actors.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/ingest/actor/knowledge.h"

namespace entente {
namespace {

// A document of one sentence whose tokens are the blank-separated words, with mentions set by hand.
class Draft {
 public:
  explicit Draft(const std::string& text, std::optional<Date> published = Date{2022, 9, 15}) {
    document_.article.text = text;
    document_.article.published = published;
    Sentence sentence;
    std::istringstream words(text);
    std::uint32_t at = 0;
    for (std::string word; words >> word;) {
      Token token;
      token.form = word;
      token.span = {at, at + static_cast<std::uint32_t>(word.size())};
      at = token.span.end + 1;
      sentence.tokens.push_back(std::move(token));
    }
    sentence.span = {0, static_cast<std::uint32_t>(text.size())};
    document_.sentences.push_back(std::move(sentence));
  }

  Mention& add(std::uint32_t first, std::uint32_t last, MentionForm form,
               EntityType entity = EntityType::kNone) {
    Mention mention;
    mention.first = first;
    mention.last = last;
    mention.head = last - 1;
    mention.form = form;
    mention.entity = entity;
    document_.mentions.push_back(mention);
    return document_.mentions.back();
  }
  void tag(std::size_t token, Upos upos) { document_.sentences[0].tokens[token].upos = upos; }
  void hang(std::size_t token, std::int32_t head, std::string deprel) {
    document_.sentences[0].tokens[token].head = head;
    document_.sentences[0].tokens[token].deprel = std::move(deprel);
  }
  void refer(std::size_t mention, std::vector<std::uint32_t> antecedents, std::string rule) {
    document_.mentions[mention].antecedents = std::move(antecedents);
    document_.mentions[mention].reference = std::move(rule);
    document_.mentions[mention].reference_confidence = 0.9F;
  }
  Draft& link() {
    link_actors(document_, knowledge());
    return *this;
  }
  std::string ids(std::size_t mention) const {
    std::string out;
    for (const std::uint32_t actor : document_.mentions[mention].actors) {
      if (!out.empty()) out += ' ';
      out += document_.actors[actor].id;
    }
    return out;
  }
  const Document& document() const { return document_; }
  Article& article() { return document_.article; }

 private:
  Document document_;
};

TEST(LinkActors, NamesAdjectivesAndChains) {
  Draft draft("Russian President Vladimir Putin met Xi Jinping . Putin thanked him .");
  draft.add(0, 4, MentionForm::kName, EntityType::kPerson);
  draft.add(0, 1, MentionForm::kAdjective, EntityType::kNationality);
  draft.add(5, 7, MentionForm::kName, EntityType::kPerson);
  draft.add(8, 9, MentionForm::kName, EntityType::kPerson);
  draft.add(10, 11, MentionForm::kPronoun);
  draft.refer(3, {0}, "surname");
  draft.refer(4, {2}, "pronoun");
  draft.link();
  EXPECT_EQ(draft.ids(0), "person:vladimir-putin");
  EXPECT_EQ(draft.ids(1), "state:RUS");
  EXPECT_EQ(draft.ids(2), "person:xi-jinping");
  EXPECT_EQ(draft.ids(3), "person:vladimir-putin");
  EXPECT_EQ(draft.ids(4), "person:xi-jinping");
}

TEST(LinkActors, UnknownPersonsGetTheirOffice) {
  Draft draft("White House press secretary Mira Oakfield spoke");
  draft.add(0, 6, MentionForm::kName, EntityType::kPerson);
  draft.link();
  ASSERT_EQ(draft.ids(0), "person:mira-oakfield-usa");
  const Actor& actor = draft.document().actors.front();
  EXPECT_EQ(actor.country, "USA");
  EXPECT_EQ(actor.code, "USAGOV");
  ASSERT_EQ(actor.offices.size(), 1U);
  EXPECT_EQ(actor.offices.front().title, "press secretary");
}

TEST(LinkActors, StateAfterATitledNameIsTheOffices) {
  Draft draft("Prime Minister Oakfield of the Netherlands met President Truman", Date{1950, 1, 5});
  draft.add(0, 3, MentionForm::kName, EntityType::kPerson);
  draft.add(5, 6, MentionForm::kName, EntityType::kPlace);
  draft.add(7, 9, MentionForm::kName, EntityType::kPerson);
  draft.link();
  ASSERT_EQ(draft.ids(0), "person:oakfield-nld-prime-minister");
  EXPECT_EQ(draft.document().actors.front().code, "NLDGOV");
  EXPECT_EQ(draft.ids(2), "person:harry-s-truman");
}

TEST(LinkActors, CommonSurnameNeedsItsCountryNearby) {
  Draft elsewhere("Lee signed comics in Toronto");
  elsewhere.add(0, 1, MentionForm::kName, EntityType::kPerson);
  elsewhere.add(4, 5, MentionForm::kName, EntityType::kPlace);
  const std::string lee = elsewhere.link().ids(0);
  EXPECT_TRUE(lee.starts_with("person:lee-") && lee != "person:lee-hsien-loong") << lee;
  Draft at_home("Lee signed laws in Singapore");
  at_home.add(0, 1, MentionForm::kName, EntityType::kPerson);
  at_home.add(4, 5, MentionForm::kName, EntityType::kPlace);
  EXPECT_EQ(at_home.link().ids(0), "person:lee-hsien-loong");
}

TEST(LinkActors, CommonSurnameFollowsTheFullNameInTheText) {
  Draft draft("Stan Lee came . Lee drew Singapore");
  draft.add(0, 2, MentionForm::kName, EntityType::kPerson);
  draft.add(4, 5, MentionForm::kName, EntityType::kPerson);
  draft.refer(1, {0}, "surname");
  draft.link();
  EXPECT_EQ(draft.ids(0), "person:stan-lee");
  EXPECT_EQ(draft.ids(1), "person:stan-lee");
}

TEST(LinkActors, OfficeByDateAndPossessor) {
  Draft draft("Xi Jinping 's government criticised the Russian president");
  draft.add(0, 4, MentionForm::kNominal);
  draft.add(0, 2, MentionForm::kName, EntityType::kPerson);
  draft.add(5, 8, MentionForm::kNominal);
  draft.link();
  EXPECT_EQ(draft.ids(0), "state:CHN");
  EXPECT_EQ(draft.ids(1), "person:xi-jinping");
  EXPECT_EQ(draft.ids(2), "person:vladimir-putin");
}

TEST(LinkActors, PeopleInAStateAreOfIt) {
  Draft draft("rebels in the Ivory Coast fired at soldiers in Mali");
  draft.add(0, 1, MentionForm::kNominal);
  draft.add(3, 5, MentionForm::kName, EntityType::kPlace);
  draft.add(7, 8, MentionForm::kNominal);
  draft.add(9, 10, MentionForm::kName, EntityType::kPlace);
  draft.tag(2, Upos::kDet);
  draft.link();
  EXPECT_EQ(draft.ids(0), "group:civ-rebels");
  EXPECT_TRUE(draft.ids(2).starts_with("unknown:soldiers")) << draft.ids(2);
}

TEST(LinkActors, NationBeforeAPeopleTellsWhichOfThem) {
  Draft draft("Iraqi Kurds met Kurds");
  draft.add(0, 1, MentionForm::kAdjective, EntityType::kNationality);
  draft.add(1, 2, MentionForm::kName, EntityType::kNationality);
  draft.add(3, 4, MentionForm::kName, EntityType::kNationality);
  draft.link();
  EXPECT_EQ(draft.ids(1), "group:irq-kurds");
  EXPECT_EQ(draft.ids(2), "group:kurds");
}

TEST(LinkActors, PeopleOfTwoNationsAreOfBoth) {
  Draft draft("Norwegian and Peruvian officials met");
  draft.add(0, 1, MentionForm::kAdjective, EntityType::kNationality);
  draft.add(2, 4, MentionForm::kNominal);
  draft.hang(0, 3, "amod");
  draft.hang(2, 0, "conj");
  draft.link();
  EXPECT_EQ(draft.ids(1), "state:NOR state:PER");
}

TEST(LinkActors, TheStateBeforeATitledNameIsTheOffices) {
  Draft draft("Iceland 's new President Jon Arnason spoke");
  draft.add(0, 1, MentionForm::kName, EntityType::kPlace);
  draft.add(3, 6, MentionForm::kName, EntityType::kPerson);
  draft.tag(2, Upos::kAdj);
  draft.link();
  EXPECT_EQ(draft.ids(1), "person:jon-arnason-isl");
}

TEST(LinkActors, WhatIsCalledACompanyIsNoPerson) {
  Draft draft("the Russian shipping company Sovcomar sued Hezbollah");
  draft.add(4, 5, MentionForm::kName, EntityType::kPerson);
  draft.add(6, 7, MentionForm::kName, EntityType::kPerson);
  draft.tag(1, Upos::kAdj);
  draft.tag(2, Upos::kNoun);
  draft.tag(3, Upos::kNoun);
  draft.link();
  EXPECT_EQ(draft.ids(0), "org:sovcomar-rus");
  EXPECT_EQ(draft.ids(1), "group:hezbollah");
}

TEST(LinkActors, ABodyKeepsWhatAndJoins) {
  Draft draft("The Plinkum and Wildlife Service sued Marlo & Tarn");
  draft.add(1, 5, MentionForm::kName, EntityType::kOrganization);
  draft.add(6, 9, MentionForm::kName, EntityType::kOrganization);
  draft.link();
  EXPECT_EQ(draft.ids(0), "org:plinkum-and-wildlife-service");
  EXPECT_EQ(draft.ids(1), "org:marlo-tarn");
}

TEST(LinkActors, BodiesNamedAfterAStateAreAtHomeThere) {
  Draft draft("Canadian Heron Growth Agency met Canada Heron");
  draft.add(0, 4, MentionForm::kName, EntityType::kOrganization);
  draft.add(5, 7, MentionForm::kName, EntityType::kOrganization);
  draft.link();
  EXPECT_EQ(draft.document().actors[0].country, "CAN");
  EXPECT_EQ(draft.document().actors[1].country, "");
}

TEST(LinkActors, SetsCounterpartsAndSides) {
  Draft draft("Putin called Erdogan ; the two men and his Iranian counterpart said we agree");
  draft.add(0, 1, MentionForm::kName, EntityType::kPerson);
  draft.add(2, 3, MentionForm::kName, EntityType::kPerson);
  draft.add(4, 7, MentionForm::kNominal);
  draft.add(8, 11, MentionForm::kNominal);
  draft.add(12, 13, MentionForm::kPronoun);
  draft.refer(2, {0, 1}, "set");
  draft.refer(3, {0}, "counterpart");
  draft.refer(4, {0}, "speaker side");
  draft.link();
  EXPECT_EQ(draft.ids(2), "person:vladimir-putin person:recep-tayyip-erdogan");
  EXPECT_EQ(draft.ids(3), "person:ebrahim-raisi");
  EXPECT_EQ(draft.ids(4), "state:RUS");
}

TEST(LinkActors, ACounterpartOfAnUndatedArticleIsAnOfficialOfThatCountry) {
  Draft draft("Putin met his Iranian counterpart and his counterpart");
  draft.article().published.reset();
  draft.add(0, 1, MentionForm::kName, EntityType::kPerson);
  draft.add(2, 5, MentionForm::kNominal);
  draft.add(6, 8, MentionForm::kNominal);
  draft.refer(1, {0}, "counterpart");
  draft.refer(2, {0}, "counterpart");
  draft.link();
  EXPECT_EQ(draft.ids(1), "state:IRN");
  EXPECT_EQ(draft.ids(2), "");
}

TEST(LinkActors, TheNameDecidesForItsDescription) {
  Draft draft("Tora Lindqvist , the Norwegian foreign minister , resigned");
  draft.add(0, 2, MentionForm::kName, EntityType::kPerson);
  draft.add(3, 7, MentionForm::kNominal);
  draft.refer(1, {0}, "appositive");
  draft.link();
  EXPECT_EQ(draft.ids(0), "person:tora-lindqvist-nor");
  EXPECT_EQ(draft.ids(1), "person:tora-lindqvist-nor");
  EXPECT_EQ(draft.document().actors.front().country, "NOR");
}

TEST(LinkActors, HomonymsOfStatesStayOut) {
  Draft turkey("Thanksgiving means roast Turkey with stuffing");
  turkey.add(3, 4, MentionForm::kName, EntityType::kPlace);
  EXPECT_EQ(turkey.link().ids(0), "");
  Draft paris("Paris Hilton smiled");
  paris.add(0, 2, MentionForm::kName, EntityType::kPerson);
  EXPECT_EQ(paris.link().ids(0), "person:paris-hilton");
  Draft post("Washington Post reported");
  post.add(0, 2, MentionForm::kName, EntityType::kOrganization);
  EXPECT_EQ(post.link().ids(0), "org:washington-post");
  Draft mobile("China Mobile reported");
  mobile.add(0, 2, MentionForm::kName, EntityType::kOrganization);
  EXPECT_EQ(mobile.link().ids(0), "org:china-mobile");
}

TEST(LinkActors, MinistriesInCapitalsAreTheirState) {
  Draft draft("Russian Foreign Ministry said");
  draft.add(0, 3, MentionForm::kName, EntityType::kOrganization);
  EXPECT_EQ(draft.link().ids(0), "state:RUS");
  Draft council("Atlantis Security Council met");
  council.add(0, 3, MentionForm::kName, EntityType::kOrganization);
  EXPECT_EQ(council.link().ids(0), "org:atlantis-security-council");
}

TEST(LinkActors, UnnamedActors) {
  Draft draft("Syrian rebels fought Turkish troops");
  draft.add(0, 2, MentionForm::kNominal);
  draft.add(3, 5, MentionForm::kNominal);
  draft.link();
  EXPECT_EQ(draft.ids(0), "group:syr-rebels");
  EXPECT_EQ(draft.ids(1), "state:TUR");
  EXPECT_NE(draft.document().mentions[1].why.find("TURMIL"), std::string::npos);
}

TEST(LinkActors, NoDateNoGuessButCandidates) {
  Draft undated("the Russian president spoke", std::nullopt);
  undated.add(0, 3, MentionForm::kNominal);
  EXPECT_EQ(undated.link().ids(0), "state:RUS");
  const Mention& mention = undated.document().mentions[0];
  EXPECT_LE(mention.confidence, 0.5F);
  EXPECT_NE(mention.why.find("perhaps person:"), std::string::npos) << mention.why;
}

// One mention of one short article: the id that `words` tokens get there.
std::string id_in(const std::string& article, const std::string& text, std::uint32_t words,
                  EntityType entity = EntityType::kPerson) {
  Draft draft(text);
  draft.article().id = article;
  const bool named = entity != EntityType::kNone;
  draft.add(0, words, named ? MentionForm::kName : MentionForm::kNominal, entity);
  return draft.link().ids(0);
}

TEST(LinkActors, HomonymsInDifferentArticlesStayApart) {
  const std::string minister = id_in("a", "Norwegian energy minister Anna Berg spoke", 5);
  const std::string skier = id_in("b", "Anna Berg skied", 2);
  EXPECT_EQ(minister, "person:anna-berg-nor");
  EXPECT_EQ(skier, "person:anna-berg");
  EXPECT_EQ(id_in("c", "Swedish lawmaker Anna Berg spoke", 4), "person:anna-berg-swe");
  EXPECT_EQ(id_in("d", "Norwegian lawmaker Anna Berg spoke", 4), minister);
}

TEST(LinkActors, ABareSurnameIsOfItsArticleOnly) {
  const std::string here = id_in("a", "Oakfield spoke", 1);
  EXPECT_TRUE(here.starts_with("person:oakfield-")) << here;
  EXPECT_NE(here, id_in("b", "Oakfield spoke", 1));
  EXPECT_EQ(here, id_in("a", "Oakfield resigned", 1));
}

TEST(LinkActors, AnOfficeOfAStateMakesASurnameOne) {
  const std::string here = id_in("a", "Norwegian energy minister Oakfield spoke", 4);
  EXPECT_EQ(here, "person:oakfield-nor-energy-minister");
  EXPECT_EQ(here, id_in("b", "Norwegian energy minister Oakfield resigned", 4));
  EXPECT_NE(here, id_in("b", "Swedish energy minister Oakfield resigned", 4));
  const std::string lawmaker = id_in("a", "Norwegian lawmaker Oakfield spoke", 3);
  EXPECT_NE(lawmaker, id_in("b", "Norwegian lawmaker Oakfield spoke", 3));
}

TEST(LinkActors, RolesWithoutACountryAreNoHub) {
  const std::string here = id_in("a", "rebels attacked", 1, EntityType::kNone);
  EXPECT_TRUE(here.starts_with("unknown:rebels-")) << here;
  EXPECT_NE(here, id_in("b", "rebels attacked", 1, EntityType::kNone));
  EXPECT_EQ(id_in("a", "Syrian rebels attacked", 2, EntityType::kNone), "group:syr-rebels");
}

TEST(LinkActors, OrgansThatSayWhatTheyAreActWithoutTheirState) {
  const std::string bank = id_in("a", "the central bank agreed", 3, EntityType::kNone);
  EXPECT_TRUE(bank.starts_with("unknown:central-banks-")) << bank;
  EXPECT_EQ(id_in("a", "the commission agreed", 2, EntityType::kNone), "");
  EXPECT_EQ(id_in("a", "Norway 's central bank agreed", 4, EntityType::kNone), "state:NOR");
}

TEST(LinkActors, BodiesWithACommonNameCarryTheirCountry) {
  const std::string here =
      id_in("a", "Norway 's Fisheries Council ruled", 4, EntityType::kOrganization);
  EXPECT_EQ(here, "org:fisheries-council-nor");
  EXPECT_EQ(id_in("b", "Fisheries Council ruled", 2, EntityType::kOrganization),
            "org:fisheries-council");
}

}  // namespace
}  // namespace entente
