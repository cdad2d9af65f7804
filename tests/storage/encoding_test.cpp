#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "storage/bytes.h"
#include "storage/content.h"
#include "storage/event_block.h"
#include "storage/index_block.h"
#include "storage/keys.h"
#include "storage/values.h"
#include "tests/storage/sample.h"

namespace entente {
namespace {

constexpr std::uint32_t kSeed = 20220915;
constexpr int kRounds = 2000;

TEST(Bytes, NumbersComeBack) {
  ByteWriter out;
  const std::vector<std::uint64_t> numbers = {0,
                                              1,
                                              127,
                                              128,
                                              300,
                                              0xffffffffULL,
                                              0x100000000ULL,
                                              std::numeric_limits<std::uint64_t>::max()};
  for (const std::uint64_t number : numbers) out.varint(number).u64(number);
  out.u8(7).u32(0x01020304).f32(0.25f).text("two\nlines");
  ByteReader in(out.str());
  for (const std::uint64_t number : numbers) {
    EXPECT_EQ(in.varint(), number);
    EXPECT_EQ(in.u64(), number);
  }
  EXPECT_EQ(in.u8(), 7);
  EXPECT_EQ(in.u32(), 0x01020304u);
  EXPECT_EQ(in.f32(), 0.25f);
  EXPECT_EQ(in.text(), "two\nlines");
  EXPECT_TRUE(in.is_done());
}

TEST(Bytes, ReadingPastTheEndFailsForGood) {
  ByteReader in(
      "\x05"
      "abc");
  EXPECT_EQ(in.text(), "");
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.u8(), 0);
  EXPECT_FALSE(in.is_done());
}

TEST(Bytes, OverlongVarintFails) {
  ByteReader in("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
  in.varint();
  EXPECT_FALSE(in.ok());
}

TEST(Keys, DaysSortAsTime) {
  const std::vector<std::optional<Date>> days = {
      std::nullopt,     Date{1, 1, 1},    Date{1944, 6, 6},  Date{1969, 12, 31},
      Date{1970, 1, 1}, Date{1970, 1, 2}, Date{2022, 9, 15}, Date{9999, 12, 31}};
  for (std::size_t i = 0; i < days.size(); ++i) {
    EXPECT_EQ(date_of(day_key(days[i])), days[i]);
    if (i > 0) {
      EXPECT_LT(time_prefix(day_key(days[i - 1])), time_prefix(day_key(days[i])));
    }
  }
  EXPECT_FALSE(date_of(kFirstDay));
  EXPECT_FALSE(date_of(kLastDay));
}

TEST(Keys, HaveTheDrawnBytes) {
  IndexedRelation relation;
  relation.subject = ActorNumber{9};
  relation.object = ActorNumber{2};
  relation.type = EventType::kConsult;
  relation.day = day_key(Date{1970, 1, 3});
  relation.event = EventKey{ArticleNumber{0x0102}, 3, 4};
  const std::string event("\0\0\0\0\0\0\1\2\0\0\0\3\0\0\0\4", 16);
  const std::string day("\x80\0\0\2", 4);
  EXPECT_EQ(event_key(relation.event), event);
  EXPECT_EQ(adjacency_key(relation.subject, relation.object, relation),
            std::string("\0\0\0\x9\3", 5) + day + std::string("\0\0\0\2", 4) + event);
  EXPECT_EQ(pair_key(relation), std::string("\0\0\0\2\0\0\0\x9\3", 9) + day + event);
  EXPECT_EQ(time_key(relation), day + "\3" + event);
  EXPECT_EQ(alias_key("xi", ActorNumber{1}, VariantHash{2}),
            std::string("xi\0\0\0\0\1\0\0\0\0\0\0\0\2", 15));
  EXPECT_EQ(parse_event_key(event), relation.event);
  EXPECT_FALSE(parse_event_key(event.substr(1)));
  EXPECT_EQ(event_block_key(relation.event.article, 5),
            event.substr(0, 8) + std::string("\0\0\0\5", 4));
  EXPECT_EQ(parse_event_block_key(event_block_key(relation.event.article, 5))->block, 5u);
  EXPECT_FALSE(parse_event_block_key(event));
  EXPECT_EQ(packed_blocks_prefix(ChunkNumber{7}), std::string("\0\0\0\7\0", 5));
  EXPECT_EQ(packed_gone_prefix(ChunkNumber{7}), std::string("\0\0\0\7\1", 5));
  EXPECT_EQ(chunk_key(ChunkNumber{7}), std::string("chunk\0\0\0\0\7", 10));
  EXPECT_EQ(parse_chunk_key(chunk_key(ChunkNumber{7})), ChunkNumber{7});
}

TEST(Keys, AliasOfALongerNameIsNotTheName) {
  const std::string longer = alias_key(std::string("xi\0jinping", 10), ActorNumber{1}, {});
  EXPECT_FALSE(parse_alias_key(longer, "xi"));
  EXPECT_TRUE(parse_alias_key(longer, std::string("xi\0jinping", 10)));
}

TEST(Keys, EndOfPrefixSkipsFullBytes) {
  EXPECT_EQ(end_of_prefix("ab"), "ac");
  EXPECT_EQ(end_of_prefix("a\xff\xff"), "b");
  EXPECT_EQ(end_of_prefix("\xff\xff"), "");
}

// Every prefix of the bytes and every byte more must be refused: nothing is read by half.
template <typename Decode>
void expect_refuses_damage(const std::string& bytes, Decode decode) {
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 16) {
    EXPECT_FALSE(decode(std::string_view(bytes).substr(0, size))) << size;
  }
  EXPECT_FALSE(decode(bytes + "x"));
}

TEST(Values, RelationsComeBack) {
  sample::Maker make(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    Relation relation = make.relation({make.actor()});
    RelationEnds ends{ActorNumber{make.below(1000)}, ActorNumber{make.below(~0u)}, std::nullopt};
    if (make.chance(50)) ends.attributed_to = ActorNumber{make.below(~0u)};
    relation.subject = relation.object = relation.attributed_to = "";
    relation.evidence.sentence = 0;  // in the key
    const std::string bytes = encode_relation(ends, relation);
    EXPECT_EQ(decode_relation(bytes), (RelationRecord{ends, relation}));
    if (round < 50) expect_refuses_damage(bytes, decode_relation);
  }
}

TEST(Values, ActorsComeBackWithoutTheirId) {
  sample::Maker make(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    Actor actor = make.actor();
    actor.id.clear();
    const std::string bytes = encode_actor(actor);
    EXPECT_EQ(decode_actor(bytes), actor);
    if (round < 50) expect_refuses_damage(bytes, decode_actor);
  }
}

TEST(Values, ArticlesComeBackWithoutTheirText) {
  sample::Maker make(kSeed);
  for (int round = 0; round < kRounds; ++round) {
    ArticleRecord record;
    record.article = make.article().article;
    record.hash = content_hash(record.article);
    record.article.text.clear();
    record.extractor_version = make.text();
    record.sentences = make.below(~0u);
    record.relations = make.below(~0u);
    const std::string bytes = encode_article(record);
    EXPECT_EQ(decode_article(bytes), record);
    EXPECT_EQ(decode_article_id(bytes), record.article.id);
    if (round < 50) expect_refuses_damage(bytes, decode_article);
  }
}

TEST(Values, BlocksOfRelationsComeBack) {
  sample::Maker make(kSeed);
  for (int round = 0; round < kRounds / 4; ++round) {
    EventBlock block;
    for (std::uint32_t left = 1 + make.below(4); left > 0; --left) {
      BlockPart part{std::nullopt, 1 + make.below(kEventsInBlock / 4)};
      if (make.chance(70)) part.chunk = ChunkNumber{make.below(1000) + 1000 * left};
      if (!block.parts.empty() && block.parts.back().chunk == part.chunk) continue;
      block.parts.push_back(part);
    }
    for (const BlockPart& part : block.parts) {
      for (std::uint32_t i = 0; i < part.relations; ++i) {
        Relation relation = make.relation({make.actor()});
        RelationEnds ends{ActorNumber{make.below(1000)}, ActorNumber{make.below(~0u)}, {}};
        if (make.chance(50)) ends.attributed_to = ActorNumber{make.below(~0u)};
        relation.subject = relation.object = relation.attributed_to = "";
        const std::uint32_t sentence = relation.evidence.sentence;
        relation.evidence = Evidence();
        relation.evidence.sentence = sentence;
        block.relations.push_back({ends, relation});
      }
    }
    const std::string bytes = encode_event_block(block);
    EXPECT_EQ(decode_event_block(bytes), block);
    EXPECT_EQ(count_event_block(bytes), block.relations.size());
    const std::uint32_t place = make.below(static_cast<std::uint32_t>(block.relations.size()));
    EXPECT_EQ(decode_event_in_block(bytes, place), block.relations[place]);
    EXPECT_FALSE(decode_event_in_block(bytes, block.relations.size()));
    if (round < 20) expect_refuses_damage(bytes, decode_event_block);
  }
}

// Entries of any fields, in the order of their keys, from both ends of the numbers.
TEST(Values, PackedIndexEntriesComeBack) {
  sample::Maker make(kSeed);
  for (const Family index : kIndexFamilies) {
    const IndexFields fields = index_fields(index);
    std::vector<std::pair<std::string, IndexRow>> rows;
    for (int i = 0; i < kRounds; ++i) {
      IndexRow row;
      const auto number = [&] { return make.chance(70) ? make.below(5) : ~make.below(5); };
      for (std::size_t field = 0; field < fields.count; ++field) row.lead[field] = number();
      row.lead[fields.type] &= 0xff;
      row.event = {ArticleNumber{make.chance(80) ? make.below(9) : ~std::uint64_t{make.below(9)}},
                   number(), number()};
      row.flags = static_cast<std::uint8_t>(make.below(16));
      char key[kLongestIndexKey];
      rows.emplace_back(std::string(key, write_index_key(fields, row, key)), row);
    }
    std::sort(rows.begin(), rows.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    IndexBlockBuilder builder(index);
    int blocks = 0;
    for (std::size_t begin = 0, i = 0; i < rows.size(); ++i) {
      builder.add(rows[i].second);
      if (!builder.is_full() && i + 1 < rows.size()) continue;
      EXPECT_EQ(builder.last_key(), rows[i].first);
      IndexBlockReader reader(index, builder.value());
      for (; reader.next(); ++begin) EXPECT_EQ(reader.row(), rows.at(begin).second);
      EXPECT_FALSE(reader.is_damaged());
      EXPECT_EQ(begin, i + 1);
      builder.clear();
      ++blocks;
    }
    EXPECT_GT(blocks, 2);
  }
}

TEST(Values, ACutBlockOfIndexEntriesIsDamagedOrShorter) {
  IndexBlockBuilder builder(Family::kPair);
  for (std::uint32_t i = 0; i < 20; ++i) {
    builder.add({{i, 1000, 3, 0x80000000u + 300 * i}, {ArticleNumber{i * 1000}, i, 1}, 9});
  }
  for (std::size_t size = 0; size < builder.value().size(); ++size) {
    IndexBlockReader reader(Family::kPair, builder.value().substr(0, size));
    std::uint32_t read = 0;
    while (reader.next()) EXPECT_EQ(reader.row().lead[0], read++);
    EXPECT_LT(read, 20u);
  }
}

TEST(Values, PackedIndexEntriesThatDoNotAscendAreDamaged) {
  const std::string entry("\x09\1\3\2\0\1", 6);  // day 1, type 3, article 1
  const std::string same_day("\x09\0\2\2\0\1", 6);
  const std::string block = entry + same_day;
  IndexBlockReader reader(Family::kTime, block);
  const IndexRow first{{1, 3}, {ArticleNumber{1}, 0, 1}, 9};
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.row(), first);
  EXPECT_FALSE(reader.next());
  EXPECT_TRUE(reader.is_damaged());
}

// The examples of docs/storage_format.md.
TEST(Values, PackedIndexEntriesHaveTheDrawnBytes) {
  IndexBlockBuilder builder(Family::kPair);
  builder.add({{0, 1, 3, 0x80000002u}, {ArticleNumber{258}, 3, 1}, 9});
  builder.add({{0, 1, 3, 0x80000004u}, {ArticleNumber{257}, 2, 2}, 8});
  EXPECT_EQ(builder.value(), std::string("\x19\1\3\x84\x80\x80\x80\x10\x84\4\3\1"
                                         "\xb8\2\1\2",
                                         16));
}

TEST(Values, SmallOnesComeBack) {
  const StoreCounts counts{1, 2, 3, 1ULL << 40};
  EXPECT_EQ(decode_counts(encode_counts(counts)), counts);
  EXPECT_EQ(decode_number(encode_number(1ULL << 63)), 1ULL << 63);
  const IndexFlags flags{true, false, true, true};
  EXPECT_EQ(decode_chunk(encode_chunk({1ULL << 40, 3, 5})), (ChunkRecord{1ULL << 40, 3, 5}));
  EXPECT_FALSE(decode_chunk(encode_chunk({1, 2, 0})));
  EXPECT_FALSE(decode_chunk(encode_chunk({2, 1, 16})));
  EXPECT_EQ(decode_flags(encode_flags(flags)), flags);
  EXPECT_FALSE(decode_flags("\x80"));
  const std::vector<CastMember> cast = {{ActorNumber{1}, VariantHash{2}}, {ActorNumber{3}, {}}};
  EXPECT_EQ(decode_cast(encode_cast(cast)), cast);
  expect_refuses_damage(encode_cast(cast), decode_cast);
  EXPECT_FALSE(decode_cast("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
}

TEST(Content, HashSeesEveryField) {
  Article article;
  article.id = "a";
  std::vector<ContentHash> hashes = {content_hash(article)};
  for (std::string Article::*field :
       {&Article::text, &Article::title, &Article::url, &Article::source, &Article::language}) {
    Article changed = article;
    changed.*field = "x";
    hashes.push_back(content_hash(changed));
  }
  article.published = Date{2022, 9, 15};
  hashes.push_back(content_hash(article));
  std::sort(hashes.begin(), hashes.end());
  EXPECT_EQ(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

TEST(Content, UnionOfActorsDoesNotDependOnOrder) {
  sample::Maker make(kSeed);
  for (int round = 0; round < 300; ++round) {
    std::vector<Actor> variants;
    for (std::uint32_t left = 1 + make.below(4); left > 0; --left) {
      variants.push_back(make.actor());
      variants.back().id = "person:p";
    }
    std::vector<Actor> turned(variants.rbegin(), variants.rend());
    EXPECT_EQ(unite_actors(variants), unite_actors(turned));
  }
}

TEST(Content, UnionKeepsTheMoreTellingFacts) {
  Actor brief = sample::actor("person:joe-biden", "Biden");
  brief.aliases = {"Joe"};
  Actor full = sample::actor("person:joe-biden", "Joe Biden");
  full.kind = ActorKind::kPerson;
  full.code = "USAGOV";
  const Actor united = unite_actors({brief, full});
  EXPECT_EQ(united.name, "Joe Biden");
  EXPECT_EQ(united.kind, ActorKind::kPerson);
  EXPECT_EQ(united.code, "USAGOV");
  EXPECT_EQ(united.aliases, (std::vector<std::string>{"Biden", "Joe"}));
}

}  // namespace
}  // namespace entente
